/** A new exchange: written, kept sealed on this device while typing, sealed to both posts, sent. */
import { Chosen } from "../../hub/js/chosen.js";
import * as drafts from "../../hub/js/drafts.js";
import { lacks } from "../../hub/js/findings.js";
import { form as definition, words } from "../../hub/js/forms.js";
import * as keys from "../../hub/js/keys.js";
import { about, make, notice, receive } from "../../hub/js/page.js";
import { showPeer as showPeerOf } from "../../hub/js/parties.js";
import { moment, t } from "../../hub/js/texts.js";
import { controlOf, facts, fill, sealed } from "./controls.js";
import { Outbox } from "./outbox.js";

const form = document.getElementById("exchange");
const part = (id) => document.getElementById(id);
const files = new Chosen(part("f-files"), part("chosen"));
const outbox = new Outbox({ button: part("send"), problem: part("problem"), progress: part("progress"), done });
const name = `exchange/${about().type}`;
const LINE = 120;
let table = null;
let type = null;
let timer = 0;

const post = () => part("f-to").selectedOptions[0];
const loose = () => ({ to: part("f-to").value, text: part("f-text")?.value ?? "", reference: part("f-reference").value });

async function keep() {
  await drafts.keep(name, { ...loose(), facts: facts(form), sealed: sealed(form) });
  part("kept").textContent = t("exchange.kept", { when: moment(new Date().toISOString()) });
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => keep().catch(fail), 800);
}

const labelOf = (field) => words(table.fields[field].label);
const either = (group) => group.map(labelOf).reduce((one, two) => t("exchange.or", { one, two }));

/** What must be there before it is sealed: [words, control]. */
function missing() {
  const [plain, written] = [facts(form), sealed(form)];
  const empty = type.needs.filter((group) => !group.some((field) => written[field]));
  return [
    ...(part("f-to").value ? [] : [[t("exchange.to"), part("f-to")]]),
    ...empty.map((group) => [t("exchange.need", { field: either(group) }), controlOf(form, "sealed", group[0])]),
    ...(plain.handling ? [] : [[t("exchange.handling"), controlOf(form, "fact", "handling")]]),
    ...(plain.evaluation === undefined || plain.evaluation.length === 2 ? [] : [[t("exchange.evaluation"), controlOf(form, "fact", "evaluation")]]),
  ];
}

function subjectOf(written) {
  const [first] = type.subject.map((field) => written[field]).filter(Boolean).join(" · ").split("\n");
  return first.length <= LINE ? first : `${first.slice(0, LINE - 1)}…`;
}

function intent() {
  const exchange = crypto.randomUUID();
  const { to, text, reference } = loose();
  const written = sealed(form);
  const plain = facts(form);
  return {
    stream: exchange, kind: about().kind, handling: plain.handling,
    to: [{ focalPoint: about().focalPoint, country: about().country }, { focalPoint: to, country: post().dataset.country }],
    body: { subject: subjectOf(written), reference, text, fields: written },
    facts: { exchange, to, type: type.code, ...plain }, files: files.chosen, place: { seq: 0, prev: "0".repeat(64) },
  };
}

async function submit(event) {
  event.preventDefault();
  if (!lacks(part("problem"), missing())) await outbox.send(async () => intent());
}

async function done({ stream }) {
  clearTimeout(timer);
  await drafts.forget(name);
  location.assign(`/exchanges/${stream}/`);
}

const fail = (error) => outbox.fail(error);

async function showPeer() {
  const { country, countryName } = post()?.dataset ?? {};
  part("peer").hidden = !country;
  if (!country) return;
  await showPeerOf(part("peer"), country, countryName);
}

async function fromDevice() {
  const kept = await drafts.kept(name);
  if (!kept) return;
  const { to, text, reference, facts: plain, sealed: written } = kept.content;
  if (!part("f-to").value) part("f-to").value = to;
  if (part("f-text")) part("f-text").value = text;
  part("f-reference").value = reference;
  fill(form, "fact", plain);
  fill(form, "sealed", written);
  const drop = make("button", { type: "button", class: "button plain small", onclick: () => drafts.forget(name).then(() => location.reload()) }, t("exchange.forget"));
  part("problem").replaceChildren(notice("", t("exchange.found", { when: moment(kept.at) }), drop));
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  table = await definition("exchanges");
  type = table.types.find(({ code }) => code === about().type);
  await fromDevice();
  form.addEventListener("input", changed);
  receive(form, (event) => submit(event).catch(fail));
  part("f-to").addEventListener("change", () => showPeer().catch(fail));
  form.dataset.ready = "yes";
  await showPeer();
  return outbox.offer(null, about().kind);
}

await begin().catch(fail);
