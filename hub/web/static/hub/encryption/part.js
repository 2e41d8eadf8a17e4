/** One sealed part of an event: padded, encrypted and hashed on the way through, never whole in memory. */
import { frame } from "./canonical.js";
import { BlockHasher } from "./blocks.js";
import { openStream, sealStream } from "./cobblestone.js";
import { Tampered } from "./errors.js";
import { Unpadder, pad } from "./padding.js";
import { Sha256 } from "./sha256.js";
import { bytesFrom, collect, sizeOf, tap } from "./source.js";

/** @returns {Uint8Array} what binds a part to its place and to its sender */
export const partContext = (hub, stream, event, n, senderSig) => frame("part", hub, stream, event, n, senderSig);

/**
 * @typedef {{n: number, length: number, blocksRoot: string, blocks: string[], blob: Blob}} SealedPart
 *   `length` ciphertext bytes; `blocks` hex SHA-256 of each 1 MiB block, for a resumable upload
 */

/**
 * @param {{n: number, origin: Blob|Uint8Array, key: Uint8Array, context: Uint8Array,
 *          onBytes?: function(number): void, signal?: AbortSignal}} request
 * @returns {Promise<{part: SealedPart, size: number, sha256: string}>} size and hash are of the plaintext
 */
export async function sealPart({ n, origin, key, context, onBytes, signal }) {
  const [digest, hasher, pieces] = [new Sha256(), new BlockHasher(), []];
  const size = sizeOf(origin);
  const plain = tap(bytesFrom(origin), (piece) => {
    signal?.throwIfAborted();
    digest.update(piece);
    onBytes?.(piece.length);
  });
  for await (const piece of sealStream(pad(plain, size), key, context)) {
    await hasher.update(piece);
    pieces.push(new Blob([piece]));
  }
  const blocksRoot = await hasher.root();
  const part = { n, length: hasher.length, blocksRoot, blocks: hasher.blocks(), blob: new Blob(pieces) };
  return { part, size, sha256: digest.hex() };
}

async function* checkedAgainst(origin, expected, onBytes, signal) {
  const hasher = new BlockHasher();
  for await (const piece of bytesFrom(origin)) {
    signal?.throwIfAborted();
    await hasher.update(piece);
    if (hasher.length > expected.length) break;
    yield piece;
    onBytes?.(piece.length);
  }
  if (hasher.length !== expected.length || (await hasher.root()) !== expected.blocks_root) {
    throw new Tampered("part-does-not-match", "this is not the part that was signed");
  }
}

async function* unpadded(source, unpadder) {
  for await (const piece of source) yield unpadder.update(piece);
  unpadder.finish();
}

/**
 * @param {{origin: Blob|Uint8Array|ReadableStream, expected: {length: number, blocks_root: string},
 *          key: Uint8Array, context: Uint8Array, onBytes?: function(number): void, signal?: AbortSignal}} request
 * @returns {AsyncGenerator<Uint8Array>} plaintext; nothing is proved before the end
 * @throws {Tampered} part-does-not-match, part-does-not-open, bad-padding
 */
export function openPart({ origin, expected, key, context, onBytes, signal }) {
  const source = checkedAgainst(origin, expected, onBytes, signal);
  return unpadded(openStream(source, key, context), new Unpadder());
}

/** @returns {Promise<Uint8Array>} a small part, whole */
export const openSmallPart = (request) => collect(openPart(request));
