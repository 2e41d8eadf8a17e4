/** The page of one exchange: every row compared with its signature, then opened for the officer to read. */
import * as drafts from "../../hub/js/drafts.js";
import * as keys from "../../hub/js/keys.js";
import { about, bdi } from "../../hub/js/page.js";
import { showPeers } from "../../hub/js/parties.js";
import { fail, rowOf } from "../../hub/js/proofs.js";
import { confirmReading } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { receipts } from "../../hub/js/timeline.js";
import { showUnsent } from "../../hub/js/unsent.js";
import { count } from "./clocks.js";
import { compare } from "./comparing.js";
import { readExchange } from "./reading.js";
import { saying } from "./saying.js";

const part = (id) => document.getElementById(id);

function reference(side, text) {
  document.querySelectorAll(`[data-reference="${side}"]`).forEach((place) => { place.textContent = text || t("request.no_reference"); });
}

async function showAct(found, act) {
  const { event, kind, sender } = act.proof.manifest;
  const opened = await found.open(act);
  const side = sender.focal_point === about().requesting ? "sender" : "receiver";
  if (opened.body.reference || kind.endsWith(".send")) reference(side, opened.body.reference);
  rowOf(event)?.querySelector(".opened").replaceChildren(saying(act, opened, found.table), await receipts(act));
  await confirmReading(act);
}

async function showSubject(found) {
  const { body } = await found.open(found.acts[0]);
  part("subject").replaceChildren(bdi(body.subject || t("sealed.no_subject")));
  document.title = `${body.subject} · ${document.title.split(" · ").at(-1)}`;
}

const addressOf = (kind) => `/exchanges/${about().request}/act/${kind.split(".")[1]}/`;

/** The draft of a formal request begins with the words of the information, kept sealed on this device only. */
async function convert(found, link) {
  const { body } = await found.open(found.acts[0]);
  const to = new URL(link.href).searchParams.get("to") ?? "";
  if (await drafts.kept("draft/new")) return;
  await drafts.keep("draft/new", { to, letter: { subject: body.subject, reference: "" }, content: { v: 2, facts: body.fields.information ?? "" } });
}

function wireConvert(found) {
  part("convert")?.addEventListener("click", (event) => {
    event.preventDefault();
    const link = event.currentTarget;
    convert(found, link).finally(() => location.assign(link.href));
  });
}

async function show() {
  const found = await readExchange();
  compare(found);
  await showUnsent(found.acts, addressOf);
  await showPeers();
  if (!part("alarms").children.length && part("proof")) part("proof").textContent = t("request.good");
  wireConvert(found);
  await showSubject(found);
  for (const act of found.acts) await showAct(found, act).catch(fail);
}

async function run() {
  const locked = (await keys.held()) === null;
  part("locked").hidden = !locked || !about().focalPoint;
  if (!locked) await show().catch(fail);
}

count();
document.addEventListener("hub:refreshed", run);
await run();
