/** The page's own words against what was signed: acts, statements of the hub, where the request is, its measures. */
import { ball } from "./procedure.js";
import { compareRows, mark } from "./proofs.js";
import { t } from "./texts.js";
import { altered } from "./warnings.js";

/** The hub's statements as it signed them, in their order. */
function compareLapses(lapses) {
  const rows = [...document.querySelectorAll(".timeline > li[data-lapse]")];
  const signed = lapses.map(({ kind, facts }) => `${kind} ${facts.clock} ${facts.ref}`);
  rows.forEach((row, i) => mark(row, row.dataset.lapse === signed[i]));
  if (rows.length !== signed.length || rows.some((row) => row.dataset.proof === "bad")) altered(t("stream.lapses"));
}

function compareMeasures({ position }) {
  const shown = [...document.querySelectorAll("tr[data-measure]")].map(({ dataset }) =>
    `${dataset.measure} ${dataset.code} ${dataset.status}`);
  const signed = Object.entries(position.measures).map(([label, { code, status }]) => `${label} ${code} ${status}`);
  if (shown.sort().join() !== signed.sort().join()) altered(t("stream.measures"));
}

/** @param {import("./case.js").Case} found */
export function compare(found) {
  compareRows(found.acts);
  compareLapses(found.lapses);
  // The conducting post is not told what is said between the two sides, so it cannot work out what follows from it.
  if (found.side === "conducting" || !found.status) return;
  const { status, statusLabel, ball: holder } = document.getElementById("state").dataset;
  if (found.status !== status) altered(t("stream.status", { shown: statusLabel, signed: found.status }));
  else if (ball(found.position, found.status) !== holder) altered(t("stream.ball"));
  // Before anything is sent the other side is told no more of the measures than a draft's or a telephone call's words.
  if (found.position.transmission || found.side === "requesting") compareMeasures(found);
}
