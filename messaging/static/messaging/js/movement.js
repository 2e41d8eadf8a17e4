/** A conversation by keyboard: arrows or j and k from message to message, Home and End, r to answer. */

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], details[open]");
const rows = (list) => [...list.querySelectorAll(":scope > [data-event]")];

function go(list, row) {
  rows(list).forEach((other) => { other.tabIndex = other === row ? 0 : -1; });
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function target(list, key) {
  const all = rows(list);
  const here = all.indexOf(document.activeElement?.closest("[data-event]"));
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  return all[here === -1 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, here + step))];
}

const ANYWHERE = ["j", "k"];
const INSIDE = ["ArrowDown", "ArrowUp", "Home", "End"];

/** @param {HTMLElement} list @param {function(string): void} reply hears the number of the message to answer */
export function moveBy(list, reply) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const row = event.target.closest?.("[data-event]");
    if (event.key === "r" && row) {
      event.preventDefault();
      reply(row.dataset.event);
    }
    if (!(ANYWHERE.includes(event.key) || (row && INSIDE.includes(event.key)))) return;
    event.preventDefault();
    const next = target(list, event.key);
    if (next) go(list, next);
  });
}

/** One stop for the Tab key: the newest message, or the one that had the focus. */
export function tabStop(list) {
  const all = rows(list);
  if (!all.some(({ tabIndex }) => tabIndex === 0) && all.length) all.at(-1).tabIndex = 0;
}
