/**
 * Passkeys that open the keystore: the authenticator's `prf` answer (WebAuthn level 3) wraps the vault key.
 * The credential is made and asked here only; nothing of it is sent to the hub, which could not check it anyway.
 */
import { random } from "../encryption/index.js";
import { about } from "./page.js";

const TIMEOUT = 120_000;
const ALGORITHMS = [-7, -8, -257].map((alg) => ({ type: "public-key", alg }));

/** The browser or the authenticator cannot do this, or the person stopped it. */
export class NoPasskey extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export const supported = () => Boolean(globalThis.PublicKeyCredential && navigator.credentials);

const inUrl = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function stopped(error) {
  throw error.name === "NotAllowedError" ? new NoPasskey("passkey-stopped") : error;
}

/** @returns {?Uint8Array} 32 bytes */
function answered(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  return first ? new Uint8Array(first) : null;
}

/**
 * @param {{credential: Uint8Array, salt: Uint8Array}[]} listed the keystore's passkeys
 * @returns {Promise<{credential: Uint8Array, prf: Uint8Array}>} @throws {NoPasskey} passkey-none, passkey-stopped, passkey-no-prf
 */
export async function askPasskey(listed) {
  if (listed.length === 0 || !supported()) throw new NoPasskey("passkey-none");
  const salts = Object.fromEntries(listed.map(({ credential, salt }) => [inUrl(credential), { first: salt }]));
  const found = await navigator.credentials.get({ publicKey: {
    challenge: random(32), timeout: TIMEOUT, userVerification: "required",
    allowCredentials: listed.map(({ credential }) => ({ type: "public-key", id: credential })),
    extensions: { prf: { evalByCredential: salts } },
  } }).catch(stopped);
  const prf = answered(found);
  if (!prf) throw new NoPasskey("passkey-no-prf");
  return { credential: new Uint8Array(found.rawId), prf };
}

/**
 * @param {string} name shown by the authenticator
 * @returns {Promise<{credential: Uint8Array, salt: Uint8Array, prf: Uint8Array}>} @throws {NoPasskey}
 */
export async function makePasskey(name) {
  if (!supported()) throw new NoPasskey("passkey-none");
  const salt = random(32);
  // A handle of its own, so that it does not replace the passkey for signing in.
  const user = { id: random(32), name, displayName: name };
  const made = await navigator.credentials.create({ publicKey: {
    challenge: random(32), rp: { name: about().hub }, user, pubKeyCredParams: ALGORITHMS, timeout: TIMEOUT,
    authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
    extensions: { prf: { eval: { first: salt } } },
  } }).catch(stopped);
  const credential = new Uint8Array(made.rawId);
  if (!made.getClientExtensionResults().prf?.enabled) throw new NoPasskey("passkey-no-prf");
  const prf = answered(made) ?? (await askPasskey([{ credential, salt }])).prf;
  return { credential, salt, prf };
}
