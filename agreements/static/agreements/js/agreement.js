/** The page of one agreement: what it shows must be what both signed; acts on it are signed and sealed here. */
import { canonical } from "../../hub/encryption/index.js";
import * as keys from "../../hub/js/keys.js";
import { Locked } from "../../hub/js/officer.js";
import { about, alarm, make, receive } from "../../hub/js/page.js";
import { mark, rowOf } from "../../hub/js/proofs.js";
import { confirmReading, openAct } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { receipts } from "../../hub/js/timeline.js";
import { altered, sentence, streamWarning } from "../../hub/js/warnings.js";
import { Outbox } from "./outbox.js";
import { readPact } from "./reading.js";

const part = (id) => document.getElementById(id);
const form = part("act");
const buttons = form ? [...form.querySelectorAll("button[data-kind]")] : [];
const same = (one, two) => new TextDecoder().decode(canonical(one)) === new TextDecoder().decode(canonical(two));
let found = null;

function compareRows() {
  for (const { proof: { manifest, hash } } of found.acts) {
    const place = rowOf(manifest.event);
    const good = place && place.dataset.hash === hash && place.dataset.kind === manifest.kind && place.dataset.seq === String(manifest.seq);
    if (place) mark(place, good);
    if (!good) altered(t("stream.row", { number: manifest.seq + 1 }));
  }
  if (document.querySelectorAll(".timeline > li").length !== found.acts.length) altered(t("stream.row", { number: "" }).trim());
}

/** Another agreement may have taken its place: that is signed in the other one's stream. */
const explained = (shown) => shown === found.status || (shown === "ended" && found.status === "in_force");

function compare() {
  compareRows();
  const good = same(found.rules, JSON.parse(part("rules").dataset.rules));
  if (!good) altered(t("pact.rules"));
  if (!explained(about().status)) altered(t("pact.status"));
  return good && explained(about().status);
}

async function showNotes() {
  for (const act of found.acts) {
    const { body } = await openAct(act);
    const text = body.text ? make("div", { class: "sealed" }, make("p", { class: "said", dir: "auto" }, body.text)) : "";
    rowOf(act.proof.manifest.event).querySelector(".opened").replaceChildren(text, await receipts(act));
    await confirmReading(act);
  }
}

async function send(event) {
  event.preventDefault();
  const button = event.submitter;
  const { kind } = button.dataset;
  buttons.forEach((one) => { one.disabled = true; });
  const outbox = new Outbox({ button, problem: part("problem"), progress: part("progress"), done: async () => location.reload() });
  const body = { subject: "", reference: "", text: part("f-text").value, fields: {} };
  const facts = { pair: about().request };
  const { place, to } = found;
  await outbox.send(async () => ({ stream: about().request, kind, to, body, facts, files: [], place }));
  if (!outbox.busy) buttons.forEach((one) => { one.disabled = false; });
}

async function begin() {
  const locked = (await keys.held()) === null;
  part("locked").hidden = !locked || !about().focalPoint;
  if (locked) return;
  found = await readPact();
  if (!compare()) return;
  part("proof").textContent = t("request.good");
  buttons.forEach((one) => { one.disabled = false; });
  if (form) receive(form, send);
  await showNotes();
}

await begin().catch((error) => {
  if (error instanceof Locked) return;
  alarm(streamWarning(error) ?? sentence(error));
});
document.body.dataset.ready = "yes";
