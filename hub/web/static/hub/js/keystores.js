/** The officer's sealed keys at the hub, and the memory of earlier ones: one that was replaced must not come back. */
import { Tampered, canonical, sha256hex } from "../encryption/index.js";
import { call, get } from "./api.js";
import { about } from "./page.js";
import * as store from "./store.js";

const slot = () => `keystores/${about().hub}/${about().officer}`;

const known = async () => (await store.read("device", slot())) ?? [];

async function refuseReplay(keystore) {
  const [seen, hash] = [await known(), await sha256hex(canonical(keystore))];
  if (seen.slice(0, -1).includes(hash)) {
    throw new Tampered("keystore-replayed", "sealed keys that were replaced before");
  }
  if (seen.at(-1) !== hash) await store.write("device", slot(), [...seen, hash]);
}

/** @returns {Promise<object>} the keystore at the hub @throws {Tampered} keystore-replayed */
export async function fetchKeystore() {
  const keystore = await get("me/keystore/");
  await refuseReplay(keystore);
  return keystore;
}

/** Send changed keys to the hub. @param {object} keystore */
export async function saveKeystore(keystore) {
  await call("PUT", "me/keystore/", { json: keystore });
  // What this device sends itself is the newest, also when it was so before.
  const hash = await sha256hex(canonical(keystore));
  await store.write("device", slot(), [...(await known()).filter((one) => one !== hash), hash]);
}
