/**
 * Where the reader looks stays where it is: at the end, while words are opened and new ones come; or at the line above
 * what is new, until the reader moves.
 */

const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];
const NEAR = 80;

export class Sticking {
  #anchor = null;

  /** @param {HTMLElement} list @param {HTMLElement} end comes after the sheet to write on */
  constructor(list, end) {
    Object.assign(this, { list, end, atEnd: true });
    addEventListener("scroll", () => { this.atEnd = this.#near(); }, { passive: true });
    MOVES.forEach((kind) => addEventListener(kind, () => { this.#anchor = null; }, { passive: true }));
    new ResizeObserver(() => this.hold()).observe(list);
  }

  #near() {
    return this.end.getBoundingClientRect().bottom < innerHeight + NEAR;
  }

  /** Look at one row until the reader moves. */
  look(row) {
    this.#anchor = row;
    this.atEnd = false;
    this.hold();
  }

  /** Look at the end and stay there. */
  toEnd() {
    this.#anchor = null;
    this.atEnd = true;
    this.hold();
  }

  hold() {
    if (this.#anchor) this.#anchor.scrollIntoView({ block: "center" });
    else if (this.atEnd) this.end.scrollIntoView({ block: "end" });
  }
}
