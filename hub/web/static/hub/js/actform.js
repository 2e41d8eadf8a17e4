/** The form of one act: read what came before, write, seal on this device, send. */
import { commitment } from "../encryption/index.js";
import * as fields from "./actfields.js";
import { readCase, streamFor } from "./case.js";
import { Chosen } from "./chosen.js";
import { actSchema, evaluate } from "./completeness.js";
import { line, mark, summary } from "./findings.js";
import { form as definition } from "./forms.js";
import * as keys from "./keys.js";
import { contentOf, letter } from "./letter.js";
import { fileList } from "./files.js";
import { Outgoing } from "./outgoing.js";
import { about, bdi } from "./page.js";
import { t } from "./texts.js";
import { onlyFor } from "./timeline.js";
import { transmission } from "./transmission.js";

const form = document.getElementById("act");
const part = (id) => document.getElementById(id);
const kind = about().kind;
const files = new Chosen(form.querySelector('input[type="file"]'), part("chosen"));
const outgoing = new Outgoing({ button: part("send"), problem: part("problem"), progress: part("progress"), done });
// Article 18(15) is asked before a second officer reads it, and again before it leaves the country.
const WHOLE = ["mla.submit", "mla.approve", "mla.transmit"];
let found = null;
let request = null;

const country = (post) => (post === about().requesting ? about().requestingCountry : about().requestedCountry);
const receivers = () => found.addressed(kind).map((focalPoint) => ({ focalPoint, country: country(focalPoint) }));

function go(field) {
  const [place, id, label] = field.split(".");
  const name = place === "facts" ? id : (label ?? place);
  mark(part(`f-${label ?? ""}`) ?? part(`f-${name}`) ?? form.querySelector(`[data-field="${CSS.escape(field)}"] :is(input, select, textarea)`));
}

async function findings() {
  const content = { facts: fields.facts(form), ...fields.body(form), files: files.chosen.map(({ name }) => ({ name })) };
  const ofAct = kind === "mla.transmit" ? [] : evaluate(actSchema(await definition("acts"), kind), content);
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
  const opened = await found.open(found.last("mla.draft"));
  const said = await commitment(opened.body);
  if (said !== version.facts.commitment) throw new Error(t("send.not_approved"));
  return { version: version.event, commitment: said };
}

async function intent() {
  if (kind === "mla.transmit") return transmission(found, receivers(), outgoing.tell);
  const facts = { request: about().request, ...fields.facts(form), ...(await versionFacts()) };
  // The place that was read when the form was opened: whatever came since is shown before it is signed after it.
  const place = found.place(kind);
  return { stream: streamFor(kind), kind, to: receivers(), body: fields.body(form), facts, files: files.chosen, place };
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
  const act = found.letter;
  const opened = await found.open(act);
  part("subject").replaceChildren(bdi(opened.body.subject || t("sealed.no_subject")));
  if (!part("letter")) return;
  request = await contentOf(act, opened);
  const list = fileList(act, opened, ({ n }) => n === 1);
  part("letter-content").replaceChildren(...[request && (await letter(request)), list].filter(Boolean));
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  found = await readCase();
  if (part("only")) part("only").textContent = onlyFor(found.addressed(kind));
  await showLetter();
  await fields.prepare(form, found, files);
  form.addEventListener("submit", submit);
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
