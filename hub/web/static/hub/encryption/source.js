/** Bytes as they come: one way to read a Blob, a network stream or a buffer, in pieces of a chosen size. */
import { concat } from "./bytes.js";

const SLICE = 1 << 20;

async function* readStream(stream) {
  const reader = stream.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    reader.releaseLock();
  }
}

/**
 * @param {Blob|Uint8Array|ReadableStream<Uint8Array>|AsyncIterable<Uint8Array>} origin
 * @returns {AsyncGenerator<Uint8Array>} its bytes; a Blob is never read whole
 */
export async function* bytesFrom(origin) {
  if (origin instanceof Blob) {
    for (let at = 0; at < origin.size; at += SLICE) {
      yield new Uint8Array(await origin.slice(at, at + SLICE).arrayBuffer());
    }
  } else if (origin instanceof Uint8Array) {
    for (let at = 0; at < origin.length; at += SLICE) yield origin.subarray(at, at + SLICE);
  } else if (origin instanceof ReadableStream) {
    yield* readStream(origin);
  } else {
    yield* origin;
  }
}

/** @param {Blob|Uint8Array} origin @returns {number} bytes */
export const sizeOf = (origin) => (origin instanceof Blob ? origin.size : origin.length);

/**
 * Cut anew: full pieces of `size` bytes, and at the end always one shorter piece, empty if need be.
 * @param {AsyncIterable<Uint8Array>} source
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* cut(source, size) {
  let waiting = [];
  let held = 0;
  for await (let piece of source) {
    while (held + piece.length >= size) {
      const take = size - held;
      yield concat(...waiting, piece.subarray(0, take));
      piece = piece.subarray(take);
      [waiting, held] = [[], 0];
    }
    waiting.push(piece);
    held += piece.length;
  }
  yield concat(...waiting);
}

/**
 * Look at bytes on their way.
 * @param {AsyncIterable<Uint8Array>} source
 * @param {function(Uint8Array): (void|Promise<void>)} look
 */
export async function* tap(source, look) {
  for await (const piece of source) {
    await look(piece);
    yield piece;
  }
}

/** @returns {Promise<Uint8Array>} everything; only for small things */
export async function collect(source) {
  const pieces = [];
  for await (const piece of source) pieces.push(piece);
  return concat(...pieces);
}
