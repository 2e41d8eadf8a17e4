/**
 * Subjects and references in lists: opened on this device while the row is in sight.
 * What was opened stays open when the list is fetched again, in sight or not.
 */
import { Locked } from "./officer.js";
import { alarm, bdi } from "./page.js";
import * as keys from "./keys.js";
import { openAct, readAct } from "./streams.js";
import { t } from "./texts.js";
import { streamWarning } from "./warnings.js";

const opening = new Map();
const opened = new Map();

async function openBody({ stream, event, countries }) {
  const { body } = await openAct(await readAct(stream, event, countries.split(" ")));
  opened.set(event, body);
  return body;
}

/** The letter of an act, opened once for both its subject and its reference; asked for again after a failure. */
function bodyOf(wanted) {
  const { event } = wanted;
  if (!opening.has(event)) {
    opening.set(event, openBody(wanted));
    opening.get(event).catch(() => opening.delete(event));
  }
  return opening.get(event);
}

/** What this page has opened already; a page whose keys were locked is about to be loaded anew. */
const known = (event) => (document.documentElement.dataset.keys === "locked" ? null : opened.get(event));

/** <hub-subject data-stream data-event data-countries>: a sealed subject line that opens itself. */
class HubSubject extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.event || this.dataset.done) return;
    const body = known(this.dataset.event);
    if (body) this.show(body);
    else sight.observe(this);
  }

  async open() {
    this.dataset.done = "yes";
    if ((await keys.held()) === null) return;
    try {
      this.show(await bodyOf(this.dataset));
    } catch (error) {
      this.fail(error);
    }
  }

  show({ subject }) {
    this.dataset.done = "yes";
    this.replaceChildren(bdi(subject || t("sealed.no_subject")));
  }

  fail(error) {
    if (error instanceof Locked) return;
    const warning = streamWarning(error);
    if (warning) alarm(warning);
    this.firstElementChild?.replaceChildren(warning ? t("sealed.fails") : error.message);
  }
}

/** <hub-reference data-stream data-event data-countries data-country>: one side's file number, once it is opened. */
class HubReference extends HTMLElement {
  async connectedCallback() {
    if (!this.dataset.event || this.dataset.done) return;
    const body = known(this.dataset.event);
    if (body) this.show(body);
    else if ((await keys.held()) !== null) this.wait();
  }

  wait() {
    // Hidden until it says something; the row's subject is what the eye meets.
    const row = this.closest("li, tr, main");
    if (row) rows.set(row, [...(rows.get(row) ?? []), this]);
    if (row) sight.observe(row);
  }

  async open() {
    this.show(await bodyOf(this.dataset).catch(() => ({})));
  }

  show({ reference }) {
    this.dataset.done = "yes";
    if (!reference) return;
    this.replaceChildren(bdi(reference), ` · ${this.dataset.country}`);
    this.hidden = false;
  }
}

const rows = new WeakMap();

function openAll(target) {
  if (target instanceof HubSubject) target.open();
  rows.get(target)?.forEach((reference) => reference.open());
  rows.delete(target);
}

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    openAll(target);
  }
});

customElements.define("hub-subject", HubSubject);
customElements.define("hub-reference", HubReference);
