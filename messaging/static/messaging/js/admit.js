/** Admitting or proposing a focal point: whom, what it may read of what was before, why; keys are wrapped here. */
import { b64, wrap, wrapInfo } from "../../hub/encryption/index.js";
import { form as definition } from "../../hub/js/forms.js";
import * as keys from "../../hub/js/keys.js";
import { Locked } from "../../hub/js/officer.js";
import { about, alarm, bdi, receive } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { checkCountry, kemOf, peerState, trusted } from "../../hub/js/trust.js";
import { streamWarning } from "../../hub/js/warnings.js";
import { openThread } from "./opening.js";
import { Lacking, refusal } from "./panel.js";
import { Sharing } from "./sharing.js";

const part = (id) => document.getElementById(id);
const form = part("admit");
const MOST = 300;
let context = null;
let sharing = null;
let subject = "";

const option = () => part("f-post").selectedOptions[0];
const newcomer = () => (part("f-post").value ? { focalPoint: part("f-post").value, country: option().dataset.country, label: option().textContent.trim() } : null);

function fail(error) {
  if (error instanceof Locked) return;
  const warning = streamWarning(error);
  if (warning) alarm(warning);
  part("problem").replaceChildren(refusal(error));
  part("problem").scrollIntoView({ block: "center" });
}

async function showPeer() {
  const found = newcomer();
  part("peer").hidden = true;
  if (!found) return;
  const state = await peerState(found.country);
  part("peer").hidden = false;
  part("peer").className = `peer ${state === "own" ? "verified" : state}`;
  part("peer").querySelector("span").textContent = t(`trust.peer_${state}`);
  if (state === "changed") alarm(t("trust.changed_warning", { country: option().dataset.countryName }));
}

function count() {
  const n = sharing.chosen.size;
  part("sharing-hint").textContent = n ? t("share.chosen", { n }) : t("share.none");
  part("older").hidden = !sharing.more;
}

/**
 * The keys of the chosen acts, wrapped to the newcomer's present key; the hub holds them and cannot open them.
 * @returns {Promise<Record<string, string>>} base64 by event
 */
async function wrapped(events, { focalPoint, country }) {
  await checkCountry(focalPoint, country);
  const { generation, kem } = kemOf(await trusted(country), focalPoint);
  const one = async (event) => {
    const { key, manifest: { hub, stream } } = await context.open(context.act(event));
    return [event, b64(await wrap(kem, key, wrapInfo(hub, stream, event, focalPoint, generation)))];
  };
  return Object.fromEntries(await Promise.all(events.map(one)));
}

async function admit(who) {
  const { policy, links } = context.standing;
  const there = context.receivers();
  const members = [...there.map(({ focalPoint }) => focalPoint), who.focalPoint].sort();
  const facts = { proposal: about().proposal || null, post: who.focalPoint, members, policy, links: [...links].sort(), shared: await wrapped(sharing.events, who) };
  const { focalPoint, country } = who;
  return context.send({ kind: "thread.admit", facts, to: [...there, { focalPoint, country }], body: { subject, text: part("f-text").value } });
}

const propose = ({ focalPoint }) => context.send({ kind: "thread.propose",
  facts: { proposal: crypto.randomUUID(), post: focalPoint, shared: sharing.events }, body: { text: part("f-text").value } });

async function submit(event) {
  event.preventDefault();
  const who = newcomer();
  part("problem").replaceChildren();
  try {
    if (!who) throw new Lacking(t("share.need_post"));
    if (sharing.events.length > MOST) throw new Lacking(t("share.too_many", { n: MOST }));
    part("send").disabled = true;
    await (about().policy === "every" && !about().proposal ? propose : admit)(who);
    location.assign(`/threads/${context.thread.id}/`);
  } catch (error) {
    fail(error);
    part("send").disabled = false;
  }
}

/** What every country agreed on: the post is fixed, and no more than was proposed can be chosen. */
async function fromProposal() {
  const found = context.standing?.proposals[about().proposal];
  if (!found || found.ended) throw new Lacking(t("share.no_proposal"));
  part("f-post").value = found.post;
  part("f-post").disabled = true;
  sharing.only = found.shared;
  found.shared.forEach((event) => sharing.chosen.add(event));
}

async function showSubject() {
  const { body } = await context.open(await context.fetch(context.thread.head.event));
  subject = body.subject;
  part("subject").replaceChildren(bdi(subject || t("sealed.no_subject")));
}

function wire() {
  const again = () => sharing.set(newcomer()).then(showPeer).catch(fail);
  part("f-post").addEventListener("change", again);
  part("all").addEventListener("click", () => sharing.all().catch(fail));
  part("none").addEventListener("click", () => sharing.none().catch(fail));
  part("older").addEventListener("click", () => sharing.older().catch(fail));
  context.on("change", () => sharing.draw());
  document.addEventListener("hub:ring", () => context.follow().catch(fail));
  receive(form, submit);
}

async function begin() {
  context = await openThread(about().thread);
  sharing = new Sharing(part("messages"), context, await definition("exchanges"), count);
  // What is stated to the newcomer must be what every signature adds up to.
  await context.complete();
  await showSubject();
  if (about().proposal) await fromProposal();
  wire();
  await sharing.set(newcomer());
  await showPeer();
  form.hidden = false;
  form.dataset.ready = "yes";
}

const locked = (await keys.held()) === null;
part("locked").hidden = !locked;
if (!locked) await begin().catch(fail);
