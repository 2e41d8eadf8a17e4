/**
 * What the parts of a conversation's page share: the verified acts, who is on it, how to write to it.
 * A part is a module with `mount(place, context)`; it draws itself again whenever the context says "change".
 */
import { about } from "../../hub/js/page.js";
import { actOf, replay } from "./standing.js";

/**
 * @typedef {object} Member
 * @property {string} focalPoint @property {string} country ISO code @property {string} countryName @property {string} name
 *
 * @typedef {object} Context
 * @property {object} thread the hub's word: GET threads/{id}/, read again when somebody acted
 * @property {import("../../hub/js/streams.js").Act[]} acts verified, in order of seq; older ones come in front when asked for
 * @property {?object} standing what the signatures add up to; null until the whole history was read
 * @property {boolean} whole whether `acts` begins where the own part of the history begins
 * @property {object} composer `text`, `fields`, `attach(files)`, `focus()`: see composer.js
 */
export class Context {
  #listeners = new Map();

  /** @param {{thread: object, reading: import("./reading.js").Reading, outbox: import("./outbox.js").Outbox}} given */
  constructor({ thread, reading, outbox }) {
    Object.assign(this, { thread, reading, outbox, standing: null, composer: null });
  }

  get acts() {
    return this.reading.acts;
  }

  get whole() {
    return this.reading.whole;
  }

  /** @returns {string} the own post */
  get own() {
    return about().focalPoint;
  }

  /** @returns {Promise<import("../../hub/encryption/opening.js").OpenedEvent>} opened once @throws {Locked|Refused} */
  open(act) {
    return this.reading.open(act);
  }

  /** @returns {?import("../../hub/js/streams.js").Act} an act that was read, by its number */
  act(event) {
    return this.reading.find(event);
  }

  /** @returns {Promise<import("../../hub/js/streams.js").Act>} an act by its number, read on its own if it is outside the windows */
  fetch(event) {
    return this.reading.fetch(event);
  }

  /** Read the whole own part of the history, so that `standing` is there; nothing to do the second time. */
  async complete(most = Infinity) {
    await this.reading.complete(most);
    this.restand();
  }

  /** Read one window further back. */
  async older() {
    await this.reading.older();
    this.restand();
  }

  /** What the signatures add up to, once the beginning was read. */
  restand() {
    if (this.whole) this.standing = replay(this.reading.present().map(({ proof }) => actOf(proof)));
    this.tell("change");
  }

  /** @returns {Member[]} whom the next act is sealed to: everybody on the conversation now, as signed */
  receivers() {
    return this.reading.members().map((post) => this.member(post));
  }

  /** @returns {Member} a post by its number; of a post that the hub does not name, the number */
  member(post) {
    const found = this.thread.members.find(({ focal_point }) => focal_point === post);
    const country = this.reading.countryOf(post) ?? found?.country ?? "";
    return { focalPoint: post, country, countryName: found?.country_name ?? country, name: found?.name ?? post };
  }

  /** @returns {{seq: number, prev: string}} where the conversation goes on */
  place() {
    return this.outbox.place();
  }

  /**
   * Seal, sign and send one act; it waits in line behind those on their way and survives a broken line and a reload.
   * @param {{kind: string, facts?: object, body?: {subject?: string, reference?: string, text?: string, fields?: object},
   *   files?: File[], handling?: string, to?: {focalPoint: string, country: string}[], sealed?: function(): void}} intent
   *   `thread` is added to the facts; `to` is everybody on the conversation if left out; `sealed` is called once it is kept
   * @returns {Promise<import("../../hub/encryption/manifest.js").Manifest>} as the hub confirmed it
   * @throws {Problem|Error} when the hub's rules refuse it: `detail` and `source` are for the officer
   */
  send({ kind, facts = {}, body = {}, files = [], handling = "H0", to = this.receivers(), sealed }) {
    const letter = { subject: "", reference: "", text: "", fields: {}, ...body };
    return this.outbox.send({ stream: this.thread.id, kind, facts: { thread: this.thread.id, ...facts }, body: letter, files, handling, to, sealed });
  }

  /** @param {"change"|"sent"|"opened"} name @param {function(*): void} listener "opened" hears {act, opened} */
  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** Tell the parts; one that fails does not stop the others. */
  tell(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) {
      Promise.resolve().then(() => listener(detail)).catch((error) => this.fail(error));
    }
  }

  /** Show what went wrong; the page sets how. */
  fail(error) {
    document.dispatchEvent(new CustomEvent("thread:failed", { detail: error }));
  }
}
