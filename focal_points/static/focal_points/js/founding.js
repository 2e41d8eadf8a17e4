/** The first statements of a country: its list, its first authority, the founder's seats. Each step may be taken up again. */
import { ZERO_HASH } from "../../hub/encryption/fields.js";
import { REFOUND, b64, makeStatement } from "../../hub/encryption/index.js";
import { get, post } from "../../hub/js/api.js";
import { about, icon, make, notice, receive } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { again, presentOf } from "../../hub/js/trust.js";
import { groups } from "./fingerprints.js";
import { addPost, dropWrap, unfinished } from "./newpost.js";
import { seat } from "./passing.js";
import { now, showProblem, signer } from "./signing.js";

const form = document.getElementById("found");
const part = (name) => document.getElementById(name);

function done(step) {
  const line = document.querySelector(`[data-step="${step}"]`);
  line.dataset.done = "yes";
  line.append(" ", icon("tick"));
}

async function statement(kind, place, extra) {
  const unlocked = await signer();
  const { name, officer, country } = await get("me/");
  const { kem, sig } = unlocked.public;
  const admin = { officer, name, kem: b64(kem), sig: b64(sig) };
  const envelope = await makeStatement({
    hub: about().hub, country, ...place, kind, by: unlocked.officer, created: now(),
    body: { policy: 1, admins: [admin], ...extra }, signers: [unlocked],
  });
  await post(`countries/${country}/chain/`, { envelope, wraps: [], boxes: [] });
}

const founded = async () => (await get(`countries/${about().country}/`)).head_seq >= 0;

/** The country's first statement; or, when its administrators are lost, the one with which it begins anew. */
async function beginning() {
  const { officer } = await signer();
  if (!(await founded())) return statement("genesis", { seq: 0, prev: ZERO_HASH }, {});
  const { chain } = await presentOf(about().country);
  if (chain.officers.has(officer)) return null;
  const place = { seq: chain.headSeq + 1, prev: chain.headHash };
  return statement(REFOUND, place, { replaces: chain.fingerprint });
}

async function found(wanted) {
  await beginning();
  done("genesis");
  const chain = await again(about().country);
  const first = (await unfinished(chain)) ?? (await addPost(wanted.name, wanted.type));
  done("post");
  for (const role of ["admin", ...wanted.roles]) await seat(about().officer, first, role);
  await dropWrap(first);
  done("seat");
  return again(about().country);
}

function showFingerprint({ fingerprint }) {
  const print = make("button", { type: "button", class: "button second", onclick: () => globalThis.print() }, t("found.print"));
  part("result").replaceChildren(
    notice("good", make("h2", { id: "done", tabindex: "-1" }, t("found.done"))),
    make("section", { class: "card stack after" }, make("h2", {}, t("found.fingerprint")), make("p", {}, t("found.send")),
      make("p", { class: "groups fingerprint", id: "fingerprint" }, ...groups(fingerprint).map((one) => make("span", {}, one))), make("p", {}, print)),
    make("p", { class: "row after" }, make("a", { class: "button", href: "/officers/" }, t("found.invite"))));
  part("done").focus();
  say(t("found.done"));
}

async function begin(event) {
  event.preventDefault();
  const roles = [...form.querySelectorAll("[name=role]:checked")].map((box) => box.value);
  const wanted = { name: form.elements.name.value.trim(), type: form.elements.type.value, roles };
  if (!wanted.name) {
    part("result").replaceChildren(notice("bad", t("found.need_name")));
    return form.elements.name.focus();
  }
  const button = form.querySelector("button");
  button.disabled = true;
  part("result").replaceChildren(notice("", t("signing.working")));
  try {
    const chain = await found(wanted);
    form.hidden = true;
    return showFingerprint(chain);
  } catch (error) {
    button.disabled = false;
    return showProblem(part("result"), error);
  }
}

receive(form, begin);
await signer().catch((error) => showProblem(part("result"), error));
