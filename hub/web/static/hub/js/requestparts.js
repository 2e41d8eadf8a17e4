/** Sealed words where the reader looks for them: conditions beside their measure, questions and points in their list. */
import { measureName, officerName, said } from "./actwords.js";
import { bdi, make } from "./page.js";
import { moment, t } from "./texts.js";
import { opened } from "./timeline.js";

const THREAD = ["mla.consult", "mla.consult_reply", "mla.conditions", "mla.counter", "mla.note"];

function put(selector, text) {
  const place = document.querySelector(selector);
  if (place && text) place.textContent = text;
}

async function texts(found, kind, name, selector) {
  const act = found.last(kind);
  if (!act || !document.querySelector(selector(""))) return;
  const { body } = await found.open(act);
  for (const [label, text] of Object.entries(body.fields[name] ?? {})) put(`${selector(label)} .said`, text);
}

const named = (attribute) => (label) => (label ? `[data-${attribute}="${CSS.escape(label)}"]` : `[data-${attribute}]`);

/** Conditions stay beside their measure, also after they were accepted. */
async function conditions(found) {
  const acts = found.shared.filter(({ proof }) => proof.manifest.kind === "mla.conditions");
  for (const act of acts) {
    const { manifest, body } = await found.open(act);
    for (const label of manifest.facts.measures) {
      const { conditional, status } = found.position.measures[label] ?? {};
      const place = document.querySelector(`tr[data-measure="${CSS.escape(label)}"] .conditions`);
      const binding = conditional || status === "conditions";
      place?.replaceChildren(...(binding ? [make("b", {}, t("request.conditions")), ": ", body.fields.conditions?.[label] ?? ""] : []));
    }
  }
}

async function items(found) {
  for (const row of document.querySelectorAll("[data-item-row]")) {
    const label = row.dataset.itemRow;
    row.querySelector(".item-name").replaceChildren(bdi(await found.itemName(label)));
    const { event, limit } = found.position.items[label] ?? {};
    const act = limit === "text" && found.acts.find(({ proof }) => proof.manifest.event === event);
    if (act) row.querySelector(".limit-text").textContent = (await found.open(act)).body.fields.limits?.[label] ?? "";
  }
}

async function duties(found) {
  for (const row of document.querySelectorAll("[data-duty]")) {
    const { ref } = row.dataset;
    const name = ref.startsWith("i") ? await found.itemName(ref) : measureName(ref);
    row.querySelector(".ref").replaceChildren(bdi(name));
  }
}

/** The consultation that is open, from its beginning, in its own words. */
async function thread(found) {
  const place = document.getElementById("thread");
  if (!place) return;
  const from = found.shared.findLastIndex(({ proof }) => proof.manifest.kind === "mla.consult");
  const acts = found.shared.slice(from).filter(({ proof }) => THREAD.includes(proof.manifest.kind));
  const lines = await Promise.all(acts.map(async (act) => {
    const event = await found.open(act);
    const { sender, created } = event.manifest;
    return make("li", {}, make("p", { class: "small quiet" }, bdi(await officerName(sender.officer)), " · ", moment(created)),
      event.body.text ? said(event.body.text) : await opened(act, event, found));
  }));
  place.replaceChildren(...lines);
}

/** Notices that are about one act show what it says. */
async function notices(found) {
  for (const place of document.querySelectorAll("[data-opened]")) {
    const act = found.last(place.dataset.opened);
    if (act) place.replaceChildren(await opened(act, await found.open(act), found));
  }
}

/** @param {import("./case.js").Case} found */
export async function showParts(found) {
  await texts(found, "mla.ask", "questions", named("question"));
  await texts(found, "mla.return", "deficiencies", named("deficiency"));
  await conditions(found);
  await items(found);
  await duties(found);
  await thread(found);
  await notices(found);
}
