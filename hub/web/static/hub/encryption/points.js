/**
 * Curve points that are refused on sight. Libraries accept them all, and with a small-order
 * Ed25519 key one constant signature fits every message.
 */
import { littleEndian } from "./bytes.js";
import { BadKey, BadSignature } from "./errors.js";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const EDWARDS_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const EDWARDS_SMALL = new Set([0n, 1n, P - 1n, EDWARDS_8, P - EDWARDS_8]);
const MONTGOMERY_SMALL = new Set([
  0n,
  1n,
  P - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

function refuseLength(bytes) {
  if (!(bytes instanceof Uint8Array) || bytes.length !== 32) throw new BadKey("wrong-length", "a public key has 32 bytes");
}

/** @param {Uint8Array} bytes Ed25519 public key (RFC 8032 section 5.1.2) @returns {Uint8Array} @throws {BadKey} */
export function checkEd25519(bytes) {
  refuseLength(bytes);
  const y = littleEndian(bytes) & (2n ** 255n - 1n);
  if (y >= P) throw new BadKey("not-canonical", "this Ed25519 key has a second spelling");
  if (EDWARDS_SMALL.has(y)) throw new BadKey("low-order", "this Ed25519 key is a point of small order");
  return bytes;
}

/** @param {Uint8Array} bytes X25519 public key (RFC 7748 section 5) @returns {Uint8Array} @throws {BadKey} */
export function checkX25519(bytes) {
  refuseLength(bytes);
  const u = littleEndian(bytes);
  if (u >= P) throw new BadKey("not-canonical", "this X25519 key has a second spelling");
  if (MONTGOMERY_SMALL.has(u)) throw new BadKey("low-order", "this X25519 key is a point of small order");
  return bytes;
}

/** @param {Uint8Array} signature Ed25519, 64 bytes; s must be below the group order (RFC 8032 section 5.1.7) */
export function checkSignatureForm(signature) {
  if (signature.length !== 64 || littleEndian(signature.subarray(32)) >= ORDER) {
    throw new BadSignature("bad-signature", "not a well-formed Ed25519 signature");
  }
}
