/** The own copy of a stream erased: proposed by one officer, signed by another, on this device. */
import { CONTENT, PROPOSE, isContent } from "../../hub/encryption/index.js";
import * as keys from "../../hub/js/keys.js";
import { Outgoing } from "../../hub/js/outgoing.js";
import { about, alarm, make, notice, receive } from "../../hub/js/page.js";
import * as parcels from "../../hub/js/parcels.js";
import { readStream } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { altered, sentence, streamWarning } from "../../hub/js/warnings.js";

const form = document.getElementById("erase");
const part = (id) => document.getElementById(id);
const countries = JSON.parse(about().countries);

class Outbox extends Outgoing {
  async ask({ event }) {
    await parcels.drop(event);
    const again = make("button", { type: "button", class: "button", onclick: () => location.reload() }, t("erase.reload"));
    this.show(notice("warn", t("erase.first"), again));
  }
}

/** The proposal that the page shows, as it was signed. @returns {?object} its facts, with its own id */
function proposed(acts) {
  const shown = JSON.parse(about().proposal);
  if (shown === null) return null;
  const manifest = acts.find(({ proof }) => proof.manifest.event === shown.event)?.proof.manifest;
  const same = manifest?.kind === PROPOSE && manifest.sender.focal_point === about().focalPoint;
  if (same && manifest.facts.rule === shown.facts.rule) return { ...manifest.facts, proposal: manifest.event };
  altered(t("erase.proposal"));
  return null;
}

const everything = (acts) => {
  const last = acts.filter(({ proof }) => isContent(proof.manifest.kind)).at(-1);
  return { rule: part("rule").value, upto: last.proof.manifest.seq, events: [] };
};

const FACTS = {
  "erase.propose": (acts) => everything(acts),
  "erase.content": (acts) => proposed(acts),
  "erase.alone": (acts) => ({ ...everything(acts), proposal: null }),
};

async function submit(event, acts) {
  event.preventDefault();
  const button = event.submitter;
  const { kind } = button.dataset;
  const facts = FACTS[kind](acts);
  if (facts === null) return;
  const to = acts[0].proof.manifest.recipients.map(({ focal_point: post }) => ({ focalPoint: post, country: countries[post] }));
  const outbox = new Outbox({ button, problem: part("problem"), progress: part("progress"), done: async () => location.reload() });
  await outbox.send(async () => ({
    stream: about().stream, kind: kind === PROPOSE ? PROPOSE : CONTENT, to, facts, files: [],
    body: { subject: "", reference: "", text: "", fields: {} }, place: { seq: acts.length, prev: acts.at(-1).proof.hash },
  }));
}

async function begin() {
  if (!form) return undefined;
  if ((await keys.held()) === null) return keys.askToUnlock();
  const acts = await readStream(about().stream, [...new Set(Object.values(countries))]);
  receive(form, (event) => submit(event, acts));
  form.querySelectorAll("button[data-kind]").forEach((one) => { one.disabled = false; });
  return undefined;
}

await begin().catch((error) => alarm(streamWarning(error) ?? sentence(error)));
document.body.dataset.ready = "yes";
