/** The hub's signing key: remembered at first sight, and no other one is believed afterwards. */
import { Refused, unb64 } from "../encryption/index.js";
import { get } from "./api.js";
import { about, alarm } from "./page.js";
import * as store from "./store.js";
import { t } from "./texts.js";

// Per officer: an officer's id is bound into the keys, so a hub cannot choose another one to be seen anew.
const slot = () => `hub/${about().officer}`;
let asked = null;

async function compared() {
  const { hub, hub_key: key } = await get("hub/");
  const kept = await store.read("pins", slot());
  if (kept && (kept.hub !== hub || kept.key !== key)) {
    alarm(t("trust.another_hub"));
    throw new Refused("hub-changed", t("trust.another_hub"));
  }
  const found = unb64(key, 32);
  if (!kept) await store.write("pins", slot(), { hub, key });
  return found;
}

/** @returns {Promise<Uint8Array>} Ed25519, asked of the hub once a page @throws {Refused} hub-changed, after an alarm */
export function hubKey() {
  asked ??= compared().catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}
