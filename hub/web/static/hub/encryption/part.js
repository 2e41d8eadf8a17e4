/** One sealed part of an event: padded, encrypted and hashed on the way through, never whole in memory. */
import { BlockHasher } from "./blocks.js";
import { concat } from "./bytes.js";
import { frame } from "./canonical.js";
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

async function* unpadded(source, unpadder) {
  for await (const piece of source) yield unpadder.update(piece);
  unpadder.finish();
}

/**
 * @param {{origin: Blob|Uint8Array|ReadableStream, key: Uint8Array, context: Uint8Array,
 *          onBytes?: function(number): void, signal?: AbortSignal}} request
 * @returns {AsyncGenerator<Uint8Array>} plaintext; nothing is proved before the end
 * @throws {Tampered} part-does-not-open, bad-padding
 */
export function openPart({ origin, key, context, onBytes, signal }) {
  const source = tap(bytesFrom(origin), (piece) => {
    signal?.throwIfAborted();
    onBytes?.(piece.length);
  });
  return unpadded(openStream(source, key, context), new Unpadder());
}

/**
 * Open part 0 whole, after comparing it with the manifest: every recipient has the event's key,
 * so without this one of them could put another letter under the sender's signature.
 * @param {{origin: Blob|Uint8Array|ReadableStream, expected: {length: number, blocks_root: string},
 *          key: Uint8Array, context: Uint8Array}} request
 * @returns {Promise<Uint8Array>}
 * @throws {Tampered} part-does-not-match, part-does-not-open, bad-padding
 */
export async function openLetter({ origin, expected, key, context }) {
  const hasher = new BlockHasher();
  const pieces = [];
  for await (const piece of bytesFrom(origin)) {
    await hasher.update(piece);
    pieces.push(piece);
    if (hasher.length > expected.length) break;
  }
  if (hasher.length !== expected.length || (await hasher.root()) !== expected.blocks_root) {
    throw new Tampered("part-does-not-match", "the sealed letter is not the one the sender signed");
  }
  return collect(openPart({ origin: concat(...pieces), key, context }));
}
