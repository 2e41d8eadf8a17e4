/** An officer's two key pairs: X25519 to receive, Ed25519 to sign. Private halves are non-extractable handles. */
import { concat, random, unhex } from "./bytes.js";
import { frame, sha256hex } from "./canonical.js";
import { checkEd25519, checkX25519 } from "./points.js";

export { checkEd25519, checkX25519 } from "./points.js";

// RFC 8410: a private key is these 16 bytes of DER and then the 32 bytes themselves.
const PKCS8 = {
  X25519: unhex("302e020100300506032b656e04220420"),
  Ed25519: unhex("302e020100300506032b657004220420"),
};
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(31));
const USES = { X25519: ["deriveBits"], Ed25519: ["sign"] };

/**
 * @param {"X25519"|"Ed25519"} name
 * @param {Uint8Array} bytes 32 private bytes
 * @returns {Promise<CryptoKey>} non-extractable
 */
export function importPrivate(name, bytes, extractable = false) {
  return crypto.subtle.importKey("pkcs8", concat(PKCS8[name], bytes), name, extractable, USES[name]);
}

/** X25519 of a private handle and a public key (RFC 7748). @returns {Promise<Uint8Array>} 32 bytes */
export async function agree(privateKey, publicBytes) {
  const peer = await crypto.subtle.importKey("raw", publicBytes, "X25519", false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, privateKey, 256));
}

/** @param {CryptoKey} privateKey X25519, may be non-extractable @returns {Promise<Uint8Array>} its public half */
export const kemPublic = (privateKey) => agree(privateKey, BASE_POINT);

async function sigPublic(bytes) {
  const jwk = await crypto.subtle.exportKey("jwk", await importPrivate("Ed25519", bytes, true));
  const binary = atob(jwk.x.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * @typedef {{kem: Uint8Array, sig: Uint8Array}} PublicKeys 32 bytes each
 * @typedef {{kem: CryptoKey, sig: CryptoKey, public: PublicKeys}} OfficerKeys non-extractable handles
 */

/**
 * @param {Uint8Array} kem 32 private bytes  @param {Uint8Array} sig 32 private bytes
 * @returns {Promise<OfficerKeys>}
 */
export async function keysFromBytes(kem, sig) {
  const [kemKey, sigKey] = await Promise.all([importPrivate("X25519", kem), importPrivate("Ed25519", sig)]);
  return { kem: kemKey, sig: sigKey, public: { kem: await kemPublic(kemKey), sig: await sigPublic(sig) } };
}

/**
 * Fresh keys for an officer. `secret` is only for `createKeystore`; wipe it with `wipe` right after.
 * @returns {Promise<{keys: OfficerKeys, secret: {kem: Uint8Array, sig: Uint8Array}}>}
 */
export async function generateKeys() {
  const secret = { kem: random(32), sig: random(32) };
  return { keys: await keysFromBytes(secret.kem, secret.sig), secret };
}

/** Overwrite private bytes that are no longer needed. @param {...Uint8Array} buffers */
export function wipe(...buffers) {
  for (const buffer of buffers) buffer.fill(0);
}

/** @param {PublicKeys} keys @returns {PublicKeys} the same, or refuses @throws {BadKey} */
export function checkPublicKeys(keys) {
  return { kem: checkX25519(keys.kem), sig: checkEd25519(keys.sig) };
}

/** @param {Uint8Array} sig Ed25519 public key @returns {Promise<string>} the name a signature carries, hex */
export const keyid = (sig) => sha256hex(frame("key", sig));
