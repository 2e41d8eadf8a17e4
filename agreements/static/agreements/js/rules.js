/** The rules as the form has them, and what is wrong with them: the hub checks the same once more. */
import { t } from "../../hub/js/texts.js";

const MOST = { days: 730, working: 730, hours: 720 };
const LANGUAGE = /^[a-z]{2,3}$/;
const checked = (form, name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map(({ value }) => value);
const control = (line, name) => line.querySelector(`[data-of="${name}"]`);

function amount(input, unit, problems) {
  if (input.value === "" && !input.validity.badInput) return null;
  const number = Number(input.value);
  const good = Number.isInteger(number) && number >= 1 && number <= MOST[unit];
  if (!good) problems.push([t(unit === "hours" ? "pact.hours" : "pact.number"), input]);
  return good ? number : null;
}

function limit(line, problems) {
  const [unit, urgentUnit] = ["unit", "urgent_unit"].map((name) => control(line, name).value);
  const number = amount(control(line, "number"), unit, problems);
  const urgent = amount(control(line, "urgent"), urgentUnit, problems);
  if (urgent !== null && number === null) problems.push([t("pact.alone"), control(line, "number")]);
  if (number === null) return null;
  const extend = Number(control(line, "extend").value);
  return {
    ...(unit === "hours" ? { hours: number } : { days: number, working: unit === "working" }),
    ...(urgent === null ? {} : { [`urgent_${urgentUnit}`]: urgent }),
    ...(extend ? { extend } : {}),
  };
}

function languages(input, problems) {
  const found = [...new Set(input.value.split(",").map((word) => word.trim().toLowerCase()).filter(Boolean))];
  if (!found.every((word) => LANGUAGE.test(word)) || found.length > 10) problems.push([t("pact.language"), input]);
  return found;
}

/**
 * @param {HTMLFormElement} form @param {string} own @param {string} other countries
 * @returns {{rules: object, problems: [string, HTMLElement][]}}
 */
export function readRules(form, own, other) {
  const problems = [];
  const lines = [...form.querySelectorAll("tr[data-clock]")].map((line) => [line.dataset.clock, limit(line, problems)]);
  const spoken = [[own, form.querySelector("#f-own")], [other, form.querySelector("#f-their")]].map(([country, input]) => [country, languages(input, problems)]);
  const rules = {
    channel: checked(form, "channel")[0],
    clocks: Object.fromEntries(lines.filter(([, value]) => value)),
    grounds_removed: checked(form, "ground"),
    languages: Object.fromEntries(spoken.filter(([country, words]) => country && words.length)),
    statistics: checked(form, "figure"),
  };
  return { rules, problems };
}
