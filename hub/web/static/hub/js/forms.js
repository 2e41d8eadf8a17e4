/** The form definitions, the same files that the server and the Python client read. */
import { language } from "./texts.js";

const loaded = new Map();

/** @param {"mla_request"|"acts"} name @returns {Promise<object>} */
export function form(name) {
  if (!loaded.has(name)) loaded.set(name, fetch(`/static/forms/${name}.json`).then((answer) => answer.json()));
  return loaded.get(name);
}

/** @param {Record<string, string>} texts by language @returns {string} in the page's language, or in English */
export const words = (texts) => texts?.[language().slice(0, 2)] || texts?.en || "";

/** @returns {string} the words for a code; the code itself if the list does not have it */
export function label(definition, choices, code) {
  const found = definition.choices[choices]?.find((one) => one.code === code);
  return found ? words(found.label) : String(code);
}

/** @returns {*} what lies at a dotted path, or undefined */
export const at = (value, path) => path.split(".").reduce((found, key) => found?.[key], value);
