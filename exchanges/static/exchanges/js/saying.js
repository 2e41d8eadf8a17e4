/** What an act says, for the reader: first what the hub sees too, then what is sealed. */
import { fileList } from "../../hub/js/files.js";
import { label, words } from "../../hub/js/forms.js";
import { bdi, icon, make } from "../../hub/js/page.js";
import { day, t } from "../../hub/js/texts.js";
import { onlyFor } from "../../hub/js/timeline.js";

const said = (text) => make("p", { class: "said", dir: "auto" }, text);
// The label says UTC, so the reader's own zone must not turn it.
const utc = (value) => `${day(value.slice(0, 10))}, ${value.slice(11, 16)}`;
const line = (name, ...values) => [make("dt", {}, name), make("dd", {}, ...values)];
const list = (lines) => lines.length > 0 && make("dl", { class: "facts" }, ...lines);
// Shown above on the page, and compared there with what was signed.
const ABOVE = ["exchange", "to", "type", "handling", "evaluation", "restrictions", "until"];

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** @returns {string} the words of a value by the definition of its field; what fits no definition as it is */
function worded(table, { type, choices } = {}, value) {
  if (type === "choice") return label(table, choices, value);
  if (type === "choices" && Array.isArray(value)) return value.map((code) => label(table, choices, code)).join(", ");
  if (type === "moment" && MOMENT.test(value) && !Number.isNaN(Date.parse(value))) return utc(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

const filled = (value) => value !== null && value !== undefined && value !== "" && value !== false && value.length !== 0;

function factLines({ facts }, table) {
  const shown = Object.entries(facts).filter(([name, value]) => !ABOVE.includes(name) && filled(value));
  return shown.flatMap(([name, value]) => {
    const field = table.facts[name];
    return line(words(field?.label) || bdi(name), value === true ? t("request.yes") : worded(table, field, value));
  });
}

/** The fields in the order of the form; those that the form does not have come last, under their own names. */
function sealedLines({ body }, table) {
  const known = Object.keys(table.fields).filter((name) => name in body.fields);
  const others = Object.keys(body.fields).filter((name) => !known.includes(name));
  const lines = [...known, ...others].filter((name) => filled(body.fields[name])).flatMap((name) => {
    const field = table.fields[name];
    const text = worded(table, field, body.fields[name]);
    return line(words(field?.label) || bdi(name), field?.type === "text" ? said(text) : bdi(text));
  });
  return [...(body.reference ? line(t("request.reference"), bdi(body.reference)) : []), ...lines];
}

/** What only the receivers can read, with its lock edge. */
function sealedPart(act, opened, table) {
  const parts = [list(sealedLines(opened, table)), opened.body.text && said(opened.body.text), fileList(act, opened)].filter(Boolean);
  if (parts.length === 0) return null;
  const posts = opened.manifest.recipients.map(({ focal_point }) => focal_point);
  return make("div", { class: "sealed stack" }, make("p", { class: "by" }, icon("lock"), onlyFor(posts)), ...parts);
}

/** @returns {HTMLElement} an opened act */
export function saying(act, opened, table) {
  const parts = [list(factLines(opened.manifest, table)), sealedPart(act, opened, table)].filter(Boolean);
  return make("div", {}, ...parts);
}
