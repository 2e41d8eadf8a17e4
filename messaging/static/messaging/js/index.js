/**
 * The search index of this device: what its officer opened here, sealed, since the hub cannot read.
 * Its key is wrapped to the officer's own key, so that it opens only while the officer's keys are unlocked.
 */
import { frame, hex, random, unwrap, utf8, wipe as overwrite, wrap } from "../../hub/encryption/index.js";
import { expand, hmac } from "../../hub/encryption/kdf.js";
import * as keys from "../../hub/js/keys.js";
import { about } from "../../hub/js/page.js";
import * as store from "./sealedstore.js";
import { line } from "../../hub/js/words.js";

/**
 * @typedef {{event: string, thread: string, seq: number, at: string, post: string, country: string, sender: string,
 *   subject: string, text: string}} Opened a message as it was opened; `text` after corrections
 * @typedef {Opened & {v: 1, line: string}} Entry with the words that a search compares
 */
const V = 1;
const IV = 12;
const [PACK, LOOSE, PACKED] = [500, 250, "pack-"];
let opening = null;

const info = () => frame("search", about().hub, about().officer);

async function keysOf({ wrap: wrapped }, unlocked) {
  const secret = await unwrap(unlocked.kem, wrapped, info());
  const seal = await expand(secret, utf8("seal"), 32);
  const names = await expand(secret, utf8("names"), 32);
  overwrite(secret);
  return { seal: await crypto.subtle.importKey("raw", seal, "AES-GCM", false, ["encrypt", "decrypt"]), names, wrap: hex(wrapped) };
}

async function begin(unlocked) {
  const wrapped = await wrap(unlocked.public.kem, random(32), info());
  return store.own({ hub: about().hub, officer: about().officer, wrap: wrapped });
}

/** The keys of the index; an index that is another's, or of keys since replaced, is wiped and begun anew. */
async function open() {
  const unlocked = await keys.held();
  if (!unlocked) return null;
  await store.keepOnlyOwn();
  const there = (await store.owner()) ?? (await begin(unlocked));
  try {
    return await keysOf(there, unlocked);
  } catch {
    await store.wipe();
    return keysOf(await begin(unlocked), unlocked);
  }
}

/** @returns {Promise<?{seal: CryptoKey, names: Uint8Array}>} null while the officer's keys are locked */
async function opened() {
  // Another tab may have wiped the index and begun it anew.
  const there = (await keys.held()) && hex((await store.owner())?.wrap ?? []);
  if (there === null) opening = null;
  else if (!opening || (await opening)?.wrap !== there) opening = open();
  return opening;
}

const nameOf = async ({ names }, event) => hex(await hmac(names, utf8(event)));

async function seal(key, name, entry) {
  const iv = random(IV);
  const algorithm = { name: "AES-GCM", iv, additionalData: utf8(name) };
  return { iv, ct: await crypto.subtle.encrypt(algorithm, key.seal, utf8(JSON.stringify(entry))) };
}

/** @returns {Promise<*>} what was sealed under a name; null if it is not of this key or was moved */
async function unseal(key, [name, { iv, ct }]) {
  const algorithm = { name: "AES-GCM", iv, additionalData: utf8(name) };
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key.seal, ct)));
  } catch {
    return null;
  }
}

/** What was taken out leaves its number behind, since a pack may still hold it. */
async function record(key, { gone = false, ...one }) {
  const name = await nameOf(key, one.event);
  const entry = gone ? { v: V, event: one.event, gone } : { v: V, ...one, line: line(one.subject, one.text) };
  return [name, await seal(key, name, entry)];
}

/** Ten thousand small records open slowly, twenty packs at once. */
async function pack(key, found, names) {
  const groups = Array.from({ length: Math.ceil(found.length / PACK) }, (_, i) => found.slice(i * PACK, (i + 1) * PACK));
  const packs = groups.map(async (group) => {
    const name = `${PACKED}${hex(random(16))}`;
    return [name, await seal(key, name, group)];
  });
  await store.change([...names.map((name) => [name, null]), ...(await Promise.all(packs))]);
}

/**
 * Keep what was opened; the same message again replaces it, `gone: true` takes it out. Does nothing while locked.
 * A device that cannot keep it (no room, private window) only finds less.
 * @param {(Opened & {gone?: boolean})[]} messages
 */
export async function remember(messages) {
  try {
    const key = await opened();
    if (key && messages.length) await store.change(await Promise.all(messages.map((one) => record(key, one))));
  } catch (error) {
    console.info("search index", error.name);
  }
}

/** @returns {Promise<?Entry[]>} everything kept, newest first; null while the officer's keys are locked */
export async function entries() {
  const key = await opened();
  if (!key) return null;
  const sealed = await store.all();
  const packed = sealed.filter(([name]) => name.startsWith(PACKED));
  const single = sealed.filter(([name]) => !name.startsWith(PACKED));
  const open = (records) => Promise.all(records.map((one) => unseal(key, one)));
  // The newer word on a message stands alone, the older in a pack.
  const listed = [...(await open(packed)).flat(), ...(await open(single))].filter((entry) => entry?.v === V);
  const latest = [...new Map(listed.map((entry) => [entry.event, entry])).values()].filter(({ gone }) => !gone);
  if (single.length > LOOSE) await pack(key, latest, sealed.map(([name]) => name));
  return latest.sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** Forget everything that was kept for searching on this device. */
export async function wipe() {
  opening = null;
  await store.wipe();
}
