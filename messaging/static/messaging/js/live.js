/**
 * What happens reaches the page: a ring says “look”, and the page reads what follows its own newest act. While the
 * socket is away the page asks by itself, in growing pauses. The place in the stream decides, so nothing is missed and
 * nothing comes twice.
 */
import { NoLine, Problem } from "../../hub/js/api.js";

const PAUSES = [2000, 3000, 5000, 8000, 13000, 21000, 30000];
const IDLE = 60_000;

export class Live {
  #again = false;
  #running = null;
  #timer = 0;
  #silent = 0;
  #socket = false;
  #over = false;

  /**
   * @param {string} thread
   * @param {{look: function(): Promise<boolean>, told: function(string): void, line: function(boolean): void, over: function(Problem): void}} page
   *   `look` reads what is new and says whether there was any; `told` hears the kind of each ring about this conversation;
   *   `line` whether the hub can be reached; `over` that this conversation is not to be seen any more
   */
  constructor(thread, page) {
    Object.assign(this, { thread, page });
    document.addEventListener("hub:ring", ({ detail }) => this.#heard(detail));
    document.addEventListener("hub:line", ({ detail }) => this.#changed(detail));
    document.addEventListener("visibilitychange", () => document.hidden || this.follow());
    addEventListener("online", () => this.follow());
    this.#later();
  }

  #heard({ kind, id }) {
    if (id !== this.thread) return;
    this.page.told(kind);
    if (kind !== "thread.read") this.follow();
  }

  /** After every opening of the socket: rings may have been missed. */
  #changed(there) {
    this.#socket = there;
    this.#silent = 0;
    if (there) this.follow();
    else this.#later();
  }

  /** Read what is new; calls that come meanwhile are one more look afterwards. @returns {Promise<void>} */
  follow() {
    if (this.#over) return Promise.resolve();
    this.#again = true;
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  async #run() {
    while (this.#again) {
      this.#again = false;
      await this.#look();
    }
    this.#later();
  }

  async #look() {
    try {
      this.#silent = (await this.page.look()) ? 0 : this.#silent + 1;
      this.page.line(true);
    } catch (error) {
      this.#silent += 1;
      if (error instanceof NoLine || (error instanceof Problem && error.status >= 500)) return this.page.line(false);
      if (error instanceof Problem && [401, 403, 404].includes(error.status)) return this.#end(error);
      throw error;
    }
    return undefined;
  }

  #end(error) {
    this.#over = true;
    return this.page.over(error);
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#over) return;
    const short = PAUSES[Math.min(this.#silent, PAUSES.length - 1)];
    const pause = this.#socket || document.hidden ? IDLE : short;
    // All pages that lost the hub at once must not come back at once.
    this.#timer = setTimeout(() => this.follow().catch(() => {}), pause * (0.8 + Math.random() * 0.4));
  }
}
