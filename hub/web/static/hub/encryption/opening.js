/** Opening an act that arrived: signature, wraps, part 0, and the files one by one. */
import { checkBodyAgainst, parseBody } from "./body.js";
import { unb64 } from "./canonical.js";
import { EVENT, envelopeHash, verify } from "./dsse.js";
import { Tampered } from "./errors.js";
import { unwrap, wrapInfo } from "./hpke.js";
import { checkWraps, parseManifest } from "./manifest.js";
import { openLetter, openPart, partContext } from "./part.js";
import { Sha256 } from "./sha256.js";

/**
 * @typedef {{manifest: import("./manifest.js").Manifest, body: import("./body.js").Body, key: Uint8Array,
 *   hash: string, senderSig: Uint8Array}} OpenedEvent
 */

export const contextOf = (manifest, n, senderSig) =>
  partContext(manifest.hub, manifest.stream, manifest.event, n, senderSig);

/** @returns {Promise<Uint8Array>} the key of an event, from the wrap of a focal point whose keys are held here */
export async function eventKey(manifest, wraps, focalPoint, focalPointKeys) {
  const address = manifest.recipients.find((recipient) => recipient.focal_point === focalPoint);
  if (!address || !focalPointKeys.generations.has(address.generation)) {
    throw new Tampered("not-a-recipient", "this event was not sealed to a key of this focal point that is held here");
  }
  if (!wraps.has(focalPoint)) throw new Tampered("erased", "the key of this event was erased for this focal point");
  const info = wrapInfo(manifest.hub, manifest.stream, manifest.event, focalPoint, address.generation);
  return unwrap(focalPointKeys.at(address.generation).kem, wraps.get(focalPoint), info);
}

/**
 * The key of an event that was shared later with a post that it had not been sealed to: named by the admit that
 * wrapped it, with the wrap for one of the post's keys.
 * @param {{focalPoint: string, generation: number, wrap: string}} shared
 */
async function sharedKey(manifest, { focalPoint, generation, wrap }, focalPointKeys) {
  if (!focalPointKeys.generations.has(generation)) {
    throw new Tampered("not-a-recipient", "this event was not shared with a key of this focal point that is held here");
  }
  const info = wrapInfo(manifest.hub, manifest.stream, manifest.event, focalPoint, generation);
  return unwrap(focalPointKeys.at(generation).kem, unb64(wrap), info);
}

/** Signature, shape and wraps of an event. @throws {import("./errors.js").Refused} */
export async function verified(envelope, wraps, senderSig) {
  const manifest = parseManifest(await verify(envelope, EVENT, [senderSig]));
  return { manifest, wrapOf: await checkWraps(manifest, wraps) };
}

/**
 * Verify the manifest of an event without opening anything.
 * @param {object} envelope @param {object[]} wraps
 * @param {Uint8Array} senderSig the sender's Ed25519 key, from the sender's chain as of `sender.chain_seq`
 * @returns {Promise<import("./manifest.js").Manifest>}
 */
export async function verifyEvent(envelope, wraps, senderSig) {
  return (await verified(envelope, wraps, senderSig)).manifest;
}

/**
 * @param {{envelope: object, wraps: object[], senderSig: Uint8Array, focalPoint: string,
 *   focalPointKeys: import("./seeds.js").FocalPointKeys, part0: Blob|Uint8Array|ReadableStream,
 *   shared?: {generation: number, wrap: string}}} request `shared`: the key that an admit shared with this post
 * @returns {Promise<OpenedEvent>}
 * @throws {import("./errors.js").Refused} not-a-recipient, wraps-do-not-match, part-does-not-match …
 */
export async function openEvent({ envelope, wraps, senderSig, focalPoint, focalPointKeys, part0, shared }) {
  const { manifest, wrapOf } = await verified(envelope, wraps, senderSig);
  const key = shared
    ? await sharedKey(manifest, { ...shared, focalPoint }, focalPointKeys)
    : await eventKey(manifest, wrapOf, focalPoint, focalPointKeys);
  const context = contextOf(manifest, 0, senderSig);
  const body = parseBody(await openLetter({ origin: part0, expected: manifest.parts[0], key, context }));
  checkBodyAgainst(body, manifest);
  return { manifest, body, key, hash: await envelopeHash(envelope), senderSig };
}

/**
 * Open one file of an opened event. The Blob carries no media type: shown as what a stranger
 * says it is, it could run in the hub's own origin.
 * @param {OpenedEvent} opened
 * @param {number} n as in `body.files`
 * @param {Blob|Uint8Array|ReadableStream<Uint8Array>} origin ciphertext
 * @param {{onProgress?: function({done: number, total: number}): void, signal?: AbortSignal}} [options]
 * @returns {Promise<Blob>} plaintext, once size and hash fit what was sealed
 * @throws {Tampered} no-such-file, file-does-not-match, part-does-not-open, bad-padding
 */
export async function openFile(opened, n, origin, { onProgress, signal } = {}) {
  const entry = opened.body.files.find((file) => file.n === n);
  if (!entry) throw new Tampered("no-such-file", "this event has no such file");
  const { length: total } = opened.manifest.parts[n];
  let done = 0;
  const onBytes = (bytes) => onProgress?.({ done: (done += bytes), total });
  const context = contextOf(opened.manifest, n, opened.senderSig);
  const [digest, pieces] = [new Sha256(), []];
  let size = 0;
  for await (const piece of openPart({ origin, key: opened.key, context, onBytes, signal })) {
    digest.update(piece);
    size += piece.length;
    pieces.push(new Blob([piece]));
  }
  if (size !== entry.size || digest.hex() !== entry.sha256) {
    throw new Tampered("file-does-not-match", "the file is not the one its sender described");
  }
  return new Blob(pieces, { type: "application/octet-stream" });
}
