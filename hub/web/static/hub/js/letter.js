/** The request's own words, opened from the sealed file and laid out by the form definition. */
import { openFile, parse } from "../encryption/index.js";
import { applies } from "./conditions.js";
import { at, form, label, words } from "./forms.js";
import { about, bdi, icon, make } from "./page.js";
import { partOf } from "./streams.js";
import { day, has, t } from "./texts.js";
import { IDENTITY, isApart } from "./victims_apart.js";

export const CONTENT_TYPE = "application/vnd.hub.mla-request+json";
// A box that is not ticked says something only here; elsewhere “no” would fill the page.
const SAID_WHEN_OFF = ["known", "undertakings.speciality", "undertakings.reciprocity"];
// That an identity is known goes without saying where it is given.
const SAID_WHEN_OFF_ONLY = ["known"];

/** @returns {Promise<?object>} request.json of a draft or of what was sent */
export async function contentOf(act, opened) {
  const entry = opened.body.files.find(({ type }) => type === CONTENT_TYPE);
  if (!entry) return null;
  const blob = await openFile(opened, entry.n, await partOf(act, entry.n));
  return parse(new Uint8Array(await blob.arrayBuffer()));
}

const said = (text) => make("p", { class: "said", dir: "auto" }, text);

/** @returns {string} what a person is called in the request: the label that stands for the name, or the name */
export function nameOf(person) {
  const name = isApart(person) && person.pseudonym ? person.pseudonym : person.name_latin || person.name_original;
  return `${person.label ?? ""} ${name ?? ""}`.trim();
}

function personIn(content, one) {
  const found = (content.persons ?? []).find((person) => person.label === one);
  return found ? bdi(nameOf(found)) : null;
}

function shown(field, value, definition, content) {
  if (field.type === "bool") return t(value ? "request.yes" : "request.no");
  if (field.type === "date") return day(value);
  if (field.type === "person") return personIn(content, value) ?? label(definition, field.choices, value);
  if (field.choices) return label(definition, field.choices, value);
  return field.type === "textarea" ? said(value) : bdi(value);
}

/** Whether a field says something here: filled in, and asked for by what was chosen. */
export function says(field, entry, content) {
  const value = at(entry, field.id);
  if (value === undefined || value === null || value === "" || (value === false && !SAID_WHEN_OFF.includes(field.id))) return false;
  if (value === true && SAID_WHEN_OFF_ONLY.includes(field.id)) return false;
  return applies(field.when, entry, content);
}

function pairs(fields, entry, definition, content) {
  const list = fields.filter((field) => field.type !== "rows" && says(field, entry, content)).map((field) =>
    make("div", { class: "pair" }, make("dt", {}, words(field.label)), make("dd", {}, shown(field, at(entry, field.id), definition, content))));
  return list.length ? make("dl", { class: "facts" }, ...list.flatMap((pair) => [...pair.children])) : "";
}

// What is kept apart is never part of a letter, even where an older request still holds it beside a label.
const visible = (fields, entry) => (isApart(entry) && entry.pseudonym ? fields.filter(({ id }) => !IDENTITY.includes(id)) : fields);

function title(field, entry, i, definition) {
  const module = entry.module ? `: ${label(definition, "modules", entry.module)}` : "";
  return make("h4", {}, `${words(field.one ?? field.label)} `, bdi(entry.label ?? String(i + 1)), module);
}

function rows(field, content, definition) {
  const entries = at(content, field.id) ?? [];
  return entries.map((entry, i) => make("div", { class: "card" },
    title(field, entry, i, definition), pairs(visible(field.fields, entry), entry, definition, content)));
}

/** @returns {HTMLElement[]} the sections of the form that say something */
export function sectionsOf(content, definition) {
  return definition.sections.filter(({ place }) => place === "request").flatMap((section) => {
    const inside = section.fields.flatMap((field) => (field.type === "rows" ? rows(field, content, definition) : []));
    const plain = pairs(section.fields, content, definition, content);
    return plain || inside.length ? [make("section", {}, make("h3", {}, words(section.label)), plain, ...inside)] : [];
  });
}

/** What was left as it is, with the officer's reason. */
export function reasons(content, definition) {
  const known = (one) => definition.rules.find(({ id }) => id === one.rule);
  const lines = (content.overrides ?? []).filter(known).map((one) =>
    make("li", {}, words(known(one).message), " ", bdi(one.entry), said(one.reason)));
  return lines.length && has("letter.reasons") ? [make("section", {}, make("h3", {}, t("letter.reasons")), make("ul", {}, ...lines))] : [];
}

/** @param {object} content request.json @returns {Promise<HTMLElement>} */
export async function letter(content) {
  const definition = await form("mla_request");
  const link = has("letter.print") && about().request
    ? make("p", { class: "small no-print" }, make("a", { class: "with-icon", href: `/requests/${about().request}/letter/` }, icon("file"), t("letter.print"))) : "";
  return make("div", { class: "sealed stack" }, link, ...sectionsOf(content, definition), ...reasons(content, definition));
}
