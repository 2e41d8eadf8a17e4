/**
 * The keystore: an officer's private keys, sealed on the device; the hub stores it unread.
 * A random vault key seals the keys; passphrase with account secret, a printed recovery code,
 * and passkeys whose authenticator answers the `prf` extension (WebAuthn level 3) each unlock it.
 */
import { concat, equal, random, utf8 } from "./bytes.js";
import { b64, canonical, frame, parse, unb64 } from "./canonical.js";
import { BadFormat, Downgrade, Tampered } from "./errors.js";
import { country, exact, hashHex, isObject, items, oneOf, text, time, uuid, versioned, whole } from "./fields.js";
import { gcmOpen, gcmSeal, hkdf } from "./kdf.js";
import { keysFromBytes, wipe } from "./keys.js";

/** PBKDF2-SHA256 floor (OWASP, 2023) and the ceiling above which opening would only stall the device. */
export const MIN_ITERATIONS = 600_000;
export const MAX_ITERATIONS = 10_000_000;

const KDF = "PBKDF2-SHA256";
const SALT = 16;
const CODE = 16;
const PRF = 32;
const MOST_PASSKEYS = 8;
// What Python's str.isprintable refuses: control, format and private characters, separators but the space.
const UNPRINTABLE = /\p{C}|(?! )\p{Z}/u;

/**
 * @typedef {{v: 1, hub: string, officer: string, vault: {nonce: string, ct: string}, unlockers: object[]}} Keystore
 * @typedef {{officer: string, country: string, fingerprint: ?string, kem: CryptoKey, sig: CryptoKey,
 *   public: import("./keys.js").PublicKeys}} Unlocked also usable wherever OfficerKeys are wanted
 */

function checkIterations(iterations) {
  whole(iterations);
  if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
    throw new Downgrade("iterations", `PBKDF2 with ${MIN_ITERATIONS} to ${MAX_ITERATIONS} iterations only`);
  }
}

function checkCode(code) {
  if (code.length !== CODE) throw new BadFormat("bad-code", "a code has 16 bytes");
}

/**
 * @param {*} keystore
 * @returns {Keystore} the same, if its form is right and no work factor was lowered
 * @throws {BadFormat|Downgrade} unlockers-missing, unknown-kdf, iterations …
 */
export function checkKeystore(keystore) {
  versioned(keystore, ["hub", "officer", "vault", "unlockers"]);
  text(keystore.hub);
  uuid(keystore.officer);
  exact(keystore.vault, ["nonce", "ct"]);
  const kinds = items(keystore.unlockers).map((one) => (isObject(one) ? one.kind : null));
  if (kinds[0] !== "passphrase" || kinds[1] !== "recovery") {
    throw new BadFormat("unlockers-missing", "a keystore has a passphrase and a recovery unlocker");
  }
  const [lock, recovery, ...passkeys] = keystore.unlockers;
  exact(lock, ["kind", "kdf", "iterations", "salt", "nonce", "ct"]);
  if (lock.kdf !== KDF) throw new Downgrade("unknown-kdf", `only ${KDF} is understood`);
  checkIterations(lock.iterations);
  exact(recovery, ["kind", "salt", "nonce", "ct"]);
  checkPasskeys(passkeys);
  return keystore;
}

function checkPasskeys(listed) {
  const credentials = listed.map((one) => {
    exact(one, ["kind", "credential", "label", "made", "salt", "nonce", "ct"]);
    oneOf(one.kind, ["passkey"]);
    if (UNPRINTABLE.test(text(one.label, { longest: 80 }))) {
      throw new BadFormat("bad-text", "a passkey's name is one line of printable letters");
    }
    time(one.made);
    unb64(one.salt, PRF);
    unb64(text(one.credential, { longest: 1400 }));
    return one.credential;
  });
  if (new Set(credentials).size !== listed.length || listed.length > MOST_PASSKEYS) {
    throw new BadFormat("bad-passkeys", `each passkey once, and ${MOST_PASSKEYS} at most`);
  }
}

async function sealed(key, data, info) {
  const { nonce, ct } = await gcmSeal(key, data, info);
  return { nonce: b64(nonce), ct: b64(ct) };
}

const unsealed = (key, { nonce, ct }, info, code) => gcmOpen(key, unb64(nonce, 12), unb64(ct), info, code);

async function passphraseKek(passphrase, accountSecret, salt, iterations, info) {
  checkCode(accountSecret);
  checkIterations(iterations);
  const typed = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveBits"]);
  const stretch = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  const stretched = new Uint8Array(await crypto.subtle.deriveBits(stretch, typed, 256));
  return hkdf(concat(stretched, accountSecret), salt, info);
}

async function lockByPassphrase({ hub, officer, passphrase, accountSecret, iterations = MIN_ITERATIONS }, vaultKey) {
  const [salt, info] = [random(SALT), frame("keystore-passphrase", hub, officer, iterations)];
  const kek = await passphraseKek(passphrase, accountSecret, salt, iterations, info);
  return { kind: "passphrase", kdf: KDF, iterations, salt: b64(salt), ...(await sealed(kek, vaultKey, info)) };
}

async function lockByRecovery({ hub, officer, recoveryCode }, vaultKey) {
  checkCode(recoveryCode);
  const [salt, info] = [random(SALT), frame("keystore-recovery", hub, officer)];
  const kek = await hkdf(recoveryCode, salt, info);
  return { kind: "recovery", salt: b64(salt), ...(await sealed(kek, vaultKey, info)) };
}

/**
 * @param {{hub: string, officer: string, secret: {kem: Uint8Array, sig: Uint8Array}, passphrase: string,
 *   accountSecret: Uint8Array, recoveryCode: Uint8Array, country: string, fingerprint: ?string,
 *   iterations?: number}} request `secret` from `generateKeys`; wipe it afterwards
 * @returns {Promise<Keystore>} plain JSON for the hub to store
 * @throws {BadFormat|Downgrade}
 */
export async function createKeystore(request) {
  const { hub, officer, secret } = request;
  const content = { officer, kem: b64(secret.kem), sig: b64(secret.sig), country: request.country,
    fingerprint: request.fingerprint ?? null };
  checkContent(content, officer);
  const vaultKey = random(32);
  const vault = await sealed(vaultKey, canonical(content), frame("vault", hub, officer));
  const unlockers = [await lockByPassphrase(request, vaultKey), await lockByRecovery(request, vaultKey)];
  wipe(vaultKey);
  return { v: 1, hub, officer, vault, unlockers };
}

function checkContent(content, officer) {
  exact(content, ["officer", "kem", "sig", "country", "fingerprint"]);
  if (uuid(content.officer) !== officer) throw new Tampered("another-officer", "this vault is another officer's");
  [content.kem, content.sig].forEach((key) => unb64(key, 32));
  if (content.fingerprint !== null) hashHex(content.fingerprint);
  country(content.country);
}

async function openVault(keystore, vaultKey) {
  const { hub, officer, vault } = keystore;
  const bytes = await unsealed(vaultKey, vault, frame("vault", hub, officer), "vault-does-not-open");
  const content = parse(bytes);
  checkContent(content, officer);
  const [kem, sig] = [unb64(content.kem), unb64(content.sig)];
  const keys = await keysFromBytes(kem, sig);
  wipe(bytes, kem, sig);
  return { officer, country: content.country, fingerprint: content.fingerprint, ...keys };
}

/** @returns {Promise<Uint8Array>} the vault key, for `changePassphrase` only @throws {Tampered} wrong-passphrase */
export async function vaultKeyByPassphrase(keystore, passphrase, accountSecret) {
  const { hub, officer, unlockers: [lock] } = checkKeystore(keystore);
  const info = frame("keystore-passphrase", hub, officer, lock.iterations);
  const kek = await passphraseKek(passphrase, accountSecret, unb64(lock.salt, SALT), lock.iterations, info);
  return unsealed(kek, lock, info, "wrong-passphrase");
}

/** @returns {Promise<Uint8Array>} the vault key, for `changePassphrase` only @throws {Tampered} wrong-recovery-code */
export async function vaultKeyByRecovery(keystore, recoveryCode) {
  const { hub, officer, unlockers: [, lock] } = checkKeystore(keystore);
  const info = frame("keystore-recovery", hub, officer);
  return unsealed(await hkdf(recoveryCode, unb64(lock.salt, SALT), info), lock, info, "wrong-recovery-code");
}

/**
 * @param {Keystore} keystore @param {string} passphrase @param {Uint8Array} accountSecret 16 bytes
 * @returns {Promise<Unlocked>} keys as non-extractable handles
 * @throws {Tampered|Downgrade|BadFormat} wrong-passphrase, iterations, vault-does-not-open …
 */
export const unlockPassphrase = async (keystore, passphrase, accountSecret) =>
  openVault(keystore, await vaultKeyByPassphrase(keystore, passphrase, accountSecret));

/** @param {Uint8Array} recoveryCode 16 bytes @returns {Promise<Unlocked>} @throws {Tampered} wrong-recovery-code */
export const unlockRecovery = async (keystore, recoveryCode) =>
  openVault(keystore, await vaultKeyByRecovery(keystore, recoveryCode));

/** @param {Keystore} keystore @returns {{credential: Uint8Array, salt: Uint8Array, label: string, made: string}[]} */
export const passkeysOf = (keystore) => checkKeystore(keystore).unlockers.slice(2)
  .map(({ credential, salt, label, made }) => ({ credential: unb64(credential), salt: unb64(salt, PRF), label, made }));

const passkeyInfo = ({ hub, officer }, credential) => frame("keystore-passkey", hub, officer, credential);

function passkeyKek(prf, salt, info) {
  if (prf.length !== PRF || salt.length !== PRF) throw new BadFormat("bad-passkey", "a passkey answers with 32 bytes");
  return hkdf(prf, salt, info);
}

/**
 * @param {Keystore} keystore @param {Uint8Array} credential its id
 * @param {Uint8Array} prf 32 bytes that the authenticator answered to the passkey's salt
 * @returns {Promise<Uint8Array>} the vault key @throws {BadFormat|Tampered} no-such-passkey, wrong-passkey
 */
export async function vaultKeyByPasskey(keystore, credential, prf) {
  const lock = checkKeystore(keystore).unlockers.slice(2).find((one) => equal(unb64(one.credential), credential));
  if (!lock) throw new BadFormat("no-such-passkey", "this passkey does not belong to the keystore");
  const info = passkeyInfo(keystore, credential);
  return unsealed(await passkeyKek(prf, unb64(lock.salt, PRF), info), lock, info, "wrong-passkey");
}

/** @returns {Promise<Unlocked>} @throws {BadFormat|Tampered} no-such-passkey, wrong-passkey */
export const unlockPasskey = async (keystore, credential, prf) =>
  openVault(keystore, await vaultKeyByPasskey(keystore, credential, prf));

async function proved(keystore, vaultKey) {
  checkKeystore(keystore);
  await openVault(keystore, vaultKey);
  return keystore;
}

/**
 * New passphrase (and account secret), same vault and other unlockers.
 * @param {{keystore: Keystore, vaultKey: Uint8Array, passphrase: string, accountSecret: Uint8Array,
 *   iterations?: number}} request
 * @returns {Promise<Keystore>}
 */
export async function changePassphrase({ keystore, vaultKey, ...request }) {
  const { hub, officer, unlockers: [, ...others] } = await proved(keystore, vaultKey);
  const lock = await lockByPassphrase({ ...request, hub, officer }, vaultKey);
  return { ...keystore, unlockers: [lock, ...others] };
}

/** A new recovery code; the old one opens nothing more. @param {Uint8Array} recoveryCode 16 bytes @returns {Promise<Keystore>} */
export async function renewRecovery({ keystore, vaultKey, recoveryCode }) {
  const { hub, officer, unlockers: [first, , ...passkeys] } = await proved(keystore, vaultKey);
  const lock = await lockByRecovery({ hub, officer, recoveryCode }, vaultKey);
  return { ...keystore, unlockers: [first, lock, ...passkeys] };
}

/**
 * One more passkey.
 * @param {{keystore: Keystore, vaultKey: Uint8Array, credential: Uint8Array, prf: Uint8Array, salt: Uint8Array,
 *   label: string, made: string}} request `prf` answers to `salt`, 32 bytes each
 * @returns {Promise<Keystore>}
 */
export async function addPasskey({ keystore, vaultKey, credential, prf, salt, label, made }) {
  await proved(keystore, vaultKey);
  const info = passkeyInfo(keystore, credential);
  const head = { kind: "passkey", credential: b64(credential), label, made, salt: b64(salt) };
  const lock = { ...head, ...(await sealed(await passkeyKek(prf, salt, info), vaultKey, info)) };
  return checkKeystore({ ...keystore, unlockers: [...keystore.unlockers, lock] });
}

/** @param {Keystore} keystore @param {Uint8Array} credential @returns {Keystore} without that passkey */
export function dropPasskey(keystore, credential) {
  const left = checkKeystore(keystore).unlockers.filter((one) => one.credential !== b64(credential));
  return { ...keystore, unlockers: left };
}

/** The own country's fingerprint after the officer compared another one. @returns {Promise<Keystore>} */
export async function retrust({ keystore, vaultKey, fingerprint }) {
  const { hub, officer, vault } = checkKeystore(keystore);
  const info = frame("vault", hub, officer);
  const bytes = await unsealed(vaultKey, vault, info, "vault-does-not-open");
  const content = { ...parse(bytes), fingerprint: hashHex(fingerprint) };
  checkContent(content, officer);
  const changed = { ...keystore, vault: await sealed(vaultKey, canonical(content), info) };
  wipe(bytes);
  return changed;
}
