/** What the plain facts of an act say, in words: by the fields of its form, with the sealed text beside each entry. */
import { form, label as wordFor, words } from "./forms.js";
import { about, bdi, make } from "./page.js";
import { day, moment, t } from "./texts.js";
import { chainsOf } from "./trust.js";

export const said = (text) => make("p", { class: "said", dir: "auto" }, text);
export const line = (name, ...values) => [make("dt", {}, name), make("dd", {}, ...values)];
export const list = (lines) => lines.length > 0 && make("dl", { class: "facts" }, ...lines);

const both = () => chainsOf([about().requestingCountry, about().requestedCountry]);

/** @returns {Promise<string>} the name an officer has in the chain of one of the two countries */
export async function officerName(id) {
  const chains = [...(await both()).values()];
  return chains.map((chain) => chain.officers.get(id)?.name).find(Boolean) ?? id;
}

async function postName(id) {
  const chains = [...(await both()).values()];
  return chains.map((chain) => chain.focalPoints.get(id)?.name).find(Boolean) ?? id;
}

/** The words of a measure as the page says them, or its label. */
export function measureName(label) {
  const row = document.querySelector(`[data-measure="${CSS.escape(label)}"] .measure-name`);
  return row ? `${label} · ${row.textContent.trim()}` : t("request.measure", { label });
}

/** Entries by label, each with its word and its sealed text. */
const entries = (value, name, word, texts = {}) => Object.entries(value).flatMap(([label, code]) =>
  line(name(label), code === null ? "" : make("span", {}, word(code)), texts[label] ? said(texts[label]) : ""));

const question = (label) => t("request.question", { label: label.slice(1) });
const point = (label) => t("request.point", { label: label.slice(1) });
const numbered = (label) => t("request.item", { label: label.slice(1) });

/** The name of an item: that of its file for whoever can open it. */
const itemName = (found, label) => (found ? found.itemName(label).catch(() => numbered(label)) : Promise.resolve(numbered(label)));

async function duties(value, found, name) {
  const lines = await Promise.all(value.map(async (label) => {
    const { kind, ref } = found?.position.duties[label] ?? {};
    if (!kind) return bdi(label);
    const what = kind === "return_original" ? await itemName(found, ref) : measureName(ref);
    return make("span", {}, t(`duty.${kind}`, { what }));
  }));
  return line(name, ...lines.flatMap((one, i) => (i ? [", ", one] : [one])));
}

async function items(value, found, name) {
  const names = await Promise.all(value.map((label) => itemName(found, label)));
  return line(name, bdi(names.join(", ")));
}

function results(value, { body }, word) {
  return value.flatMap(({ label, measure, file, limit, return_by: back }) => {
    const name = body.files.find(({ n }) => n === file)?.name ?? "";
    const words = limit === "text" ? (body.fields.limits?.[label] ?? "") : word(limit);
    return line(numbered(label), bdi(name), make("span", { class: "small quiet" }, ` · ${measureName(measure)}`), said(words),
      back ? make("p", { class: "small" }, t("request.return_by", { day: day(back) })) : "");
  });
}

const yes = (value) => t(value ? "request.yes" : "request.no");

/** By type of field: (name, value, what is open, word of a code, the case). */
const SHOWN = {
  date: (name, value) => (value ? line(name, day(value)) : []),
  moment: (name, value) => line(name, moment(value)),
  flag: (name, value) => line(name, yes(value)),
  bool: (name, value) => (value ? line(name, yes(value)) : []),
  choice: (name, value, act, word) => (value ? line(name, word(value)) : []),
  words: (name, value, act, word) => (value.length ? line(name, value.map(word).join(", ")) : []),
  counts: (name, value, act, word) => entries(value, word, String),
  measure: (name, value) => line(name, measureName(value)),
  measures: (name, value) => (value.length ? line(name, value.map(measureName).join(", ")) : []),
  conditions: (name, value, { body }) => value.flatMap((label) => line(measureName(label), said(body.fields.conditions?.[label] ?? ""))),
  grounds: (name, value, act, word) => entries(value, measureName, word),
  outcomes: (name, value, act, word) => entries(value, measureName, word),
  procedures: (name, value, act, word) => entries(value, (label) => `${name} (${label})`, word),
  questions: (name, value, { body }, word) => entries(value, question, word, body.fields.questions),
  deficiencies: (name, value, { body }, word) => entries(value, point, word, body.fields.deficiencies),
  answers: (name, value, { body }, word) => entries(value, question, word, body.fields.answers),
  receipts: async (name, value, act, word, found) => (await Promise.all(Object.entries(value).map(async ([label, code]) =>
    line(bdi(await itemName(found, label)), word(code))))).flat(),
  items: (name, value, opened, word) => results(value, opened, word),
  useitems: (name, value, act, word, found) => items(value, found, name),
  askeduse: (name, value) => line(name, value.slice(1)),
  duties: (name, value, act, word, found) => duties(value, found, name),
  officer: async (name, value) => line(name, bdi(await officerName(value))),
  post: async (name, value) => (value ? line(name, bdi(await postName(value))) : []),
  use: () => [],
};
// Their words are sealed, so they stand behind the lock edge.
const SEALED = ["questions", "answers", "deficiencies", "conditions", "items", "receipts", "useitems", "duties"];

/**
 * @param {{manifest: object, body: object}} event opened @param {boolean} sealed which half
 * @param {?import("./case.js").Case} found for names that other acts hold
 * @returns {Promise<Node[]>} dt and dd
 */
export async function factLines(event, sealed, found) {
  const acts = await form("acts");
  const fields = (acts.acts[event.manifest.kind]?.facts ?? []).filter(({ type }) => SEALED.includes(type) === sealed);
  const shown = fields.map(({ id, type, label, choices }) => {
    const value = event.manifest.facts[id];
    const word = (code) => (choices ? wordFor(acts, choices, code) : String(code));
    return value === undefined || value === null ? [] : SHOWN[type](words(label), value, event, word, found);
  });
  return (await Promise.all(shown)).flat();
}
