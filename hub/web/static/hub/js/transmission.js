/** What leaves the own file: the same words and files as in the draft, opened there and sealed anew to both sides. */
import { commitment, openFile } from "../encryption/index.js";
import { about } from "./page.js";
import { partOf } from "./streams.js";
import { t } from "./texts.js";

const COPIED = ["measures", "legal_basis", "offence", "urgent", "wanted_by", "commitment"];
const ORAL = ["measures", "legal_basis", "offence"];
const only = (facts, names) => Object.fromEntries(names.map((name) => [name, facts[name]]));

async function copies(act, opened, tell) {
  const total = opened.body.files.reduce((sum, { size }) => sum + size, 0);
  const files = [];
  let before = 0;
  for (const { n, name, type, size } of opened.body.files) {
    const onProgress = ({ done }) => tell({ step: "preparing", done: Math.min(total, before + done), total });
    const blob = await openFile(opened, n, await partOf(act, n), { onProgress });
    files.push({ name, type, blob });
    before += size;
  }
  return files;
}

/** The same content gives the same commitment; anything else was not approved (article 18(14)). */
async function same(body, promised) {
  if ((await commitment(body)) !== promised) throw new Error(t("send.not_approved"));
}

/** @returns {?string} the earlier request that this one supplements, by the draft's own link */
const supplemented = ({ links }) => links.find(({ kind }) => kind === "earlier")?.request ?? null;

/** The newest version, opened, with its promise kept. */
async function version(found) {
  const draft = found.last("mla.draft");
  const { facts, event } = draft.proof.manifest;
  const opened = await found.open(draft);
  await same(opened.body, facts.commitment);
  return { draft, facts, event, opened };
}

/**
 * @param {import("./case.js").Case} found @param {{focalPoint: string, country: string}[]} to
 * @param {{facts: object, text: string}} written on the form: channel and covering note
 * @returns {Promise<import("./sending.js").Intent>}
 */
async function transmit(found, to, written, tell) {
  const { draft, facts, opened } = await version(found);
  const approval = found.last("mla.approve")?.proof.manifest;
  if (approval?.facts.version !== draft.proof.manifest.event || approval.facts.commitment !== facts.commitment) {
    throw new Error(t("send.not_approved"));
  }
  const said = { request: about().request, ...only(facts, COPIED), ...written.facts,
    agreement: about().agreement || null, supplements: supplemented(facts) };
  const { subject, reference, fields, salt } = opened.body;
  const body = { subject, reference, text: written.text, fields };
  const next = { stream: about().request, kind: "mla.transmit", to, place: found.place("mla.transmit") };
  // Tracking only: the letter and its files take another way; the hub carries its promise alone.
  if (said.channel === "track") return { ...next, body, facts: said, files: [] };
  const facts_ = async (sealed) => { await same(sealed, facts.commitment); return said; };
  return { ...next, body: { ...body, salt }, facts: facts_, files: await copies(draft, opened, tell) };
}

/** A draft shown to the other side before it is a request: the same content, and the note on the form. */
async function share(found, to, written, tell) {
  const { draft, facts, event, opened } = await version(found);
  const { subject, reference, fields, salt } = opened.body;
  const said = { request: about().request, version: event, commitment: facts.commitment };
  return { stream: about().request, kind: "mla.share_draft", to, place: found.place("mla.share_draft"),
    body: { subject, reference, text: written.text, fields, salt },
    facts: async (sealed) => { await same(sealed, facts.commitment); return said; }, files: await copies(draft, opened, tell) };
}

/** An urgent request made by telephone: what kind of help, by which law; the words are on the form. */
async function oral(found, to, written) {
  const { facts, opened } = await version(found);
  const { subject, reference } = opened.body;
  return { stream: about().request, kind: "mla.oral", to, place: found.place("mla.oral"),
    body: { subject, reference, text: written.text, fields: {} },
    facts: { request: about().request, ...only(facts, ORAL), ...written.facts }, files: [] };
}

/** Acts whose content comes from the own file, by kind: (case, receivers, what is on the form, progress). */
export const FROM_FILE = { "mla.transmit": transmit, "mla.share_draft": share, "mla.oral": oral };
