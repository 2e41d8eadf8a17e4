/** Sending what was approved: the same words and files, opened from the own file and sealed anew to both sides. */
import { commitment, openFile } from "../encryption/index.js";
import { about } from "./page.js";
import { partOf } from "./streams.js";
import { t } from "./texts.js";

const COPIED = ["measures", "legal_basis", "urgent", "wanted_by", "commitment"];

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
const sameAs = (approved) => async (body) => {
  if ((await commitment(body)) !== approved.commitment) throw new Error(t("send.not_approved"));
  return { request: about().request, ...Object.fromEntries(COPIED.map((name) => [name, approved[name]])) };
};

/**
 * @param {import("./case.js").Case} found @param {{focalPoint: string, country: string}[]} to
 * @returns {Promise<import("./sending.js").Intent>}
 */
export async function transmission(found, to, tell) {
  const draft = found.last("mla.draft");
  const approval = found.last("mla.approve");
  const { facts } = draft.proof.manifest;
  if (!approval || approval.proof.manifest.facts.commitment !== facts.commitment) throw new Error(t("send.not_approved"));
  const opened = await found.open(draft);
  const { subject, reference, text, fields, salt } = opened.body;
  return {
    stream: about().request, kind: "mla.transmit", to, body: { subject, reference, text, fields, salt },
    facts: sameAs(facts), files: await copies(draft, opened, tell), place: { seq: 0, prev: "0".repeat(64) },
  };
}
