/** The signed acts as the reader sees them: what each says, its files, and who has opened it. */
import { Refused, checkReceipt, checkRetrieval, unb64 } from "../encryption/index.js";
import { fileList } from "./files.js";
import { form, label, words } from "./forms.js";
import { hubKey } from "./hubkey.js";
import { CONTENT_TYPE } from "./letter.js";
import { about, bdi, icon, make, notice } from "./page.js";
import { day, moment, t } from "./texts.js";
import { chainsOf } from "./trust.js";

const names = () => ({
  [about().requesting]: about().requestingName,
  [about().requested]: about().requestedName,
});

/** @returns {string} “Only Nepal and Pakistan can read this” */
export function onlyFor(recipients) {
  const who = recipients.map((post) => names()[post] ?? post);
  const both = who.length === 2 ? t("request.and", { one: who[0], two: who[1] }) : who.join(", ");
  return t("request.only", { who: both });
}

const said = (text) => make("p", { class: "said", dir: "auto" }, text);
const line = (name, ...values) => [make("dt", {}, name), make("dd", {}, ...values)];

const CHOICES = { topic: "topics", outcome: "closings", answers: "answers", outcomes: "outcomes" };

function factLines(facts, acts, kind) {
  const fields = acts.acts[kind]?.facts ?? [];
  return fields.flatMap(({ id, type, label: name, choices }) => {
    const value = facts[id];
    if (type === "date" && value) return line(words(name), day(value));
    if (type === "choice") return line(words(name), label(acts, choices, value));
    if (type === "outcomes" || type === "grounds") {
      return Object.entries(value).flatMap(([one, code]) =>
        line(t("request.measure", { label: one }), label(acts, choices, code)));
    }
    if (type === "receipts") {
      return Object.entries(value).flatMap(([one, code]) => line(t("request.item", { label: one.slice(1) }), label(acts, choices, code)));
    }
    return type === "measures" ? line(words(name), bdi(value.join(", "))) : [];
  });
}

function questionLines(body, facts, acts) {
  const texts = body.fields.questions ?? body.fields.answers ?? {};
  const labels = facts.questions ?? Object.keys(facts.answers ?? {});
  return labels.flatMap((one) => line(t("request.question", { label: one.slice(1) }),
    facts.answers ? `${label(acts, CHOICES.answers, facts.answers[one])}. ` : "", said(texts[one] ?? "")));
}

function itemLines(body, facts, acts) {
  return (Array.isArray(facts.items) ? facts.items : []).flatMap(({ label: one, measure, file, limit }) => {
    const name = body.files.find(({ n }) => n === file)?.name ?? "";
    const words = limit === "text" ? (body.fields.limits?.[one] ?? "") : label(acts, "limits", limit);
    return line(t("request.item", { label: one.slice(1) }), bdi(name), ` · ${t("request.measure", { label: measure })}`, said(words));
  });
}

const list = (lines) => lines.length > 0 && make("dl", { class: "facts" }, ...lines);

/** What only the receivers can read, with its lock edge. */
function sealedPart(act, event, acts) {
  const { manifest, body } = event;
  const reference = body.reference ? line(t("request.reference"), bdi(body.reference)) : [];
  const lines = [...reference, ...questionLines(body, manifest.facts, acts), ...itemLines(body, manifest.facts, acts)];
  const files = fileList(act, event, ({ type }) => type === CONTENT_TYPE);
  const parts = [body.text && said(body.text), list(lines), files].filter(Boolean);
  if (parts.length === 0) return null;
  const posts = manifest.recipients.map(({ focal_point }) => focal_point);
  return make("div", { class: "sealed stack" }, make("p", { class: "by" }, icon("lock"), onlyFor(posts)), ...parts);
}

/** @returns {Promise<HTMLElement>} an opened act: first what the hub sees too, then what is sealed */
export async function opened(act, event) {
  const acts = await form("acts");
  const { manifest } = event;
  const parts = [list(factLines(manifest.facts, acts, manifest.kind)), sealedPart(act, event, acts)].filter(Boolean);
  if (parts.length === 0) return make("span");
  return make("div", {}, ...parts);
}

async function evidence({ evidence: kind, envelope }, { manifest, hash }) {
  if (kind === "retrieved") return retrieval(envelope, manifest, hash);
  const told = await checkReceipt(envelope, await hubKey());
  if (told.event_hash !== hash) throw new Refused("another-event", "a receipt for another act");
  return kind === "delivered" ? t("request.delivered", { country: names()[told.focal_point] ?? "", when: moment(told.at) }) : null;
}

async function retrieval(envelope, manifest, hash) {
  const chains = await chainsOf([about().requestingCountry, about().requestedCountry]);
  for (const chain of chains.values()) {
    const claimed = JSON.parse(new TextDecoder().decode(unb64(envelope.payload)));
    const keys = chain.keysAt(claimed.sender.officer, claimed.sender.chain_seq);
    if (!keys) continue;
    const told = await checkRetrieval(envelope, keys.sig);
    if (told.event_hash !== hash) throw new Refused("another-event", "a receipt for another act");
    return t("request.read", { country: names()[told.sender.focal_point] ?? "", when: moment(told.at) });
  }
  throw new Refused("unknown-reader", `nobody known opened ${manifest.event}`);
}

/** @returns {Promise<HTMLElement>} who received and who opened it, as far as signatures prove it */
export async function receipts({ row, proof }) {
  const found = await Promise.all(row.receipts.map((one) => evidence(one, proof).catch((error) => error)));
  const lines = [...new Set(found.filter((one) => typeof one === "string"))];
  const bad = found.some((one) => one instanceof Refused);
  return make("div", { class: "small quiet" }, ...lines.map((one) => make("p", {}, one)),
    bad ? notice("bad", t("sealed.fails")) : "");
}
