/** Cases of the log: checkpoints, places and growth. */
import * as hub from "/hub/encryption/index.js";
import { concat } from "/hub/encryption/bytes.js";
import { checkConsistency, checkInclusion } from "/hub/encryption/tree.js";

const { unb64, unhex } = hub;

export async function checkLog({ said: { note, origin, key, place, act, old, growth } }) {
  const found = await hub.checkCheckpoint(note, origin, unb64(key, 32));
  await hub.checkPlace(place, act, found);
  await hub.checkGrowth({ size: old[0], root: unb64(old[1], 32) }, found, hub.readHashes(growth));
  return { size: found.size, seen: found.seen };
}

const leaf = async (entry) => new Uint8Array(await crypto.subtle.digest("SHA-256", concat(Uint8Array.of(0), unhex(entry))));

/** The published proofs of one tree; `olds` are the roots of the trees of 1, 2, … leaves. */
export async function checkTree({ case: { entries, root, inclusion, consistency }, olds }) {
  const size = entries.length;
  if (size === 1) await checkInclusion(0, 1, await leaf(entries[0]), [], unhex(root));
  for (const { index, proof } of inclusion) {
    await checkInclusion(index, size, await leaf(entries[index]), proof.map(unhex), unhex(root));
  }
  for (const { old, proof } of consistency) {
    await checkConsistency(old, size, proof.map(unhex), unhex(olds[old - 1]), unhex(root));
  }
  return "yes";
}
