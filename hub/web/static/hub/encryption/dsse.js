/** DSSE v1 envelopes (https://github.com/secure-systems-lab/dsse) with Ed25519: verify, then parse those same bytes. */
import { concat, utf8 } from "./bytes.js";
import { b64, sha256hex, unb64 } from "./canonical.js";
import { BadFormat, BadSignature } from "./errors.js";
import { checkEd25519, checkSignatureForm } from "./points.js";
import { exact, hashHex, items, text } from "./fields.js";
import { keyid } from "./keys.js";

/** Payload types that exist; anything else is refused. */
export const EVENT = "application/vnd.hub.event+json";
export const CHAIN = "application/vnd.hub.chain+json";
export const RECEIPT = "application/vnd.hub.receipt+json";
export const RETRIEVAL = "application/vnd.hub.retrieval+json";
export const LAPSE = "application/vnd.hub.lapse+json";

const MAX_SIGNATURES = 32;

/** @typedef {{payload: string, payloadType: string, signatures: {keyid: string, sig: string}[]}} Envelope */

/** @returns {Uint8Array} pre-authentication encoding, the bytes that are signed */
export function pae(type, payload) {
  const typeBytes = utf8(type);
  return concat(utf8(`DSSEv1 ${typeBytes.length} `), typeBytes, utf8(` ${payload.length} `), payload);
}

/**
 * @param {string} type one of EVENT, CHAIN, RECEIPT, RETRIEVAL, LAPSE
 * @param {Uint8Array} payload
 * @param {import("./keys.js").OfficerKeys[]} signers
 * @returns {Promise<Envelope>}
 */
export async function sign(type, payload, signers) {
  const message = pae(type, payload);
  const signatures = signers.map(async (keys) => ({
    keyid: await keyid(keys.public.sig),
    sig: b64(new Uint8Array(await crypto.subtle.sign("Ed25519", keys.sig, message))),
  }));
  return { payload: b64(payload), payloadType: type, signatures: await Promise.all(signatures) };
}

/** Put a second officer's signature beside the first (policy 2). @returns {Promise<Envelope>} a new envelope */
export async function addSignature(envelope, keys) {
  const { type, payload } = peek(envelope);
  const added = await sign(type, payload, [keys]);
  return { ...envelope, signatures: [...envelope.signatures, ...added.signatures] };
}

/**
 * Look inside without any check of who signed.
 * @param {Envelope} envelope
 * @returns {{type: string, payload: Uint8Array}}
 * @throws {BadFormat} wrong-fields, bad-text, not-base64
 */
export function peek(envelope) {
  exact(envelope, ["payload", "payloadType", "signatures"]);
  return { type: text(envelope.payloadType), payload: unb64(envelope.payload) };
}

/** @param {Envelope} envelope @returns {Promise<string>} hex; signatures are not part of it */
export async function envelopeHash(envelope) {
  const { type, payload } = peek(envelope);
  return sha256hex(pae(type, payload));
}

function signaturesOf(envelope) {
  const listed = items(envelope.signatures);
  if (listed.length < 1 || listed.length > MAX_SIGNATURES) {
    throw new BadSignature("too-few-signatures", `1 to ${MAX_SIGNATURES} signatures are expected`);
  }
  const found = new Map();
  for (const entry of listed) {
    const name = hashHex(exact(entry, ["keyid", "sig"]).keyid);
    if (found.has(name)) throw new BadSignature("repeated-signer", "one key signed twice");
    found.set(name, unb64(entry.sig));
  }
  return found;
}

/** @param {Envelope} envelope @returns {string[]} keyids that claim to have signed, unverified @throws {Refused} */
export function signers(envelope) {
  peek(envelope);
  return [...signaturesOf(envelope).keys()];
}

/**
 * One Ed25519 signature, strictly (RFC 8032 section 5.1.7: s below the group order).
 * @throws {BadKey|BadSignature} bad-signature
 */
export async function verifySignature(publicKey, signature, message) {
  checkEd25519(publicKey);
  checkSignatureForm(signature);
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  if (!(await crypto.subtle.verify("Ed25519", key, signature, message))) {
    throw new BadSignature("bad-signature", "the signature does not verify");
  }
}

/**
 * Every signature present must be of a known key and verify: an envelope carries no ballast.
 * @param {Envelope} envelope
 * @param {string} type the only payload type accepted here
 * @param {Uint8Array[]} publicKeys Ed25519 keys that may sign
 * @param {number} threshold how many different ones must have signed
 * @returns {Promise<Uint8Array>} the payload that was verified: parse these bytes and no others
 * @throws {BadFormat|BadSignature|BadKey} wrong-payload-type, too-few-signatures, repeated-signer,
 *   unknown-signer, bad-signature
 */
export async function verify(envelope, type, publicKeys, threshold = 1) {
  const found = peek(envelope);
  if (found.type !== type) throw new BadFormat("wrong-payload-type", `${type} is expected`);
  const signatures = signaturesOf(envelope);
  if (signatures.size < Math.max(1, threshold)) {
    throw new BadSignature("too-few-signatures", `${threshold} different signers are needed`);
  }
  const message = pae(found.type, found.payload);
  const known = new Map(await Promise.all(publicKeys.map(async (key) => [await keyid(key), key])));
  for (const [name, signature] of signatures) {
    if (!known.has(name)) throw new BadSignature("unknown-signer", "signed with a key that may not sign here");
    await verifySignature(known.get(name), signature, message);
  }
  return found.payload;
}
