/** Rows of acts on a page against what was signed: one comparison for requests, exchanges and agreements. */
import { Locked } from "./officer.js";
import { alarm, icon, notice } from "./page.js";
import { Erased } from "./streams.js";
import { t } from "./texts.js";
import { altered, streamWarning } from "./warnings.js";

const ROWS = ".timeline > li[data-event]";

/** @returns {?HTMLElement} the line of an act on the page */
export const rowOf = (event) => document.querySelector(`.timeline > li[data-event="${CSS.escape(event)}"]`);

export function mark(row, good) {
  row.dataset.proof = good ? "good" : "bad";
  row.querySelector(".dot").replaceChildren(icon(good ? "tick" : "warning"));
}

/** No row was compared: none of them may look genuine. */
const doubtAll = () => document.querySelectorAll(".timeline > li:not([data-proof])").forEach((row) => mark(row, false));

/** What the row says must be what was signed. */
function compareAct({ proof: { manifest, hash } }) {
  const row = rowOf(manifest.event);
  const { sender } = manifest;
  const said = row && [row.dataset.stream, row.dataset.seq, row.dataset.kind, row.dataset.hash, row.dataset.officer, row.dataset.focalPoint];
  const signed = [manifest.stream, String(manifest.seq), manifest.kind, hash, sender.officer, sender.focal_point];
  const good = row !== null && signed.every((value, i) => value === said[i]);
  if (row) mark(row, good);
  if (!good) altered(t("stream.row", { number: manifest.seq + 1 }));
}

/** Rows that nobody signed. */
function strays(acts) {
  const signed = new Set(acts.map(({ proof }) => proof.manifest.event));
  for (const row of document.querySelectorAll(ROWS)) {
    if (signed.has(row.dataset.event)) continue;
    mark(row, false);
    altered(t("stream.row", { number: Number(row.dataset.seq) + 1 }));
  }
}

/** @param {import("./streams.js").Act[]} acts every row must be one of them, and each of them a row */
export function compareRows(acts) {
  acts.forEach(compareAct);
  strays(acts);
}

/** A refusal becomes an alarm and takes the rows' marks away; anything else a notice, unless an alarm says more. */
export function fail(error) {
  if (error instanceof Locked || error instanceof Erased) return;
  const warning = streamWarning(error);
  if (warning) doubtAll();
  if (warning) return alarm(warning);
  const place = document.getElementById("alarms");
  if (!place.children.length) place.append(notice("bad", error.message || t("frame.error")));
}
