/** Proposing dates: written at the own post's clock, shown at everybody's before they are sealed. */
import { bdi, icon, make } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { Lacking, ask, field, select } from "./panel.js";
import { clocks } from "./pollgrid.js";
import { hoursOf, momentOf } from "./zones.js";

const LENGTHS = [30, 60, 90, 120, 180, 240, 480];
const MOST = 12;
const FIRST = 2;
const letter = (n) => String.fromCharCode(97 + n);

/** One proposed date: its control, and below it what it is for the others. */
class Proposed {
  constructor({ zone, members, hours, changed }) {
    Object.assign(this, { zone, members, hours });
    this.when = make("input", { type: "datetime-local", step: 300, "aria-label": t("poll.date") });
    this.others = make("div");
    this.when.addEventListener("input", () => { this.show(); changed(); });
    const drop = make("button", { type: "button", class: "button plain small", onclick: () => { this.node.remove(); changed(); } }, t("form.remove"));
    this.node = make("li", {}, make("div", { class: "row" }, this.when, drop), this.others);
  }

  get start() {
    return this.when.value ? momentOf(this.when.value, this.zone) : "";
  }

  show() {
    this.others.replaceChildren(this.start ? clocks(this, this.members, this.hours) : "");
  }
}

/** The hours of all members. @returns {Promise<Map<string, import("./zones.js").Hours>>} */
export const hoursOfAll = async (members) =>
  new Map(await Promise.all(members.map(async ({ focalPoint }) => [focalPoint, await hoursOf(focalPoint)])));

/** @returns {import("./context.js").Member[]} everybody, the own post first */
export const ownFirst = (context) =>
  context.receivers().sort((left, right) => (right.focalPoint === context.own) - (left.focalPoint === context.own));

class Form {
  constructor(context, members, hours) {
    Object.assign(this, { context, members, hours, rows: [] });
    this.why = make("textarea", { rows: 3, maxlength: 20000, dir: "auto" });
    this.length = select(LENGTHS.map((one) => [String(one), t("poll.minutes", { minutes: one })]), "60");
    this.closes = make("input", { type: "datetime-local" });
    this.list = make("ol", { class: "proposed", role: "list" });
    this.more = make("button", { type: "button", class: "button second small", onclick: () => this.add() }, icon("plus"), t("poll.add"));
    for (let n = 0; n < FIRST; n += 1) this.add();
  }

  get zone() {
    return this.hours.get(this.context.own).zone;
  }

  add() {
    const row = new Proposed({ zone: this.zone, members: this.members, hours: this.hours, changed: () => this.changed() });
    this.rows.push(row);
    this.list.append(row.node);
    this.changed();
  }

  changed() {
    this.rows = this.rows.filter(({ node }) => node.isConnected || !this.list.isConnected);
    this.more.disabled = this.rows.length >= MOST;
  }

  options() {
    const starts = [...new Set(this.rows.filter(({ node }) => node.parentNode).map(({ start }) => start).filter(Boolean))].sort();
    if (starts.length === 0) throw new Lacking(t("poll.need_date"));
    return starts.map((start, n) => ({ id: letter(n), start, minutes: Number(this.length.value) }));
  }

  send() {
    const zones = [...new Set([...this.hours.values()].map(({ zone }) => zone))].sort();
    const closes = this.closes.value ? momentOf(this.closes.value, this.zone) : null;
    if (!this.why.value.trim()) throw new Lacking(t("poll.need_why"));
    return this.context.send({ kind: "thread.poll", facts: { poll: crypto.randomUUID(), closes },
      body: { text: this.why.value, fields: { options: this.options(), zones } } });
  }
}

/** @returns {Promise<boolean>} whether a poll was sent */
export async function propose(context) {
  const members = ownFirst(context);
  const form = new Form(context, members, await hoursOfAll(members));
  return ask({
    title: t("poll.new"), about: [make("p", { class: "hint" }, t("poll.zone"), " ", bdi(form.zone))], verb: t("poll.send"),
    parts: [field("poll-why", t("poll.why"), form.why), make("div", { class: "field" }, make("h3", {}, t("poll.dates")), form.list, form.more),
      field("poll-length", t("poll.length"), form.length), field("poll-closes", t("poll.closes"), form.closes)],
    run: () => form.send(),
  });
}
