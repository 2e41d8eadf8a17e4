/** Acts by which a post has its own copy erased: what they say, and what they excuse. Twin of erasing.py. */
import { Refused, BadFormat } from "./errors.js";
import { exact, hashHex, items, oneOf, uuid, whole } from "./fields.js";
import { canonical } from "./canonical.js";

export const PROPOSE = "erase.propose";
export const CONTENT = "erase.content";
export const RULES = ["retention", "court", "victim", "error"];
const FAMILY = "erase.";
const MOST = 100;

/** @param {string} kind @returns {boolean} acts of this family hold nothing that could be erased */
export const isContent = (kind) => !kind.startsWith(FAMILY);

/**
 * @param {string} kind @param {object} facts
 * @returns {{rule: string, upto: ?number, events: Map<string, string>, proposal: ?string}}
 * @throws {BadFormat}
 */
export function readErasing(kind, facts) {
  if (kind !== PROPOSE && kind !== CONTENT) throw new BadFormat("unknown-kind", "no act of this family");
  const raw = exact(facts, ["rule", "upto", "events", ...(kind === CONTENT ? ["proposal"] : [])]);
  const upto = raw.upto === null ? null : whole(raw.upto);
  const listed = items(raw.events).map((one) => exact(one, ["event", "hash"]));
  const events = new Map(listed.map(({ event, hash }) => [uuid(event), hashHex(hash)]));
  if ((upto === null) !== events.size > 0 || events.size !== listed.length || events.size > MOST) {
    throw new BadFormat("bad-facts", "either a place or a list of different acts");
  }
  const proposal = raw.proposal ?? null;
  return { rule: oneOf(raw.rule, RULES), upto, events, proposal: proposal === null ? null : uuid(proposal) };
}

const covers = ({ upto, events }, { manifest, hash }) =>
  upto === null ? events.get(manifest.event) === hash : manifest.seq <= upto;

/** The very same was proposed by a colleague of the same post; or somebody acted alone, which is the hub's to judge. */
function carriedOut({ manifest }, before) {
  try {
    const meant = readErasing(manifest.kind, manifest.facts);
    if (meant.proposal === null) return meant;
    const found = before.find((one) => one.manifest.event === meant.proposal)?.manifest;
    if (!found) return null;
    readErasing(found.kind, found.facts);
    const { proposal: _proposal, ...same } = manifest.facts;
    const { sender } = manifest;
    const other = found.sender.officer !== sender.officer && found.sender.focal_point === sender.focal_point;
    return other && text(same) === text(found.facts) ? meant : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

const text = (value) => new TextDecoder().decode(canonical(value));

/**
 * @param {{manifest: import("./manifest.js").Manifest, hash: string}[]} acts of a stream, in order
 * @returns {Map<string, Set<string>>} event to the posts whose key is gone by a signed act
 */
export function erasedBy(acts) {
  const gone = new Map();
  acts.forEach((act, i) => {
    if (act.manifest.kind !== CONTENT) return;
    const meant = carriedOut(act, acts.slice(0, i));
    for (const one of meant ? acts.slice(0, i) : []) {
      const { event, kind } = one.manifest;
      if (isContent(kind) && covers(meant, one)) gone.set(event, (gone.get(event) ?? new Set()).add(act.manifest.sender.focal_point));
    }
  });
  return gone;
}
