/**
 * Words as a search compares them: without case, accents, vowel signs or the many shapes of one letter.
 * The twin of hub/words; both run tests/vectors/words.json.
 */
import { form } from "./forms.js";

const data = await form("words");
// Marks that a person leaves out when typing: accents of Latin, Greek and Cyrillic, Arabic vowel signs, the
// dot below in Devanagari and Bengali, and the moon and dot of Bengali.
const MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u093c\u09bc\u0981]/g;
// Not seen, or only stretched: soft hyphen, tatweel, joiners, direction marks.
const UNSEEN = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const SHAPES = new Map(Object.entries(data.shapes).flatMap(([plain, shapes]) => Array.from(shapes, (shape) => [shape, plain])));
for (const zero of data.zeros) {
  for (let n = 0; n < 10; n += 1) SHAPES.set(String.fromCodePoint(zero + n), String(n));
}
const LONGEST_FIRST = data.articles.toSorted((one, other) => other.length - one.length);
const SHORTEST_STEM = 2;
// Scripts without spaces between words: there a search finds the inside of a run of letters too.
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
const BETWEEN = /[^\p{L}\p{N}\p{Mn}\p{Mc}]+/u;
const RUNS = /[\p{L}\p{N}\p{M}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/gu;

/** @returns {string[]} the words of a text, each in its plain shape, in order */
export function words(text) {
  const bare = text.replace(UNSEEN, "").normalize("NFKD").toLowerCase().replace(MARKS, "");
  const plain = Array.from(bare, (letter) => SHAPES.get(letter) ?? letter).join("");
  return plain.split(BETWEEN).filter(Boolean);
}

/** @returns {string} what is kept of texts for searching: " word word ", or " " if there are no words */
export const line = (...texts) => ["", ...texts.flatMap(words), ""].join(" ");

/** A word, and the same behind an Arabic article. */
function ways(word) {
  if (UNSPACED.test(word)) return [word];
  if (!(word[0] >= "\u0621" && word[0] <= "\u06d3")) return [` ${word}`];
  const letters = (text) => Array.from(text).length;
  const fits = (one) => word.startsWith(one) && letters(word) - letters(one) > SHORTEST_STEM;
  const stem = word.slice(LONGEST_FIRST.find(fits)?.length ?? 0);
  return data.articles.map((one) => ` ${one}${stem}`);
}

/** @returns {string[][]} what a kept line must hold: of each word of the query at least one of these strings */
export const needles = (query) => words(query).map(ways);

/** @returns {boolean} whether a kept line holds the words of a query, each as the beginning of one of its own */
export const found = (kept, wanted) => wanted.every((some) => some.some((one) => kept.includes(one)));

/**
 * Where a text says what is looked for.
 * @param {string} text as it was written @param {string[][]} wanted from `needles`
 * @returns {[number, number][]} from and until, in order, in units of the string
 */
export function places(text, wanted) {
  const sought = wanted.flat();
  const hit = (run) => { const kept = line(run); return sought.some((one) => kept.includes(one)); };
  return [...text.matchAll(RUNS)].filter(([run]) => hit(run)).map(({ 0: run, index }) => [index, index + run.length]);
}
