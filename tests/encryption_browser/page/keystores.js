/** Cases of keystores, seeds and invitations. */
import * as hub from "/hub/encryption/index.js";
import { importPrivate } from "/hub/encryption/keys.js";

const { b64, hex, unb64, unhex } = hub;

async function shown({ officer, country, fingerprint, kem, sig, public: made }) {
  return { officer, country, fingerprint, kem: b64(made.kem), sig: b64(made.sig),
    extractable: kem.extractable || sig.extractable };
}

export async function createKeystore({ secret, accountSecret, recoveryCode, ...request }) {
  const keystore = await hub.createKeystore({ ...request, accountSecret: unb64(accountSecret),
    recoveryCode: unb64(recoveryCode), secret: { kem: unb64(secret.kem), sig: unb64(secret.sig) } });
  return keystore;
}

export const unlockPassphrase = async ({ keystore, passphrase, accountSecret }) =>
  shown(await hub.unlockPassphrase(keystore, passphrase, unb64(accountSecret)));

export const unlockRecovery = async ({ keystore, recoveryCode }) =>
  shown(await hub.unlockRecovery(keystore, unb64(recoveryCode)));

export const unlockPasskey = async ({ keystore, credential, prf }) =>
  shown(await hub.unlockPasskey(keystore, unb64(credential), unb64(prf)));

export async function renewed({ keystore, recoveryCode, fresh, fingerprint }) {
  const vaultKey = await hub.vaultKeyByRecovery(keystore, unb64(recoveryCode));
  const trusting = await hub.retrust({ keystore, vaultKey, fingerprint });
  return hub.renewRecovery({ keystore: trusting, vaultKey, recoveryCode: unb64(fresh) });
}

export async function withPasskey({ keystore, recoveryCode, ...passkey }) {
  const vaultKey = await hub.vaultKeyByRecovery(keystore, unb64(recoveryCode));
  const [credential, prf, salt] = ["credential", "prf", "salt"].map((name) => unb64(passkey[name]));
  return hub.addPasskey({ keystore, vaultKey, credential, prf, salt, label: passkey.label, made: passkey.made });
}

export async function changePassphrase({ keystore, recoveryCode, passphrase, accountSecret }) {
  const vaultKey = await hub.vaultKeyByRecovery(keystore, unb64(recoveryCode));
  return hub.changePassphrase({ keystore, vaultKey, passphrase, accountSecret: unb64(accountSecret) });
}

export const joinMac = ({ code, hub: name, country, invitation, joining }) =>
  hub.joinMac(unb64(code), name, country, invitation, joining);

export const codeHash = ({ code }) => hub.codeHash(unb64(code));

export async function keptCode({ secret, sealed, hub: name, country, invitation }) {
  return b64(await hub.openKeptCode(await importPrivate("X25519", unb64(secret)), unb64(sealed), name, country, invitation));
}

export async function openSeeds({ secret, expected, ...request }) {
  const known = expected && new Map(Object.entries(expected).map(([g, kem]) => [Number(g), unb64(kem)]));
  const kem = await importPrivate("X25519", unb64(secret));
  const keys = await hub.FocalPointKeys.open({ ...request, kem, expected: known });
  return Object.fromEntries([...keys.generations].map(([g, one]) => [g, b64(one.public)]));
}

export async function seed({ hub: name, focal_point, generation, seed: bytes, box }) {
  const key = new hub.FocalPointKey(name, focal_point, generation, unhex(bytes));
  return { kem: hex(await key.kemPublic()), previous: box ? hex(await key.openBox(unb64(box))) : null };
}
