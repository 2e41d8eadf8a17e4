/** A pair proposed, agreed or ended; a registration withdrawn: signed and sealed on this device. */
import { hex, random } from "../../hub/encryption/index.js";
import { lacks } from "../../hub/js/findings.js";
import * as keys from "../../hub/js/keys.js";
import { Outgoing } from "../../hub/js/outgoing.js";
import { about, alarm, make, notice, receive } from "../../hub/js/page.js";
import * as parcels from "../../hub/js/parcels.js";
import { readStream } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { altered, sentence, streamWarning } from "../../hub/js/warnings.js";
import { keyOf, readPair } from "./pairs.js";

const form = document.getElementById("act");
const part = (id) => document.getElementById(id);
const buttons = form ? [...form.querySelectorAll("button[data-kind]")] : [];
const own = () => ({ focalPoint: about().focalPoint, country: about().country });
const letter = (fields = {}) => ({ subject: "", reference: "", text: "", fields });

class Outbox extends Outgoing {
  async ask({ event }) {
    await parcels.drop(event);
    const again = make("button", { type: "button", class: "button", onclick: () => location.reload() }, t("blind.reload"));
    this.show(notice("warn", t("blind.first"), again));
  }
}

const READ = {
  async pair() {
    const found = await readPair(about().request, [[about().focalPoint, about().country], [about().peer, about().peerCountry]]);
    if (found.status !== about().status) altered(t("blind.status"));
    if (found.status !== "ended") await keyOf(found);
    return { ...found, facts: { pair: about().request } };
  },
  async registration() {
    const acts = await readStream(about().request, [about().country]);
    return { to: [own()], place: { seq: acts.length, prev: acts.at(-1).proof.hash }, facts: { registration: about().request } };
  },
  async proposal() {
    return null;
  },
};

/** @returns {object} the first act of a new pair, with a fresh key that only the two posts can open */
function proposal() {
  const pair = crypto.randomUUID();
  const { value: to, selectedOptions: [{ dataset: { country } }] } = part("f-to");
  return {
    stream: pair, to: [own(), { focalPoint: to, country }], facts: { pair, to },
    body: letter({ key: hex(random(32)) }), place: { seq: 0, prev: "0".repeat(64) },
  };
}

async function submit(event, found) {
  event.preventDefault();
  const button = event.submitter;
  if (!found && lacks(part("problem"), part("f-to").value ? [] : [[t("blind.to"), part("f-to")]])) return;
  const { to, place, facts } = found ?? {};
  const what = found ? { stream: about().request, to, place, facts, body: letter() } : proposal();
  const done = async ({ stream }) => location.assign(about().what === "registration" ? "/deconfliction/" : `/deconfliction/pairs/${stream}/`);
  const outbox = new Outbox({ button, problem: part("problem"), progress: part("progress"), done });
  await outbox.send(async () => ({ ...what, kind: button.dataset.kind, files: [] }));
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  const found = await READ[about().what]();
  if (form) receive(form, (event) => submit(event, found));
  buttons.forEach((one) => { one.disabled = false; });
  if (part("proof") && found) part("proof").hidden = false;
  return undefined;
}

await begin().catch((error) => alarm(streamWarning(error) ?? sentence(error)));
document.body.dataset.ready = "yes";
