/**
 * The officer's keys on this device: non-extractable handles in IndexedDB, never bytes.
 * They go after 15 minutes without work, when locked, at sign-out, and when somebody else signs in.
 */
import { about } from "./page.js";
import * as store from "./store.js";

export const IDLE_MS = 15 * 60 * 1000;
const SLOT = "keys";

/** Announces "locked" and "unlocked" to the other tabs. */
export const channel = new BroadcastChannel("hub-keys");

/** @typedef {import("../encryption/keystore.js").Unlocked} Unlocked */

/** Keep unlocked keys for this officer. @param {Unlocked} unlocked */
export async function keep(unlocked) {
  await store.write("session", SLOT, { ...unlocked, hub: about().hub, usedAt: Date.now() });
  channel.postMessage("unlocked");
}

/** Forget the keys on this device, in every tab. */
export async function lock() {
  await store.erase("session", SLOT);
  channel.postMessage("locked");
}

const mine = (held) => held.officer === about().officer && held.hub === about().hub;

const isOpen = (kept, now) => mine(kept) && now - kept.usedAt < IDLE_MS;

/** @returns {Promise<?Unlocked>} the keys, if they are open, this officer's, and were used lately */
export async function held() {
  const kept = await store.read("session", SLOT);
  if (!kept) return null;
  if (isOpen(kept, Date.now())) return kept;
  await lock();
  return null;
}

/** @returns {Promise<number>} milliseconds until the keys lock by themselves; 0 when locked */
export async function left() {
  const kept = await held();
  return kept ? Math.max(0, kept.usedAt + IDLE_MS - Date.now()) : 0;
}

/** The officer is working: begin the 15 minutes again. */
export async function touch() {
  const usedAt = Date.now();
  await store.update("session", SLOT, (kept) => (kept && isOpen(kept, usedAt) ? { ...kept, usedAt } : undefined));
}

/** Go to the unlock page and come back. */
export function askToUnlock() {
  const here = location.pathname + location.search;
  location.assign(`/unlock/?next=${encodeURIComponent(here)}`);
}
