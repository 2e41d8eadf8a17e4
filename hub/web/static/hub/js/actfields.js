/** The fields of an act, read into facts that the hub sees and words that only the receivers read. */
import { MAKERS } from "./fieldmakers.js";

/** @param {HTMLFormElement} form @param {import("./case.js").Case} found @param {import("./chosen.js").Chosen} files */
export async function prepare(form, found, files) {
  for (const field of form.querySelectorAll("[data-field]")) await MAKERS[field.dataset.type]?.(field, found, files);
}

const named = (form, name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
const byLabel = (controls) =>
  Object.fromEntries(controls.filter(({ value }) => value !== "").map((one) => [one.dataset.label, one.value]));
const checked = (form, name) => named(form, name).filter((one) => one.checked).map(({ value }) => value);
const value = (form, id) => named(form, id)[0]?.value ?? "";
const labelled = (form, id) => byLabel(named(form, id));

/** An entry whose word or text is filled in counts; one left wholly empty does not. */
function entries(form, kind) {
  const texts = labelled(form, `${kind}_text`);
  return Object.fromEntries(named(form, kind).map(({ dataset: { label }, value: word }) => [label, word])
    .filter(([label, word]) => word !== "" || (texts[label] ?? "").trim() !== "")
    .map(([label, word]) => [label, word || "other"]));
}

const number = (text) => Math.max(0, Math.trunc(Number(text)));

/** The zone of the officer's device is what the clock on the wall said; what is signed is UTC. */
const moment = (text) => (text ? new Date(text).toISOString().replace(/\.\d+Z$/, "Z") : null);

const item = (box, i) => ({
  label: box.dataset.item, measure: box.querySelector('[name="measure"]').value, file: i + 1,
  limit: box.querySelector('[name="limit"]').value || "18.19", return_by: box.querySelector('[name="return_by"]').value || null,
});

const orNull = (form, id) => value(form, id) || null;
const chosenWord = (form, id) => named(form, id).find((one) => one.checked)?.value;

const READERS = {
  date: orNull, officer: orNull, post: orNull, measure: orNull, use: orNull,
  askeduse: orNull,
  bool: (form, id) => named(form, id)[0].checked,
  flag: (form, id) => ({ yes: true, no: false })[chosenWord(form, id)] ?? null,
  moment: (form, id) => moment(value(form, id)),
  // A list may hold the empty word ("no other way"); only without a choice at all is there nothing.
  choice: (form, id) => (named(form, id)[0].selectedOptions[0]?.dataset.none ? null : value(form, id)),
  words: checked, measures: checked, conditions: checked, duties: checked,
  useitems: (form) => checked(form, "useitems"),
  grounds: labelled, outcomes: labelled, procedures: labelled,
  counts: (form, id) => Object.fromEntries(Object.entries(labelled(form, id)).map(([word, text]) => [word, number(text)])),
  questions: (form) => entries(form, "question"),
  deficiencies: (form) => entries(form, "deficiency"),
  answers: (form) => labelled(form, "answers"),
  receipts: (form) => labelled(form, "receipts"),
  items: (form) => [...form.querySelectorAll("[data-item]")].map(item),
};

/** @returns {object} what the hub sees of this act */
export function facts(form) {
  const found = {};
  for (const { dataset } of form.querySelectorAll("[data-field]")) {
    const [place, id] = dataset.field.split(".");
    if (place === "facts") found[id] = READERS[dataset.type](form, id);
  }
  return found;
}

const TEXTS = {
  questions: "question_text", deficiencies: "deficiency_text", answers: "answer", limits: "limit_text", conditions: "condition_text",
};

/** Words beside a box that is not ticked belong to nothing. */
const meant = (one) => one.closest("[data-ticked]")?.querySelector('input[type="checkbox"]').checked ?? true;

/** @returns {{subject: string, reference: string, text: string, fields: object}} what only the receivers read */
export function body(form) {
  const texts = Object.entries(TEXTS).map(([id, name]) => [id, byLabel(named(form, name).filter(meant))]);
  const fields = Object.fromEntries(texts.filter(([, entered]) => Object.keys(entered).length > 0));
  return { subject: "", reference: value(form, "reference"), text: value(form, "text"), fields };
}
