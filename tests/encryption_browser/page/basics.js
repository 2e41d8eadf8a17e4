/** Cases of the small formats; bytes come and go as hex. */
import * as hub from "/hub/encryption/index.js";
import { decapsulate, keySchedule } from "/hub/encryption/hpke.js";
import { hkdf } from "/hub/encryption/kdf.js";
import { agree as agreeWith, importPrivate } from "/hub/encryption/keys.js";
import { verifySignature } from "/hub/encryption/dsse.js";
import { sealStream } from "/hub/encryption/cobblestone.js";
import { Unpadder, pad } from "/hub/encryption/padding.js";
import { bytesFrom, collect } from "/hub/encryption/source.js";

const { hex, unhex } = hub;
const fieldOf = ({ hex: bytes, text, int }) => (bytes === undefined ? (text ?? int) : unhex(bytes));

export const canonical = ({ value }) => hex(hub.canonical(value));
export const reparse = ({ hex: bytes }) => hex(hub.canonical(hub.parse(unhex(bytes))));
export const base64 = ({ text, length }) => hex(hub.unb64(text, length ?? undefined));
export const frame = ({ label, fields }) => hex(hub.frame(label, ...fields.map(fieldOf)));
export const padme = ({ length }) => hub.padme(length);
export const keyid = ({ sig }) => hub.keyid(unhex(sig));
export const commitment = ({ body }) => hub.commitment(body);
export const human = ({ bytes, prefix }) => hub.human(unhex(bytes), prefix);
export const parseCode = async ({ text, prefix }) => hex(await hub.parseCode(text, prefix));
export const checkEd25519 = ({ key }) => hex(hub.checkEd25519(unhex(key)));
export const checkX25519 = ({ key }) => hex(hub.checkX25519(unhex(key)));
export const hkdf32 = async ({ ikm, salt, info, length }) => hex(await hkdf(unhex(ikm), unhex(salt), unhex(info), length));
export const sha256 = ({ bytes, cuts }) => {
  const [data, digest] = [unhex(bytes), new hub.Sha256()];
  [0, ...cuts].forEach((from, i) => digest.update(data.subarray(from, cuts[i] ?? data.length)));
  return digest.hex();
};

export async function verifyEd25519({ key, signature, message }) {
  await verifySignature(unhex(key), unhex(signature), unhex(message));
  return true;
}

export async function signEd25519({ secret, message }) {
  const { keys } = { keys: await hub.keysFromBytes(unhex(secret), unhex(secret)) };
  const signature = await crypto.subtle.sign("Ed25519", keys.sig, unhex(message));
  return { key: hex(keys.public.sig), signature: hex(new Uint8Array(signature)) };
}

export async function hpkeSchedule({ secret, enc, info }) {
  const shared = await decapsulate(await importPrivate("X25519", unhex(secret)), unhex(enc));
  const { key, nonce } = await keySchedule(shared, unhex(info));
  return { shared: hex(shared), key: hex(key), nonce: hex(nonce) };
}

export const wrap = async ({ key, secret, info }) => hex(await hub.wrap(unhex(key), unhex(secret), unhex(info)));

export async function unwrap({ secret, wrapped, info }) {
  return hex(await hub.unwrap(await importPrivate("X25519", unhex(secret)), unhex(wrapped), unhex(info)));
}

export const rawSeal = async ({ data, key, context, salt }) =>
  hex(await collect(sealStream(bytesFrom(unhex(data)), unhex(key), unhex(context), salt && unhex(salt))));

export const rawOpen = async ({ sealed, key, context }) =>
  hex(await hub.openBytes(unhex(sealed), unhex(key), unhex(context)));

export async function padded({ data }) {
  const bytes = unhex(data);
  return hex(await collect(pad(bytesFrom(bytes), bytes.length)));
}

/** Fed one byte at a time, the hardest way to cut it. */
export function unpadded({ padded: bytes }) {
  const unpadder = new Unpadder();
  const data = Array.from(unhex(bytes), (byte) => hex(unpadder.update(Uint8Array.of(byte)))).join("");
  unpadder.finish();
  return data;
}

export async function partOpen({ hub: name, stream, event, n, sender_sig, key, sealed }) {
  const context = hub.partContext(name, stream, event, n, unhex(sender_sig));
  const [digest, origin] = [new hub.Sha256(), hub.unb64(sealed)];
  let size = 0;
  for await (const piece of hub.openPart({ origin, key: unhex(key), context })) {
    digest.update(piece);
    size += piece.length;
  }
  return { context: hex(context), size, sha256: digest.hex(), root: await hub.blocksRoot(origin) };
}

export const partRoot = ({ sealed }) => hub.blocksRoot(unhex(sealed));
export const sizes = ({ size }) => ({ padded: hub.paddedSize(size), sealed: hub.sealedSize(hub.paddedSize(size)) });

export const agree = async ({ scalar, u }) => hex(await agreeWith(await importPrivate("X25519", unhex(scalar)), unhex(u)));

export async function sameSeal({ data, key, context, sealed }) {
  const salt = unhex(sealed.slice(0, 48));
  return (await rawSeal({ data, key, context, salt: hex(salt) })) === sealed;
}
