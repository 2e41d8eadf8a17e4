/** Fingerprints for human eyes: in groups, and compared letter by letter with one from paper. */

export const LENGTH = 64;
const GROUP = 4;
const SPACES = /[\s\u00a0:.\-\u2010-\u2015\u200e\u200f\u2066-\u2069]/gu;

/** @returns {string[]} sixteen groups of four */
export const groups = (fingerprint) => fingerprint.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? [];

/** @returns {string} what was typed, without spaces, dashes and capitals */
export const bare = (typed) => typed.replace(SPACES, "").toLowerCase();

/**
 * @param {string} known 64 hexadecimal digits, from the verified chain
 * @param {string} typed from paper
 * @returns {{verdict: "empty"|"odd"|"different"|"short"|"long"|"equal", done: number, place: number, wrong: boolean[]}}
 *   `place` of the first difference counts from 1; `wrong` tells each typed letter
 */
export function compare(known, typed) {
  const plain = bare(typed);
  const wrong = [...plain].map((letter, at) => letter !== known[at]);
  const place = wrong.indexOf(true) + 1;
  return { verdict: verdict(plain, place), done: plain.length, place, wrong, plain };
}

function verdict(plain, place) {
  if (plain === "") return "empty";
  if (!/^[0-9a-f]*$/.test(plain)) return "odd";
  if (plain.length > LENGTH) return "long";
  if (place > 0) return "different";
  return plain.length < LENGTH ? "short" : "equal";
}
