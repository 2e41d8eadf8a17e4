/** The page of one request: every row compared with its signature, then opened for the officer to read. */
import { form } from "./forms.js";
import { readCase } from "./case.js";
import { contentOf, letter } from "./letter.js";
import { unsent } from "./outgoing.js";
import { Locked } from "./officer.js";
import { about, bdi, alarm, icon, make, notice } from "./page.js";
import * as keys from "./keys.js";
import * as parcels from "./parcels.js";
import { confirmReading } from "./streams.js";
import { t } from "./texts.js";
import * as timeline from "./timeline.js";
import { peerState } from "./trust.js";
import { altered, streamWarning } from "./warnings.js";

const part = (id) => document.getElementById(id);

function rowOf(event) {
  return document.querySelector(`.timeline > li[data-event="${CSS.escape(event)}"]`);
}

/** What the row says must be what was signed. */
function compare({ proof: { manifest, hash } }) {
  const row = rowOf(manifest.event);
  const { sender } = manifest;
  const said = row && [row.dataset.stream, row.dataset.seq, row.dataset.kind, row.dataset.hash, row.dataset.officer, row.dataset.focalPoint];
  const signed = [manifest.stream, String(manifest.seq), manifest.kind, hash, sender.officer, sender.focal_point];
  const good = row !== null && signed.every((value, i) => value === said[i]);
  if (row) mark(row, good);
  if (!good) altered(t("stream.row", { number: manifest.seq + 1 }));
}

function mark(row, good) {
  row.dataset.proof = good ? "good" : "bad";
  row.querySelector(".dot").replaceChildren(icon(good ? "tick" : "warning"));
}

/** Rows that nobody signed. */
function strays(acts) {
  const signed = new Set(acts.map(({ proof }) => proof.manifest.event));
  for (const row of document.querySelectorAll(".timeline > li")) {
    if (signed.has(row.dataset.event)) continue;
    mark(row, false);
    altered(t("stream.row", { number: Number(row.dataset.seq) + 1 }));
  }
}

function compareState({ position }) {
  const { status, statusLabel } = part("state").dataset;
  if (position.status && position.status !== status) {
    altered(t("stream.status", { shown: statusLabel, signed: position.status }));
  }
  const shown = [...document.querySelectorAll("[data-measure]")].map(({ dataset }) => `${dataset.measure} ${dataset.code}`);
  const signed = [...position.measures].map(([label, code]) => `${label} ${code}`);
  if (signed.length && shown.sort().join() !== signed.sort().join()) altered(t("stream.measures"));
}

function reference(side, text) {
  document.querySelectorAll(`[data-reference="${side}"]`).forEach((place) => {
    place.textContent = text || t("request.no_reference");
  });
}

async function showLetter(found) {
  const act = found.letter;
  if (!act) return;
  const opened = await found.open(act);
  part("subject").replaceChildren(bdi(opened.body.subject || t("sealed.no_subject")));
  document.title = `${opened.body.subject} · ${document.title.split(" · ").at(-1)}`;
  reference("requesting", opened.body.reference);
  const content = await contentOf(act, opened);
  const place = part("letter-content");
  if (!content || !place) return;
  if (part("letter").hidden) part("letter").open = found.shared.length < 4;
  part("letter").hidden = false;
  place.replaceChildren(await letter(content));
}

async function showAct(found, act) {
  const place = rowOf(act.proof.manifest.event)?.querySelector(".opened");
  const opened = await found.open(act);
  if (act.proof.manifest.kind === "mla.acknowledge") reference("requested", opened.body.reference);
  place?.replaceChildren(await timeline.opened(act, opened), await timeline.receipts(act));
  await confirmReading(act);
}

async function showPeers() {
  for (const place of document.querySelectorAll("[data-peer]")) {
    const state = await peerState(place.dataset.peer);
    place.classList.add(state === "own" ? "verified" : state);
    place.querySelector("span").textContent = t(`trust.peer_${state}`);
    if (state === "changed") alarm(t("trust.changed_warning", { country: place.dataset.peer }));
  }
}

function addressOf(kind) {
  const base = `/requests/${about().request}`;
  return kind === "mla.draft" ? `${base}/edit/` : `${base}/act/${kind.replace("mla.", "")}/`;
}

/** What was sealed on this device and never confirmed; what the stream already has is done with. */
async function showUnsent({ acts }) {
  const arrived = new Set(acts.map(({ proof }) => proof.manifest.event));
  const kept = await parcels.waiting(about().request);
  await Promise.all(kept.filter(({ event }) => arrived.has(event)).map(({ event }) => parcels.drop(event)));
  const boxes = kept.filter(({ event }) => !arrived.has(event)).map((parcel) =>
    unsent(parcel, make("a", { class: "button", href: addressOf(parcel.kind) }, t("unsent.go"))));
  part("unsent").replaceChildren(...boxes);
}

function fail(error) {
  if (error instanceof Locked) return;
  const warning = streamWarning(error);
  if (warning) document.querySelectorAll(".timeline > li:not([data-proof])").forEach((row) => mark(row, false));
  if (warning) alarm(warning);
  else if (!document.getElementById("alarms").children.length) part("alarms").append(notice("bad", error.message || t("frame.error")));
}

async function show() {
  const found = await readCase();
  found.acts.forEach(compare);
  strays(found.acts);
  compareState(found);
  await showUnsent(found);
  await showPeers();
  if (!part("alarms").children.length && part("proof")) part("proof").textContent = t("request.good");
  await form("acts");
  await showLetter(found);
  if (!found.last("mla.acknowledge")) reference("requested", "");
  for (const act of found.acts) await showAct(found, act).catch(fail);
}

async function run() {
  const locked = (await keys.held()) === null;
  part("locked").hidden = !locked || !about().focalPoint;
  if (!locked) await show().catch(fail);
}

document.addEventListener("hub:refreshed", run);
await run();
