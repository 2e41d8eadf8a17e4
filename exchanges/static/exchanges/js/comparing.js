/** What the page shows must be what was signed: every row, the status, and the sender's restrictions. */
import { about, icon } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { altered } from "../../hub/js/warnings.js";

const part = (id) => document.getElementById(id);
const rows = () => [...document.querySelectorAll(".timeline > li")];

/** @returns {?HTMLElement} the row of an act */
export const rowOf = (event) => rows().find(({ dataset }) => dataset.event === event) ?? null;

function mark(row, good) {
  row.dataset.proof = good ? "good" : "bad";
  row.querySelector(".dot").replaceChildren(icon(good ? "tick" : "warning"));
}

/** No row was compared: none of them may look genuine. */
export const doubtAll = () => rows().filter(({ dataset }) => !dataset.proof).forEach((row) => mark(row, false));

function compareRow({ manifest, hash }) {
  const row = rowOf(manifest.event);
  const { sender } = manifest;
  const said = row && [row.dataset.stream, row.dataset.seq, row.dataset.kind, row.dataset.hash, row.dataset.officer, row.dataset.focalPoint];
  const signed = [manifest.stream, String(manifest.seq), manifest.kind, hash, sender.officer, sender.focal_point];
  const good = row !== null && signed.every((value, i) => value === said[i]);
  if (row) mark(row, good);
  if (!good) altered(t("stream.row", { number: manifest.seq + 1 }));
}

/** Rows that nobody signed. */
function strays(manifests) {
  const signed = new Set(manifests.map(({ event }) => event));
  for (const row of rows().filter(({ dataset }) => !signed.has(dataset.event))) {
    mark(row, false);
    altered(t("stream.row", { number: Number(row.dataset.seq) + 1 }));
  }
}

function compareSaid({ facts, sender }) {
  const shown = [...document.querySelectorAll("[data-said]")];
  const same = shown.every(({ dataset }) => String(facts[dataset.said]) === dataset.value);
  const all = ["evaluation", "restrictions", "until"].every((name) => !facts[name]?.length || shown.some(({ dataset }) => dataset.said === name));
  const parties = sender.focal_point === about().requesting && facts.to === about().requested && facts.type === about().type;
  if (!(same && all && parties)) altered(t("exchange.said"));
}

/** @param {import("./reading.js").Exchange} found */
export function compare(found) {
  found.acts.forEach(({ proof }) => compareRow(proof));
  strays(found.manifests);
  compareSaid(found.manifests[0]);
  const { status, statusLabel } = part("state").dataset;
  if (found.status !== status) altered(t("exchange.status", { shown: statusLabel, signed: found.status }));
}
