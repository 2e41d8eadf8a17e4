/** Choosing, message by message, what a newcomer may read; what may not be passed on says why. */
import { label } from "../../hub/js/forms.js";
import { bdi, icon, make } from "../../hub/js/page.js";
import { moment, t } from "../../hub/js/texts.js";
import { askConsent } from "./consents.js";
import { nameOf } from "./directory.js";
import { folded } from "./folding.js";
import { itemsOf, notFor, strictest } from "./handling.js";
import { firstWords } from "./markdown.js";
import { doing } from "./panel.js";
import { boundSource } from "./sources.js";

const WINDOW = 30;

/** Messages that can be shared: not withdrawn, and no act that the newcomer has already. */
export class Sharing {
  /** @param {HTMLElement} list @param {import("./context.js").Context} context @param {object} table exchanges.json */
  constructor(list, context, table, changed) {
    Object.assign(this, { list, context, table, changed, newcomer: null, only: null, chosen: new Set(), limit: WINDOW, more: false });
    list.addEventListener("change", ({ target }) => this.#choose(target.value, target.checked));
  }

  /** @param {?{focalPoint: string, label: string}} newcomer */
  set(newcomer) {
    this.newcomer = newcomer;
    return this.draw();
  }

  get #asks() {
    return this.context.standing?.asks ?? {};
  }

  /** The events that a choice opens: the message and its corrections, which are acts of their own. */
  eventsOf(event) {
    return this.#messages.get(event).versions.map(({ proof }) => proof.manifest.event);
  }

  get #messages() {
    return folded(this.context.acts);
  }

  /**
   * What keeps a message from the newcomer: acts that their owner has not let go on, or a first owner elsewhere.
   * @returns {Promise<{items: import("./handling.js").Item[], origin: ?import("./sources.js").Source}>}
   */
  async #bars(event, items) {
    if (!this.newcomer) return { items: [], origin: null };
    const acts = this.eventsOf(event).map((one) => items.get(one));
    const held = acts.filter((item) => notFor(this.table, item, this.context.own, [this.newcomer.focalPoint], this.#asks).length);
    const { body } = await this.context.open(this.#messages.get(event).versions.at(-1));
    return { items: held, origin: boundSource(this.table, body, this.context.own) };
  }

  async #free(event, items) {
    const { items: held, origin } = await this.#bars(event, items);
    return held.length === 0 && origin === null;
  }

  #choose(event, wanted) {
    if (wanted) this.chosen.add(event);
    else this.chosen.delete(event);
    this.changed();
  }

  /** Everything that may be passed on. */
  async all() {
    const items = itemsOf(this.context.acts);
    for (const event of this.#offered(items)) if (await this.#free(event, items)) this.chosen.add(event);
    return this.draw();
  }

  /** One window further back. */
  older() {
    this.limit += WINDOW;
    return this.draw();
  }

  none() {
    this.chosen.clear();
    return this.draw();
  }

  #offered(items) {
    const open = [...this.#messages].filter(([, { withdrawn }]) => !withdrawn).map(([event]) => event);
    return open.filter((event) => (!this.only || this.only.includes(event)) && !items.get(event).holders.includes(this.newcomer?.focalPoint));
  }

  async draw() {
    const items = itemsOf(this.context.acts);
    const offered = this.#offered(items);
    for (const event of this.chosen) if (!offered.includes(event) || !(await this.#free(event, items))) this.chosen.delete(event);
    const shown = offered.slice(-this.limit);
    this.more = shown.length < offered.length;
    this.list.replaceChildren(...(await Promise.all(shown.map((event) => this.#row(event, items).catch((error) => make("li", {}, error.message))))));
    this.changed();
  }

  async #row(event, items) {
    const { act, versions } = this.#messages.get(event);
    const { body } = await this.context.open(versions.at(-1));
    const bars = await this.#bars(event, items);
    const barred = bars.items.length > 0 || bars.origin !== null;
    const box = make("input", { type: "checkbox", value: event, checked: this.chosen.has(event), disabled: barred });
    const files = body.files.length ? make("span", { class: "small quiet" }, icon("file"), ` ${body.files.map(({ name }) => name).join(", ")}`) : "";
    const words = make("span", { class: "words" }, make("span", { class: "small quiet" }, bdi(this.context.member(items.get(event).post).countryName), " · ",
      make("time", { datetime: act.row.at }, moment(act.row.at))), make("span", { dir: "auto" }, firstWords(body.text || body.subject, 160)), files);
    return make("li", { dataset: { share: event } }, make("label", { class: "choice" }, box, words), barred ? await this.#why(bars) : "");
  }

  /** Not without the owner's word: the rule, and the question that can be asked now. */
  async #why({ items, origin }) {
    const owner = origin ? await nameOf(origin.owner) : this.context.member(items[0].post).countryName;
    const code = label(this.table, "handling", origin?.handling ?? strictest(items[0]));
    const next = origin ? make("p", {}, t("forward.origin", { owner })) : doing(t("consent.ask"), () => askConsent(this.context, items, { to: this.newcomer }));
    return make("div", { class: "why small" }, icon("shield"), make("p", {}, code, ". ", t("share.why", { owner, who: this.newcomer.label })), next);
  }

  /** @returns {string[]} all acts to be shared, in order */
  get events() {
    const wanted = [...this.chosen].flatMap((event) => this.eventsOf(event));
    return this.context.acts.map(({ proof }) => proof.manifest.event).filter((event) => wanted.includes(event) && (!this.only || this.only.includes(event)));
  }
}

