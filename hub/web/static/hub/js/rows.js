/** Repeated entries of a form: offences, persons, measures. Persons are offered where a measure concerns one. */
import { make } from "./page.js";
import { at } from "./forms.js";

let made = 0;

const controls = (box) => [...box.querySelectorAll("[data-path]")];

function number(box) {
  const used = [...box.querySelectorAll("[data-row]")].map(({ dataset }) => Number(dataset.label?.slice(1)) || 0);
  return Math.max(0, ...used) + 1;
}

function distinct(row) {
  made += 1;
  for (const control of controls(row)) {
    const id = `${control.id}-${made}`;
    row.querySelector(`label[for="${control.id}"]`)?.setAttribute("for", id);
    control.id = id;
  }
}

/** @param {HTMLElement} box [data-rows] @param {object} [entry] what to fill in */
export function addRow(box, entry = {}) {
  const row = box.querySelector("template").content.cloneNode(true).firstElementChild;
  distinct(row);
  if (box.dataset.prefix) row.dataset.label = entry.label ?? `${box.dataset.prefix}${number(box)}`;
  row.querySelector("[data-row-label]").textContent = row.dataset.label ?? "";
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

/** @returns {object[]} the entries of a box */
export function entries(box) {
  return [...box.querySelectorAll("[data-row]")].map((row) => {
    const entry = Object.fromEntries(controls(row).map((one) => [one.dataset.path, read(one)]));
    return row.dataset.label ? { label: row.dataset.label, ...entry } : entry;
  });
}

/** Offer the persons of the form in every measure. */
export function offerPersons(form) {
  const persons = entries(form.querySelector('[data-rows="persons"]'));
  for (const choice of form.querySelectorAll('[data-row] [data-path="person"]')) {
    const chosen = choice.value;
    choice.querySelectorAll("option[data-person]").forEach((one) => one.remove());
    for (const { label, name_latin, name_original } of persons) {
      choice.append(make("option", { value: label, "data-person": "yes" }, `${label} ${name_latin || name_original}`.trim()));
    }
    fill(choice, chosen);
  }
}

/** Wire the buttons of every box. @param {function(): void} changed */
export function wireRows(form, changed) {
  for (const box of form.querySelectorAll("[data-rows]")) {
    box.querySelector("[data-add]").addEventListener("click", () => {
      addRow(box).querySelector("[data-path]").focus();
      changed();
    });
    box.addEventListener("click", (event) => {
      if (!event.target.closest("[data-remove]")) return;
      event.target.closest("[data-row]").remove();
      box.querySelector("[data-add]").focus();
      changed();
    });
  }
}
