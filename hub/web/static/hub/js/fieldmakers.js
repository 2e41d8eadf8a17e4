/** Fields of an act that only this device can make, because they speak of sealed words or of earlier acts. */
import { form, label as wordFor } from "./forms.js";
import { about, bdi, icon, make } from "./page.js";
import { bytes, day, t } from "./texts.js";

export const made = (field) => field.querySelector(".made");
const options = (field, name) => [...field.querySelector(`template.${name}`).content.cloneNode(true).children];

function select(name, label, list) {
  return make("select", { name, "data-label": label }, make("option", { value: "" }, t("form.none")), ...list);
}

const labelled = (text, control, id) => {
  control.id = id;
  return make("div", { class: "field" }, make("label", { for: id }, text), control);
};

const area = (name, label) => make("textarea", { name, "data-label": label, dir: "auto", maxlength: 20000 });

function checkbox(name, value, ...words) {
  return make("label", { class: "choice" }, make("input", { type: "checkbox", name, value }), make("span", {}, ...words));
}

/** One entry of a numbered list: a word from a list, and the text that only the receivers read. */
function entry(field, kind, label, number) {
  const choice = select(kind, label, options(field, "choices"));
  const words = area(`${kind}_text`, label);
  return make("div", { class: "card entry" }, labelled(t(`form.${kind}_topic`, { number }), choice, `f-${kind}-${label}`),
    labelled(t(`form.${kind}`, { number }), words, `f-${label}`));
}

const numbered = (kind, letter, last) => (field, found) => {
  let count = 0;
  const add = () => {
    count += 1;
    made(field).lastElementChild.before(entry(field, kind, `${letter}${last(found.position) + count}`, count));
  };
  const more = () => { add(); made(field).querySelector(".entry:last-of-type select").focus(); };
  made(field).append(make("button", { type: "button", class: "button second small", onclick: more }, icon("plus"), t(`form.add_${kind}`)));
  add();
};

async function answers(field, found) {
  const asked = await found.open(found.last("mla.ask"));
  for (const label of Object.keys(found.position.open_questions)) {
    made(field).append(make("div", { class: "card stack" },
      make("p", { class: "said", dir: "auto" }, asked.body.fields.questions?.[label] ?? ""),
      labelled(t("request.question", { label: label.slice(1) }), select("answers", label, options(field, "choices")), `f-answers-${label}`),
      labelled(t("form.answer"), area("answer", label), `f-${label}`)));
  }
}

async function receipts(field, found) {
  if (found.position.open_items.length === 0) made(field).append(make("p", {}, t("form.no_items")));
  for (const label of found.position.open_items) {
    const control = select("receipts", label, options(field, "choices"));
    control.value = "received";
    made(field).append(labelled(make("span", {}, bdi(await found.itemName(label))), control, `f-receipts-${label}`));
  }
}

/** An entry for each chosen file: the measure it answers, the limit on its use, and whether it must come back. */
function item(field, file, label) {
  const limit = select("limit", label, options(field, "choices"));
  limit.value = "18.19";
  const words = labelled(t("form.limit_text"), area("limit_text", label), `f-limit-text-${label}`);
  words.hidden = true;
  limit.addEventListener("change", () => { words.hidden = limit.value !== "text"; });
  const measure = select("measure", label, options(field, "measures"));
  if (measure.options.length === 2) measure.selectedIndex = 1;
  const back = make("input", { type: "date", class: "short", name: "return_by" });
  return make("div", { class: "card", "data-item": label }, make("p", {}, make("b", {}, bdi(file.name)), ` ${bytes(file.size)}`),
    labelled(t("form.measure"), measure, `f-${label}`), labelled(t("form.limit"), limit, `f-limit-${label}`), words,
    labelled(t("form.return_by"), back, `f-return-${label}`));
}

/** Entries follow the chosen files; what was chosen for one of them before is kept. */
function items(field, { position }, files) {
  const boxes = new Map();
  const show = () => {
    const cards = files.chosen.map((file, i) => {
      if (!boxes.has(file)) boxes.set(file, item(field, file, `i${position.last_item + i + 1}`));
      return boxes.get(file);
    });
    cards.forEach((card, i) => { card.dataset.item = `i${position.last_item + i + 1}`; });
    made(field).replaceChildren(...cards, cards.length ? "" : make("p", { class: "hint" }, t("form.items_by_files")));
  };
  files.onchange = show;
  show();
}

async function dutyWords(found, { kind, ref, due }) {
  const what = kind === "return_original" ? await found.itemName(ref) : t("request.measure", { label: ref });
  const words = t(kind === "return_original" ? "duty.return_original" : "duty.custody_return", { what });
  return [make("b", {}, words), " ", due ? t("duty.due", { day: day(due) }) : ""];
}

async function duties(field, found) {
  const mine = found.side;
  const wanted = about().kind === "mla.duty_done"
    ? ({ side, state }) => side === mine && state === "open"
    : ({ side, state }) => side !== mine && state === "done";
  for (const [label, duty] of Object.entries(found.position.duties)) {
    if (wanted(duty)) made(field).append(checkbox("duties", label, ...(await dutyWords(found, duty))));
  }
  const boxes = made(field).querySelectorAll("input");
  if (boxes.length === 1) boxes[0].checked = true;
}

async function useitems(field, found) {
  const limits = await form("acts");
  for (const [label, { limit }] of Object.entries(found.position.items)) {
    const words = make("span", { class: "small quiet" }, wordFor(limits, "limits", limit));
    made(field).append(checkbox("useitems", label, bdi(await found.itemName(label)), " ", words));
  }
}

function use(field, { position }) {
  const next = `u${Object.keys(position.uses).length + 1}`;
  made(field).append(make("input", { name: "use", type: "hidden", value: next }));
  field.hidden = true;
}

async function askeduse(field, { position }) {
  const words = await form("acts");
  const open = Object.entries(position.uses).filter(([, { answer }]) => !answer);
  const list = open.map(([label, { proceeding }]) =>
    make("option", { value: label }, `${label.slice(1)}: ${wordFor(words, "proceedings", proceeding)}`));
  const control = select("use", "", list);
  if (list.length === 1) control.selectedIndex = 1;
  control.id = "f-use-choice";
  control.setAttribute("aria-label", document.getElementById("l-use")?.textContent ?? "");
  made(field).append(control);
}

export const MAKERS = {
  questions: numbered("question", "q", ({ last_question: last }) => last),
  deficiencies: numbered("deficiency", "f", () => 0),
  answers, receipts, items, duties, useitems, use, askeduse,
};
