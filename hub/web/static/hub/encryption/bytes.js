/** Bytes, hex and constant small conversions. Nothing secret is decided here. */

const encoder = new TextEncoder();

/** @param {string} text @returns {Uint8Array} UTF-8 */
export const utf8 = (text) => encoder.encode(text);

/** @param {...Uint8Array} parts @returns {Uint8Array} one after the other */
export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Compare without leaving early, so that timing tells nothing. @returns {boolean} */
export function equal(left, right) {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < left.length; i += 1) difference |= left[i] ^ right[i];
  return difference === 0;
}

/** @param {Uint8Array} bytes @returns {string} lower-case hex */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} text lower-case hex @returns {Uint8Array} */
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** @param {number} value @param {number} width bytes @returns {Uint8Array} big-endian */
export function bigEndian(value, width) {
  const bytes = new Uint8Array(width);
  let rest = BigInt(value);
  for (let i = width - 1; i >= 0; i -= 1) {
    bytes[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}

/** @param {Uint8Array} bytes @returns {bigint} read as little-endian (RFC 7748 and RFC 8032 field elements) */
export const littleEndian = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** @param {number} length @returns {Uint8Array} from the system's generator */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
