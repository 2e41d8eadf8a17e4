/** The unlock page: the keystore comes from the hub, the secrets from the officer, and the keys stay here. */
import { Problem, NoLine } from "./api.js";
import {
  ACCOUNT, RECOVERY, b64, parseCode, passkeysOf, unb64, unlockPasskey, unlockPassphrase, unlockRecovery,
} from "../encryption/index.js";
import { openRemembered, rememberDevice, remembered } from "./devices.js";
import { hubKey } from "./hubkey.js";
import * as keys from "./keys.js";
import { fetchKeystore } from "./keystores.js";
import { askPasskey, supported } from "./passkeys.js";
import { about, notice, receive } from "./page.js";
import * as store from "./store.js";
import { t } from "./texts.js";
import { remember } from "./trust.js";

const form = document.getElementById("unlock");
const part = (name) => document.getElementById(name);
const slot = () => `${about().hub}/${about().officer}`;
let way = "passphrase";

const WRONG_CODE = ["bad-code", "mistyped-code", "wrong-code-kind"];
const PASSKEY = ["passkey-none", "passkey-stopped", "passkey-no-prf", "wrong-passkey"];

function sentence(error) {
  if (error instanceof Problem || error instanceof NoLine) return error.message;
  if (error.name === "NotSupportedError") return t("unlock.old_browser");
  if (WRONG_CODE.includes(error.code)) return t("unlock.code");
  if (PASSKEY.includes(error.code)) return t(`unlock.${error.code}`);
  if (error.code === "keystore-replayed") return t("unlock.replayed");
  if (error.code === "hub-changed") return error.message;
  if (error.code === "device-forgotten") return t("unlock.forgotten");
  if (error.code === "wrong-passphrase") return t("unlock.wrong");
  if (error.code === "wrong-recovery-code") return t("unlock.wrong_recovery");
  return error.code ? t("unlock.altered") : t("frame.error");
}

function fail(error) {
  if (error.code === "device-forgotten") part("by-device").hidden = true;
  part("problem").replaceChildren(notice("bad", sentence(error)));
  const field = way === "recovery" ? part("recovery") : part("passphrase");
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

async function accountSecret() {
  const kept = await store.read("secrets", slot());
  return kept ? unb64(kept) : parseCode(part("secret").value, ACCOUNT);
}

async function unlockWith(keystore) {
  if (way === "recovery") return unlockRecovery(keystore, await parseCode(part("recovery").value, RECOVERY));
  const secret = await accountSecret();
  const unlocked = await unlockPassphrase(keystore, part("passphrase").value, secret);
  if (part("remember").checked) await store.write("secrets", slot(), b64(secret));
  return unlocked;
}

async function byPasskey() {
  const keystore = await fetchKeystore();
  const { credential, prf } = await askPasskey(passkeysOf(keystore));
  return unlockPasskey(keystore, credential, prf);
}

async function byDevice() {
  const unlocked = await openRemembered();
  if (!unlocked) throw Object.assign(new Error(), { code: "device-forgotten" });
  return unlocked;
}

async function open(button, unlocking) {
  button.disabled = true;
  part("problem").replaceChildren(notice("", t("unlock.working")));
  try {
    const unlocked = await unlocking();
    if (unlocked.officer !== about().officer) throw Object.assign(new Error(), { code: "another-officer" });
    await hubKey();
    await keys.keep(unlocked);
    await remember(unlocked);
    if (part("stay").checked) await rememberDevice(unlocked);
    location.replace(form.dataset.next);
  } catch (error) {
    button.disabled = false;
    fail(error);
  }
}

function showWay() {
  for (const field of form.querySelectorAll("[data-way]")) field.hidden = field.dataset.way !== way;
}

async function showSecret() {
  const kept = way === "passphrase" && (await store.read("secrets", slot()));
  part("secret-field").hidden = way !== "passphrase" || Boolean(kept);
  part("secret-kept").hidden = !kept;
}

async function turn() {
  way = way === "passphrase" ? "recovery" : "passphrase";
  const button = part("other-way");
  [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
  showWay();
  await showSecret();
  part(way === "recovery" ? "recovery" : "passphrase").focus();
}

/** Groups of five while typing, so that the eye can compare with the sheet. */
function group(event) {
  if (event.inputType?.startsWith("delete")) return;
  const plain = event.target.value.toUpperCase().replace(/[^0-9A-Z]/g, "");
  if (plain.length > 1) event.target.value = [plain[0], ...(plain.slice(1).match(/.{1,5}/g) ?? [])].join("-");
}

if (form) {
  part("passkey").addEventListener("click", () => open(part("passkey"), byPasskey));
  part("device").addEventListener("click", () => open(part("device"), byDevice));
  part("passkey").hidden = !supported();
  const known = (await remembered()) !== null;
  part("by-device").hidden = !known;
  part("stay-field").hidden = known;
  part("other-way").addEventListener("click", turn);
  part("forget").addEventListener("click", async () => { await store.erase("secrets", slot()); await showSecret(); });
  for (const name of ["secret", "recovery"]) part(name).addEventListener("input", group);
  await showSecret();
  receive(form, (event) => {
    event.preventDefault();
    open(part("open"), async () => unlockWith(await fetchKeystore()));
  });
  part("passphrase").focus();
}
