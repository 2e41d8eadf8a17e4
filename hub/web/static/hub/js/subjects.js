/** Subjects in lists: opened on this device while the row is in sight. */
import { Locked } from "./officer.js";
import { alarm, bdi } from "./page.js";
import * as keys from "./keys.js";
import { openAct, readAct } from "./streams.js";
import { t } from "./texts.js";
import { streamWarning } from "./warnings.js";

const opened = new Map();

function subjectOf({ stream, event, countries }) {
  if (!opened.has(event)) {
    opened.set(event, readAct(stream, event, countries.split(" ")).then(openAct).then(({ body }) => body.subject));
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
      this.replaceChildren(bdi((await subjectOf(this.dataset)) || t("sealed.no_subject")));
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

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    target.open();
  }
});

customElements.define("hub-subject", HubSubject);
