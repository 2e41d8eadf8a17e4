/** Unsent writing kept on this device, sealed under a key that never leaves it. */
import { canonical, parse } from "../encryption/index.js";
import { about } from "./page.js";
import * as store from "./store.js";

const slot = (name) => `${about().hub}/${about().officer}/${name}`;

/** The device's own key for this officer: non-extractable, made at the first draft. */
async function deviceKey() {
  const kept = await store.read("device", slot("drafts"));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await store.write("device", slot("drafts"), made);
  return made;
}

/** @param {string} name of the draft @param {object} content texts, numbers and lists */
export async function keep(name, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await deviceKey(), canonical(content));
  await store.write("drafts", slot(name), { iv, sealed, at: new Date().toISOString() });
}

/** @returns {Promise<?{content: object, at: string}>} */
export async function kept(name) {
  const found = await store.read("drafts", slot(name));
  if (!found) return null;
  try {
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, await deviceKey(), found.sealed);
    return { content: parse(new Uint8Array(opened)), at: found.at };
  } catch {
    return null;
  }
}

export const forget = (name) => store.erase("drafts", slot(name));
