/** Every page: lock state, idle lock, theme, menus, keyboard, sign-out. */
import { keepOnlyOwn } from "../../messaging/js/sealedstore.js";
import * as keys from "./keys.js";
import { followNotices } from "./bell.js";
import { listenToKeyboard } from "./keyboard.js";
import { about, icon, make } from "./page.js";
import * as parcels from "./parcels.js";
import { listen, stopListening } from "./ring.js";
import { say, t } from "./texts.js";

const EVERY = 20_000;
let touched = 0;

async function showState() {
  const open = (await keys.held()) !== null;
  const button = document.getElementById("lockstate");
  if (!button) return;
  button.hidden = false;
  button.classList.toggle("open", open);
  button.replaceChildren(icon(open ? "unlock" : "lock"), make("span", {}, t(open ? "frame.unlocked" : "frame.unlock")));
  button.title = t(open ? "frame.lock_now" : "frame.locked");
  button.setAttribute("aria-label", button.title);
  document.documentElement.dataset.keys = open ? "open" : "locked";
}

async function lockOrUnlock() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  await keys.lock();
  return location.reload();
}

function working() {
  if (Date.now() - touched < EVERY) return;
  touched = Date.now();
  keys.touch();
}

async function watchIdle() {
  const before = document.documentElement.dataset.keys;
  await showState();
  if (before === "open" && document.documentElement.dataset.keys === "locked") {
    say(t("frame.locked_now"));
    location.reload();
  }
}

function chooseTheme() {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const next = dark ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=strict`;
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const leaves = event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target);
    if (!leaves) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

async function signOut(event) {
  event.preventDefault();
  stopListening();
  await keys.lock();
  await parcels.dropAll();
  event.target.submit();
}

function wire() {
  document.getElementById("lockstate")?.addEventListener("click", lockOrUnlock);
  document.getElementById("theme")?.addEventListener("click", chooseTheme);
  document.getElementById("sign-out")?.addEventListener("submit", signOut);
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, closeMenus);
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, working, { passive: true });
  keys.channel.addEventListener("message", (event) => event.data === "locked" && watchIdle());
  setInterval(watchIdle, EVERY);
  document.getElementById("summary")?.focus();
}

wire();
listenToKeyboard();
await showState();
if (about().officer) {
  listen();
  followNotices();
  keepOnlyOwn().catch(() => {});
}
