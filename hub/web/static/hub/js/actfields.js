/** The fields of an act: those that depend on earlier acts are made here; all are read into facts and sealed words. */
import { bdi, icon, make } from "./page.js";
import { bytes, t } from "./texts.js";

const made = (field) => field.querySelector(".made");
const options = (field, name) => [...field.querySelector(`template.${name}`).content.cloneNode(true).children];

function select(name, label, list) {
  return make("select", { name, "data-label": label }, make("option", { value: "" }, t("form.none")), ...list);
}

const labelled = (text, control, id) => {
  control.id = id;
  return make("div", { class: "field" }, make("label", { for: id }, text), control);
};

const area = (name, label) => make("textarea", { name, "data-label": label, dir: "auto", maxlength: 20000 });

function question(number, position) {
  const label = `q${position.asked + number}`;
  return labelled(t("form.question", { number }), area("question", label), `f-${label}`);
}

function questions(field, { position }) {
  let count = 0;
  const add = () => made(field).lastElementChild.before(question((count += 1), position));
  const button = make("button", { type: "button", class: "button second small", onclick: add }, icon("plus"), t("form.add_question"));
  made(field).append(button);
  add();
}

async function answers(field, found) {
  const asked = await found.open(found.last("mla.ask"));
  for (const label of found.position.questions) {
    made(field).append(make("div", { class: "card stack" },
      make("p", { class: "said" }, asked.body.fields.questions?.[label] ?? ""),
      labelled(t("request.question", { label: label.slice(1) }), select("answers", label, options(field, "choices")), `f-answers-${label}`),
      labelled(t("form.answer"), area("answer", label), `f-${label}`)));
  }
}

async function receipts(field, found) {
  if (found.position.items.length === 0) made(field).append(make("p", {}, t("form.no_items")));
  for (const { label, event, file } of found.position.items) {
    const act = found.acts.find(({ proof }) => proof.manifest.event === event);
    const entry = (await found.open(act)).body.files.find(({ n }) => n === file);
    const control = select("receipts", label, options(field, "choices"));
    control.value = "received";
    const words = make("span", {}, bdi(entry?.name ?? label));
    made(field).append(labelled(words, control, `f-receipts-${label}`));
  }
}

/** An entry for each chosen file: the measure it answers, and the limit on its use. */
function item(field, file, label) {
  const limit = select("limit", label, options(field, "choices"));
  limit.value = "18.19";
  const words = labelled(t("form.limit_text"), area("limit_text", label), `f-limit-text-${label}`);
  words.hidden = true;
  limit.addEventListener("change", () => { words.hidden = limit.value !== "text"; });
  const measure = select("measure", label, options(field, "measures"));
  if (measure.options.length === 2) measure.selectedIndex = 1;
  return make("div", { class: "card", "data-item": label }, make("p", {}, make("b", {}, bdi(file.name)), ` ${bytes(file.size)}`),
    labelled(t("form.measure"), measure, `f-measure-${label}`), labelled(t("form.limit"), limit, `f-limit-${label}`), words);
}

function items(field, { position }, files) {
  const show = () => made(field).replaceChildren(...files.chosen.map((file, i) => item(field, file, `i${position.sent + i + 1}`)));
  files.onchange = show;
  show();
}

const MAKERS = { questions, answers, receipts, items };

/** @param {HTMLFormElement} form @param {import("./case.js").Case} found @param {import("./chosen.js").Chosen} files */
export async function prepare(form, found, files) {
  for (const field of form.querySelectorAll("[data-field]")) await MAKERS[field.dataset.type]?.(field, found, files);
}

const named = (form, name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
const byLabel = (controls) =>
  Object.fromEntries(controls.filter(({ value }) => value !== "").map((one) => [one.dataset.label, one.value]));

const numbered = (form) => named(form, "question").filter(({ value }) => value.trim() !== "");

const READERS = {
  date: (form, id) => named(form, id)[0].value || null,
  bool: (form, id) => named(form, id)[0].checked,
  choice: (form, id) => named(form, id)[0].value || null,
  measures: (form, id) => named(form, id).filter(({ checked }) => checked).map(({ value }) => value),
  grounds: (form, id) => byLabel(named(form, id)),
  outcomes: (form, id) => byLabel(named(form, id)),
  questions: (form) => numbered(form).map(({ dataset }) => dataset.label),
  answers: (form) => byLabel(named(form, "answers")),
  receipts: (form) => byLabel(named(form, "receipts")),
  items: (form) => [...form.querySelectorAll("[data-item]")].map((box, i) => ({
    label: box.dataset.item, measure: box.querySelector('[name="measure"]').value, file: i + 1,
    limit: box.querySelector('[name="limit"]').value || "18.19",
  })),
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

const value = (form, id) => named(form, id)[0]?.value ?? "";

/** @returns {{subject: string, reference: string, text: string, fields: object}} what only the receivers read */
export function body(form) {
  const texts = {
    questions: byLabel(numbered(form)), answers: byLabel(named(form, "answer")), limits: byLabel(named(form, "limit_text")),
  };
  const fields = Object.fromEntries(Object.entries(texts).filter(([, entries]) => Object.keys(entries).length > 0));
  return { subject: "", reference: value(form, "reference"), text: value(form, "text"), fields };
}
