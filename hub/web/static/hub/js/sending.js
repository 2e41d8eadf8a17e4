/** Acts on their way to the hub: sealed, sent, confirmed; signed again if somebody was first or keys changed. */
import { b64, buildEvent, checkReceipt, unb64 } from "../encryption/index.js";
import { Problem, get, post } from "./api.js";
import { officer, sender } from "./officer.js";
import { about } from "./page.js";
import { nowText } from "./streams.js";
import { t } from "./texts.js";
import { again as chainAgain, checkCountry, kemOf, trusted } from "./trust.js";
import { INLINE, Transfer, again, upload } from "./upload.js";

const TRIES = 5;

/**
 * @typedef {object} Intent what an officer wants to do
 * @property {string} stream @property {string} kind
 * @property {{focalPoint: string, country: string}[]} to whom it is sealed to, the own post among them
 * @property {{subject: string, reference: string, text: string, fields: object, salt?: string}} body
 * @property {object|function(object): Promise<object>} facts
 * @property {File[]} files
 * @property {function(): Promise<{seq: number, prev: string}>} place read again when somebody was first
 * @property {boolean} [mayFollow] whether it may be signed again after another act came first
 */

async function recipient({ focalPoint, country }) {
  const chain = await trusted(country);
  await checkCountry(focalPoint, country);
  return { focal_point: focalPoint, ...kemOf(chain, focalPoint) };
}

async function seal(intent, event, tell) {
  const { keys } = await officer();
  return buildEvent({
    keys, hub: about().hub, stream: intent.stream, event, kind: intent.kind, ...(await intent.place()),
    sender: await sender(), recipients: await Promise.all(intent.to.map(recipient)), body: intent.body,
    facts: intent.facts, files: intent.files, handling: "H0", created: nowText(),
    onProgress: ({ done, total }) => tell({ step: "sealing", done, total }),
  });
}

async function uploadLarge(sealed, place, tell, control) {
  const large = sealed.parts.filter(({ length }) => length > INLINE);
  const total = large.reduce((sum, { length }) => sum + length, 0);
  const transfer = new Transfer(total, (progress) => tell({ step: "uploading", ...progress }));
  control?.(transfer);
  for (const part of large) await upload(place, part, transfer);
  return transfer;
}

const inline = async ({ n, blob }) => ({ n, data: b64(new Uint8Array(await blob.arrayBuffer())) });

async function door(intent, sealed, transfer) {
  const small = sealed.parts.filter(({ length }) => length <= INLINE);
  const act = { envelope: sealed.envelope, wraps: sealed.wraps, parts: await Promise.all(small.map(inline)) };
  return (await again(transfer, () => post(`streams/${intent.stream}/events/`, act))).data;
}

/** Only the hub's own signature makes an act sent. */
async function confirm(sealed, answer) {
  const { hub_key } = await get("hub/");
  const receipt = await checkReceipt(answer.receipt, unb64(hub_key, 32));
  if (receipt.event_hash !== sealed.hash) throw new Error(t("send.bad_receipt"));
  return { ...answer, body: sealed.body };
}

const bad = () => { throw new Error(t("send.bad_receipt")); };

/** Whether it is worth sealing again, and what to read anew before. */
async function mend(problem, intent) {
  if (!(problem instanceof Problem) || problem.status !== 409) return false;
  if (problem.code === "seq_taken") return intent.mayFollow === true;
  if (problem.code !== "generation_old" && problem.code !== "chain_moved") return false;
  await Promise.all([...new Set(intent.to.map(({ country }) => country))].map(chainAgain));
  await chainAgain(about().country);
  return true;
}

/**
 * Seal and send one act.
 * @param {Intent} intent
 * @param {function({step: string, done?: number, total?: number, broken?: boolean}): void} tell
 * @param {function(Transfer): void} [control] receives the handle to pause, resume and stop
 * @returns {Promise<{event: string, seq: number, hash: string, body: object}>}
 * @throws {Problem|import("../encryption/errors.js").Refused|Error}
 */
export async function send(intent, tell, control) {
  for (let tries = 1; ; tries += 1) {
    const event = crypto.randomUUID();
    const sealed = await seal(intent, event, tell);
    try {
      const transfer = await uploadLarge(sealed, { stream: intent.stream, event }, tell, control);
      tell({ step: "posting" });
      return await confirm(sealed, await door(intent, sealed, transfer)).catch((error) => (error.code ? bad() : Promise.reject(error)));
    } catch (error) {
      if (tries >= TRIES || !(await mend(error, intent))) throw error;
    }
  }
}
