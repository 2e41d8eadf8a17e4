/** Checkpoints of the hub's log (C2SP tlog-checkpoint in a signed note), and places under them. */
import { concat, equal, unhex, utf8 } from "./bytes.js";
import { b64, sha256, unb64 } from "./canonical.js";
import { verifySignature } from "./dsse.js";
import { BadFormat, BadSignature } from "./errors.js";
import { exact, hashHex, items, whole } from "./fields.js";
import { HASH, checkConsistency, checkInclusion, leafOf } from "./tree.js";

const LONGEST = 64 * 1024;
const MOST_LINES = 1000;
const DASH = "\u2014 ";
const SIZE = /^(0|[1-9][0-9]{0,15})$/;
const NAME = /^[^\s+\p{C}]{1,200}$/u;

/** @typedef {{origin: string, size: number, root: Uint8Array, seen: string}} Checkpoint `seen` as acts name it */

const bad = (message) => new BadFormat("bad-checkpoint", message);

/** @returns {string} the name of a hub's log */
export const originOf = (hub) => `${hub}/log`;

function sizeOf(text, refusal) {
  if (!SIZE.test(text) || !Number.isSafeInteger(Number(text))) throw refusal;
  return Number(text);
}

function nameOf(text) {
  if (!NAME.test(text)) throw bad("a name has no spaces and no plus sign");
  return text;
}

function readLine(text) {
  const cut = text.lastIndexOf(" ");
  if (!text.startsWith(DASH) || cut < DASH.length) throw bad("a signature line begins with a dash, a name and a key");
  let raw;
  try {
    raw = unb64(text.slice(cut + 1));
  } catch {
    throw bad("a signature is in base64");
  }
  if (raw.length < 5) throw bad("a signature line begins with a dash, a name and a key");
  return { name: nameOf(text.slice(DASH.length, cut)), keyId: raw.subarray(0, 4), signature: raw.subarray(4) };
}

function read(note) {
  const gap = typeof note === "string" ? note.lastIndexOf("\n\n") : -1;
  if (gap < 0 || note.length > LONGEST || !note.endsWith("\n")) throw bad("a checkpoint has three lines, a gap, and signatures");
  const parts = note.slice(0, gap).split("\n");
  if (parts.length !== 3) throw bad("a checkpoint has three lines, a gap, and signatures");
  const size = sizeOf(parts[1], bad("a size is a whole number"));
  const lines = note.slice(gap + 2, -1).split("\n");
  if (lines.length > MOST_LINES) throw bad("too many signatures");
  return { origin: nameOf(parts[0]), size, root: unb64(parts[2], HASH), body: utf8(`${parts.join("\n")}\n`), lines: lines.map(readLine) };
}

/** How a note names a log's key. */
const keyIdOf = async (name, key) => (await sha256(concat(utf8(`${name}\n`), Uint8Array.of(1), key))).subarray(0, 4);

/**
 * @param {string} note @param {string} origin the log's name @param {Uint8Array} key its Ed25519 key
 * @returns {Promise<Checkpoint>} @throws {import("./errors.js").Refused}
 */
export async function checkCheckpoint(note, origin, key) {
  const { origin: named, size, root, body, lines } = read(note);
  const wanted = await keyIdOf(origin, key);
  const signed = lines.filter((line) => line.name === origin && equal(line.keyId, wanted));
  if (named !== origin || signed.length === 0) throw new BadSignature("unknown-signer", "the checkpoint is not signed by this log");
  for (const line of signed) await verifySignature(key, line.signature, body);
  return { origin, size, root, seen: `${size} ${b64(root)}` };
}

/** @param {?string} text @returns {?{size: number, root: Uint8Array}} what an act names @throws {BadFormat} */
export function readSeen(text) {
  if (text === null) return null;
  const [size, root, ...more] = text.split(" ");
  const refusal = new BadFormat("bad-log-seen", "an act names a checkpoint by size and root");
  if (more.length) throw refusal;
  return { size: sizeOf(size, refusal), root: unb64(root ?? "", HASH) };
}

/** @param {*} listed base64 hashes @returns {Uint8Array[]} @throws {BadFormat} */
export const readHashes = (listed) => items(listed).map((one) => unb64(one, HASH));

/**
 * @param {object} place `{index, blind, proof}` as the hub gave it @param {string} name hex hash @param {Checkpoint} point
 * @returns {Promise<number>} the index @throws {import("./errors.js").Refused} it is not there
 */
export async function checkPlace(place, name, point) {
  const { index, blind, proof } = exact(place, ["index", "blind", "proof"]);
  const leaf = await leafOf(unb64(blind, HASH), unhex(hashHex(name)));
  await checkInclusion(whole(index), point.size, leaf, readHashes(proof), point.root);
  return index;
}

/** @param {{size: number, root: Uint8Array}} older @param {{size: number, root: Uint8Array}} newer @param {Uint8Array[]} proof */
export const checkGrowth = (older, newer, proof) => checkConsistency(older.size, newer.size, proof, older.root, newer.root);
