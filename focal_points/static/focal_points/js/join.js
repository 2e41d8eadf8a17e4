/** Answering an invitation: keys are made on this device, their public halves go to the hub with the code's proof. */
import {
  ACCOUNT, INVITATION, RECOVERY, b64, codeHash, createKeystore, generateKeys, human, joinMac, newCode, parseCode, wipe,
} from "../../hub/encryption/index.js";
import { Problem, post } from "../../hub/js/api.js";
import { about, make, notice, receive } from "../../hub/js/page.js";
import { moment, say, t } from "../../hub/js/texts.js";
import { sheet } from "./sheet.js";
import { countryName, own } from "./statements.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const SHORTEST = { password: 12, passphrase: 15 };
const part = (name) => document.getElementById(name);
const form = part("person");
const made = { officer: crypto.randomUUID(), accountSecret: newCode(), recoveryCode: newCode() };
let link = null;
let offer = null;

/** @returns {Promise<{id: string, code: Uint8Array, fingerprint: ?string}>} what the link holds behind its # */
async function readLink(fragment) {
  const [id, code, fingerprint = null, ...more] = decodeURIComponent(fragment.replace(/^#/, "")).split(".");
  if (!UUID.test(id) || more.length || (fingerprint !== null && !HASH.test(fingerprint))) throw new Error("link");
  return { id, code: await parseCode(code ?? "", INVITATION), fingerprint };
}

function fail(words) {
  part("opening").replaceChildren(notice("bad", words));
  form.hidden = true;
}

function showOffer() {
  const words = { country: own(countryName(offer.country)), post: own(offer.focal_point_name || "…"), role: t(`role.${offer.role}`) };
  part("opening").replaceChildren(
    make("p", { class: "lede" }, t(offer.founding ? "join.found" : "join.offer", words)),
    make("p", { class: "small quiet" }, t("join.until", { when: moment(offer.expires) })));
  form.elements.name.value = offer.name.includes("@") ? "" : offer.name;
  form.hidden = false;
  form.elements.name.focus();
}

async function open() {
  if (!location.hash) return fail(t("join.no_link"));
  try {
    link = await readLink(location.hash);
  } catch {
    return fail(t("join.bad_link"));
  }
  try {
    offer = (await post(`invitations/${link.id}/open/`, { code_sha256: await codeHash(link.code) })).data;
  } catch (error) {
    return fail(error instanceof Problem && error.status === 404 ? t("join.gone") : error.message);
  }
  if (offer.hub !== about().hub) return fail(t("join.other_hub"));
  return showOffer();
}

function wrongField({ name, email, password, passphrase, again }) {
  if (!name.value.trim()) return [name, "need_name"];
  if (!email.value.trim() || !email.validity.valid) return [email, "need_email"];
  if (password.value.length < SHORTEST.password) return [password, "short_password"];
  if ([...passphrase.value.normalize("NFKC")].length < SHORTEST.passphrase) return [passphrase, "short_passphrase"];
  if (passphrase.value === password.value) return [passphrase, "same"];
  return passphrase.value === again.value ? null : [again, "differs"];
}

function showWrong(field, words) {
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  for (const one of form.querySelectorAll(".wrong")) one.remove();
  part("problem").replaceChildren();
  if (!field) return;
  field.setAttribute("aria-invalid", "true");
  const id = `${field.id}-wrong`;
  field.before(make("p", { class: "wrong", id }, words));
  field.setAttribute("aria-describedby", [field.dataset.hint, id].filter(Boolean).join(" "));
  field.focus();
}

async function answerOf({ name, email, password, passphrase }) {
  const { keys, secret } = await generateKeys();
  const place = { hub: about().hub, officer: made.officer, country: offer.country, fingerprint: link.fingerprint };
  const keystore = await createKeystore({ ...place, ...made, secret, passphrase });
  wipe(secret.kem, secret.sig);
  const joining = { kem: b64(keys.public.kem), sig: b64(keys.public.sig), officer: made.officer, name };
  const mac = await joinMac(link.code, about().hub, offer.country, link.id, joining);
  return { ...joining, email, password, mac, keystore, code_sha256: await codeHash(link.code) };
}

function showDone() {
  history.replaceState(null, "", "/join/");
  const next = offer.founding ? "join.next_found" : "join.next";
  part("sheet").replaceChildren(notice("good", make("h2", { id: "done", tabindex: "-1" }, t("join.done")), make("p", {}, t(next))),
    make("p", { class: "after" }, make("a", { class: "button", href: offer.founding ? "/sign-in/?next=/officers/found/" : "/sign-in/" }, t("join.sign_in"))));
  part("steps").hidden = true;
  part("done").focus();
  say(t("join.done"));
}

/** Name and reason of a refused field come back to the form; the codes on the sheet stay the same. */
function backToForm(error) {
  part("sheet").replaceChildren();
  form.hidden = false;
  const fields = error.extra?.fields ?? {};
  const name = error.extra?.field ?? Object.keys(fields)[0];
  if (name && form.elements[name]) return showWrong(form.elements[name], fields[name]?.[0] ?? error.message);
  return part("problem").replaceChildren(notice("bad", error.message));
}

async function send(answer, place, button) {
  button.disabled = true;
  place.replaceChildren(notice("", t("join.sending")));
  try {
    await post(`invitations/${link.id}/answer/`, answer);
    showDone();
  } catch (error) {
    button.disabled = false;
    if (error instanceof Problem && [400, 409].includes(error.status)) backToForm(error);
    else place.replaceChildren(notice("bad", error instanceof Problem && error.status === 404 ? t("join.gone") : error.message));
  }
}

async function makeKeys(event) {
  event.preventDefault();
  const { elements } = form;
  const wrong = wrongField(elements);
  showWrong(wrong?.[0], wrong ? t(`join.${wrong[1]}`) : "");
  if (wrong) return;
  const button = form.querySelector("button");
  button.disabled = true;
  part("problem").replaceChildren(notice("", t("join.making")));
  const person = { name: elements.name.value.trim(), email: elements.email.value.trim(), password: elements.password.value, passphrase: elements.passphrase.value };
  try {
    await showSheet(await answerOf(person), person);
  } catch (error) {
    part("problem").replaceChildren(notice("bad", error.name === "NotSupportedError" ? t("join.old_browser") : t("frame.error")));
  }
  button.disabled = false;
}

async function showSheet(answer, { name, email }) {
  const codes = { secret: await human(made.accountSecret, ACCOUNT), recovery: await human(made.recoveryCode, RECOVERY) };
  const whose = t("join.whose", { name: own(name), email: own(email), hub: own(about().hub) });
  part("problem").replaceChildren();
  form.hidden = true;
  part("opening").hidden = true;
  part("sheet").replaceChildren(sheet({ ...codes, whose }, (place, button) => send(answer, place, button)));
  part("sheet-title").focus();
}

receive(form, makeKeys);
addEventListener("hashchange", () => { if (location.hash) location.reload(); });
await open();
