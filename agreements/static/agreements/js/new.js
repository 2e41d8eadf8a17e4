/** A proposal of rules: read from the form, signed and sealed on this device, sent. */
import { mark, summary } from "../../hub/js/findings.js";
import * as keys from "../../hub/js/keys.js";
import { about, receive } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { Outbox } from "./outbox.js";
import { readRules } from "./rules.js";

const form = document.getElementById("pact");
const part = (id) => document.getElementById(id);
const chosen = () => part("f-to").selectedOptions[0];
const outbox = new Outbox({ button: part("send"), problem: part("problem"), progress: part("progress"), done });
let touched = false;

function read() {
  const { rules, problems } = readRules(form, about().country, chosen().dataset.country ?? "");
  return { rules, problems: part("f-to").value ? problems : [[t("pact.to"), part("f-to")], ...problems] };
}

function intent(rules) {
  const pair = crypto.randomUUID();
  const { value: to, dataset: { country, replaces } } = chosen();
  return {
    stream: pair, kind: about().kind,
    to: [{ focalPoint: about().focalPoint, country: about().country }, { focalPoint: to, country }],
    body: { subject: t("pact.subject"), reference: "", text: part("f-text").value, fields: {} },
    facts: { pair, to, replaces: replaces || null, rules }, files: [], place: { seq: 0, prev: "0".repeat(64) },
  };
}

async function submit(event) {
  event.preventDefault();
  const { rules, problems } = read();
  if (problems.length === 0) return outbox.send(async () => intent(rules));
  const findings = problems.map(([text], i) => ({ level: "block", field: String(i), message: { en: text }, source: "" }));
  return summary(part("problem"), findings, (field) => mark(problems[Number(field)][1]));
}

/** The form begins with the rules in force with that country, which the server writes into it. */
function choose() {
  const { value } = part("f-to");
  if (!touched) location.replace(value ? `?to=${encodeURIComponent(value)}` : "?");
}

function warn(event) {
  if (outbox.busy || touched) event.preventDefault();
}

async function done(manifest) {
  removeEventListener("beforeunload", warn);
  location.assign(`/agreements/${manifest.stream}/`);
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  part("f-to").addEventListener("change", choose);
  form.addEventListener("input", ({ target }) => { touched ||= target.id !== "f-to"; });
  receive(form, (event) => submit(event).catch((error) => outbox.fail(error)));
  addEventListener("beforeunload", warn);
  form.dataset.ready = "yes";
  return outbox.offer(null, about().kind);
}

await begin().catch((error) => outbox.fail(error));
