/** Lists by keyboard: j and k move, Enter opens, x chooses, / goes to the filters, ? to the help. */

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

function step(by) {
  const items = [...document.querySelectorAll("[data-keys-list] a.item")];
  if (items.length === 0) return;
  const here = items.indexOf(document.activeElement);
  const next = here === -1 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, here + by));
  items[next].focus();
  items[next].scrollIntoView({ block: "nearest" });
}

const pick = () => document.activeElement?.closest("[data-row]")?.querySelector('input[name="pick"]')?.click();

/** The filters may be folded away. */
function search() {
  const place = document.querySelector("[data-keys-search]");
  const folded = place?.closest("details");
  if (folded) folded.open = true;
  place?.focus();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    x: pick,
    "/": search,
    "?": () => location.assign("/help/"),
  };
  if (!(event.key in acts)) return;
  event.preventDefault();
  acts[event.key]();
}

export const listenToKeyboard = () => document.addEventListener("keydown", pressed);
