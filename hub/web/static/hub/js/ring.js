/** The ring: a socket that only says “look again”; when it cannot be had, the page looks every minute. */
import * as keys from "./keys.js";
import { refresh } from "./refresh.js";
import { has, say, t } from "./texts.js";

const POLL = 60_000;
const LONGEST = 60_000;
// The hub asks everybody to come back at once: not all in the same moment.
const AGAIN = 4408;
const SOON = 3000;
let wait = 1000;
let connected = false;
let lost = false;
let socket = null;
let ended = false;

async function look() {
  if (document.hidden || !document.querySelector("[data-live]")) return;
  if ((await refresh()) && has("live.changed")) say(t("live.changed"));
}

async function heard(event) {
  if (ended) return;
  const message = JSON.parse(event.data);
  if (message.type === "close") {
    await keys.lock();
    location.assign("/sign-in/");
    return;
  }
  document.dispatchEvent(new CustomEvent("hub:ring", { detail: message }));
  await look();
}

/** Whether the socket is there; parts of a page that follow what happens ask themselves while it is not. */
function line(there) {
  connected = there;
  document.dispatchEvent(new CustomEvent("hub:line", { detail: there }));
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/`);
  socket.onopen = () => {
    line(true);
    wait = 1000;
    // What happened while nobody was there to hear it.
    if (lost) look();
    lost = false;
  };
  socket.onmessage = heard;
  socket.onclose = ({ code }) => {
    line(false);
    lost = true;
    if (ended) return;
    setTimeout(connect, code === AGAIN ? Math.random() * SOON : wait);
    wait = Math.min(LONGEST, wait * 2);
  };
}

/** The officer signs out: the hub's word that the session has ended must not lead the page elsewhere meanwhile. */
export function stopListening() {
  ended = true;
  socket?.close();
}

/** Listen while a part of the page is marked as live, the page asks for rings, or there is a bell. */
export function listen() {
  if (!document.querySelector("[data-live], body[data-ring], #bell")) return;
  connect();
  setInterval(() => { if (!connected) look(); }, POLL);
  document.addEventListener("visibilitychange", look);
}
