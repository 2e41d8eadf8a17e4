/** Posts as the directory states them, read once a page. */
import { get } from "../../hub/js/api.js";

const found = new Map();

/** @param {string} post @returns {Promise<object>} its card: country_name, name, entry */
export function entryOf(post) {
  if (!found.has(post)) found.set(post, get(`focal-points/${post}/`).catch((error) => { found.delete(post); throw error; }));
  return found.get(post);
}

/** @returns {Promise<string>} “Egypt: Central Authority” */
export async function nameOf(post) {
  const { country_name: country, name } = await entryOf(post);
  return `${country}: ${name}`;
}
