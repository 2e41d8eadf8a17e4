/** One entry of the register: opened, changed, sealed to the own post and signed as its next version. */
import { Chosen } from "../../hub/js/chosen.js";
import { fileList } from "../../hub/js/files.js";
import * as keys from "../../hub/js/keys.js";
import { Outgoing } from "../../hub/js/outgoing.js";
import { about, bdi, make, notice, receive } from "../../hub/js/page.js";
import * as parcels from "../../hub/js/parcels.js";
import { openAct, readStream } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { facts, fill, problems, sealed } from "./values.js";

const form = document.getElementById("entry");
const part = (id) => document.getElementById(id);
const files = new Chosen(part("f-files"), part("chosen"));
let place = { seq: 0, prev: "0".repeat(64) };

/** An entry has one author at a time: whoever was first stays, and the other reads before writing again. */
class Outbox extends Outgoing {
  async ask(parcel) {
    await parcels.drop(parcel.event);
    this.show(notice("warn", t("register.newer")));
  }
}

const outbox = part("send") && new Outbox({ button: part("send"), problem: part("problem"), progress: part("progress"), done });

async function done({ stream }) {
  location.assign(`/register/${stream}/`);
}

function intent() {
  const paper = about().request ?? crypto.randomUUID();
  const { subject, reference, notes, ...fields } = sealed(form);
  return {
    stream: paper, kind: about().kind, to: [{ focalPoint: about().focalPoint, country: about().country }],
    body: { subject, reference, text: notes, fields }, facts: { paper, ...facts(form) }, files: files.chosen, place,
  };
}

function submit(event) {
  event.preventDefault();
  const found = problems(form);
  if (found.length === 0) return outbox.send(async () => intent());
  const line = ({ text, control }) => make("li", {}, make("a", { href: `#${control.id}` }, text));
  const box = make("div", { class: "summary", role: "alert", tabindex: "-1" }, make("ul", { role: "list" }, ...found.map(line)));
  part("problem").replaceChildren(box);
  return box.focus();
}

/** What was sealed before: the newest version in the fields, scans of every version below. */
async function open() {
  const acts = await readStream(about().request, [about().country]);
  place = { seq: acts.length, prev: acts.at(-1).proof.hash };
  const opened = await Promise.all(acts.map(openAct));
  const { subject, reference, text, fields } = opened.at(-1).body;
  fill(form, { subject, reference, notes: text, ...fields });
  document.querySelector("h1").replaceChildren(bdi(subject || t("sealed.no_subject")));
  part("scans").replaceChildren(...acts.map((act, i) => fileList(act, opened[i])).filter(Boolean));
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  if (about().request) await open();
  if (!outbox) return undefined;
  receive(form, submit);
  form.dataset.ready = "yes";
  return outbox.offer(about().request ?? null, about().kind);
}

const fail = (error) => (outbox ? outbox.fail(error) : part("problem").replaceChildren(notice("bad", error.message)));

await begin().catch(fail);
