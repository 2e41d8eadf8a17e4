/** One country: everything worked out from its signed chain, and compared with what the hub shows. */
import { Refused, readStatement } from "../../hub/encryption/index.js";
import { about, alarm, bdi, make, notice, receive } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { again, chainOf, historyOf, peerState, presentOf } from "../../hub/js/trust.js";
import { compare, groups } from "./fingerprints.js";
import { showProblem, state } from "./signing.js";
import { countryName, day, history } from "./statements.js";
import { showPeers } from "./peers.js";

const part = (name) => document.getElementById(name);
const shown = about().shown;

const grouped = (text) => groups(text).map((group) => make("span", {}, group));

function showFingerprint(chain, count) {
  if (about().fingerprint !== chain.fingerprint) alarm(t("country.altered", { country: about().countryName }));
  const place = part("fingerprint");
  place.replaceChildren(...grouped(chain.fingerprint));
  delete place.dataset.hubWord;
  const signs = t(chain.policy === 2 ? "country.two_sign" : "country.one_signs");
  part("fingerprint-note").textContent = `${t("country.checked", { count })} ${signs}`;
}

function rolesAt(chain, post) {
  const open = chain.seats.filter((seat) => seat.focalPoint === post && seat.toSeq === null);
  const people = new Map();
  for (const seat of open) people.set(seat.officer, [...(people.get(seat.officer) ?? []), seat.role]);
  return people;
}

function personLine(chain, id, roles) {
  return make("li", {}, make("span", { class: "who" }, bdi(chain.officers.get(id).name)),
    ...roles.map((role) => make("span", { class: "tag" }, t(`role.${role}`))));
}

function keyLines(times, { since }) {
  const lines = [...since].reverse().map(([number, seq]) => t("country.key", { number, when: day(times[seq]) }));
  const older = lines.slice(1).map((line) => make("li", {}, line));
  return [make("p", { class: "small quiet" }, lines[0]),
    older.length ? make("details", { class: "small" }, make("summary", {}, t("country.older_keys")), make("ul", {}, ...older)) : ""];
}

function postCard(chain, times, post) {
  const people = [...rolesAt(chain, post.focalPoint)].map(([id, roles]) => personLine(chain, id, roles));
  const name = make("a", { href: `/directory/${post.focalPoint}/` }, bdi(post.name));
  return make("section", { class: "card stack" }, make("h3", {}, name),
    make("p", { class: "small quiet" }, t(`type.${post.type}`)),
    people.length ? make("ul", { class: "people", role: "list" }, ...people) : make("p", {}, t("country.nobody")),
    ...keyLines(times, post));
}

async function chainShown() {
  try {
    return { chain: await chainOf(shown), envelopes: await historyOf(shown), anew: false };
  } catch (error) {
    if (error.code !== "began-anew" || !part("compare")) throw error;
    return { ...(await presentOf(shown)), anew: true };
  }
}

async function showChain() {
  const { chain, envelopes, anew } = await chainShown();
  const times = (await Promise.all(envelopes.map(readStatement))).map((said) => said.created);
  showFingerprint(chain, envelopes.length);
  const posts = [...chain.focalPoints.values()].map((post) => postCard(chain, times, post));
  if (posts.length) part("posts").replaceChildren(...posts);
  part("history").replaceChildren(...(await history(chain, envelopes)));
  return { chain, anew };
}

function marked({ plain, wrong }) {
  const letters = [...plain].map((letter, at) => (wrong[at] ? make("mark", {}, letter) : letter));
  const pieces = [];
  for (let at = 0; at < letters.length; at += 4) pieces.push(make("span", {}, ...letters.slice(at, at + 4)));
  return make("p", { class: "groups fingerprint" }, ...pieces);
}

const KINDS = { equal: "good", different: "bad", long: "warn", odd: "warn", short: "" };

function showComparison(chain) {
  const found = compare(chain.fingerprint, part("received").value);
  if (part("verify")) part("verify").disabled = found.verdict !== "equal";
  if (found.verdict === "empty") return part("compared").replaceChildren();
  const box = notice(KINDS[found.verdict], t(`country.${found.verdict}`, found));
  if (found.verdict === "different") box.append(make("p", { class: "small" }, t("country.you_typed")), marked(found));
  return part("compared").replaceChildren(box);
}

async function verifyPeer(event, { chain, anew }) {
  event.preventDefault();
  const button = part("verify");
  if (!button || compare(chain.fingerprint, part("received").value).verdict !== "equal") return;
  button.disabled = true;
  try {
    await state("peer_verified", () => ({ body: { country: shown, fingerprint: chain.fingerprint } }));
    // The warning no longer holds, and everything below it may be believed only now.
    if (anew) return location.reload();
    await again(shown);
    await showPeers();
    const words = t("country.verified_now", { country: countryName(shown) });
    part("compared").replaceChildren(notice("good", words));
    say(words);
  } catch (error) {
    button.disabled = false;
    showProblem(part("compared"), error);
  }
}

async function showStanding() {
  const standing = await peerState(shown);
  if (standing === "changed") part("warning").replaceChildren(notice("bad", t("trust.changed_warning", { country: about().countryName })));
  if (standing === "verified") part("compared").replaceChildren(notice("good", t("country.verified_already")));
}

async function begin() {
  part("print")?.addEventListener("click", () => print());
  const { chain, anew } = await showChain();
  if (part("compare")) receive(part("compare"), (event) => verifyPeer(event, { chain, anew }));
  part("received")?.addEventListener("input", () => showComparison(chain));
  // What was typed while the signatures were still being checked counts too.
  if (part("received")) showComparison(chain);
  if (part("compare") && !anew) await showStanding();
}

/** The chain is not genuine; the alarm says so above, and the hub's word must not look like a checked one. */
function showNothing(error) {
  part("fingerprint-note").replaceChildren(notice("bad", t(error instanceof Refused ? "country.not_checked" : "peers.unknown")));
  part("posts").classList.add("busy");
  if (part("received")) part("received").disabled = true;
}

if (part("fingerprint")) await begin().catch(showNothing);
