/** The request's own words, opened from the sealed file and laid out by the form definition. */
import { openFile, parse } from "../encryption/index.js";
import { at, form, label, words } from "./forms.js";
import { bdi, make } from "./page.js";
import { partOf } from "./streams.js";
import { day, t } from "./texts.js";

export const CONTENT_TYPE = "application/vnd.hub.mla-request+json";

/** @returns {Promise<?object>} request.json of a draft or of what was sent */
export async function contentOf(act, opened) {
  const entry = opened.body.files.find(({ type }) => type === CONTENT_TYPE);
  if (!entry) return null;
  const blob = await openFile(opened, entry.n, await partOf(act, entry.n));
  return parse(new Uint8Array(await blob.arrayBuffer()));
}

const said = (text) => make("p", { class: "said", dir: "auto" }, text);

/** @returns {?HTMLElement} the name behind a label like p1 */
function personIn(content, one) {
  const found = (content.persons ?? []).find((person) => person.label === one);
  return found ? bdi(`${one} ${found.name_latin || found.name_original || ""}`.trim()) : null;
}

function shown(field, value, definition, content) {
  if (field.type === "bool") return t(value ? "request.yes" : "request.no");
  if (field.type === "date") return day(value);
  if (field.type === "person") return personIn(content, value) ?? label(definition, field.choices, value);
  if (field.choices) return label(definition, field.choices, value);
  return field.type === "textarea" ? said(value) : bdi(value);
}

const filled = (value) => value !== undefined && value !== null && value !== "";

function pairs(fields, value, definition, content) {
  const list = make("dl", { class: "facts" });
  for (const field of fields) {
    const here = at(value, field.id);
    if (field.type === "rows" || !filled(here)) continue;
    list.append(make("dt", {}, words(field.label)), make("dd", {}, shown(field, here, definition, content)));
  }
  return list;
}

function rows(field, content, definition) {
  const entries = at(content, field.id) ?? [];
  return entries.map((entry, i) => make("div", { class: "card" },
    make("h4", {}, `${words(field.label)}: `, bdi(entry.label ?? String(i + 1))), pairs(field.fields, entry, definition, content)));
}

/** @param {object} content request.json @returns {Promise<HTMLElement>} */
export async function letter(content) {
  const definition = await form("mla_request");
  const box = make("div", { class: "sealed stack" });
  for (const section of definition.sections.filter(({ place }) => place === "request")) {
    box.append(make("h3", {}, words(section.label)), pairs(section.fields, content, definition, content));
    for (const field of section.fields.filter(({ type }) => type === "rows")) box.append(...rows(field, content, definition));
  }
  return box;
}

