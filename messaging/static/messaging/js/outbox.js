/**
 * Acts on their way to one conversation, in line: each is sealed at once and kept on this device; a broken line or a
 * reload loses none. When somebody wrote first, the act is signed again behind theirs.
 */
import { NoLine, Problem } from "../../hub/js/api.js";
import * as parcels from "../../hub/js/parcels.js";
import { Overtaken, deliver, prepare, signAgain } from "../../hub/js/sending.js";
import { rest } from "../../hub/js/upload.js";

const quiet = () => {};
const PAUSE = 4000;
/** Nothing is wrong with the act: it passes when the hub can be reached again. */
const passes = (error) => error instanceof NoLine || (error instanceof Problem && (error.status >= 500 || error.status === 429));

/**
 * @typedef {object} Item one act on its way
 * @property {?object} intent none after a reload @property {?import("../../hub/js/parcels.js").Parcel} parcel once sealed
 * @property {"sealing"|"sending"|"broken"|"asked"|"failed"} state
 * @property {object} progress {step, done, total} @property {?Error} error
 * @property {?import("../../hub/js/upload.js").Transfer} transfer to pause, resume and stop
 */

export class Outbox {
  /** @param {import("./reading.js").Reading} reading @param {{show: function(), follow: function(): Promise<void>, receivers: function(): object[]}} page */
  constructor(reading, { show, follow, receivers }) {
    Object.assign(this, { reading, show, follow, receivers, items: [], line: Promise.resolve(), running: false });
  }

  /** Behind what is on its way. */
  place() {
    const last = this.items.filter(({ parcel, state }) => parcel && state !== "failed").at(-1)?.parcel;
    const here = this.reading.place();
    return last && last.manifest.seq >= here.seq ? { seq: last.manifest.seq + 1, prev: last.hash } : here;
  }

  /** @param {import("../../hub/js/sending.js").Intent} intent without its place @returns {Promise<object>} the manifest */
  send(intent) {
    return new Promise((resolve, reject) => {
      const item = { intent, parcel: null, state: "sealing", progress: {}, error: null, transfer: null, resolve, reject };
      this.items.push(item);
      this.show();
      // Sealed one after the other: each names the hash of the one before.
      this.line = this.line.then(() => this.#seal(item));
    });
  }

  async #seal(item) {
    try {
      item.parcel = await prepare({ ...item.intent, place: this.place() }, (told) => this.#tell(item, told));
      item.intent.sealed?.();
      item.state = "sending";
      this.show();
      this.#run();
    } catch (error) {
      if (!(await this.#waited(item, error))) return this.#failed(item, error);
      return this.items.includes(item) ? this.#seal(item) : undefined;
    }
    return undefined;
  }

  /** Wait for the line, if that is all that is missing. */
  async #waited(item, error) {
    if (!passes(error)) return false;
    item.state = "broken";
    this.show();
    await rest(PAUSE);
    return true;
  }

  #tell(item, told) {
    item.progress = told;
    if (item.state !== "asked") item.state = told.broken ? "broken" : told.step === "sealing" ? "sealing" : "sending";
    this.show();
  }

  /** What an earlier visit sealed and the hub did not confirm. */
  async restore() {
    for (const parcel of await parcels.waiting(this.reading.stream)) {
      if (this.items.some((item) => item.parcel?.event === parcel.event)) continue;
      if (this.reading.find(parcel.event)) await parcels.drop(parcel.event);
      else this.items.push({ intent: null, parcel, state: "sending", progress: {}, error: null, transfer: null, resolve: quiet, reject: quiet });
    }
    this.#run();
  }

  async #run() {
    if (this.running) return;
    this.running = true;
    for (let item = this.#next(); item; item = this.#next()) await this.#deliver(item);
    this.running = false;
  }

  /** The first in line; nothing passes one that waits for a decision. */
  #next() {
    const first = this.items.find(({ parcel, state }) => parcel && state !== "failed");
    return first && first.state !== "asked" ? first : null;
  }

  async #deliver(item) {
    try {
      await this.#upToDate(item);
      if (item.state === "asked") return;
      const tell = (told) => this.#tell(item, told);
      const manifest = await deliver(item.parcel, tell, (transfer) => { item.transfer = transfer; });
      await this.follow().catch(quiet);
      this.#remove(item);
      item.resolve(manifest);
    } catch (error) {
      await this.#refused(item, error);
    }
  }

  async #refused(item, error) {
    if (error instanceof Overtaken) item.parcel = error.parcel;
    else if (!(await this.#waited(item, error))) return this.#failed(item, error);
    return this.follow().catch(quiet);
  }

  /** Signed behind what came meanwhile, and to those who are on the conversation now; newcomers only if the officer says so. */
  async #upToDate(item) {
    const here = this.reading.place();
    const { manifest } = item.parcel;
    const now = this.reading.members();
    const sealed = manifest.recipients.map(({ focal_point }) => focal_point);
    const newcomers = manifest.kind === "thread.admit" ? [] : now.filter((post) => !sealed.includes(post));
    if (newcomers.length && !item.agreed) {
      Object.assign(item, { state: "asked", newcomers });
      return this.show();
    }
    const same = here.seq === manifest.seq && here.prev === manifest.prev && newcomers.length === 0;
    if (same) return undefined;
    if (manifest.kind !== "thread.admit") item.parcel.to = this.receivers();
    item.parcel = await signAgain(item.parcel, here, (told) => this.#tell(item, told));
    return undefined;
  }

  /** The officer wants newcomers to read it too. */
  agree(item) {
    Object.assign(item, { agreed: true, state: "sending" });
    this.show();
    this.#run();
  }

  /** Try again what failed. */
  again(item) {
    item.error = null;
    if (item.parcel) Object.assign(item, { state: "sending" });
    else this.line = this.line.then(() => this.#seal(Object.assign(item, { state: "sealing" })));
    this.show();
    if (item.parcel) this.#run();
  }

  /** Give it up. @returns {Promise<void>} */
  async discard(item) {
    item.transfer?.stop.abort();
    if (item.parcel) await parcels.drop(item.parcel.event);
    this.#remove(item);
    item.reject(new DOMException("discarded", "AbortError"));
    this.#run();
  }

  #remove(item) {
    this.items = this.items.filter((other) => other !== item);
    this.show();
  }

  #failed(item, error) {
    if (!this.items.includes(item)) return;
    Object.assign(item, { state: "failed", error });
    this.show();
    item.reject(error);
  }
}
