/** Acts on their way to the hub: sealed once, kept here, sent, confirmed; signed again when keys changed meanwhile. */
import { b64, buildEvent, checkReceipt, sealAgain } from "../encryption/index.js";
import { Problem, post } from "./api.js";
import { hubKey } from "./hubkey.js";
import { seenNow } from "./logbook.js";
import { officer, sender } from "./officer.js";
import { about } from "./page.js";
import * as parcels from "./parcels.js";
import { nowText, remember } from "./streams.js";
import { t } from "./texts.js";
import { again as chainAgain, checkCountry, kemOf, trusted } from "./trust.js";
import { INLINE, Transfer, again, upload } from "./upload.js";

const TRIES = 5;
// The same act may pass later: signed in again, after a while, or with room for it.
const LATER = [401, 429];
const KEYS_CHANGED = ["generation_old", "chain_moved"];

/**
 * @typedef {object} Intent what an officer wants to do
 * @property {string} stream @property {string} kind
 * @property {{focalPoint: string, country: string}[]} to whom it is sealed to, the own post among them
 * @property {{subject: string, reference: string, text: string, fields: object, salt?: string}} body
 * @property {object|function(object): Promise<object>} facts
 * @property {File[]} files
 * @property {string} [handling] H0 to H3, H0 if left out
 * @property {{seq: number, prev: string}} place where the stream went on when the officer read it
 */

/** Somebody acted on the stream first; the sealed act is kept, and the officer decides. */
export class Overtaken extends Error {
  /** @param {parcels.Parcel} parcel */
  constructor(parcel) {
    super(t("between.title"));
    this.parcel = parcel;
  }
}

async function recipient({ focalPoint, country }) {
  const chain = await trusted(country);
  await checkCountry(focalPoint, country);
  return { focal_point: focalPoint, ...kemOf(chain, focalPoint) };
}

const recipients = (to) => Promise.all(to.map(recipient));

async function seal(intent, tell) {
  const { keys } = await officer();
  const { stream, kind, to, place } = intent;
  const event = crypto.randomUUID();
  const { envelope, wraps, parts, manifest, hash } = await buildEvent({
    keys, hub: about().hub, stream, event, kind, ...place, sender: await sender(),
    recipients: await recipients(to), body: intent.body, facts: intent.facts, files: intent.files, handling: intent.handling ?? "H0",
    created: nowText(), logSeen: await seenNow(), onProgress: ({ done, total }) => tell({ step: "sealing", done, total }),
  });
  return { event, stream, kind, to, request: about().request ?? null, at: new Date().toISOString(), envelope, wraps, parts, manifest, hash };
}

/** Sending goes on without a copy on the device when there is no room for one; only a reload would then lose it. */
async function keep(parcel, tell, changed) {
  try {
    await parcels.keep(parcel, changed);
  } catch {
    await parcels.drop(parcel.event).catch(() => {});
    tell({ step: "unkept" });
  }
  return parcel;
}

/**
 * The same act with other facts, at another place, to the newest keys; its files are not sealed or sent again.
 * @param {parcels.Parcel} parcel @param {{facts?: object, seq?: number, prev?: string}} [changes]
 * @returns {Promise<parcels.Parcel>} @throws {Refused}
 */
export async function signAgain(parcel, changes, tell) {
  const { keys, posts } = await officer();
  const focalPoint = parcel.manifest.sender.focal_point;
  const { letter, body: _body, ...signed } = await sealAgain({
    keys, focalPoint, focalPointKeys: posts.get(focalPoint), envelope: parcel.envelope, wraps: parcel.wraps,
    letter: parcel.parts[0], recipients: await recipients(parcel.to), sender: await sender(), created: nowText(), ...changes,
  });
  return keep({ ...parcel, ...signed, parts: [letter, ...parcel.parts.slice(1)] }, tell, [0]);
}

async function uploadLarge({ stream, event, parts }, tell, control) {
  const large = parts.filter(({ length }) => length > INLINE);
  const total = large.reduce((sum, { length }) => sum + length, 0);
  const transfer = new Transfer(total, (progress) => tell({ step: "uploading", ...progress }));
  control?.(transfer);
  for (const part of large) await upload({ stream, event }, part, transfer);
  return transfer;
}

const inline = async ({ n, blob }) => ({ n, data: b64(new Uint8Array(await blob.arrayBuffer())) });

async function door({ stream, envelope, wraps, parts }, transfer) {
  const small = parts.filter(({ length }) => length <= INLINE);
  const act = { envelope, wraps, parts: await Promise.all(small.map(inline)) };
  return (await again(transfer, () => post(`streams/${stream}/events/`, act))).data;
}

/** Only the hub's own signature makes an act sent, and only over this very act. */
async function confirm({ manifest, hash }, answer, key) {
  const said = await checkReceipt(answer.receipt, key).catch(() => { throw new Error(t("send.bad_receipt")); });
  const named = [said.evidence, said.hub, said.stream, said.event, said.event_hash, said.seq];
  const meant = ["submission_accepted", about().hub, manifest.stream, manifest.event, hash, manifest.seq];
  if (named.some((value, i) => value !== meant[i])) throw new Error(t("send.bad_receipt"));
}

async function withNewKeys(parcel, tell) {
  await Promise.all([...new Set([about().country, ...parcel.to.map(({ country }) => country)])].map(chainAgain));
  tell({ step: "resigning" });
  return signAgain(parcel, {}, tell);
}

/** What to send after a refusal. @throws what cannot be mended here */
async function mend(parcel, error, tell) {
  if (!(error instanceof Problem)) throw error;
  if (error.code === "seq_taken") throw new Overtaken(parcel);
  if (KEYS_CHANGED.includes(error.code)) return withNewKeys(parcel, tell);
  if (error.code === "missing_part") return parcel;
  if (error.status < 500 && !LATER.includes(error.status) && error.code !== "quota_reached") await parcels.drop(parcel.event);
  throw error;
}

/**
 * Send what was sealed; blocks and acts that the hub already has are not sent or counted twice.
 * @param {parcels.Parcel} parcel
 * @param {function({step: string, done?: number, total?: number, broken?: boolean}): void} tell
 * @param {function(Transfer): void} [control] receives the handle to pause, resume and stop
 * @returns {Promise<import("../encryption/manifest.js").Manifest>} as the hub confirmed it
 * @throws {Overtaken|Problem|Error} and what the encryption refuses
 */
export async function deliver(parcel, tell, control) {
  const key = await hubKey();
  let act = parcel;
  for (let tries = 1; ; tries += 1) {
    try {
      const transfer = await uploadLarge(act, tell, control);
      tell({ step: "posting" });
      await confirm(act, await door(act, transfer), key);
      await remember(act.stream, act.manifest.seq, act.hash);
      await parcels.drop(act.event);
      return act.manifest;
    } catch (error) {
      if (tries >= TRIES) throw error;
      act = await mend(act, error, tell);
    }
  }
}

// A long letter went ahead as an upload, and now names other keys: the hub does not exchange what it has.
const ANEW = ["upload_exists", "block_exists"];

/** Seal one act and keep it on this device, to be delivered when its turn comes. @returns {Promise<parcels.Parcel>} */
export const prepare = async (intent, tell) => keep(await seal(intent, tell), tell);

/**
 * Seal and send one act.
 * @param {Intent} intent see `deliver` for the rest
 * @throws {Overtaken|Problem|Error} and what the encryption refuses
 */
export async function send(intent, tell, control) {
  const sealed = async () => deliver(await prepare(intent, tell), tell, control);
  return sealed().catch((error) => (ANEW.includes(error.code) ? sealed() : Promise.reject(error)));
}
