/**
 * Parts of a page that follow what happens: the server's own page is fetched again and the marked part replaced.
 * XMLHttpRequest parses HTML without running anything and needs no Trusted Types policy; the hub allows none,
 * which is why no library that writes innerHTML can be used here.
 */

/** @param {string} address same origin @returns {Promise<?Document>} null when the line or the session is gone */
function page(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => resolve(request.status === 200 ? request.response : null);
    request.onerror = () => resolve(null);
    request.send();
  });
}

let last = Promise.resolve();
let next = null;

/**
 * Replace every element with `data-live="name"` by the server's present one. One question at a time, so that an
 * older answer never comes after a newer one; who asks meanwhile shares the next one, which sees what rang.
 * @returns {Promise<boolean>} changed
 */
export function refresh() {
  next ??= last.catch(() => {}).then(() => {
    next = null;
    last = replaceLive();
    return last;
  });
  return next;
}

async function replaceLive() {
  const fresh = await page(location.href);
  if (fresh === null) return false;
  // What the page says about the request changes too: it has a shared stream once it was sent.
  Object.assign(document.body.dataset, fresh.body.dataset);
  let changed = false;
  for (const old of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${old.dataset.live}"]`);
    if (!now || now.dataset.version === old.dataset.version) continue;
    old.replaceWith(document.adoptNode(now));
    changed = true;
  }
  if (changed) document.dispatchEvent(new CustomEvent("hub:refreshed"));
  return changed;
}
