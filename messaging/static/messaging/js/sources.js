/**
 * What was passed on from another conversation: whose it is, how it may be used, whether its owner's consent is there.
 * The words of the post that passed it on are compared with what was signed, wherever the reader may see that.
 */
import { get } from "../../hub/js/api.js";
import { form, label } from "../../hub/js/forms.js";
import { bdi, icon, make } from "../../hub/js/page.js";
import { readAct } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { nameOf } from "./directory.js";
import { forbidden } from "./handling.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @typedef {{thread: string, event: string, handling: string, owner: string, consent?: string}} Source */

/** @returns {?Source} what a message says it was passed on from; null if it says nothing that can be understood */
export function sourceOf({ fields: { source } }) {
  if (source === null || typeof source !== "object" || Array.isArray(source)) return null;
  const ids = [source.thread, source.event, source.owner, ...(source.consent == null ? [] : [source.consent])];
  return ids.every((one) => UUID.test(one)) && /^H[0-3]$/.test(source.handling) ? source : null;
}

/** @returns {?Source} a first owner elsewhere who must be asked before others than the present members read this */
export function boundSource(table, body, own) {
  const source = sourceOf(body);
  return source && source.owner !== own && forbidden(table, source.handling).includes("share") ? source : null;
}

const factsOf = ({ proof }) => proof.manifest.facts;

/** Events of the other conversation, if this reader is or was on it. @returns {Promise<?function(string): Promise<object>>} */
async function reader(thread) {
  const card = await get(`threads/${thread}/`).catch(() => null);
  if (!card) return null;
  const countries = [...new Set(card.members.map(({ country }) => country))];
  return { card, read: (event) => readAct(thread, event, countries) };
}

/** The signed question and answer must name this message, this way, and these receivers. */
async function consented({ card, read }, { event, owner, consent }, receivers) {
  const answer = await read(consent);
  const { kind, sender } = answer.proof.manifest;
  const { ask: number, answer: word } = factsOf(answer);
  if (kind !== "thread.consent" || sender.focal_point !== owner || word !== "given") return false;
  const question = await read(card.asks[number]?.event);
  const { items, ways, to, owner: asked, ask } = factsOf(question);
  const fits = ask === number && asked === owner && items.includes(event) && ways.includes("share");
  return fits && (to === null || receivers.every((post) => post === to));
}

/** Who got it by this act and had not received it. */
const newTo = (manifest, owner, original) => {
  const had = original?.proof.manifest.recipients.map(({ focal_point: post }) => post) ?? [];
  return manifest.recipients.map(({ focal_point: post }) => post)
    .filter((post) => post !== manifest.sender.focal_point && post !== owner && !had.includes(post));
};

/** What a correction corrects binds it too. */
const corrected = ({ read }, act) => (act.proof.manifest.kind === "thread.correct" ? Promise.all([read(factsOf(act).event)]) : []);

/** A correction may have tightened the code since: stricter than signed is no lie, weaker is. */
const weaker = ({ sender, handling }, source) => sender.focal_point !== source.owner || handling > source.handling;

/**
 * @param {Source} source @param {import("../../hub/encryption/manifest.js").Manifest} manifest of the act that passes it on
 * @param {object} table exchanges.json
 * @returns {Promise<"free"|"own"|"given"|"named"|"missing"|"altered">} `named`: a consent that this reader cannot look at
 */
export async function verdict(source, manifest, table) {
  const there = await reader(source.thread);
  const original = there && (await there.read(source.event).catch(() => null));
  const signed = original ? [original, ...(await corrected(there, original))] : [];
  if (signed.some(({ proof }) => weaker(proof.manifest, source))) return "altered";
  if (source.owner === manifest.sender.focal_point) return "own";
  if (!forbidden(table, source.handling).includes("share")) return "free";
  if (source.consent == null) return "missing";
  if (!original) return "named";
  const good = await consented(there, source, newTo(manifest, source.owner, original)).catch(() => false);
  return good ? "given" : "missing";
}

const BAD = ["missing", "altered"];

/** @returns {Promise<Node[]>} what to show above a message that was passed on; nothing for all others */
export async function notes(act, { body }) {
  if (body.fields.source === undefined) return [];
  const source = sourceOf(body);
  const table = await form("exchanges");
  const said = source ? await verdict(source, act.proof.manifest, table).catch(() => "named") : "missing";
  const owner = source ? await nameOf(source.owner).catch(() => source.owner) : "";
  const box = make("div", { class: `passed small ${BAD.includes(said) ? "bad" : ""}`, dataset: { passed: said } }, icon(BAD.includes(said) ? "warning" : "next"),
    make("p", {}, t("passed.from"), " ", bdi(owner), source ? ` · ${label(table, "handling", source.handling)}` : "", " · ", make("b", {}, t(`passed.${said}`))));
  return [box];
}
