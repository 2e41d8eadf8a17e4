/**
 * Several requests in a row on the board. There is no act for many: each request is read and verified, and each
 * act is sealed, signed and sent on its own; what fails is named, the rest goes on.
 */
import { get } from "./api.js";
import { readCase } from "./case.js";
import * as keys from "./keys.js";
import { about, make, notice, receive } from "./page.js";
import * as parcels from "./parcels.js";
import { refresh } from "./refresh.js";
import { Overtaken, send } from "./sending.js";
import { say, t } from "./texts.js";
import { sentence } from "./warnings.js";

const form = document.getElementById("bulk");
const part = (name) => document.getElementById(`bulk-${name}`);
const chosen = new Set();
let kind = "";
let stopped = false;
let busy = false;

const boxes = () => [...document.querySelectorAll('input[name="pick"]')];
const ticked = () => boxes().filter(({ checked }) => checked);
const able = (wanted) => ticked().filter(({ dataset }) => dataset.bulk.split(" ").includes(wanted));
const subjectOf = (box) => box.closest("[data-row]").querySelector("hub-subject").textContent.trim();

/** Point the page at one request, as the page of that request would be. */
function aim(box) {
  const { bulk: _bulk, ...request } = box.dataset;
  delete about().conducting;
  Object.assign(about(), request);
}

// What the signed acts must say, whatever the hub's own columns say.
const STILL = {
  "mla.status_query": ({ side, status }) => side === "requesting" && status !== "closed",
  "mla.confirm_close": ({ side, status, position }) => side === "requested" && status === "results_received" && position.closing !== null,
  "mla.assign": ({ status }) => status !== "closed",
};

function intentOf(found, text) {
  const facts = { request: about().request, ...(kind === "mla.assign" ? { officer: part("officer").value } : {}) };
  const to = found.addressed(kind).map((focalPoint) => ({ focalPoint, country: found.countryOf(focalPoint) }));
  const body = { subject: "", reference: "", text, fields: {} };
  return { stream: found.streamFor(kind), kind, to, body, facts, files: [], place: found.place(kind) };
}

async function one(box, text) {
  aim(box);
  // What the hub stated about time limits stands on the page of a request; a board is read without it.
  about().lapses = JSON.stringify((await get(`requests/${box.value}/`)).lapses);
  const found = await readCase();
  if (!STILL[kind](found)) throw new Error(t("bulk.changed"));
  try {
    await send(intentOf(found, text), () => {});
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    // Nothing is kept: it was not looked at after what came in between.
    await parcels.drop(error.parcel.event);
    throw new Error(t("bulk.again"));
  }
}

function bar(total) {
  const meter = make("progress", { max: total, value: 0 });
  const words = make("p", { class: "small" });
  const stop = make("button", { type: "button", class: "button plain small", onclick: () => { stopped = true; } }, t("bulk.stop"));
  part("progress").replaceChildren(meter, words, stop);
  return (done) => {
    meter.value = done;
    words.textContent = t("bulk.one", { n: Math.min(done + 1, total), all: total });
  };
}

function report(done, all, failed) {
  const lines = failed.map(({ box, why }) =>
    make("li", {}, make("a", { href: `/requests/${box.value}/` }, subjectOf(box)), `: ${why}`));
  const said = t("bulk.done", { n: done, all });
  const rest = stopped ? [t("bulk.stopped")] : [];
  const list = lines.length ? [t("bulk.failed"), make("ul", {}, ...lines)] : [];
  part("said").replaceChildren(notice(failed.length ? "warn" : "good", said, ...rest, ...list));
  part("said").focus();
  say(said);
}

async function run() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  const queue = able(kind);
  const text = part("text").value;
  const failed = [];
  let done = 0;
  stopped = false;
  busy = true;
  part("go").disabled = true;
  const show = bar(queue.length);
  for (const box of queue) {
    if (stopped) break;
    show(done + failed.length);
    await keys.touch();
    await one(box, text).then(() => { done += 1; }, (error) => failed.push({ box, why: sentence(error) }));
  }
  busy = false;
  part("progress").replaceChildren();
  part("go").disabled = false;
  report(done, queue.length, failed);
  none();
  back();
  await refresh();
  return update();
}

function none() {
  chosen.clear();
  boxes().forEach((box) => { box.checked = false; });
}

function back() {
  part("say").hidden = true;
  kind = "";
}

function prepare(wanted) {
  kind = wanted;
  const [n, all] = [able(kind).length, ticked().length];
  part("text").value = t(`bulk.text.${kind}`);
  part("go").textContent = t(`bulk.go.${kind}`, { n });
  part("say").hidden = false;
  part("progress").replaceChildren(n < all ? make("p", { class: "small" }, t("bulk.some", { n, all })) : "");
  part("text").focus();
}

function update() {
  form.hidden = ticked().length === 0;
  part("count").textContent = t("bulk.chosen", { n: ticked().length });
  for (const button of form.querySelectorAll("[data-bulk-kind]")) {
    const n = able(button.dataset.bulkKind).length;
    button.disabled = n === 0;
    button.querySelector("span").textContent = n ? `(${n})` : "";
  }
}

function picked({ target }) {
  if (target.name !== "pick") return;
  chosen[target.checked ? "add" : "delete"](target.value);
  back();
  update();
}

if (form) {
  document.addEventListener("change", picked);
  document.addEventListener("hub:refreshed", () => {
    boxes().forEach((box) => { box.checked = chosen.has(box.value); });
    // The list follows what happens, also what these very acts do; they go on with what was chosen.
    if (!busy) update();
  });
  receive(form, (event) => event.preventDefault());
  form.querySelectorAll("[data-bulk-kind]").forEach((button) => button.addEventListener("click", () => prepare(button.dataset.bulkKind)));
  form.querySelector("[data-bulk-none]").addEventListener("click", () => { none(); back(); update(); });
  form.querySelector("[data-bulk-back]").addEventListener("click", back);
  part("go").addEventListener("click", run);
}
