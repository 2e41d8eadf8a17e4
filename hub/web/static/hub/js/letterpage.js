/** The letter of request as a page to read and print: masthead, references, every field, articles, signatures. */
import { readCase } from "./case.js";
import { at, form, words } from "./forms.js";
import * as keys from "./keys.js";
import { CONTENT_TYPE, contentOf, reasons, says, sectionsOf } from "./letter.js";
import { about, bdi, make, notice } from "./page.js";
import { bytes, moment, t } from "./texts.js";
import { streamWarning } from "./warnings.js";
import { IDENTITIES_TYPE } from "./victims.js";

const part = (id) => document.getElementById(id);
const OWN = [CONTENT_TYPE, IDENTITIES_TYPE];
const SIGNED = { "mla.draft": "letter.drafted", "mla.approve": "letter.approved", "mla.transmit": "letter.sent" };

function fill(name, ...text) {
  document.querySelectorAll(`[data-letter="${name}"]`).forEach((place) => place.replaceChildren(...text.map((one) => one.cloneNode?.(true) ?? one)));
}

/** The reference that the other side gave when it acknowledged. */
async function requestedReference(found) {
  const act = found.last("mla.acknowledge");
  return act ? (await found.open(act)).body.reference : "";
}

function marks(content, sent) {
  const all = [sent ? "" : t("letter.draft"), content.urgent ? t("letter.urgent") : "",
    content.confidentiality === "confidential" ? t("letter.confidential") : ""];
  fill("marks", ...all.filter(Boolean).map((text) => make("span", { class: "tag" }, text)));
}

const listed = (content, field) => (Array.isArray(at(content, field.id)) ? at(content, field.id) : []);

/** Each article with the headings under which the letter gives what it asks for. */
function articles(content, definition) {
  const found = new Map();
  const cite = (field, entry) => {
    if (!field.rule || !says(field, entry, content)) return;
    found.set(field.rule, (found.get(field.rule) ?? new Set()).add(words(field.label)));
  };
  for (const field of definition.sections.filter(({ place }) => place === "request").flatMap(({ fields }) => fields)) {
    if (field.type !== "rows") cite(field, content);
    for (const entry of listed(content, field)) (field.fields ?? []).forEach((inner) => cite(inner, entry));
  }
  const rows = [...found].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).flatMap(([rule, headings]) =>
    [make("dt", {}, bdi(rule)), make("dd", {}, [...headings].join(`${t("letter.and")} `))]);
  return make("section", {}, make("h3", {}, t("letter.articles")), make("p", {}, t("letter.articles_lead")), make("dl", { class: "facts" }, ...rows));
}

function attachments({ body }) {
  const files = body.files.filter(({ type }) => !OWN.includes(type));
  const apart = body.files.some(({ type }) => type === IDENTITIES_TYPE) ? [make("li", {}, t("letter.identities"))] : [];
  const lines = files.map(({ name, size, sha256 }) => make("li", {}, bdi(name), ` (${bytes(size)}) `, make("span", { class: "code small" }, `SHA-256 ${sha256}`)));
  if (lines.length + apart.length === 0) return "";
  return make("section", {}, make("h3", {}, t("letter.attachments")), make("ul", {}, ...lines, ...apart));
}

const officerOf = ({ proof }) => part("officers")?.querySelector(`[data-event="${CSS.escape(proof.manifest.event)}"]`)?.textContent ?? "";

/** Who signed which step, when, and the fingerprint of what was signed. */
function signatures(found, content, act) {
  const lines = Object.entries(SIGNED).flatMap(([kind, name]) => {
    const step = found.last(kind);
    return step ? [make("dt", {}, t(name)), make("dd", {}, bdi(officerOf(step)), `, ${moment(step.row.accepted_at)}`)] : [];
  });
  const { commitment } = act.proof.manifest.facts;
  if (commitment) lines.push(make("dt", {}, t("letter.fingerprint")), make("dd", { class: "code" }, commitment));
  const { name, title, place } = content.signatory ?? {};
  const hand = [name, title, place].filter(Boolean).join(", ");
  return make("section", { class: "signing" }, make("h3", {}, t("letter.signed")), make("dl", { class: "facts" }, ...lines),
    make("p", { class: "hand" }, bdi(hand)), make("p", { class: "line small quiet" }, t("letter.signature")));
}

async function show(found) {
  const act = found.letter;
  const opened = await found.open(act);
  const content = await contentOf(act, opened);
  if (!content) return part("letter-body").replaceChildren(notice("", t("letter.none")));
  const definition = await form("mla_request");
  const none = make("span", { class: "quiet" }, t("letter.no_reference"));
  const theirs = await requestedReference(found);
  fill("requesting", opened.body.reference ? bdi(opened.body.reference) : none);
  fill("requested", theirs ? bdi(theirs) : none);
  fill("subject", bdi(opened.body.subject));
  fill("date", moment(act.row.accepted_at));
  marks(content, ["mla.transmit"].includes(act.proof.manifest.kind));
  part("letter-body").replaceChildren(...sectionsOf(content, definition), ...reasons(content, definition),
    ...[attachments(opened)].filter(Boolean), articles(content, definition), signatures(found, content, act));
  document.title = [opened.body.reference, opened.body.subject].filter(Boolean).join(" ");
  part("sheet").dataset.ready = "yes";
  return undefined;
}

function fail(error) {
  part("letter-body").replaceChildren(notice("bad", streamWarning(error) ?? error.message ?? t("frame.error")));
}

async function begin() {
  part("print").addEventListener("click", () => print());
  if ((await keys.held()) === null) return keys.askToUnlock();
  return show(await readCase());
}

if (about().focalPoint) await begin().catch(fail);
