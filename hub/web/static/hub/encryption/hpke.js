/** HPKE base mode (RFC 9180), one suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
import { bigEndian, concat, random, utf8 } from "./bytes.js";
import { frame } from "./canonical.js";
import { BadFormat, Tampered } from "./errors.js";
import { expand, hmac } from "./kdf.js";
import { agree, checkX25519, importPrivate, kemPublic, wipe } from "./keys.js";

const EMPTY = new Uint8Array(0);
const KEM = concat(utf8("KEM"), bigEndian(0x0020, 2));
const SUITE = concat(utf8("HPKE"), bigEndian(0x0020, 2), bigEndian(0x0001, 2), bigEndian(0x0002, 2));
const VERSION = utf8("HPKE-v1");
const ENC = 32;
const TAG = 16;

const labeledExtract = (suite, salt, label, ikm) => hmac(salt, concat(VERSION, suite, utf8(label), ikm));

const labeledExpand = (suite, prk, label, info, length) =>
  expand(prk, concat(bigEndian(length, 2), VERSION, suite, utf8(label), info), length);

async function sharedSecret(dh, enc, recipient) {
  const prk = await labeledExtract(KEM, EMPTY, "eae_prk", dh);
  return labeledExpand(KEM, prk, "shared_secret", concat(enc, recipient), 32);
}

/**
 * RFC 9180 section 5.1, mode base.
 * @returns {Promise<{key: Uint8Array, nonce: Uint8Array}>} AEAD key and base nonce; this module seals one message only
 */
export async function keySchedule(shared, info) {
  const pskId = await labeledExtract(SUITE, EMPTY, "psk_id_hash", EMPTY);
  const infoHash = await labeledExtract(SUITE, EMPTY, "info_hash", info);
  const context = concat(Uint8Array.of(0), pskId, infoHash);
  const secret = await labeledExtract(SUITE, shared, "secret", EMPTY);
  return {
    key: await labeledExpand(SUITE, secret, "key", context, 32),
    nonce: await labeledExpand(SUITE, secret, "base_nonce", context, 12),
  };
}

/** @returns {Promise<Uint8Array>} the KEM shared secret of `enc` for this private key (RFC 9180 section 4.1) */
export async function decapsulate(privateKey, enc) {
  checkX25519(enc);
  return sharedSecret(await agree(privateKey, enc), enc, await kemPublic(privateKey));
}

async function aead(schedule, use) {
  return crypto.subtle.importKey("raw", schedule.key, "AES-GCM", false, [use]);
}

/**
 * Seal a short secret to one public key.
 * @param {Uint8Array} publicKey X25519, 32 bytes
 * @param {Uint8Array} secret usually 32 bytes
 * @param {Uint8Array} info what the wrap is for; the same bytes are needed to open it
 * @returns {Promise<Uint8Array>} 32 bytes encapsulation, then ciphertext with tag (80 bytes for a 32-byte secret)
 * @throws {BadKey}
 */
export async function wrap(publicKey, secret, info) {
  checkX25519(publicKey);
  const seed = random(32);
  const ephemeral = await importPrivate("X25519", seed);
  wipe(seed);
  const enc = await kemPublic(ephemeral);
  const schedule = await keySchedule(await sharedSecret(await agree(ephemeral, publicKey), enc, publicKey), info);
  const algorithm = { name: "AES-GCM", iv: schedule.nonce };
  const ct = await crypto.subtle.encrypt(algorithm, await aead(schedule, "encrypt"), secret);
  return concat(enc, new Uint8Array(ct));
}

/**
 * @param {CryptoKey} privateKey X25519, may be non-extractable
 * @param {Uint8Array} wrapped from `wrap`
 * @param {Uint8Array} info
 * @returns {Promise<Uint8Array>} the secret
 * @throws {BadFormat} wrong-length @throws {Tampered} wrap-does-not-open @throws {BadKey}
 */
export async function unwrap(privateKey, wrapped, info) {
  if (wrapped.length <= ENC + TAG) throw new BadFormat("wrong-length", "too short for a wrapped key");
  const schedule = await keySchedule(await decapsulate(privateKey, wrapped.slice(0, ENC)), info);
  const algorithm = { name: "AES-GCM", iv: schedule.nonce };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, await aead(schedule, "decrypt"), wrapped.slice(ENC)));
  } catch {
    throw new Tampered("wrap-does-not-open", "this wrap was not made for this key and purpose");
  }
}

/** @returns {Uint8Array} `info` of an event key wrapped to one focal point */
export const wrapInfo = (hub, stream, event, focalPoint, generation) =>
  frame("wrap", hub, stream, event, focalPoint, generation);

/** @returns {Uint8Array} `info` of a focal point seed wrapped to one officer */
export const seedInfo = (hub, country, focalPoint, generation, officer) =>
  frame("seed", hub, country, focalPoint, generation, officer);

/** @returns {Uint8Array} `info` of an invitation code that an administrator keeps */
export const keepInfo = (hub, country, invitation) => frame("invitation-keep", hub, country, invitation);
