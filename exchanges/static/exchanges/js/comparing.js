/** What the page shows must be what was signed: every row, the status, and the sender's restrictions. */
import { about } from "../../hub/js/page.js";
import { compareRows } from "../../hub/js/proofs.js";
import { t } from "../../hub/js/texts.js";
import { altered } from "../../hub/js/warnings.js";

function compareSaid({ facts, sender }) {
  const shown = [...document.querySelectorAll("[data-said]")];
  const same = shown.every(({ dataset }) => String(facts[dataset.said]) === dataset.value);
  const all = ["evaluation", "restrictions", "until"].every((name) => !facts[name]?.length || shown.some(({ dataset }) => dataset.said === name));
  const parties = sender.focal_point === about().requesting && facts.to === about().requested && facts.type === about().type;
  if (!(same && all && parties)) altered(t("exchange.said"));
}

/** @param {import("./reading.js").Exchange} found */
export function compare(found) {
  compareRows(found.acts);
  compareSaid(found.manifests[0]);
  const { status, statusLabel } = document.getElementById("state").dataset;
  if (found.status !== status) altered(t("exchange.status", { shown: statusLabel, signed: found.status }));
}
