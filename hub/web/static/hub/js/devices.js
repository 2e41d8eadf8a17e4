/**
 * "Remember this device": the opened keys stay in IndexedDB as handles that nobody can take out, for 30 days.
 * The hub keeps a name and a random number, so that the officer can list devices and forget one from elsewhere.
 */
import { Problem, call, post } from "./api.js";
import { about } from "./page.js";
import * as store from "./store.js";

const DAYS_MS = 30 * 24 * 60 * 60 * 1000;
const slot = () => `keys/${about().hub}/${about().officer}`;

function name() {
  const { userAgent } = navigator;
  const browser = ["Firefox", "Edg", "Chrome", "Safari"].find((one) => userAgent.includes(one)) ?? "Browser";
  const system = ["Android", "Windows", "iPhone", "Mac OS", "Linux"].find((one) => userAgent.includes(one)) ?? "";
  return `${browser.replace("Edg", "Edge")} ${system}`.trim();
}

/** @returns {Promise<?{id: string, unlocked: object, until: number}>} what this device remembers of this officer */
export async function remembered() {
  const kept = await store.read("device", slot());
  if (!kept) return null;
  if (Date.now() < kept.until) return kept;
  await store.erase("device", slot());
  return null;
}

/** @param {import("../encryption/keystore.js").Unlocked} unlocked handles only */
export async function rememberDevice(unlocked) {
  const id = crypto.randomUUID();
  await post("me/devices/", { id, label: name() });
  await store.write("device", slot(), { id, unlocked, until: Date.now() + DAYS_MS });
}

/** @returns {Promise<?object>} the keys; null when the device was forgotten, and then they are gone here, too */
export async function openRemembered() {
  const kept = await remembered();
  if (!kept) return null;
  try {
    await call("PUT", `me/devices/${kept.id}/`, { json: {} });
    return kept.unlocked;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    await store.erase("device", slot());
    return null;
  }
}

/** Forget a device; this one drops its keys at once, another one when it next asks. @param {string} id */
export async function forgetDevice(id) {
  await call("DELETE", `me/devices/${id}/`);
  if ((await remembered())?.id === id) await store.erase("device", slot());
}
