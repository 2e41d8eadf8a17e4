/** A new passphrase: the keystore is opened and closed again on this device; the hub only keeps the result. */
import {
  ACCOUNT, RECOVERY, b64, changePassphrase, human, newCode, parseCode, unb64, vaultKeyByPassphrase, vaultKeyByRecovery, wipe,
} from "../../hub/encryption/index.js";
import { NoLine, Problem, call, get } from "../../hub/js/api.js";
import { about, notice } from "../../hub/js/page.js";
import * as store from "../../hub/js/store.js";
import { say, t } from "../../hub/js/texts.js";
import { sheet } from "./sheet.js";
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

function done() {
  form.reset();
  showWay();
  part("pass-sheet").replaceChildren();
  part("pass-said").replaceChildren(notice("good", t("pass.done")));
  say(t("pass.done"));
}

async function save(keystore, accountSecret) {
  await call("PUT", "me/keystore/", { json: keystore });
  if (await kept()) await store.write("secrets", slot(), b64(accountSecret));
  done();
}

async function change() {
  const keystore = await get("me/keystore/");
  const { vaultKey, accountSecret, fresh } = await open(keystore);
  const changed = await changePassphrase({ keystore, vaultKey, passphrase: form.elements.fresh.value, accountSecret });
  wipe(vaultKey);
  if (!fresh) return save(changed, accountSecret);
  const codes = { secret: await human(accountSecret, ACCOUNT), recovery: null, whose: t("pass.whose", { hub: own(about().hub) }) };
  part("pass-said").replaceChildren();
  return part("pass-sheet").replaceChildren(sheet(codes, (place, button) => {
    button.disabled = true;
    return save(changed, accountSecret).catch((error) => place.replaceChildren(notice("bad", sentence(error))));
  }));
}

function sentence(error) {
  if (error instanceof Problem || error instanceof NoLine) return error.message;
  return t(WRONG[error.code] ?? (error.code ? "pass.altered" : "frame.error"));
}

function tooShort() {
  const { fresh, again } = form.elements;
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
  if (!byRecovery()) part("secret-field").hidden = (await kept()) !== null;
}

if (form) {
  form.addEventListener("submit", submit);
  form.addEventListener("change", (event) => { if (event.target.name === "way") showWay(); });
  await showWay();
}
