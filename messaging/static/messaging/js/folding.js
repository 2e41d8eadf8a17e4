/** What a message says now: corrections and withdrawals of the same post, with the history kept. */

const kindOf = ({ proof }) => proof.manifest.kind;
const postOf = ({ proof }) => proof.manifest.sender.focal_point;
const target = ({ proof }) => proof.manifest.facts.event;
const CHANGES = ["thread.correct", "thread.withdraw"];
/** Kinds that are messages; all others are told in one line. */
export const MESSAGES = ["thread.open", "thread.say"];

/**
 * @typedef {object} Folded
 * @property {import("../../hub/js/streams.js").Act} act the message @property {object[]} versions it and its corrections, oldest first
 * @property {?object} withdrawn the act that took it back
 *
 * @param {import("../../hub/js/streams.js").Act[]} acts in order @returns {Map<string, Folded>} by the message's number
 */
export function folded(acts) {
  const found = new Map();
  for (const act of acts) {
    if (MESSAGES.includes(kindOf(act))) found.set(act.proof.manifest.event, { act, versions: [act], withdrawn: null });
    const one = CHANGES.includes(kindOf(act)) && found.get(target(act));
    // The hub refuses these; a row that another post or a later moment would change stays as it was signed.
    if (!one || one.withdrawn || postOf(one.act) !== postOf(act)) continue;
    if (kindOf(act) === "thread.withdraw") one.withdrawn = act;
    else one.versions.push(act);
  }
  return found;
}

/** @returns {boolean} whether an act is told within the message it changes */
export const isFolded = (act, found) => CHANGES.includes(kindOf(act)) && found.has(target(act));
