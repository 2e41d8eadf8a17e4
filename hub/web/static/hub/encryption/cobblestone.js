/**
 * C2SP chunked-encryption, instance Cobblestone-256 (SHA-512, AES-256-GCM): https://c2sp.org/chunked-encryption
 * Streams in both directions, commits to its key, and a missing end is noticed.
 */
import { concat, equal, random, utf8 } from "./bytes.js";
import { Tampered } from "./errors.js";
import { expand } from "./kdf.js";
import { bytesFrom, collect, cut } from "./source.js";

const LABEL = utf8("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\u0000");
const CHUNK = 16384;
const TAG = 16;
const SEALED_CHUNK = CHUNK + TAG;
const SALT = 24;
const COMMITMENT = 32;
// 64 chunks at a time keep WebCrypto's threads busy and memory at about 2 MiB.
const AT_ONCE = 64;
const MAX_CHUNKS = 2 ** 38;

export const OVERHEAD = SALT + COMMITMENT;

/** @param {number} size plaintext bytes @returns {number} ciphertext bytes */
export const sealedSize = (size) => OVERHEAD + size + TAG * (Math.floor(size / CHUNK) + 1);

async function derive(key, salt, context, use) {
  const material = await expand(key, concat(LABEL, salt, context), 76, "SHA-512");
  const aead = await crypto.subtle.importKey("raw", material.slice(0, 32), "AES-GCM", false, [use]);
  const derived = { aead, nonce: material.slice(32, 44), commitment: material.slice(44) };
  material.fill(0);
  return derived;
}

function nonceOf(base, counter) {
  if (counter >= MAX_CHUNKS) throw new Tampered("part-too-long", "more chunks than the format allows");
  const nonce = base.slice();
  const view = new DataView(nonce.buffer);
  view.setUint32(8, (view.getUint32(8) ^ (counter % 2 ** 32)) >>> 0);
  view.setUint8(7, view.getUint8(7) ^ Math.floor(counter / 2 ** 32));
  return nonce;
}

/** Run `use` over each chunk of one group at the same time, keep their order. */
async function overChunks(group, size, last, use) {
  const jobs = [];
  for (let at = 0; at + size <= group.length; at += size) jobs.push(use(group.subarray(at, at + size), jobs.length));
  if (last) jobs.push(use(group.subarray(jobs.length * size), jobs.length));
  return concat(...(await Promise.all(jobs)).map((buffer) => new Uint8Array(buffer)));
}

/**
 * @param {AsyncIterable<Uint8Array>} source plaintext
 * @param {Uint8Array} key 32 bytes
 * @param {Uint8Array} context what this message is; the same bytes are needed to open it
 * @returns {AsyncGenerator<Uint8Array>} ciphertext in pieces of about 1 MiB
 */
export async function* sealStream(source, key, context, salt = random(SALT)) {
  const { aead, nonce, commitment } = await derive(key, salt, context, "encrypt");
  yield concat(salt, commitment);
  const size = CHUNK * AT_ONCE;
  let done = 0;
  for await (const group of cut(source, size)) {
    const first = done;
    const seal = (chunk, i) => crypto.subtle.encrypt({ name: "AES-GCM", iv: nonceOf(nonce, first + i) }, aead, chunk);
    yield await overChunks(group, CHUNK, group.length < size, seal);
    done += AT_ONCE;
  }
}

const broken = () => new Tampered("part-does-not-open", "the ciphertext was cut, changed or belongs elsewhere");

async function openGroup(group, last, derived, first) {
  if (last && group.length % SEALED_CHUNK < TAG) throw broken();
  const open = (chunk, i) =>
    crypto.subtle.decrypt({ name: "AES-GCM", iv: nonceOf(derived.nonce, first + i) }, derived.aead, chunk);
  try {
    return await overChunks(group, SEALED_CHUNK, last, open);
  } catch {
    throw broken();
  }
}

async function* withoutHeader(source, key, context, found) {
  let head = new Uint8Array(0);
  for await (const piece of source) {
    if (found.derived) {
      yield piece;
      continue;
    }
    head = concat(head, piece);
    if (head.length < OVERHEAD) continue;
    found.derived = await derive(key, head.slice(0, SALT), context, "decrypt");
    if (!equal(head.subarray(SALT, OVERHEAD), found.derived.commitment)) throw broken();
    yield head.subarray(OVERHEAD);
  }
  if (!found.derived) throw broken();
}

/**
 * Plaintext comes out piece by piece, each already authenticated; only the end of the
 * generator proves that nothing was cut off, so use nothing before that.
 * @param {AsyncIterable<Uint8Array>} source ciphertext
 * @returns {AsyncGenerator<Uint8Array>} plaintext
 * @throws {Tampered} part-does-not-open
 */
export async function* openStream(source, key, context) {
  const found = { derived: null };
  const size = SEALED_CHUNK * AT_ONCE;
  let done = 0;
  for await (const group of cut(withoutHeader(source, key, context, found), size)) {
    yield await openGroup(group, group.length < size, found.derived, done);
    done += AT_ONCE;
  }
}

/** @returns {Promise<Uint8Array>} small data sealed at once */
export const sealBytes = (data, key, context) => collect(sealStream(bytesFrom(data), key, context));

/** @returns {Promise<Uint8Array>} small data opened at once @throws {Tampered} part-does-not-open */
export const openBytes = (sealed, key, context) => collect(openStream(bytesFrom(sealed), key, context));
