/** An identifier registered: normalised, turned into one token for each pair, sealed to the own post, signed, sent. */
import { lacks } from "../../hub/js/findings.js";
import * as keys from "../../hub/js/keys.js";
import { Outgoing } from "../../hub/js/outgoing.js";
import { about, bdi, receive } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { BadIdentifier, normalise } from "./identifiers.js";
import { keyOf, readPair, tokenOf } from "./pairs.js";

const form = document.getElementById("registration");
const part = (id) => document.getElementById(id);
const own = () => [about().focalPoint, about().country];
let waiting = [];

function plain() {
  try {
    return { value: normalise(part("f-type").value, part("f-identifier").value) };
  } catch (error) {
    if (error instanceof BadIdentifier) return { why: t(`blind.${error.why}`) };
    throw error;
  }
}

function preview() {
  const { value, why } = plain();
  part("preview").replaceChildren(value ? bdi(value) : part("f-identifier").value ? why : "");
  for (const hint of form.querySelectorAll("[data-hint]")) hint.hidden = hint.dataset.hint !== part("f-type").value;
}

async function intent({ value: pair, dataset: { post, country } }) {
  const found = await readPair(pair, [own(), [post, country]]);
  if (found.status !== "in_force") throw new Error(t("blind.not_in_force"));
  const { value } = plain();
  const kind = part("f-type").value;
  const token = await tokenOf(await keyOf(found), pair, kind, value);
  const registration = crypto.randomUUID();
  return {
    stream: registration, kind: "blind.register", to: [{ focalPoint: own()[0], country: own()[1] }],
    body: { subject: value, reference: part("f-case").value.trim(), text: "", fields: { type: kind } },
    facts: { registration, pair, token, until: part("f-until").value }, files: [], place: { seq: 0, prev: "0".repeat(64) },
  };
}

/** One registration after the other; those that are done are not sent again. */
async function next() {
  const [box] = waiting;
  if (!box) return location.assign("/deconfliction/");
  return outgoing.send(() => intent(box));
}

async function done() {
  const box = waiting.shift();
  if (box) Object.assign(box, { checked: false, disabled: true });
  return next();
}

const outgoing = new Outgoing({ button: part("send"), problem: part("problem"), progress: part("progress"), done });

async function submit(event) {
  event.preventDefault();
  waiting = [...form.querySelectorAll("input[name=pair]:checked")];
  const { why } = plain();
  const lacking = [
    ...(why ? [[why, part("f-identifier")]] : []),
    ...(waiting.length ? [] : [[t("blind.pairs"), form.querySelector("input[name=pair]") ?? part("f-identifier")]]),
    ...(part("f-until").value ? [] : [[t("blind.until"), part("f-until")]]),
  ];
  if (!lacks(part("problem"), lacking)) await next();
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  form.addEventListener("input", preview);
  receive(form, (event) => submit(event).catch((error) => outgoing.fail(error)));
  preview();
  form.dataset.ready = "yes";
  return outgoing.offer(null, "blind.register");
}

// Without a pair to compare with, the page has no form.
if (form) await begin().catch((error) => outgoing.fail(error));
