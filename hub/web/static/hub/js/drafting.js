/** Drafting a request: checked against article 18(15) while typing, kept sealed on this device, saved sealed. */
import { canonical, commitment } from "../encryption/index.js";
import { readCase } from "./case.js";
import { Chosen } from "./chosen.js";
import { evaluate } from "./completeness.js";
import * as drafts from "./drafts.js";
import { line, mark, summary } from "./findings.js";
import { at, form as definition } from "./forms.js";
import * as keys from "./keys.js";
import { CONTENT_TYPE, contentOf } from "./letter.js";
import { openFile } from "../encryption/index.js";
import { Outgoing } from "./outgoing.js";
import { about, alarm, make, notice } from "./page.js";
import { addRow, entries, fill, offerPersons, read, wireRows } from "./rows.js";
import { partOf } from "./streams.js";
import { moment, t } from "./texts.js";
import { peerState } from "./trust.js";

const form = document.getElementById("draft");
const part = (id) => document.getElementById(id);
const files = new Chosen(part("f-files"), part("chosen"));
const outgoing = new Outgoing({ button: part("save"), problem: part("problem"), progress: part("progress"), done });
const name = `draft/${about().request ?? "new"}`;
const LETTER = ["subject", "reference"];
let found = null;
let timer = 0;

const plain = () => [...form.querySelectorAll("[data-path]")].filter((one) => !one.closest("[data-row]"));

function put(content, path, value) {
  const keysOf = path.split(".");
  const last = keysOf.pop();
  const place = keysOf.reduce((here, key) => (here[key] ??= {}), content);
  place[last] = path === "wanted_by" ? value || null : value;
}

/** @returns {object} request.json, as sealed */
function content() {
  const made = { v: 1 };
  for (const control of plain()) if (!LETTER.includes(control.dataset.path)) put(made, control.dataset.path, read(control));
  for (const box of form.querySelectorAll("[data-rows]")) made[box.dataset.rows] = entries(box);
  return made;
}

const letterOf = () => Object.fromEntries(LETTER.map((one) => [one, form.querySelector(`[data-path="${one}"]`).value]));

function show(made, letter) {
  for (const control of plain()) fill(control, at(LETTER.includes(control.dataset.path) ? letter : made, control.dataset.path));
  for (const box of form.querySelectorAll("[data-rows]")) {
    box.querySelector(".entries").replaceChildren();
    for (const entry of made[box.dataset.rows] ?? []) addRow(box, entry);
  }
  offerPersons(form);
}

/** The control a finding speaks of: "measures.0.person" or "conducting.name". */
function controlAt(path) {
  const [rows, index, inner] = path.split(".");
  const box = form.querySelector(`[data-rows="${CSS.escape(rows)}"]`);
  if (!box) return form.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const row = box.querySelectorAll("[data-row]")[Number(index)];
  return row?.querySelector(`[data-path="${CSS.escape(inner ?? "")}"]`) ?? box.querySelector("[data-add]");
}

const go = (field) => mark(controlAt(field));

async function check() {
  const findings = evaluate(await definition("mla_request"), content());
  const [must, should] = [findings.filter(({ level }) => level === "block"), findings.filter(({ level }) => level !== "block")];
  const lines = [];
  if (must.length) lines.push(make("li", {}, make("b", {}, t("draft.must"))), ...must.map((one) => line(one, go)));
  else lines.push(notice("good", t("draft.complete")));
  if (should.length) lines.push(make("li", {}, make("b", {}, t("draft.should"))), ...should.map((one) => line(one, go)));
  part("findings").replaceChildren(...lines);
}

async function keep() {
  await drafts.keep(name, { to: part("f-to").value, letter: letterOf(), content: content() });
  part("kept").textContent = t("draft.kept", { when: moment(new Date().toISOString()) });
}

function changed() {
  offerPersons(form);
  check();
  clearTimeout(timer);
  timer = setTimeout(keep, 800);
}

/** What the plain facts need before anything can be saved. */
function missing() {
  const made = content();
  const needs = [
    [!part("f-to").value, "draft.to", () => mark(part("f-to"))],
    [!made.measures.some(({ code }) => code), "draft.measure", () => go("measures.0.code")],
    [made.measures.some(({ code }) => !code), "draft.measure", () => go(`measures.${made.measures.findIndex(({ code }) => !code)}.code`)],
    [!made.legal_basis, "draft.basis", () => go("legal_basis")],
  ];
  return needs.filter(([lacking]) => lacking).slice(0, 3);
}

const unique = (list) => [...new Set(list)];

function refuse(lacking) {
  const names = unique(lacking.map(([, text]) => text));
  const findings = names.map((text) => ({ level: "block", field: text, message: { en: t(text) }, source: "" }));
  summary(part("problem"), findings, (field) => lacking.find(([, text]) => text === field)[2]());
}

function factsFor(request, made, number) {
  return async (body) => ({
    request, to: part("f-to").value, number, commitment: await commitment(body),
    measures: made.measures.map(({ label, code }) => ({ label, code })), legal_basis: made.legal_basis,
    urgent: Boolean(made.urgent), wanted_by: made.wanted_by || null,
  });
}

function intent() {
  const made = content();
  const request = about().request ?? crypto.randomUUID();
  const own = [{ focalPoint: about().focalPoint, country: about().country }];
  const number = found ? found.position.version.facts.number + 1 : 1;
  const first = { name: "request.json", type: CONTENT_TYPE, blob: new Blob([canonical(made)]) };
  const place = found?.place("mla.draft") ?? { seq: 0, prev: "0".repeat(64) };
  return { stream: found ? about().file : crypto.randomUUID(), kind: "mla.draft", to: own,
    body: { ...letterOf(), text: "", fields: {} }, facts: factsFor(request, made, number),
    files: [first, ...files.chosen], place };
}

async function save(event) {
  event.preventDefault();
  const lacking = missing();
  if (lacking.length) return refuse(lacking);
  await keep();
  return outgoing.send(async () => intent());
}

async function done({ facts }) {
  clearTimeout(timer);
  await drafts.forget(name);
  location.assign(`/requests/${facts.request}/`);
}

const fail = (error) => outgoing.fail(error);

async function showPeer() {
  const to = part("f-to");
  const country = to.dataset.country ?? to.selectedOptions[0]?.dataset.country;
  part("peer").hidden = !country;
  if (!country) return;
  const state = await peerState(country);
  part("peer").className = `peer ${state}`;
  part("peer").querySelector("span").textContent = t(`trust.peer_${state}`);
  if (state === "changed") alarm(t("trust.changed_warning", { country }));
}

/** The newest saved version, with its attachments. */
async function fromVersion() {
  found = await readCase();
  const act = found.last("mla.draft");
  const opened = await found.open(act);
  show(await contentOf(act, opened), opened.body);
  for (const { n, name: title, type } of opened.body.files.filter((one) => one.type !== CONTENT_TYPE)) {
    files.add([new File([await openFile(opened, n, await partOf(act, n))], title, { type })]);
  }
}

async function fromDevice() {
  const kept = await drafts.kept(name);
  if (!kept) return;
  show(kept.content.content, kept.content.letter);
  if (part("f-to").tagName === "SELECT") part("f-to").value = kept.content.to;
  const drop = make("button", { type: "button", class: "button plain small",
    onclick: () => drafts.forget(name).then(() => location.reload()) }, t("draft.forget"));
  part("problem").replaceChildren(notice("", t("draft.found", { when: moment(kept.at) }), drop));
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  if (about().request) await fromVersion();
  else addRow(form.querySelector('[data-rows="measures"]'));
  await fromDevice();
  offerPersons(form);
  wireRows(form, changed);
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => save(event).catch(fail));
  part("f-to").addEventListener("change", () => showPeer().catch(fail));
  form.dataset.ready = "yes";
  await showPeer();
  await outgoing.offer(about().request ?? null, "mla.draft");
  return check();
}

await begin().catch(fail);
