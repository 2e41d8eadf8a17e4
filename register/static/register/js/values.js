/** The values of the form: plain facts, sealed words, and what is missing or cannot be. */
import { t } from "../../hub/js/texts.js";

const DATES = ["sent_on", "received_on", "acknowledged_on", "decided_on", "ended_on"];
const NEEDED = ["direction", "partner", "basis", "offence", "sent_on"];
const control = (form, name) => form.querySelector(`[data-fact="${name}"]`);
const value = (form, name) => control(form, name).value;
const label = (node) => node.labels?.[0]?.textContent.trim() ?? node.querySelector("legend").textContent.trim();

const checked = (form) => [...control(form, "measures").querySelectorAll("input:checked")].map((one) => one.value);

function counts(form) {
  const filled = [...control(form, "counts").querySelectorAll("input")].filter((one) => Number(one.value) > 0);
  return Object.fromEntries(filled.map((one) => [one.name, Number(one.value)]));
}

/** @returns {object} what the hub sees, without the id */
export function facts(form) {
  const plain = Object.fromEntries(["direction", "partner", "basis", "offence", "outcome", "ground"].map((name) => [name, value(form, name)]));
  const dates = Object.fromEntries(DATES.map((name) => [name, value(form, name) || null]));
  return { ...plain, ...dates, urgent: control(form, "urgent").checked, measures: checked(form), rounds: Number(value(form, "rounds")), counts: counts(form) };
}

/** @returns {Record<string, string>} what only the own post reads */
export const sealed = (form) =>
  Object.fromEntries([...form.querySelectorAll("[data-sealed]")].map((one) => [one.dataset.sealed, one.value.trim()]));

/** Show sealed words in their fields. */
export function fill(form, words) {
  for (const one of form.querySelectorAll("[data-sealed]")) one.value = words[one.dataset.sealed] ?? "";
}

function outOfOrder(form) {
  const known = DATES.filter((name) => value(form, name));
  return known.filter((name, i) => i > 0 && value(form, name) < value(form, known[i - 1]));
}

/** @returns {{text: string, control: HTMLElement}[]} what must be put right before it is sealed */
export function problems(form) {
  const say = (name, node) => ({ text: t(name, { field: label(node) }), control: node });
  const subject = form.querySelector('[data-sealed="subject"]');
  const ending = Boolean(value(form, "outcome")) !== Boolean(value(form, "ended_on"));
  return [
    ...(subject.value.trim() ? [] : [say("register.needed", subject)]),
    ...NEEDED.filter((name) => !value(form, name)).map((name) => say("register.needed", control(form, name))),
    ...(checked(form).length ? [] : [say("register.needed", control(form, "measures"))]),
    ...outOfOrder(form).map((name) => say("register.order", control(form, name))),
    ...(ending ? [say("register.ending", control(form, value(form, "outcome") ? "ended_on" : "outcome"))] : []),
    ...(value(form, "ground") && value(form, "outcome") !== "refused" ? [say("register.ending", control(form, "ground"))] : []),
  ];
}
