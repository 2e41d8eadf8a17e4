/** Joining a country: the invitation code travels outside the hub and vouches for the newcomer's keys. */
import { equal, hex, utf8 } from "./bytes.js";
import { canonical, frame, sha256hex } from "./canonical.js";
import { keepInfo, unwrap, wrap } from "./hpke.js";
import { hkdf, hmac } from "./kdf.js";

const EMPTY = new Uint8Array(0);

/** @typedef {{kem: string, sig: string, officer: string, name: string}} Joining public keys in base64 */

/** @param {Uint8Array} code @returns {Promise<string>} what the hub may know of a code, to recognise its use */
export const codeHash = (code) => sha256hex(frame("invitation-code", code));

/**
 * Proof that whoever holds the code made these keys; the hub, which does not know the code, cannot slip in its own.
 * @param {Uint8Array} code 16 bytes
 * @param {Joining} joining
 * @returns {Promise<string>} hex
 */
export async function joinMac(code, hub, country, invitation, joining) {
  const key = await hkdf(code, EMPTY, frame("invitation", hub, country, invitation));
  return hex(await hmac(key, canonical(joining)));
}

/** @param {string} mac from the hub @returns {Promise<boolean>} */
export async function checkJoinMac(mac, code, hub, country, invitation, joining) {
  return equal(utf8(mac), utf8(await joinMac(code, hub, country, invitation, joining)));
}

/** Seal the code to the inviting officer's own key. @returns {Promise<Uint8Array>} 64 bytes */
export const keepCode = (kemPublic, code, hub, country, invitation) =>
  wrap(kemPublic, code, keepInfo(hub, country, invitation));

/** @param {CryptoKey} kem @returns {Promise<Uint8Array>} the 16 bytes again @throws {import("./errors.js").Refused} */
export const openKeptCode = (kem, sealed, hub, country, invitation) =>
  unwrap(kem, sealed, keepInfo(hub, country, invitation));
