/** What the sealed part of a poll says; a stranger wrote it, so its shape is checked before it is shown. */

export const CHOICES = ["yes", "maybe", "no"];
const MOST = 20;
const LONGEST = 14 * 24 * 60;
const MOMENT = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const ID = /^[a-z]$/;

/** @typedef {{id: string, start: string, minutes: number}} Option `start` a moment in UTC */

const good = ({ id, start, minutes }) => ID.test(id) && MOMENT.test(start) && !Number.isNaN(Date.parse(start))
  && Number.isInteger(minutes) && minutes > 0 && minutes <= LONGEST;

/** @param {import("../../hub/encryption/body.js").Body} body @returns {?Option[]} null if they are not a poll's */
export function optionsOf({ fields: { options } }) {
  if (!Array.isArray(options) || options.length === 0 || options.length > MOST) return null;
  const plain = options.map((one) => ({ id: String(one?.id), start: String(one?.start), minutes: one?.minutes }));
  return plain.every(good) && new Set(plain.map(({ id }) => id)).size === plain.length ? plain : null;
}

/** @param {Option[]} options @returns {Record<string, "yes"|"maybe"|"no"|"">} an answer to each option, "" if none */
export function choicesOf({ fields: { choices } }, options) {
  const said = ({ id }) => (CHOICES.includes(choices?.[id]) && Object.hasOwn(choices, id) ? choices[id] : "");
  return Object.fromEntries(options.map((option) => [option.id, said(option)]));
}

/** @returns {Record<string, {yes: number, maybe: number, no: number}>} counts by option */
export function tally(options, votes) {
  const count = (id, word) => Object.values(votes).filter((choices) => choices[id] === word).length;
  return Object.fromEntries(options.map(({ id }) => [id, Object.fromEntries(CHOICES.map((word) => [word, count(id, word)]))]));
}

/** @returns {string[]} the options most can come to: fewest refusals, then most who say yes */
export function best(options, votes) {
  const counts = tally(options, votes);
  if (Object.keys(votes).length === 0) return [];
  const rank = ({ id }) => counts[id].yes - 100 * counts[id].no;
  const top = Math.max(...options.map(rank));
  return options.filter((option) => rank(option) === top).map(({ id }) => id);
}
