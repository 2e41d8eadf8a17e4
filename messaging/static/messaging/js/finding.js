/** What a search found, and the lines of a message that say so: text only, cut and marked as nodes. */
import { make } from "../../hub/js/page.js";
import { found, needles, places } from "../../hub/js/words.js";

const BEFORE = 60;
const LENGTH = 220;

/**
 * @param {import("./index.js").Entry[]} entries newest first @param {string} query
 * @returns {import("./index.js").Entry[]} those whose words begin with every word of the query; none without words
 */
export function find(entries, query) {
  const wanted = needles(query);
  return wanted.length ? entries.filter((entry) => found(entry.line, wanted)) : [];
}

/** Cut between letters, never inside one that takes two units. */
const cut = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);

/** Back to the blank before a place, so that a snippet begins with a whole word. */
function wordStart(text, at) {
  const blank = text.lastIndexOf(" ", at);
  return cut(text, blank > at - BEFORE ? blank + 1 : at);
}

/** @returns {Node} a text in which the words looked for stand out; `from` and `until` cut it */
export function marked(text, query, from = 0, until = text.length) {
  const [line, hits] = [document.createDocumentFragment(), places(text.slice(from, until), needles(query))];
  let at = from;
  for (const [start, end] of hits) {
    line.append(text.slice(at, from + start), make("mark", {}, text.slice(from + start, from + end)));
    at = from + end;
  }
  line.append(text.slice(at, until));
  return line;
}

/** @returns {Node} the lines around the first word looked for, with dots where the text was cut */
export function snippet(text, query) {
  const flat = text.replace(/\s+/g, " ").trim();
  const [first] = places(flat, needles(query));
  const start = first && first[0] > BEFORE ? wordStart(flat, first[0] - BEFORE) : 0;
  const end = cut(flat, Math.min(flat.length, start + LENGTH));
  const line = marked(flat, query, start, end);
  if (start > 0) line.prepend("… ");
  if (end < flat.length) line.append(" …");
  return line;
}
