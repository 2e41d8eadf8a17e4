/** Drafting a request: checked against article 18(15) while typing, kept sealed on this device, saved sealed. */
import { canonical, commitment } from "../encryption/index.js";
import { Chosen } from "./chosen.js";
import { DraftForm } from "./draftform.js";
import * as drafts from "./drafts.js";
import { mark, summary } from "./findings.js";
import { form as definition } from "./forms.js";
import { Identities } from "./identities.js";
import * as keys from "./keys.js";
import { CONTENT_TYPE } from "./letter.js";
import { OneWindow } from "./onewindow.js";
import { fromRequest, fromVersion, relation } from "./origin.js";
import { Outgoing } from "./outgoing.js";
import { about, alarm, make, notice, receive } from "./page.js";
import { precheck } from "./precheck.js";
import { Review } from "./review.js";
import { addRow, wireRows } from "./rows.js";
import { Steps } from "./steps.js";
import { readStream } from "./streams.js";
import { moment, t } from "./texts.js";
import { peerState } from "./trust.js";
import { split } from "./victims_apart.js";

const form = document.getElementById("draft");
const part = (id) => document.getElementById(id);
const draft = new DraftForm(form, new Chosen(part("f-files"), part("chosen")));
const identities = new Identities(form);
const steps = new Steps(form);
const review = new Review(draft, (field) => go(draft.controlAt(field)), changed);
const outgoing = new Outgoing({ button: part("save"), problem: part("problem"), progress: part("progress"), done });
const NEW = "draft/new";
const name = about().request ? `draft/${about().request}` : NEW;
const only = new OneWindow(name);
const START = { seq: 0, prev: "0".repeat(64) };
let found = null;
let timer = 0;

function go(control) {
  steps.reveal(control);
  mark(control);
}

async function check() {
  const findings = review.show(await definition("mla_request"));
  const lacking = findings.filter(({ level }) => level === "block").map(({ field }) => draft.controlAt(field));
  const empty = [part("f-to"), part("f-subject")].filter(({ value }) => !value.trim());
  steps.progress([...lacking, ...empty].filter(Boolean));
}

const written = () => ({ to: part("f-to").value, conducting: part("f-conductor").value, letter: draft.letter(), content: draft.content() });

async function keep() {
  if (!only.mine) return;
  try {
    await drafts.keep(name, written());
    part("kept").textContent = navigator.onLine ? t("draft.kept", { when: moment(new Date().toISOString()) }) : t("draft.offline");
  } catch {
    part("kept").textContent = t("draft.unkept");
  }
}

function changed() {
  draft.refresh();
  check();
  clearTimeout(timer);
  timer = setTimeout(keep, 800);
}

/** What the plain facts need before anything can be saved. */
function missing() {
  const { measures = [], legal_basis: basis } = draft.content();
  const bare = measures.findIndex(({ code }) => !code);
  const needs = [
    [!part("f-to").value, "draft.to", () => go(part("f-to"))],
    [!measures.some(({ code }) => code), "draft.measure", () => go(draft.controlAt("measures.0.code"))],
    [bare >= 0, "draft.measure", () => go(draft.controlAt(`measures.${bare}.code`))],
    [!basis, "draft.basis", () => go(draft.controlAt("legal_basis"))],
  ];
  return needs.filter(([lacking]) => lacking);
}

function refuse(lacking) {
  const names = [...new Set(lacking.map(([, text]) => text))];
  const findings = names.map((text) => ({ level: "block", field: text, message: { en: t(text) }, source: "" }));
  summary(part("problem"), findings, (field) => lacking.find(([, text]) => text === field)[2]());
}

/** Who sends, who conducts, which case: fixed by the first draft, and the same in every version. */
function fixed() {
  const before = found?.position.version.facts;
  if (before) return { from: before.from, to: before.to, conducting: before.conducting, case: before.case, links: before.links };
  return { from: part("f-from").value, to: part("f-to").value, conducting: part("f-conductor").value || null, ...relation() };
}

/** The own posts that the file is sealed to, and nobody else. */
const own = ({ from, conducting }) =>
  [from, conducting].filter(Boolean).map((focalPoint) => ({ focalPoint, country: about().country }));

function factsFor(request, made, posts) {
  const number = found ? found.position.version.facts.number + 1 : 1;
  return async (body) => ({
    request, ...posts, number, commitment: await commitment(body),
    measures: made.measures.map(({ label, code }) => ({ label, code })), legal_basis: made.legal_basis,
    offence: draft.offence(made), urgent: Boolean(made.urgent), wanted_by: made.wanted_by || null,
  });
}

async function intent() {
  const content = draft.content();
  const [made] = split(content);
  const posts = fixed();
  const first = { name: "request.json", type: CONTENT_TYPE, blob: new Blob([canonical(made)]) };
  const request = about().request ?? crypto.randomUUID();
  return { stream: found ? about().file : crypto.randomUUID(), kind: "mla.draft", to: own(posts),
    body: { ...draft.letter(), text: "", fields: {} }, facts: factsFor(request, made, posts),
    files: [first, ...draft.files.chosen, ...(await identities.sent(content))], place: found?.place("mla.draft") ?? START };
}

async function save(event) {
  event.preventDefault();
  const lacking = missing();
  if (lacking.length) return refuse(lacking);
  await keep();
  return outgoing.send(intent);
}

/** Identities that do not travel are a note of their own in the file, so that nothing copies them with the draft. */
async function note({ stream, facts }, files) {
  const acts = await readStream(stream, [about().country]);
  return { stream, kind: "mla.file_note", to: own(facts), facts: { request: facts.request }, files,
    body: { subject: "", reference: "", text: t("draft.identities_kept"), fields: {} },
    place: { seq: acts.length, prev: acts.at(-1).proof.hash } };
}

async function done(manifest) {
  clearTimeout(timer);
  const { request } = manifest.facts;
  const files = manifest.kind === "mla.draft" ? await identities.kept(draft.content()) : [];
  if (files.length) {
    await drafts.keep(`draft/${request}`, written());
    if (name === NEW) await drafts.forget(NEW);
    document.body.dataset.request = request;
    return outgoing.send(() => note(manifest, files));
  }
  await drafts.forget(name);
  await drafts.forget(`draft/${request}`);
  return location.assign(`/requests/${request}/`);
}

const fail = (error) => outgoing.fail(error);

async function showPeer() {
  const to = part("f-to");
  const country = to.dataset.country ?? to.selectedOptions[0]?.dataset.country;
  const knowing = precheck(country, to.value);
  part("peer").hidden = true;
  if (country) {
    const state = await peerState(country);
    part("peer").hidden = false;
    part("peer").className = `peer ${state}`;
    part("peer").querySelector("span").textContent = t(`trust.peer_${state}`);
    if (state === "changed") alarm(t("trust.changed_warning", { country }));
  }
  review.about = await knowing;
  return check();
}

function present({ content, letter }) {
  draft.show(content, letter);
  identities.veil(content.persons ?? []);
}

async function begins() {
  const source = about().request ? await fromVersion() : about().source ? await fromRequest() : null;
  if (!source) return addRow(form.querySelector('[data-rows="measures"]'));
  ({ found } = source);
  identities.found(source.place, found === null);
  draft.files.add(source.files);
  return present(source);
}

async function fromDevice() {
  const kept = about().source ? null : await drafts.kept(name);
  if (!kept) return;
  present(kept.content);
  for (const [id, value] of [["f-to", kept.content.to], ["f-conductor", kept.content.conducting]]) {
    if (part(id).tagName === "SELECT" && value) part(id).value = value;
  }
  const drop = make("button", { type: "button", class: "button plain small",
    onclick: () => drafts.forget(name).then(() => location.reload()) }, t("draft.forget"));
  part("problem").replaceChildren(notice("", t("draft.found", { when: moment(kept.at) }), drop));
}

function wire() {
  wireRows(form, changed);
  draft.files.onchange = changed;
  for (const what of ["input", "change"]) form.addEventListener(what, changed);
  receive(form, (event) => save(event).catch(fail));
  part("f-to").addEventListener("change", () => showPeer().catch(fail));
  addEventListener("offline", keep);
  addEventListener("online", keep);
  addEventListener("pagehide", keep);
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  await only.enter();
  await begins();
  await fromDevice();
  draft.refresh();
  wire();
  form.dataset.ready = "yes";
  await outgoing.offer(about().request ?? null, "mla.draft");
  return showPeer();
}

await begin().catch(fail);
