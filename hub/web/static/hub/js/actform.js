/** The form of one act: read what came before, write, seal on this device, send. */
import { commitment } from "../encryption/index.js";
import * as fields from "./actfields.js";
import { readCase } from "./case.js";
import { Chosen } from "./chosen.js";
import { actSchema, evaluate } from "./completeness.js";
import { fileList } from "./files.js";
import { line, mark, summary } from "./findings.js";
import { form as definition } from "./forms.js";
import * as keys from "./keys.js";
import { CONTENT_TYPE, contentOf, letter } from "./letter.js";
import { Outgoing } from "./outgoing.js";
import { about, bdi, receive } from "./page.js";
import { t } from "./texts.js";
import { onlyFor, opened } from "./timeline.js";
import { FROM_FILE } from "./transmission.js";

const form = document.getElementById("act");
const part = (id) => document.getElementById(id);
const kind = about().kind;
const files = new Chosen(form.querySelector('input[type="file"]'), part("chosen"));
const outgoing = new Outgoing({ button: part("send"), problem: part("problem"), progress: part("progress"), done });
// Article 18(15) is asked before a second officer reads it, and again before it leaves the country.
const WHOLE = ["mla.submit", "mla.approve", "mla.transmit"];
const OF_VERSION = ["mla.submit", "mla.return_draft", "mla.approve", "mla.share_draft", "mla.oral", "mla.transmit"];
let found = null;
let request = null;

const receivers = () => found.addressed(kind).map((focalPoint) => ({ focalPoint, country: found.countryOf(focalPoint) }));

function go(field) {
  const [place, id, label] = field.split(".");
  const name = place === "facts" ? id : (label ?? place);
  const control = (id === "limits" ? part(`f-limit-text-${label}`) : null) ?? part(`f-${label ?? ""}`) ?? part(`f-${name}`);
  mark(control ?? form.querySelector(`[data-field="${CSS.escape(field)}"] :is(input, select, textarea, button)`));
}

async function findings() {
  const content = { facts: fields.facts(form), ...fields.body(form), files: files.chosen.map(({ name }) => ({ name })) };
  const ofAct = evaluate(actSchema(await definition("acts"), kind), content);
  const ofRequest = WHOLE.includes(kind) && request ? evaluate(await definition("mla_request"), request) : [];
  return [...ofAct, ...ofRequest];
}

async function ready() {
  const blocks = (await findings()).filter(({ level }) => level === "block");
  if (blocks.length) summary(part("problem"), blocks, go);
  else part("problem").replaceChildren();
  return blocks.length === 0;
}

async function showHints() {
  const soft = (await findings()).filter(({ level }) => level !== "block");
  const list = document.createElement("ul");
  list.className = "findings";
  list.append(...soft.map((one) => line(one, go)));
  part("findings").replaceChildren(...(soft.length ? [list] : []));
}

/** Facts that only earlier acts know: which version is meant, and what it commits to. */
async function versionFacts() {
  const version = found.position.version;
  if (kind === "mla.submit" || kind === "mla.return_draft") return { version: version.event };
  if (kind !== "mla.approve") return {};
  const { body } = await found.open(found.last("mla.draft"));
  const said = await commitment(body);
  if (said !== version.facts.commitment) throw new Error(t("send.not_approved"));
  return { version: version.event, commitment: said };
}

/** Names behind the pseudonyms travel as the file they already are. */
async function attached() {
  if (kind !== "mla.identities") return files.chosen;
  const { newestIdentities } = await import("./victims.js");
  const kept = await newestIdentities(found);
  if (!kept) throw new Error(t("form.no_identities"));
  return [kept.file];
}

async function intent() {
  const facts = fields.facts(form);
  const body = fields.body(form);
  const made = FROM_FILE[kind];
  if (made) return made(found, receivers(), { facts, text: body.text }, outgoing.tell);
  const said = { request: about().request, ...facts, ...(await versionFacts()) };
  // The place that was read when the form was opened: whatever came since is shown before it is signed after it.
  const place = found.place(kind);
  return { stream: found.streamFor(kind), kind, to: receivers(), body, facts: said, files: await attached(), place };
}

async function submit(event) {
  event.preventDefault();
  if (await ready()) await outgoing.send(intent);
}

function warn(event) {
  if (outgoing.busy || form.querySelector("textarea")?.value) event.preventDefault();
}

async function done() {
  removeEventListener("beforeunload", warn);
  location.assign(form.dataset.next);
}

async function showLetter() {
  const act = OF_VERSION.includes(kind) ? found.last("mla.draft") : found.letter;
  const read = await found.open(act);
  part("subject").replaceChildren(bdi(read.body.subject || t("sealed.no_subject")));
  if (!part("letter")) return;
  request = await contentOf(act, read);
  const list = fileList(act, read, ({ type }) => type === CONTENT_TYPE);
  part("letter-content").replaceChildren(...[request && (await letter(request)), list].filter(Boolean));
}

/** The act that this one answers, opened: its conditions, its question, its proposal. */
async function showBefore() {
  const place = part("before-content");
  const act = place && found.last(...place.dataset.kinds.split(" "));
  if (!act) return;
  place.replaceChildren(await opened(act, await found.open(act), found));
  part("before").hidden = false;
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  found = await readCase();
  if (part("only")) part("only").textContent = onlyFor(found.addressed(kind));
  await showLetter();
  await showBefore();
  await fields.prepare(form, found, files);
  receive(form, submit);
  form.addEventListener("input", showHints);
  addEventListener("beforeunload", warn);
  form.dataset.ready = "yes";
  await outgoing.offer(about().request, kind);
  return showHints();
}

await begin().catch(async (error) => {
  await outgoing.fail(error);
  part("send").disabled = true;
});
