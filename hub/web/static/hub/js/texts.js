/** Words for people: every sentence comes from the page's <template id="texts">, so that gettext covers it. */

const found = new Map();

function load() {
  const store = document.getElementById("texts");
  store?.content.querySelectorAll("[data-text]").forEach((one) => found.set(one.dataset.text, one.textContent.trim()));
}

/**
 * @param {string} name @param {Record<string, string|number>} [values] for {placeholders}
 * @returns {string} the sentence in the page's language; the name itself if the page forgot it
 */
export function t(name, values = {}) {
  if (found.size === 0) load();
  const text = found.get(name) ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** @returns {boolean} whether the page brought a sentence of that name */
export function has(name) {
  if (found.size === 0) load();
  return found.has(name);
}

export const language = () => document.documentElement.lang || "en";

/** @param {number} bytes @returns {string} e.g. “3.4 MB” in the page's language */
export function bytes(size) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
  const style = { style: "unit", unit: units[step], maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(language(), style).format(size / 1000 ** step);
}

/** English without a country would put the month first; the server writes the day first. */
const dates = () => (language() === "en" ? "en-GB" : language());
const DAY = { day: "numeric", month: "short", year: "numeric" };
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** @param {string} iso a day, YYYY-MM-DD @returns {string} the day in words of the page's language */
export const day = (iso) =>
  new Intl.DateTimeFormat(dates(), { ...DAY, timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));

/** @param {string} iso @returns {string} date and time in the reader's zone and language */
export const moment = (iso) => new Intl.DateTimeFormat(dates(), { ...DAY, ...TIME }).format(new Date(iso));

/** Say something to people who listen to the page rather than look at it. */
export function say(text) {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
}
