/**
 * Sealed acts on their way, kept on this device until the hub has confirmed them: a reload or a lost tab loses
 * nothing. All of it is as sealed as what the hub holds; the keys are not here.
 */
import { about } from "./page.js";
import * as store from "./store.js";

const STORE = "sending";
// The hub forgets unfinished uploads after this time, so there is nothing left to go on with.
const LIFETIME = 7 * 24 * 3600 * 1000;
const mine = () => `${about().hub}/${about().officer}/`;
const slot = (event) => `${mine()}${event}`;
const partSlot = (event, n) => `${slot(event)}/${n}`;

/**
 * @typedef {object} Parcel
 * @property {string} event @property {string} stream @property {string} kind
 * @property {?string} request none for a request that begins with this act @property {string} at when it was sealed
 * @property {{focalPoint: string, country: string}[]} to
 * @property {object} envelope @property {object[]} wraps @property {string} hash @property {object} manifest
 * @property {import("../encryption/part.js").SealedPart[]} parts
 */

const withoutParts = ({ parts, ...rest }) => ({ ...rest, count: parts.length });

/** Keep a parcel, or only what changed of it. @param {number[]} [changed] numbers of its parts, all of them if left out */
export function keep(parcel, changed = parcel.parts.map(({ n }) => n)) {
  const parts = changed.map((n) => [partSlot(parcel.event, n), parcel.parts[n]]);
  return store.writeAll(STORE, [[slot(parcel.event), withoutParts(parcel)], ...parts]);
}

/** Forget a parcel: it was confirmed, refused or discarded. */
export async function drop(event) {
  await Promise.all((await store.keysOf(STORE, slot(event))).map((key) => store.erase(STORE, key)));
}

/** Forget every parcel of this officer, at sign-out. */
export async function dropAll() {
  await Promise.all((await store.keysOf(STORE, mine())).map((key) => store.erase(STORE, key)));
}

async function whole({ count, ...parcel }) {
  const parts = await Promise.all(Array.from({ length: count }, (_, n) => store.read(STORE, partSlot(parcel.event, n))));
  return parts.every(Boolean) ? { ...parcel, parts } : null;
}

async function usable(key) {
  const kept = await store.read(STORE, key);
  const parcel = kept && Date.now() - Date.parse(kept.at) < LIFETIME ? await whole(kept) : null;
  if (parcel === null) await drop(key.slice(mine().length));
  return parcel;
}

/** @param {?string} request null for requests that were not begun yet @returns {Promise<Parcel[]>} oldest first */
export async function waiting(request) {
  const keys = (await store.keysOf(STORE, mine())).filter((key) => !key.slice(mine().length).includes("/"));
  const found = await Promise.all(keys.map(usable));
  return found.filter((one) => one && one.request === request).sort((a, b) => a.at.localeCompare(b.at));
}
