/** Repeated entries of a form: offences, persons, measures, attachments. Fields appear for what was chosen. */
import { applies } from "./conditions.js";
import { at } from "./forms.js";
import { make } from "./page.js";
import { say, t } from "./texts.js";
import { isApart } from "./victims_apart.js";

let made = 0;
// What is said even when the box is not ticked: the rest would only fill the letter with “no”.
const SAID_WHEN_OFF = ["known"];

const controls = (box) => [...box.querySelectorAll("[data-path]")];
const shown = (control) => control.closest("[data-when][hidden]") === null;

function number(box) {
  const used = [...box.querySelectorAll("[data-row]")].map(({ dataset }) => Number(dataset.label?.slice(1)) || 0);
  return Math.max(0, ...used) + 1;
}

/** Labels, hints and fields of one entry get names of their own. */
function distinct(row) {
  made += 1;
  for (const control of controls(row)) {
    const id = `${control.id}-${made}`;
    row.querySelector(`label[for="${control.id}"]`)?.setAttribute("for", id);
    const hint = row.querySelector(`#${CSS.escape(control.getAttribute("aria-describedby") ?? "none")}`);
    if (hint) control.setAttribute("aria-describedby", hint.id = `${hint.id}-${made}`);
    control.id = id;
  }
}

function titled(row, box) {
  const title = row.querySelector("[data-row-label]");
  title.textContent = `${box.dataset.one} ${row.dataset.label ?? ""}`.trim();
  row.querySelector("[data-row-name]").textContent = ` ${title.textContent}`;
  row.setAttribute("aria-label", title.textContent);
}

/** @param {HTMLElement} box [data-rows] @param {object} [entry] what to fill in */
export function addRow(box, entry = {}) {
  const row = box.querySelector("template").content.cloneNode(true).firstElementChild;
  distinct(row);
  if (box.dataset.prefix) row.dataset.label = entry.label ?? `${box.dataset.prefix}${number(box)}`;
  titled(row, box);
  box.querySelector(".entries").append(row);
  for (const control of controls(row)) fill(control, at(entry, control.dataset.path));
  return row;
}

/** Set a control; a person's known-ness is true unless said otherwise. */
export function fill(control, value) {
  if (control.type === "checkbox") control.checked = value ?? control.dataset.path === "known";
  else if (control.tagName === "SELECT" && value && ![...control.options].some((one) => one.value === value)) {
    control.append(make("option", { value }, value));
    control.value = value;
  } else control.value = value ?? "";
}

export const read = (control) => (control.type === "checkbox" ? control.checked : control.value);

/** Put a value at a dotted path. */
export function put(content, path, value) {
  const way = path.split(".");
  const last = way.pop();
  way.reduce((here, key) => (here[key] ??= {}), content)[last] = value;
}

/** What some controls say: nothing that is hidden, empty or not ticked. */
export function said(list, into = {}) {
  for (const control of list) {
    const value = read(control);
    const nothing = value === "" || (value === false && !SAID_WHEN_OFF.includes(control.dataset.path));
    if (shown(control) && !nothing) put(into, control.dataset.path, value);
  }
  return into;
}

const entry = (row) => said(controls(row), row.dataset.label ? { label: row.dataset.label } : {});

/** @returns {object[]} the entries of a box */
export const entries = (box) => [...box.querySelectorAll("[data-row]")].map(entry);

/** Show the fields that what was chosen brings, and hide the others. What was typed there stays until the page goes. */
export function refreshFields(form, top) {
  for (const field of form.querySelectorAll("[data-when]")) {
    const row = field.closest("[data-row]");
    const here = row ? { ...said(controls(row).filter((one) => !one.closest("[data-when]"))), ...entry(row) } : top;
    field.hidden = !applies(JSON.parse(field.dataset.when), here, top);
  }
}

function offer(form, path, options) {
  for (const choice of form.querySelectorAll(`[data-row] [data-path="${path}"]`)) {
    const chosen = choice.value;
    choice.querySelectorAll("option[data-offered]").forEach((one) => one.remove());
    for (const [value, text] of options) {
      if (![...choice.options].some((one) => one.value === value)) {
        choice.append(make("option", { value, "data-offered": "yes" }, text));
      }
    }
    fill(choice, chosen);
  }
}

/** Offer the persons of the form in every measure, by label and name, or by the label that stands for the name. */
export function offerPersons(form) {
  const persons = entries(form.querySelector('[data-rows="persons"]'));
  const name = (one) => (isApart(one) ? one.pseudonym : one.name_latin || one.name_original) ?? "";
  offer(form, "person", persons.map((one) => [one.label, `${one.label} ${name(one)}`.trim()]));
}

/** Offer the chosen files where attachments are described. */
export function offerFiles(form, names) {
  for (const path of ["file", "translation_of"]) offer(form, path, names.map((name) => [name, name]));
}

/** After an entry is gone the focus goes to its neighbour, or to the button that adds one. */
function remove(box, row) {
  const near = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (near?.querySelector("[data-remove]") ?? box.querySelector("[data-add]")).focus();
  say(t("draft.removed", { label: row.getAttribute("aria-label") }));
}

/** Wire the buttons of every box. @param {function(): void} changed */
export function wireRows(form, changed) {
  for (const box of form.querySelectorAll("[data-rows]")) {
    box.querySelector("[data-add]").addEventListener("click", () => {
      const row = addRow(box);
      changed();
      row.querySelector("[data-path]").focus();
      say(t("draft.added", { label: row.getAttribute("aria-label") }));
    });
    box.addEventListener("click", (event) => {
      if (!event.target.closest("[data-remove]")) return;
      remove(box, event.target.closest("[data-row]"));
      changed();
    });
  }
}
