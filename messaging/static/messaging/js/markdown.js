/**
 * A small safe part of Markdown, made into nodes: paragraphs, lists, quotes, **bold**, *italic*, `code`, and addresses
 * that begin with http. Text goes in as text only; nothing here ever reads HTML.
 */
import { make } from "../../hub/js/page.js";

const INLINE = /(`[^`\n]+`)|(\*\*(?=\S)[^\n]+?(?<=\S)\*\*)|((?<![*\w])\*(?=[^\s*])[^*\n]+?(?<=\S)\*(?![*\w]))|(https?:\/\/[^\s<>"'`]+)/u;
const DEEP = 4;

/** The whole address is shown, so that a word cannot lead elsewhere than it says. */
function link(text) {
  const address = text.replace(/[.,;:!?)\]}»”]+$/u, "");
  const rest = text.slice(address.length);
  if (!URL.canParse(address)) return [text];
  return [make("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank", dir: "ltr" }, address), rest];
}

function marked([text, code, bold, italic], depth) {
  if (code) return [make("code", {}, code.slice(1, -1))];
  if (bold) return [make("strong", {}, ...inline(bold.slice(2, -2), depth + 1))];
  if (italic) return [make("em", {}, ...inline(italic.slice(1, -1), depth + 1))];
  return link(text);
}

function inline(text, depth = 0) {
  const nodes = [];
  let rest = text;
  for (let found = depth < DEEP && INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    nodes.push(rest.slice(0, found.index), ...marked(found, depth));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, rest].filter((one) => one !== "");
}

const broken = (lines) => lines.flatMap((line, i) => (i ? [make("br"), ...inline(line)] : inline(line)));

const KINDS = [
  ["quote", /^> ?/],
  ["ul", /^[-*•] +/],
  ["ol", /^\d{1,3}[.)] +/],
];

const kindOf = (line) => (line.trim() === "" ? "" : (KINDS.find(([, start]) => start.test(line))?.[0] ?? "p"));
const bare = (kind, line) => line.replace(KINDS.find(([name]) => name === kind)?.[1] ?? "", "");

const MAKERS = {
  p: (lines) => make("p", { dir: "auto" }, ...broken(lines)),
  quote: (lines) => make("blockquote", { dir: "auto" }, ...broken(lines)),
  ul: (lines) => make("ul", { dir: "auto" }, ...lines.map((line) => make("li", { dir: "auto" }, ...inline(line)))),
  ol: (lines) => make("ol", { dir: "auto" }, ...lines.map((line) => make("li", { dir: "auto" }, ...inline(line)))),
};

/** @param {string} text as somebody wrote it @returns {HTMLElement} */
export function markdown(text) {
  const blocks = [];
  for (const line of text.split("\n")) {
    const kind = kindOf(line);
    const last = blocks.at(-1);
    if (last && last.kind === kind) last.lines.push(bare(kind, line));
    else blocks.push({ kind, lines: [bare(kind, line)] });
  }
  return make("div", { class: "text" }, ...blocks.filter(({ kind }) => kind).map(({ kind, lines }) => MAKERS[kind](lines)));
}

/** @returns {string} the first words, on one line */
export const firstWords = (text, length = 90) => {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
};
