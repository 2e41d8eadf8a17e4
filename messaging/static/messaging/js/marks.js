/** How far this post has read: told to the hub while the newest message is really before the reader's eyes. */
import { post } from "../../hub/js/api.js";

const PAUSE = 400;

export class Marks {
  #told;
  #timer = 0;

  /** @param {HTMLElement} list @param {import("./context.js").Context} context */
  constructor(list, context) {
    Object.assign(this, { list, context });
    this.#told = context.thread.read_seq ?? -1;
    for (const kind of ["scroll", "focus"]) addEventListener(kind, () => this.look(), { passive: true });
    document.addEventListener("visibilitychange", () => this.look());
  }

  get atEnd() {
    const last = this.list.lastElementChild;
    return !last || last.getBoundingClientRect().top < innerHeight - 40;
  }

  /** Look whether there is something to tell. */
  look() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell().catch(() => {}), PAUSE);
  }

  async #tell() {
    const seq = this.context.acts.at(-1)?.proof.manifest.seq ?? -1;
    if (document.hidden || !this.atEnd || seq <= this.#told) return;
    await post(`threads/${this.context.thread.id}/read/`, { seq });
    this.#told = seq;
  }
}
