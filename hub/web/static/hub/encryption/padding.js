/** Padmé padding: the hub learns the size of a sealed part only up to about 12 percent, and never its last digits. */
import { bigEndian } from "./bytes.js";
import { BadFormat, Tampered } from "./errors.js";

export const HEADER = 8;
const ZEROS = 1 << 20;
const MAX_SIZE = 2n ** 50n;

const bitLength = (value) => value.toString(2).length;

/** @param {number} length bytes @returns {number} the padded length (Padmé, PETS 2019, section 4) */
export function padme(length) {
  if (length < 2) return length;
  const exponent = bitLength(length) - 1;
  const mask = (1n << BigInt(exponent - bitLength(exponent))) - 1n;
  return Number((BigInt(length) + mask) & ~mask);
}

/** @param {number} size true bytes @returns {number} bytes after padding, header included */
export const paddedSize = (size) => padme(HEADER + size);

/**
 * @param {AsyncIterable<Uint8Array>} source exactly `size` bytes
 * @param {number} size
 * @returns {AsyncGenerator<Uint8Array>} u64 length, data, zeros
 * @throws {BadFormat} size-changed if the source gives another number of bytes
 */
export async function* pad(source, size) {
  yield bigEndian(size, HEADER);
  let seen = 0;
  for await (const piece of source) {
    seen += piece.length;
    yield piece;
  }
  if (seen !== size) throw new BadFormat("size-changed", "the file changed while it was being sealed");
  for (let left = paddedSize(size) - HEADER - size; left > 0; left -= ZEROS) yield new Uint8Array(Math.min(left, ZEROS));
}

const refuse = (why) => new Tampered("bad-padding", why);

/** Takes padding off as pieces arrive; nothing may be used before `finish`. */
export class Unpadder {
  constructor() {
    this.head = [];
    this.size = null;
    this.total = 0;
    this.given = 0;
  }

  /** @param {Uint8Array} piece @returns {Uint8Array} the part of it that is data @throws {Tampered} bad-padding */
  update(piece) {
    const skip = Math.max(0, Math.min(HEADER - this.total, piece.length));
    this.head.push(...piece.subarray(0, skip));
    this.total += piece.length;
    if (this.size === null && this.head.length === HEADER) this.#readHeader();
    const rest = piece.subarray(skip);
    const data = rest.subarray(0, Math.max(0, Math.min(rest.length, (this.size ?? 0) - this.given)));
    this.given += data.length;
    if (rest.subarray(data.length).some((byte) => byte !== 0)) throw refuse("padding is not zero");
    return data;
  }

  /** @returns {number} true size @throws {Tampered} bad-padding */
  finish() {
    if (this.size === null || this.given !== this.size) throw refuse("shorter than its stated length");
    if (this.total !== paddedSize(this.size)) throw refuse("not the padded length");
    return this.size;
  }

  #readHeader() {
    const size = new DataView(Uint8Array.from(this.head).buffer).getBigUint64(0);
    if (size > MAX_SIZE) throw refuse("stated length is impossible");
    this.size = Number(size);
  }
}
