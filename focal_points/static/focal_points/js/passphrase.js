/** How the own keys open: the keystore is opened and closed again on this device; the hub only keeps the result. */
import {
  ACCOUNT, RECOVERY, addPasskey, b64, changePassphrase, dropPasskey, human, newCode, parseCode, renewRecovery,
  retrust, unb64, vaultKeyByPassphrase, vaultKeyByRecovery, wipe,
} from "../../hub/encryption/index.js";
import { NoLine, Problem } from "../../hub/js/api.js";
import { fetchKeystore, saveKeystore } from "../../hub/js/keystores.js";
import * as keys from "../../hub/js/keys.js";
import { about, notice, receive } from "../../hub/js/page.js";
import { makePasskey } from "../../hub/js/passkeys.js";
import * as store from "../../hub/js/store.js";
import { has, say, t } from "../../hub/js/texts.js";
import { presentOf } from "../../hub/js/trust.js";
import { bare } from "./fingerprints.js";
import { sheet } from "./sheet.js";
import { showWays } from "./ways.js";
import { own } from "./statements.js";

const SHORTEST = 15;
const slot = () => `${about().hub}/${about().officer}`;
const part = (name) => document.getElementById(name);
const form = part("passphrase");
const WRONG = { "wrong-passphrase": "pass.wrong", "wrong-recovery-code": "pass.wrong_recovery", "bad-code": "pass.code",
  "mistyped-code": "pass.code", "wrong-code-kind": "pass.code" };

const byRecovery = () => form.elements.way.value === "recovery";

async function kept() {
  const found = await store.read("secrets", slot());
  return found ? unb64(found) : null;
}

/** @returns {Promise<{vaultKey: Uint8Array, accountSecret: Uint8Array, fresh: boolean}>} */
async function open(keystore) {
  const { current, secret, recovery } = form.elements;
  if (byRecovery()) {
    const vaultKey = await vaultKeyByRecovery(keystore, await parseCode(recovery.value, RECOVERY));
    return { vaultKey, accountSecret: newCode(), fresh: true };
  }
  const accountSecret = (await kept()) ?? (await parseCode(secret.value, ACCOUNT));
  return { vaultKey: await vaultKeyByPassphrase(keystore, current.value, accountSecret), accountSecret, fresh: false };
}

function done(words) {
  form.reset();
  showWay();
  part("pass-sheet").replaceChildren();
  part("pass-said").replaceChildren(notice("good", words));
  say(words);
}

async function save(keystore, words) {
  await saveKeystore(keystore);
  done(words);
  showWays(keystore, drop);
}

async function drop(keystore, credential) {
  await save(dropPasskey(keystore, credential), t("pass.dropped"))
    .catch((error) => part("pass-said").replaceChildren(notice("bad", sentence(error))));
}

/** Show what must be printed; nothing is sent before it was proved that it was kept. */
function print(codes, saving) {
  const whose = t("pass.whose", { hub: own(about().hub) });
  part("pass-said").replaceChildren();
  part("pass-sheet").replaceChildren(sheet({ ...codes, whose }, (place, button) => {
    button.disabled = true;
    return saving().catch((error) => place.replaceChildren(notice("bad", sentence(error))));
  }));
}

async function newPassphrase({ keystore, vaultKey, accountSecret, fresh }) {
  const changed = await changePassphrase({ keystore, vaultKey, passphrase: form.elements.fresh.value, accountSecret });
  const saving = async () => {
    await save(changed, t("pass.done"));
    if (await kept()) await store.write("secrets", slot(), b64(accountSecret));
  };
  if (!fresh) return saving();
  return print({ secret: await human(accountSecret, ACCOUNT), recovery: null }, saving);
}

async function newRecoveryCode({ keystore, vaultKey }) {
  const recoveryCode = newCode();
  const changed = await renewRecovery({ keystore, vaultKey, recoveryCode });
  print({ secret: null, recovery: await human(recoveryCode, RECOVERY) }, () => save(changed, t("pass.code_done")));
}

async function newPasskey({ keystore, vaultKey }) {
  const label = form.elements.label.value.trim() || t("pass.passkey");
  const made = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const passkey = await makePasskey(label);
  const changed = await addPasskey({ keystore, vaultKey, label: label.slice(0, 80), made, ...passkey });
  await save(changed, t("pass.passkey_done"));
}

/** The own country began anew: the vault trusts the fingerprint that the officer typed from paper. */
async function newFingerprint({ keystore, vaultKey }) {
  const typed = bare(form.elements.fingerprint.value);
  const { chain } = await presentOf(about().country);
  if (typed !== chain.fingerprint) throw Object.assign(new Error(), { code: "other-fingerprint" });
  await save(await retrust({ keystore, vaultKey, fingerprint: typed }), t("pass.fingerprint_done"));
  await keys.lock();
}

const CHANGES = { passphrase: newPassphrase, code: newRecoveryCode, passkey: newPasskey, fingerprint: newFingerprint };

async function change() {
  const keystore = await fetchKeystore();
  const opened = await open(keystore);
  try {
    await CHANGES[form.elements.change.value]({ keystore, ...opened });
  } finally {
    wipe(opened.vaultKey);
  }
}

function sentence(error) {
  if (error instanceof Problem || error instanceof NoLine) return error.message;
  if (has(`pass.${error.code}`)) return t(`pass.${error.code}`);
  return t(WRONG[error.code] ?? (error.code ? "pass.altered" : "frame.error"));
}

function tooShort() {
  const { fresh, again } = form.elements;
  if (form.elements.change.value !== "passphrase") return null;
  if ([...fresh.value.normalize("NFKC")].length < SHORTEST) return "pass.short";
  return fresh.value === again.value ? null : "pass.differs";
}

async function submit(event) {
  event.preventDefault();
  const wrong = tooShort();
  if (wrong) return part("pass-said").replaceChildren(notice("bad", t(wrong)));
  const button = form.querySelector("button");
  button.disabled = true;
  part("pass-said").replaceChildren(notice("", t("pass.working")));
  await change().catch((error) => part("pass-said").replaceChildren(notice("bad", sentence(error))));
  button.disabled = false;
}

async function showWay() {
  for (const field of form.querySelectorAll("[data-way]")) field.hidden = field.dataset.way !== form.elements.way.value;
  for (const field of form.querySelectorAll("[data-change]")) field.hidden = field.dataset.change !== form.elements.change.value;
  if (!byRecovery()) part("secret-field").hidden = (await kept()) !== null;
}

if (form) {
  receive(form, submit);
  form.addEventListener("change", (event) => { if (["way", "change"].includes(event.target.name)) showWay(); });
  await showWay();
  const keystore = await fetchKeystore().catch((error) => part("pass-said").replaceChildren(notice("bad", sentence(error))));
  if (keystore) await showWays(keystore, drop).catch(() => {});
}
