/**
 * What a handling code allows others to do with an item (UNTOC 18(5) and 18(19)): the browser's twin of
 * hub/threads/handling. Pure. The owner of an item is the post that wrote it; only its own signed consent counts.
 */
import { folded } from "./folding.js";

const EVERYTHING = ["lead", "evidence", "share", "convert"];

/** @param {{binds: Record<string, string[]>}} table exchanges.json @returns {string[]} ways that need consent; all for an unknown code */
export const forbidden = (table, code) => (Object.hasOwn(table.binds, code) ? table.binds[code] : EVERYTHING);

/**
 * @typedef {object} Item an act as far as its handling matters
 * @property {string} event @property {string} post its owner
 * @property {string[]} codes of the message and all its corrections: the strictest counts
 * @property {string[]} holders posts that have its key @property {boolean} withdrawn
 */

/** @returns {boolean} whether others than its owner need consent for this way of use */
export const binds = (table, { codes }, way) => codes.some((code) => forbidden(table, code).includes(way));

/** @returns {?string} the number of the question by which the owner agreed; to pass on: to this post, to use: to who asked */
export function consentFor(asks, item, way, by, to) {
  const fits = (ask) => ask.answer === "given" && ask.owner === item.post && ask.items.includes(item.event) && ask.ways.includes(way)
    && (way === "share" ? ask.to === null || ask.to === to : ask.by === by);
  return Object.keys(asks).find((id) => fits(asks[id])) ?? null;
}

/** @returns {boolean} whether `by` may not do it yet */
export const needsConsent = (table, item, way, by, asks, to = null) =>
  binds(table, item, way) && item.post !== by && consentFor(asks, item, way, by, to) === null;

/** @returns {string[]} the receivers to whom `by` may not pass the item on; who has its key receives nothing new */
export const notFor = (table, item, by, receivers, asks) => [...new Set(receivers)].sort()
  .filter((post) => !item.holders.includes(post) && (item.withdrawn || needsConsent(table, item, "share", by, asks, post)));

const manifestOf = ({ proof }) => proof.manifest;

/** @returns {Record<string, string[]>} posts by the acts whose keys admissions gave them */
function given(acts) {
  const found = {};
  for (const { kind, facts } of acts.map(manifestOf)) {
    if (kind !== "thread.admit") continue;
    for (const event of Object.keys(facts.shared)) found[event] = [...(found[event] ?? []), facts.post];
  }
  return found;
}

/** @param {import("../../hub/js/streams.js").Act[]} acts verified, in order @returns {Map<string, Item>} messages and corrections */
export function itemsOf(acts) {
  const [later, items] = [given(acts), new Map()];
  for (const { versions, withdrawn } of folded(acts).values()) {
    // A correction is bound like what it corrects, and withdrawn with it.
    const all = versions.map(manifestOf);
    const codes = all.map(({ handling }) => handling);
    for (const { event: id, sender, recipients } of all) {
      const holders = [...recipients.map(({ focal_point: post }) => post), ...(later[id] ?? [])];
      items.set(id, { event: id, post: sender.focal_point, codes, holders, withdrawn: withdrawn !== null });
    }
  }
  return items;
}

const STRICTNESS = { H0: 0, H1: 1, H2: 2, H3: 3 };

/** @returns {string} the code of an item that binds most */
export const strictest = ({ codes }) => [...codes].sort((left, right) => STRICTNESS[right] - STRICTNESS[left])[0];
