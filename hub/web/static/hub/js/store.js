/** What this device keeps, in IndexedDB: key handles, fingerprints seen, drafts, sealed acts on their way. Per officer. */
import { database, kept, settled } from "./database.js";

const { open } = database("hub", 2, ["session", "secrets", "pins", "drafts", "device", "sending"]);

/** @returns {Promise<*>} the value, or undefined */
export const read = async (store, key) => settled((await open()).transaction(store).objectStore(store).get(key));

/** Values may be CryptoKeys: handles survive, bytes stay out of reach. */
export const write = async (store, key, value) =>
  settled((await open()).transaction(store, "readwrite").objectStore(store).put(value, key));

/** Change a value in one transaction, so that one erased meanwhile stays erased. @param {(value: *) => *} change undefined keeps it */
export async function update(store, key, change) {
  const objects = (await open()).transaction(store, "readwrite").objectStore(store);
  const before = await settled(objects.get(key));
  const after = change(before);
  if (after !== undefined) await settled(objects.put(after, key));
}

export const erase = async (store, key) =>
  settled((await open()).transaction(store, "readwrite").objectStore(store).delete(key));

/** Several values at once: all of them or none. @param {[string, *][]} entries */
export async function writeAll(store, entries) {
  const change = (await open()).transaction(store, "readwrite");
  entries.forEach(([key, value]) => change.objectStore(store).put(value, key));
  await kept(change);
}

/** @returns {Promise<string[]>} the keys that begin with `start` */
export const keysOf = async (store, start = "") =>
  settled((await open()).transaction(store).objectStore(store).getAllKeys(IDBKeyRange.bound(start, `${start}\uffff`)));
