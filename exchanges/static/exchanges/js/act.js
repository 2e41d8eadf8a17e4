/** The form of one act on an exchange: read what was asked, write, seal on this device, send. */
import { Chosen } from "../../hub/js/chosen.js";
import { lacks } from "../../hub/js/findings.js";
import { words } from "../../hub/js/forms.js";
import * as keys from "../../hub/js/keys.js";
import { about, bdi, receive } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { onlyFor } from "../../hub/js/timeline.js";
import { controlOf, facts, offer, sealed } from "./controls.js";
import { Outbox } from "./outbox.js";
import { readExchange } from "./reading.js";
import { saying } from "./saying.js";

const form = document.getElementById("exchange");
const part = (id) => document.getElementById(id);
const box = (name) => form.querySelector(`[data-fact="${name}"]`);
const files = new Chosen(part("f-files"), part("chosen"));
const outbox = new Outbox({ button: part("send"), problem: part("problem"), progress: part("progress"), done });
const EXPLAINED = ["partly", "conditions", "other"];
let found = null;

const used = (plain) => plain.use === undefined || plain.use === "used";

/** Choices that depend on others: a reason on the answer, the ways on the use. */
function depend() {
  const plain = facts(form);
  if (box("reason")) offer(box("reason"), plain.answer ? found.table.reasons[plain.answer] : []);
  if (box("ways")) box("ways").hidden = !used(plain);
}

function plainFacts() {
  const plain = facts(form);
  return { exchange: about().request, ...plain, ...(plain.ways && !used(plain) ? { ways: [] } : {}) };
}

/** What must be there before it is sealed: [words, control]. */
function missing() {
  const plain = plainFacts();
  const empty = Object.entries(plain).filter(([name, value]) => value === "" || (name === "ways" && used(plain) && value.length === 0));
  const lacking = empty.map(([name]) =>
    [t("exchange.choose", { field: words(found.table.facts[name].label) }), controlOf(form, "fact", name)]);
  const silent = (EXPLAINED.includes(plain.reason) || plain.consent === "conditions") && !part("f-text").value.trim();
  return silent ? [...lacking, [t("exchange.conditions"), part("f-text")]] : lacking;
}

function intent() {
  return {
    stream: about().request, kind: about().kind, to: found.receivers, place: found.place, facts: plainFacts(), files: files.chosen,
    handling: found.manifests[0].facts.handling,
    body: { subject: "", reference: part("f-reference")?.value ?? "", text: part("f-text").value, fields: sealed(form) },
  };
}

async function submit(event) {
  event.preventDefault();
  if (!lacks(part("problem"), missing())) await outbox.send(async () => intent());
}

function warn(event) {
  if (outbox.busy || part("f-text").value) event.preventDefault();
}

async function done() {
  removeEventListener("beforeunload", warn);
  location.assign(form.dataset.next);
}

async function showQuestion() {
  const opened = await found.open(found.acts[0]);
  part("subject").replaceChildren(bdi(opened.body.subject || t("sealed.no_subject")));
  part("question-content").replaceChildren(saying(found.acts[0], opened, found.table));
  part("question").hidden = false;
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  found = await readExchange();
  part("only").textContent = onlyFor(found.receivers.map(({ focalPoint }) => focalPoint));
  await showQuestion();
  depend();
  form.addEventListener("change", depend);
  receive(form, (event) => submit(event).catch((error) => outbox.fail(error)));
  addEventListener("beforeunload", warn);
  form.dataset.ready = "yes";
  return outbox.offer(about().request, about().kind);
}

await begin().catch(async (error) => {
  await outbox.fail(error);
  part("send").disabled = true;
});
