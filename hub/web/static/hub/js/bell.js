/** The bell in the bar: how many things were told and not read yet. It asks after a ring, and not more often than it must. */
import { get } from "./api.js";

const PAUSE = 3000;
let due = null;

const words = (unread) => (unread > 99 ? "99+" : String(unread));

async function ask(bell) {
  const { unread } = await get("notices/unread/");
  const count = bell.querySelector(".count");
  count.textContent = words(unread);
  count.hidden = unread === 0;
}

/** After a ring, and when the page is looked at again; a lost answer costs nothing but time. */
export function followNotices() {
  const bell = document.getElementById("bell");
  if (!bell) return;
  const soon = () => {
    if (document.hidden) return;
    due ??= setTimeout(() => { due = null; ask(bell).catch(() => {}); }, PAUSE);
  };
  document.addEventListener("hub:ring", soon);
  document.addEventListener("visibilitychange", soon);
}
