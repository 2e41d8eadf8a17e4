/** HKDF and HMAC on WebCrypto (RFC 5869, RFC 2104), and AES-256-GCM with refusals instead of DOM exceptions. */
import { concat, random } from "./bytes.js";
import { Tampered } from "./errors.js";

const EMPTY = new Uint8Array(0);

/** @returns {Promise<Uint8Array>} HMAC of `message`; `hash` "SHA-256" or "SHA-512" */
export async function hmac(key, message, hash = "SHA-256") {
  // WebCrypto refuses an empty HMAC key; RFC 2104 pads keys with zeros, so one zero byte is the same key.
  const raw = key.length === 0 ? new Uint8Array(1) : key;
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
}

/** @returns {Promise<Uint8Array>} HKDF-Expand alone (RFC 5869 section 2.3), for keys that are already uniform */
export async function expand(prk, info, length, hash = "SHA-256") {
  let [block, out] = [EMPTY, EMPTY];
  for (let counter = 1; out.length < length; counter += 1) {
    block = await hmac(prk, concat(block, info, Uint8Array.of(counter)), hash);
    out = concat(out, block);
  }
  return out.slice(0, length);
}

/** @returns {Promise<Uint8Array>} HKDF-SHA256 of `ikm` */
export async function hkdf(ikm, salt, info, length = 32) {
  return expand(await hmac(salt, ikm), info, length);
}

const gcmKey = (key, use) => crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);

/** @returns {Promise<{nonce: Uint8Array, ct: Uint8Array}>} under a fresh random 96-bit nonce */
export async function gcmSeal(key, plaintext, additionalData) {
  const nonce = random(12);
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData };
  const ct = await crypto.subtle.encrypt(algorithm, await gcmKey(key, "encrypt"), plaintext);
  return { nonce, ct: new Uint8Array(ct) };
}

/**
 * @param {string} code slug of the refusal if the tag does not fit
 * @returns {Promise<Uint8Array>}
 * @throws {Tampered} with `code`
 */
export async function gcmOpen(key, nonce, ct, additionalData, code) {
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, await gcmKey(key, "decrypt"), ct));
  } catch {
    throw new Tampered(code, "does not open with this key");
  }
}
