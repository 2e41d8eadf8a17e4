/** Reading a stream: every act is checked against the countries' chains before a word of it is shown. */
import { Refused, Tampered, makeRetrieval, openEvent, unb64, verifyRun, verifyStream, verifyWithChains } from "../encryption/index.js";
import { call, get, post } from "./api.js";
import { Locked, officer, sender } from "./officer.js";
import { about } from "./page.js";
import * as store from "./store.js";
import { t } from "./texts.js";
import { chainsOf, forget } from "./trust.js";

/** @typedef {{row: object, proof: import("../encryption/stream.js").VerifiedEvent}} Act `row` is the hub's word */

async function rowsOf(stream) {
  const rows = [];
  let after = -1;
  for (;;) {
    const page = await get(`streams/${stream}/events/?after=${after}&limit=200`);
    rows.push(...page.events);
    if (page.next === null || page.events.length === 0) return rows;
    after = page.events.at(-1).seq;
  }
}

/** The hub's own columns must say what was signed. @throws {Tampered} altered-row */
function checkRow(row, { manifest, hash }) {
  const same = row.id === manifest.event && row.seq === manifest.seq && row.kind === manifest.kind && row.hash === hash;
  if (!same) throw new Tampered("altered-row", `act ${manifest.seq + 1} is shown otherwise than signed`);
}

// A country may have added the sender, or a key, since the page read its chain.
const NEWER = ["unknown-sender", "no-seat", "bad-generation", "unknown-focal-point"];

async function withFreshChains(countries, check) {
  try {
    return await check(await chainsOf(countries));
  } catch (error) {
    if (!NEWER.includes(error.code)) throw error;
    forget();
    return check(await chainsOf(countries));
  }
}

const slot = (stream) => `${about().hub}/${about().officer}/stream/${stream}`;

/** A history only grows: what this device saw once must still be there. @throws {Tampered} history-shrank */
async function checkHead(stream, hashes) {
  const seen = await store.read("pins", slot(stream));
  if (seen && hashes[seen.seq] !== seen.hash) throw new Tampered("history-shrank", "fewer or other acts than before");
  if (hashes.length) await remember(stream, hashes.length - 1, hashes.at(-1));
}

/** @returns {Promise<?{seq: number, hash: string}>} the newest act of a stream that this device has seen */
export const seenOf = async (stream) => (await store.read("pins", slot(stream))) ?? null;

/** The newest act of a stream that this device knows of. */
export const remember = (stream, seq, hash) => store.write("pins", slot(stream), { seq, hash });

/**
 * @param {string} stream @param {string[]} countries of the parties
 * @returns {Promise<Act[]>} verified, in order
 * @throws {Refused}
 */
export async function readStream(stream, countries) {
  const rows = await rowsOf(stream);
  const proofs = await withFreshChains(countries, (chains) => verifyStream(listed(rows), chains, about().hub));
  if (proofs.length && proofs[0].manifest.stream !== stream) throw new Tampered("another-stream", "not this request");
  await checkHead(stream, proofs.map((proof) => proof.hash));
  return proofs.map((proof, i) => {
    checkRow(rows[i], proof);
    return { row: rows[i], proof };
  });
}

const listed = (rows) => rows.map((row) => ({ envelope: row.envelope, wraps: row.all_wraps }));

/** The hub's own columns and the stream must be as signed. */
function asActs(rows, proofs, stream) {
  return proofs.map((proof, i) => {
    checkRow(rows[i], proof);
    if (proof.manifest.stream !== stream) throw new Tampered("another-stream", "another act in place of the one asked for");
    return { row: rows[i], proof };
  });
}

/**
 * Acts that follow each other, from any place of a stream.
 * @param {object[]} rows as the hub gave them @param {string} stream @param {string[]} countries
 * @param {?{seq: number, prev: string}} start where the first one must stand; null if nothing older is known
 * @returns {Promise<Act[]>} @throws {Refused}
 */
export async function readRun(rows, stream, countries, start) {
  const proofs = await withFreshChains(countries, (chains) => verifyRun(listed(rows), chains, about().hub, start));
  return asActs(rows, proofs, stream);
}

/** Acts that stand alone, each with its own signature only. @returns {Promise<Act[]>} @throws {Refused} */
export async function readSingly(rows, stream, countries) {
  const each = (chains) => Promise.all(listed(rows).map((one) => verifyWithChains(one.envelope, one.wraps, chains, about().hub)));
  return asActs(rows, await withFreshChains(countries, each), stream);
}

/** One act on its own, for lists. @returns {Promise<Act>} @throws {Refused} */
export async function readAct(stream, event, countries) {
  const row = await get(`streams/${stream}/events/${event}/`);
  const proof = await withFreshChains(countries,
    (chains) => verifyWithChains(row.envelope, row.all_wraps, chains, about().hub));
  checkRow(row, proof);
  if (proof.manifest.stream !== stream || proof.manifest.event !== event) {
    throw new Tampered("replayed", "another act in place of the one asked for");
  }
  return { row, proof };
}

/** @returns {Promise<ReadableStream|Uint8Array>} ciphertext of a part; a small one may have come with the act */
export async function partOf({ row, proof: { manifest } }, n, signal) {
  const carried = row.parts?.find((part) => part.n === n)?.data;
  if (carried) return unb64(carried);
  const path = `streams/${manifest.stream}/events/${manifest.event}/parts/${n}/`;
  return (await call("GET", path, { headers: { Accept: "application/octet-stream" }, signal })).body;
}

/** What cannot be opened because the own post had it erased; the signed act about it is in the stream. */
export class Erased extends Error {
  constructor() {
    super(t("sealed.erased"));
  }
}

/** @param {Act} act @param {Set<string>} posts @returns {boolean} whether none of the own posts has a key left */
function isErased({ row }, posts) {
  const own = row.all_wraps.filter(({ focal_point }) => posts.has(focal_point));
  return own.length > 0 && own.every(({ wrap }) => wrap === "");
}

/** @param {Act} act @returns {Promise<import("../encryption/opening.js").OpenedEvent>} @throws {Locked|Refused} */
export async function openAct(act) {
  const { posts } = await officer();
  const { shared } = act.row;
  if (!shared && isErased(act, posts)) throw new Erased();
  const mine = ({ focal_point, wrap }) => posts.has(focal_point) && wrap !== "";
  const post = shared ? shared.focal_point ?? about().focalPoint : act.row.all_wraps.find(mine)?.focal_point;
  if (!posts.has(post)) throw new Locked();
  return openEvent({
    envelope: act.row.envelope, wraps: act.row.all_wraps, senderSig: act.proof.senderSig,
    focalPoint: post, focalPointKeys: posts.get(post), part0: await partOf(act, 0), ...(shared ? { shared } : {}),
  });
}

const nowText = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** Sign that this post opened an act of the other side, once. */
export async function confirmReading({ row, proof: { manifest, hash } }) {
  const mine = about().focalPoint;
  const toMe = manifest.recipients.some(({ focal_point }) => focal_point === mine);
  const done = row.receipts.some(({ evidence, focal_point }) => evidence === "retrieved" && focal_point === mine);
  if (manifest.sender.focal_point === mine || !toMe || done) return;
  const { keys } = await officer();
  const { hub } = about();
  const envelope = await makeRetrieval(keys, { hub, stream: manifest.stream, event: manifest.event, eventHash: hash,
    sender: await sender(), at: nowText() });
  await post(`streams/${manifest.stream}/events/${manifest.event}/receipts/`, { envelope });
}

export { Refused, nowText };
