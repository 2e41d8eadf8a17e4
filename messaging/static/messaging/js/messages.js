/** The list of a conversation: days, what is new, messages and acts, marks of who has read, and what is on its way. */
import { about, make } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { folded, isFolded, MESSAGES } from "./folding.js";
import { dayKey, dayName, isOwn, listed, officerOf } from "./names.js";
import { Pending } from "./pending.js";
import { WINDOW } from "./reading.js";
import { message } from "./row.js";
import { told } from "./told.js";

const TOGETHER = 10 * 60 * 1000;
const manifestOf = ({ proof }) => proof.manifest;

/** Put nodes into this order, moving none that is in its place: focus, open menus and the scroll stay. */
function arrange(list, nodes) {
  let here = list.firstChild;
  for (const node of nodes) {
    if (node === here) here = here.nextSibling;
    else list.insertBefore(node, here);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

export class Messages {
  #rows = new Map();
  #days = new Map();
  #pending = new Map();
  #shown = WINDOW;

  /**
   * @param {HTMLElement} list @param {import("./context.js").Context} context
   * @param {{offers: function(object, object): object[], rewrite: function(object): void}} page what it offers for a message
   */
  constructor(list, context, page) {
    Object.assign(this, { list, context, page, readBefore: context.thread.read_seq ?? -1 });
    this.unread = make("li", { class: "unread-line" }, make("span", {}, t("thread.new")));
    this.more = make("button", { type: "button", class: "button second small", onclick: () => this.older() }, t("thread.older"));
    this.top = make("li", { class: "older" }, this.more);
  }

  get visible() {
    return this.context.acts.slice(-this.#shown);
  }

  /** Draw what changed. */
  draw() {
    const { acts, whole, outbox } = this.context;
    const found = folded(acts);
    const rows = this.visible.filter((act) => !isFolded(act, found)).map((act) => this.#row(act, found));
    const top = whole && acts.length <= this.#shown ? [] : [this.top];
    arrange(this.list, [...top, ...this.#parted(rows), ...outbox.items.filter((item) => !this.#arrived(item)).map((item) => this.#onItsWay(item))]);
    this.#marks();
  }

  #arrived({ parcel }) {
    return parcel !== null && this.context.act(parcel.event) !== null;
  }

  #onItsWay(item) {
    if (!this.#pending.has(item)) this.#pending.set(item, new Pending(item, this.context.outbox, this.context, this.page.rewrite));
    const row = this.#pending.get(item);
    row.update();
    return row.node;
  }

  /** The row of an act; filled again only when a correction or withdrawal came. */
  #row(act, found) {
    const { event, seq, kind } = manifestOf(act);
    const one = found.get(event);
    const version = one ? `${one.versions.length}${one.withdrawn ? "w" : ""}` : "";
    const row = this.#rows.get(event) ?? { version: null, act,
      node: make("li", { id: `act-${event}`, tabindex: -1, class: one ? `message${isOwn(act) ? " own" : ""}` : "told", dataset: { event, seq, kind } }) };
    if (row.version !== version) this.#fill(row, one);
    row.version = version;
    this.#rows.set(event, row);
    return row;
  }

  #fill(row, one) {
    const content = one ? message(one, this.context, this.page.offers) : told(row.act, this.context);
    if (!row.node.hasChildNodes()) row.node.append(make("p", { class: "quiet small" }, t("sealed.opening")));
    content.then((nodes) => {
      row.node.replaceChildren(...nodes, row.seen ??= make("p", { class: "seen small quiet", hidden: true }));
      if (one) this.context.tell("opened", one);
    });
  }

  /** Rows with a line for each new day, and one above what is new. */
  #parted(rows) {
    const nodes = [];
    let [day, before, parted] = ["", null, false];
    for (const { act, node } of rows) {
      const here = dayKey(act.row.at);
      const isNew = !parted && manifestOf(act).seq > this.readBefore && !isOwn(act) && this.readBefore >= 0;
      if (here !== day) nodes.push(this.#day(here, act));
      if (isNew) nodes.push(this.unread);
      node.classList.toggle("same", here === day && !isNew && this.#together(before, act));
      nodes.push(node);
      [day, before, parted] = [here, act, parted || isNew];
    }
    return nodes;
  }

  #together(before, act) {
    if (!before || ![before, act].every((one) => MESSAGES.includes(manifestOf(one).kind))) return false;
    return manifestOf(before).sender.officer === manifestOf(act).sender.officer && Date.parse(act.row.at) - Date.parse(before.row.at) < TOGETHER;
  }

  #day(key, act) {
    if (!this.#days.has(key)) this.#days.set(key, make("li", { class: "day" }, make("time", { datetime: key })));
    const node = this.#days.get(key);
    node.firstChild.textContent = dayName(act.row.at);
    return node;
  }

  /** “Read by Nepal” below the newest act that Nepal has read. */
  #marks() {
    const read = Object.entries(this.context.thread.read ?? {}).filter(([post]) => post !== about().focalPoint);
    const rows = [...this.list.querySelectorAll("[data-seq]")];
    const at = new Map();
    for (const [post, seq] of read) {
      const row = rows.filter(({ dataset }) => Number(dataset.seq) <= seq).at(-1);
      // Who wrote it has read it.
      if (row && manifestOf(this.context.act(row.dataset.event)).sender.focal_point !== post) at.set(row.dataset.event, [...(at.get(row.dataset.event) ?? []), this.context.member(post).countryName]);
    }
    for (const [event, { node }] of this.#rows) this.#seen(node, at.get(event));
  }

  #seen(node, names = []) {
    const row = this.#rows.get(node.dataset.event);
    row.seen ??= make("p", { class: "seen small quiet", hidden: true });
    row.seen.hidden = names.length === 0;
    row.seen.textContent = names.length ? t("thread.read_by", { who: listed([...new Set(names)]) }) : "";
  }

  /** One window more, without moving what the reader looks at. */
  async older() {
    const first = this.list.querySelector("[data-seq]");
    const before = first?.getBoundingClientRect().top ?? 0;
    this.more.disabled = true;
    try {
      if (this.context.acts.length < this.#shown + WINDOW) await this.context.reading.older();
      this.#shown += WINDOW;
      this.draw();
    } catch (error) {
      this.context.fail(error);
    }
    this.more.disabled = false;
    if (first) scrollBy(0, first.getBoundingClientRect().top - before);
  }

  /** Read further back until an act is on the page. @returns {Promise<?HTMLElement>} */
  async find(event) {
    while (!this.#rows.has(event) && !(this.context.whole && this.context.acts.length <= this.#shown)) await this.older();
    return this.#rows.get(event)?.node ?? null;
  }

  /** New acts belong below what is shown, however many windows that is. */
  async came(acts) {
    this.#shown += acts.length;
    this.draw();
    const others = acts.filter((act) => !isOwn(act) && MESSAGES.includes(manifestOf(act).kind));
    if (others.length === 0) return;
    const act = others.at(-1);
    say(t("thread.came", { name: await officerOf(act), country: this.context.member(manifestOf(act).sender.focal_point).countryName }));
  }
}
