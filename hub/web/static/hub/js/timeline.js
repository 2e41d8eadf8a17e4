/** The signed acts as the reader sees them: what each says, its files, and who has opened it. */
import { Refused, checkReceipt, checkRetrieval, unb64 } from "../encryption/index.js";
import { factLines, line, list, said } from "./actwords.js";
import { fileList } from "./files.js";
import { hubKey } from "./hubkey.js";
import { CONTENT_TYPE } from "./letter.js";
import { about, bdi, icon, make, notice } from "./page.js";
import { moment, t } from "./texts.js";
import { chainsOf } from "./trust.js";

// The real names of persons who appear under a pseudonym (TIP Protocol, article 6(1)).
const IDENTITIES = "application/vnd.hub.victims+json";

const names = () => ({
  [about().requesting]: about().requestingName,
  [about().requested]: about().requestedName,
  [about().conducting]: about().conductingName,
});

/** @returns {string} “Only Nepal and Pakistan can read this” */
export function onlyFor(recipients) {
  const who = recipients.map((post) => names()[post] ?? post);
  const both = who.length === 2 ? t("request.and", { one: who[0], two: who[1] }) : who.join(", ");
  return t("request.only", { who: both });
}

/** What only the receivers can read, with its lock edge. */
async function sealedPart(act, event, found) {
  const { manifest, body } = event;
  const reference = body.reference ? line(t("request.reference"), bdi(body.reference)) : [];
  const lines = [...reference, ...(await factLines(event, true, found))];
  const files = fileList(act, event, ({ type }) => type === CONTENT_TYPE || type === IDENTITIES);
  const names = await identities(act, event);
  const parts = [body.text && said(body.text), list(lines), files, names].filter(Boolean);
  if (parts.length === 0) return null;
  const posts = manifest.recipients.map(({ focal_point }) => focal_point);
  return make("div", { class: "sealed stack" }, make("p", { class: "by" }, icon("lock"), onlyFor(posts)), ...parts);
}

/** Names behind pseudonyms are behind a button of their own. */
async function identities(act, event) {
  if (!event.body.files.some(({ type }) => type === IDENTITIES)) return null;
  const { identitiesBox } = await import("./victims.js");
  return identitiesBox(act, event);
}

/**
 * @param {object} act @param {object} event the same act, opened
 * @param {?import("./case.js").Case} [found] for names that other acts hold
 * @returns {Promise<HTMLElement>} first what the hub sees too, then what is sealed
 */
export async function opened(act, event, found = null) {
  const parts = [list(await factLines(event, false, found)), await sealedPart(act, event, found)].filter(Boolean);
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
