/** Keys that are lost: new ones are made here; an administrator of the country signs them after comparing a code. */
import {
  ACCOUNT, RECOVERY, b64, createKeystore, generateKeys, human, newCode, newKeysCode, wipe,
} from "../../hub/encryption/index.js";
import { NoLine, Problem, call } from "../../hub/js/api.js";
import { about, make, notice, receive } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { bare } from "./fingerprints.js";
import { sheet } from "./sheet.js";
import { own } from "./statements.js";

const SHORTEST = 15;
const part = (name) => document.getElementById(name);
const form = part("lost");

function wrong({ fresh, again, fingerprint }) {
  if (!/^[0-9a-f]{64}$/.test(bare(fingerprint.value))) return "lost.fingerprint";
  if ([...fresh.value.normalize("NFKC")].length < SHORTEST) return "lost.short";
  return fresh.value === again.value ? null : "lost.differs";
}

function showCode(code) {
  part("sheet").replaceChildren(notice("good", make("h2", { id: "done", tabindex: "-1" }, t("lost.done")), make("p", {}, t("lost.tell"))),
    make("p", { class: "after" }, make("code", { class: "secret", id: "new-keys-code", dir: "ltr" }, code)));
  part("done").focus();
  say(t("lost.done"));
}

const sentence = (error) => (error instanceof Problem || error instanceof NoLine ? error.message : t("frame.error"));

async function send(made, code, place, button) {
  button.disabled = true;
  try {
    await call("PUT", "me/new-keys/", { json: made });
    showCode(code);
  } catch (error) {
    button.disabled = false;
    place.replaceChildren(notice("bad", sentence(error)));
  }
}

async function makeKeys({ fresh, fingerprint }) {
  const { hub, officer, country } = about();
  const [accountSecret, recoveryCode, { keys, secret }] = [newCode(), newCode(), await generateKeys()];
  const keystore = await createKeystore({ hub, officer, country, secret, accountSecret, recoveryCode,
    passphrase: fresh.value, fingerprint: bare(fingerprint.value) });
  wipe(secret.kem, secret.sig);
  const code = await newKeysCode(hub, officer, keys.public);
  const codes = { secret: await human(accountSecret, ACCOUNT), recovery: await human(recoveryCode, RECOVERY) };
  const made = { kem: b64(keys.public.kem), sig: b64(keys.public.sig), keystore };
  form.hidden = true;
  part("said-here").replaceChildren();
  part("sheet").replaceChildren(sheet({ ...codes, whose: t("lost.whose", { hub: own(hub) }) },
    (place, button) => send(made, code, place, button)));
  part("sheet-title").focus();
}

if (form) receive(form, async (event) => {
  event.preventDefault();
  const problem = wrong(form.elements);
  if (problem) return part("said-here").replaceChildren(notice("bad", t(problem)));
  part("said-here").replaceChildren(notice("", t("lost.making")));
  return makeKeys(form.elements).catch((error) => part("said-here").replaceChildren(notice("bad", sentence(error))));
});
