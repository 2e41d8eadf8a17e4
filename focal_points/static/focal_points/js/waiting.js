/** What one administrator signed and a second one has to sign: said in words from the statement itself, never on the hub's word. */
import {
  CHAIN, Refused, checkMaterial, newKeysCode, peek, readStatement, sign, signers, unb64,
} from "../../hub/encryption/index.js";
import { Problem, get, post } from "../../hub/js/api.js";
import { about, icon, make, notice } from "../../hub/js/page.js";
import { moment, t } from "../../hub/js/texts.js";
import { again } from "../../hub/js/trust.js";
import { groups } from "./fingerprints.js";
import { CannotSign, showProblem, signer } from "./signing.js";
import { own, sentence, turned } from "./statements.js";

const place = document.getElementById("waiting");
const address = (rest = "") => `countries/${about().country}/chain/waiting/${rest}`;

/** Checked whole: form, place, the first signature, the rules, and the keys beside it. @throws {Refused} */
async function looked(chain, { statement: { envelope, wraps, boxes }, until }) {
  const after = await chain.foresee(envelope);
  const said = await readStatement(envelope);
  await checkMaterial(after, said, wraps, boxes);
  if (signers(envelope).length !== 1) throw new Refused("too-many-signatures", "its maker alone has signed");
  return { envelope, after, said, until };
}

async function send(path, body) {
  try {
    await post(path, body);
  } catch (error) {
    throw error instanceof Problem && error.status === 404 ? new CannotSign("lapsed") : error;
  }
}

async function cosign({ envelope, said }) {
  const { payload } = peek(envelope);
  const { signatures: [mine] } = await sign(CHAIN, payload, [await signer()]);
  return send(address(`${said.hash}/cosign/`), mine);
}

const secret = (words) => make("code", { class: "secret", dir: "ltr" }, words);

/** What must be compared outside the hub before a second signature. */
async function toCompare(after, { kind, body }) {
  if (kind === "peer_verified") {
    return make("p", { class: "groups fingerprint" }, ...groups(body.fingerprint).map((one) => make("span", {}, one)));
  }
  if (kind !== "officer_rekey") return "";
  const code = await newKeysCode(after.hub, body.officer, { kem: unb64(body.kem, 32), sig: unb64(body.sig, 32) });
  return make("p", {}, t("waiting.code"), " ", secret(code));
}

function buttons(found, said, done) {
  const act = (words, drawing, shape, run, result) => make("button", { type: "button", class: `button ${shape}`, onclick: async () => {
    said.replaceChildren(notice("", t("signing.working")));
    await run().then(() => done(result), (error) => showProblem(said, error));
  } }, icon(drawing), words);
  const step = (name) => () => send(address(`${found.said.hash}/${name}/`), {});
  if (found.said.by === about().officer) return [act(t("waiting.withdraw"), "cross", "second", step("withdraw"), t("waiting.withdrawn"))];
  return [act(t("waiting.sign"), "tick", "", () => cosign(found), t("waiting.signed")),
    act(t("waiting.decline"), "cross", "second", step("decline"), t("waiting.declined"))];
}

async function card(found, done) {
  const { after, said, until } = found;
  const box = make("div", { role: "alert" });
  const keys = said.kind === "key_rotate" ? [] : turned(after, said.body);
  const by = own(after.officers.get(said.by)?.name ?? said.by);
  return make("section", { class: "card stack", dataset: { waiting: said.kind } }, make("h3", {}, sentence(after, said)),
    keys.length ? make("p", { class: "small" }, t("said.keys_turned", { posts: keys.map(own).join(", ") })) : "",
    await toCompare(after, said),
    make("p", { class: "small quiet" }, t("waiting.by", { name: by, when: moment(said.created), until: moment(until) })),
    box, make("p", { class: "row" }, ...buttons(found, box, done)));
}

async function shownRow(chain, row, done) {
  try {
    return await card(await looked(chain, row), done);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return notice("bad", t("waiting.forged"));
  }
}

/** @param {function(string): Promise<*>} done shows the page anew with some words @returns {Promise<void>} */
export async function showWaiting(done) {
  const { waiting } = await get(address());
  const chain = waiting.length ? await again(about().country) : null;
  const cards = await Promise.all(waiting.map((row) => shownRow(chain, row, done)));
  place.replaceChildren(...(cards.length ? [make("h2", {}, t("waiting.title")), ...cards] : []));
}
