/** What this device keeps, in IndexedDB: key handles, fingerprints seen, drafts, sealed acts on their way. Per officer. */

const NAME = "hub";
const STORES = ["session", "secrets", "pins", "drafts", "device", "sending"];
let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = () => {
      const { result } = request;
      STORES.filter((store) => !result.objectStoreNames.contains(store)).forEach((store) => result.createObjectStore(store));
    };
    request.onsuccess = () => {
      // Another tab with a newer page wants to change the shape: it must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opening = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opening;
}

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

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
  await new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = change.onerror = () => reject(change.error);
  });
}

/** @returns {Promise<string[]>} the keys that begin with `start` */
export const keysOf = async (store, start = "") =>
  settled((await open()).transaction(store).objectStore(store).getAllKeys(IDBKeyRange.bound(start, `${start}\uffff`)));
