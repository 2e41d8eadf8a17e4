/** What this device keeps, in IndexedDB: key handles, fingerprints seen, drafts. All of it per officer. */

const NAME = "hub";
const STORES = ["session", "secrets", "pins", "drafts", "device"];
let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
    request.onsuccess = () => resolve(request.result);
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

export const erase = async (store, key) =>
  settled((await open()).transaction(store, "readwrite").objectStore(store).delete(key));

/** @returns {Promise<string[]>} */
export const keysOf = async (store) => settled((await open()).transaction(store).objectStore(store).getAllKeys());
