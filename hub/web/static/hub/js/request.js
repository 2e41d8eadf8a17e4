/** The page of one request: every row compared with its signature, then opened for the officer to read. */
import { commitment } from "../encryption/index.js";
import { readCase } from "./case.js";
import { compare } from "./comparing.js";
import { form } from "./forms.js";
import { contentOf, letter } from "./letter.js";
import * as keys from "./keys.js";
import { showLog } from "./logbook.js";
import { about, alarm, bdi, icon, make } from "./page.js";
import { showPeers } from "./parties.js";
import { fail, mark, rowOf } from "./proofs.js";
import { showParts } from "./requestparts.js";
import { Erased, confirmReading } from "./streams.js";
import { t } from "./texts.js";
import * as timeline from "./timeline.js";
import { showUnsent } from "./unsent.js";

const part = (id) => document.getElementById(id);

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

/** The subject of what was erased. */
function unlessErased(error) {
  if (!(error instanceof Erased)) throw error;
  part("subject").replaceChildren(error.message);
}

/** What both sides keep must be what the signed promise says; only where the letter went another way there is nothing to compare. */
async function keepsItsPromise({ manifest, body }) {
  if (!["mla.transmit", "mla.share_draft"].includes(manifest.kind) || manifest.facts.channel === "track") return true;
  return (await commitment(body)) === manifest.facts.commitment;
}

const NAMES_ITS_FILE = ["mla.acknowledge", "mla.oral_confirm"];

async function showAct(found, act) {
  const { kind, event } = act.proof.manifest;
  const place = rowOf(event)?.querySelector(".opened");
  const opened = await found.open(act);
  if (!(await keepsItsPromise(opened))) {
    mark(rowOf(event), false);
    return alarm(t("request.commitment"));
  }
  if (NAMES_ITS_FILE.includes(kind) && opened.body.reference) reference("requested", opened.body.reference);
  place?.replaceChildren(await timeline.opened(act, opened, found), await timeline.receipts(act));
  return confirmReading(act);
}

/** What was erased says so at its place; everything else that cannot be opened is told above. */
function cannot({ proof: { manifest } }, error) {
  if (!(error instanceof Erased)) return fail(error);
  const place = rowOf(manifest.event)?.querySelector(".opened");
  return place?.replaceChildren(make("p", { class: "quiet" }, icon("info"), error.message));
}

function addressOf(kind) {
  const base = `/requests/${about().request}`;
  return kind === "mla.draft" ? `${base}/edit/` : `${base}/act/${kind.replace("mla.", "")}/`;
}

async function show() {
  const found = await readCase();
  compare(found);
  await showUnsent(found.acts, addressOf);
  await showPeers();
  if (!part("alarms").children.length && part("proof")) part("proof").textContent = t("request.good");
  await form("acts");
  await showLetter(found).catch(unlessErased);
  if (!found.last(...NAMES_ITS_FILE)) reference("requested", "");
  await showParts(found).catch(fail);
  for (const act of found.acts) await showAct(found, act).catch((error) => cannot(act, error));
  await showLog([[about().file, found.file], [about().request, found.shared]]).catch(fail);
}

async function run() {
  const locked = (await keys.held()) === null;
  part("locked").hidden = !locked || !about().focalPoint;
  if (!locked) await show().catch(fail);
}

let running = null;
let news = false;

/** One reading at a time; news that comes meanwhile is read right after. */
async function follow() {
  news = true;
  if (running) return;
  while (news) {
    news = false;
    running = run();
    await running;
  }
  running = null;
}

document.addEventListener("hub:refreshed", follow);
await follow();
