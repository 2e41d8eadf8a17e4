/** Subjects and references in lists: opened on this device while the row is in sight. */
import { Locked } from "./officer.js";
import { alarm, bdi } from "./page.js";
import * as keys from "./keys.js";
import { openAct, readAct } from "./streams.js";
import { t } from "./texts.js";
import { streamWarning } from "./warnings.js";

const opened = new Map();

/** The letter of an act, opened once for both its subject and its reference. */
function bodyOf({ stream, event, countries }) {
  if (!opened.has(event)) {
    opened.set(event, readAct(stream, event, countries.split(" ")).then(openAct).then(({ body }) => body));
  }
  return opened.get(event);
}

/** <hub-subject data-stream data-event data-countries>: a sealed subject line that opens itself. */
class HubSubject extends HTMLElement {
  connectedCallback() {
    if (this.dataset.event && !this.dataset.done) sight.observe(this);
  }

  async open() {
    this.dataset.done = "yes";
    if ((await keys.held()) === null) return;
    try {
      const { subject } = await bodyOf(this.dataset);
      this.replaceChildren(bdi(subject || t("sealed.no_subject")));
    } catch (error) {
      this.fail(error);
    }
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
    if (!this.dataset.event || this.dataset.done || (await keys.held()) === null) return;
    // Hidden until it says something; the row's subject is what the eye meets.
    const row = this.closest("li, tr, main");
    if (row) rows.set(row, [...(rows.get(row) ?? []), this]);
    if (row) sight.observe(row);
  }

  async open() {
    this.dataset.done = "yes";
    const { reference } = await bodyOf(this.dataset).catch(() => ({}));
    if (!reference) return;
    this.replaceChildren(bdi(reference), ` · ${this.dataset.country}`);
    this.hidden = false;
  }
}

const rows = new Map();

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
