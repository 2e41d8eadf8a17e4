/** Sending from a form: goes on after a reload, asks again when somebody acted first, says what went wrong. */
import * as between from "./between.js";
import { about, make, notice } from "./page.js";
import * as parcels from "./parcels.js";
import { Progress } from "./progress.js";
import { Overtaken, deliver, send, signAgain } from "./sending.js";
import { moment, t } from "./texts.js";
import { sentence } from "./warnings.js";

const button = (text, onclick, kind = "") => make("button", { type: "button", class: `button ${kind}`, onclick }, text);

/** What one form sends; its button stays off while something sealed waits for a decision. */
export class Outgoing {
  /**
   * @param {{button: HTMLButtonElement, problem: HTMLElement, progress: HTMLElement,
   *   done: function(import("../encryption/manifest.js").Manifest): Promise<void>}} parts of the page, and what comes after
   */
  constructor({ button: main, problem, progress, done }) {
    Object.assign(this, { main, problem, done, progress: new Progress(progress), busy: false });
  }

  get tell() {
    return this.progress.tell;
  }

  /** @param {function(): Promise<import("./sending.js").Intent>} intent */
  send(intent) {
    return this.run(async () => send(await intent(), this.tell, this.progress.control));
  }

  /** Offer what an earlier visit of this form sealed and did not get confirmed. */
  async offer(request, kind) {
    const [parcel] = (await parcels.waiting(request)).filter((one) => one.kind === kind);
    if (!parcel) return;
    this.main.disabled = true;
    const go = () => this.run(() => deliver(parcel, this.tell, this.progress.control));
    this.problem.replaceChildren(unsent(parcel, button(t("unsent.go"), go)));
  }

  async run(work) {
    this.main.disabled = this.busy = true;
    this.problem.replaceChildren();
    try {
      const manifest = await work();
      this.progress.good(t("send.done"));
      await this.done(manifest);
    } catch (error) {
      await this.fail(error);
    }
  }

  /** Show what went wrong; the form can be sent again unless a sealed act still waits. */
  async fail(error) {
    this.busy = false;
    this.progress.end();
    if (error instanceof Overtaken) return this.ask(error.parcel).catch((other) => this.fail(other));
    this.main.disabled = false;
    if (error.name === "AbortError") return undefined;
    const why = error.source ? t("frame.reason", { source: error.source }) : "";
    return this.show(notice("bad", sentence(error), why));
  }

  async ask(parcel) {
    const met = await between.look(parcel);
    const again = () => this.run(async () =>
      deliver(await signAgain(parcel, met.changes, this.tell), this.tell, this.progress.control));
    const box = notice("warn", make("h2", {}, t("between.title")), t("between.kept"), await between.list(met), between.verdict(met),
      make("div", { class: "row" }, met.answer.allowed ? button(t("between.again"), again) : "", discard(parcel, toTheRequest)));
    box.id = "between";
    this.show(box);
  }

  show(box) {
    this.problem.replaceChildren(box);
    this.problem.scrollIntoView({ block: "center" });
  }
}

const discard = (parcel, then) => button(t("unsent.discard"), () => parcels.drop(parcel.event).then(then), "plain");

// What came first may have ended the form's own purpose; the request itself is always there.
const toTheRequest = () => location.assign(`/requests/${about().request}/`);

/** @param {parcels.Parcel} parcel @param {Node} go how to go on @returns {HTMLElement} */
export function unsent(parcel, go) {
  const box = notice("warn", make("b", {}, t("unsent.title")), t("unsent.text", { when: moment(parcel.at) }),
    make("div", { class: "row" }, go, discard(parcel, () => location.reload())));
  box.dataset.unsent = parcel.event;
  return box;
}
