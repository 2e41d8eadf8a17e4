/** One database of this device, opened when it is first asked for; a tab with a newer page never waits for this one. */

/** @param {string[]} stores made where they are missing @returns {{open: () => Promise<IDBDatabase>, close: () => Promise<void>}} */
export function database(name, version, stores) {
  let opening = null;
  return { open, close };

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        const { result } = request;
        stores.filter((store) => !result.objectStoreNames.contains(store)).forEach((store) => result.createObjectStore(store));
      };
      request.onsuccess = () => {
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

  async function close() {
    const there = await opening?.catch(() => null);
    there?.close();
    opening = null;
  }
}

/** @returns {Promise<*>} what a request answers */
export const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @returns {Promise<void>} when everything of a transaction is kept; none of it is if it fails */
export const kept = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
