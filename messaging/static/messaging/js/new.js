/** A new conversation: members chosen from the directory, subject and first words sealed to them, sent. */
import * as drafts from "../../hub/js/drafts.js";
import { lacks } from "../../hub/js/findings.js";
import * as keys from "../../hub/js/keys.js";
import { Outgoing } from "../../hub/js/outgoing.js";
import { about, make, notice, receive } from "../../hub/js/page.js";
import { showPeer } from "../../hub/js/parties.js";
import { moment, t } from "../../hub/js/texts.js";
import { listed } from "./names.js";

const form = document.getElementById("conversation");
const part = (id) => document.getElementById(id);
const outgoing = new Outgoing({ button: part("send"), problem: part("problem"), progress: part("progress"), done });
const name = () => `thread/new/${about().about ?? ""}`;
const boxes = () => [...part("posts").querySelectorAll("input")];
const chosen = () => boxes().filter(({ checked }) => checked);
const MOST = 24;
let timer = 0;

const written = () => ({ subject: part("f-subject").value.trim(), reference: part("f-reference").value.trim(), text: part("f-text").value.trim() });

function missing() {
  const count = chosen().length;
  return [
    ...(count === 0 ? [[t("new.to"), part("f-find")]] : []),
    ...(count > MOST ? [[t("new.many"), part("f-find")]] : []),
    ...(written().subject ? [] : [[t("new.subject"), part("f-subject")]]),
  ];
}

function intent() {
  const thread = crypto.randomUUID();
  const own = { focalPoint: about().focalPoint, country: about().country };
  const to = [own, ...chosen().map(({ value, dataset }) => ({ focalPoint: value, country: dataset.country }))];
  const members = to.map(({ focalPoint }) => focalPoint).sort();
  const facts = { thread, members, policy: form.elements.policy.value, about: about().about ?? null };
  return { stream: thread, kind: "thread.open", to, facts, body: { ...written(), fields: {} }, files: [], place: { seq: 0, prev: "0".repeat(64) } };
}

async function submit(event) {
  event.preventDefault();
  if (!lacks(part("problem"), missing())) await outgoing.send(async () => intent());
}

async function done({ stream }) {
  clearTimeout(timer);
  await drafts.forget(name());
  location.assign(`/threads/${stream}/`);
}

async function keep() {
  await drafts.keep(name(), { ...written(), to: chosen().map(({ value }) => value), policy: form.elements.policy.value });
  part("kept").textContent = t("new.kept", { when: moment(new Date().toISOString()) });
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => keep().catch(fail), 800);
}

/** Only what fits the words; what is chosen stays in sight. */
function find() {
  const words = part("f-find").value.toLocaleLowerCase().trim().split(/\s+/u);
  for (const row of part("posts").querySelectorAll("[data-post]")) {
    const box = row.querySelector("input");
    const text = `${box.dataset.name} ${box.dataset.countryName} ${box.dataset.country}`.toLocaleLowerCase();
    row.hidden = !box.checked && !words.every((word) => text.includes(word));
  }
  part("posts").querySelectorAll("[data-group]").forEach((group) => { group.hidden = !group.querySelector("[data-post]:not([hidden])"); });
}

async function showChosen() {
  const names = chosen().map(({ dataset }) => t("new.post", { name: dataset.name, country: dataset.countryName }));
  part("chosen-posts").textContent = names.length ? t("new.chosen", { who: listed(names) }) : "";
  for (const box of boxes()) {
    const place = box.closest("[data-post]").querySelector(".peer");
    place.hidden = !box.checked;
    if (!box.checked) continue;
    await showPeer(place, box.dataset.country, box.dataset.countryName);
  }
}

async function fromDevice() {
  const kept = await drafts.kept(name());
  if (!kept) return;
  const { subject, reference, text, to, policy } = kept.content;
  Object.assign(part("f-subject"), { value: subject });
  Object.assign(part("f-reference"), { value: reference });
  Object.assign(part("f-text"), { value: text });
  form.elements.policy.value = policy;
  boxes().forEach((box) => { box.checked ||= to.includes(box.value); });
  const drop = make("button", { type: "button", class: "button plain small", onclick: () => drafts.forget(name()).then(() => location.reload()) }, t("new.forget"));
  part("problem").replaceChildren(notice("", t("new.found", { when: moment(kept.at) }), drop));
}

const fail = (error) => outgoing.fail(error);

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  await fromDevice();
  form.addEventListener("input", changed);
  receive(form, (event) => submit(event).catch(fail));
  part("f-find").addEventListener("input", find);
  part("posts").addEventListener("change", () => showChosen().catch(fail));
  form.dataset.ready = "yes";
  await showChosen();
  return outgoing.offer(null, "thread.open");
}

await begin().catch(fail);
