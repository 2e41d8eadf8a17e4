/** Writing to a conversation: kept sealed on this device while typing, replies, corrections, files, mentions, conditions. */
import { Chosen } from "../../hub/js/chosen.js";
import * as drafts from "../../hub/js/drafts.js";
import { mark } from "../../hub/js/findings.js";
import { bdi, icon, make, receive } from "../../hub/js/page.js";
import { moment, say, t } from "../../hub/js/texts.js";
import { firstWords } from "./markdown.js";
import { listed, officerOf } from "./names.js";

const part = (id) => document.getElementById(id);
const KEEP = 600;

export class Composer {
  #timer = 0;
  #mode = null;

  /** @param {HTMLFormElement} form @param {import("./context.js").Context} context */
  constructor(form, context) {
    Object.assign(this, { form, context, fields: {}, files: new Chosen(part("f-files"), part("chosen")) });
    this.name = `thread/${context.thread.id}`;
    receive(form, (event) => { event.preventDefault(); this.submit(); });
    form.addEventListener("input", () => this.changed());
    form.addEventListener("keydown", (event) => this.pressed(event));
    part("attach").addEventListener("click", () => part("f-files").click());
  }

  get text() {
    return part("f-text").value;
  }

  set text(text) {
    part("f-text").value = text;
    this.changed();
  }

  get handling() {
    return part("f-handling").value;
  }

  set handling(code) {
    part("f-handling").value = code;
    this.conditions();
  }

  get mentions() {
    return [...part("mentions").querySelectorAll("input:checked")].map(({ value }) => value).sort();
  }

  get evaluation() {
    return `${part("f-source").value}${part("f-information").value}`;
  }

  attach(files) {
    this.files.add(files);
  }

  focus() {
    part("f-text").focus();
    part("f-text").scrollIntoView({ block: "nearest" });
  }

  /** Whom it is sealed to, and who can be mentioned: by the newest act. */
  show() {
    const members = this.context.receivers();
    const others = members.filter(({ focalPoint }) => focalPoint !== this.context.own);
    part("only").textContent = t("request.only", { who: listed([...new Set(members.map(({ countryName }) => countryName))]) });
    const chosen = this.mentions;
    part("mentions").replaceChildren(...others.map(({ focalPoint, name, countryName }) => make("label", { class: "choice" },
      make("input", { type: "checkbox", value: focalPoint, checked: chosen.includes(focalPoint) }), make("span", {}, bdi(t("thread.post", { name, country: countryName }))))));
    this.conditions();
  }

  /** What is set is said beside the menu, so that nothing is sent with a forgotten code. */
  conditions() {
    const chosen = [this.handling !== "H0" && this.handling, this.evaluation.length === 2 && this.evaluation, part("f-urgent").checked && t("thread.urgent")].filter(Boolean);
    part("conditions").textContent = chosen.join(" · ");
    part("mentioned").textContent = this.mentions.length ? String(this.mentions.length) : "";
  }

  /** Answer a message. */
  async reply(act) {
    const { body } = await this.context.open(act);
    this.#enter({ reply: act.proof.manifest.event }, t("thread.replying", { name: await officerOf(act) }), firstWords(body.text));
  }

  /** Put right what the own post wrote; files stay with the first version. */
  async correct(one) {
    const { body, manifest } = await this.context.open(one.versions.at(-1));
    this.text = body.text;
    this.handling = manifest.handling;
    this.#enter({ correct: one.act.proof.manifest.event, fields: body.fields }, t("thread.correcting"), firstWords(body.text));
  }

  #enter(mode, title, words) {
    this.#mode = mode;
    const stop = make("button", { type: "button", class: "button plain small", onclick: () => this.leave(mode.correct !== undefined) }, t("thread.stop"));
    part("mode").replaceChildren(make("span", {}, make("b", {}, title), " ", make("span", { class: "quiet", dir: "auto" }, words)), stop);
    part("mode").hidden = false;
    part("files-field").hidden = mode.correct !== undefined;
    this.focus();
  }

  leave(clear = false) {
    this.#mode = null;
    part("mode").hidden = true;
    part("files-field").hidden = false;
    if (clear) this.text = "";
  }

  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    }
    if (event.key === "Escape" && this.#mode) this.leave(this.#mode.correct !== undefined);
  }

  #missing() {
    if (!this.text.trim() && this.files.chosen.length === 0) return [part("f-text"), t("thread.empty")];
    if (this.evaluation.length === 1) return [part(part("f-source").value ? "f-information" : "f-source"), t("thread.both_grades")];
    return null;
  }

  submit() {
    const missing = this.#missing();
    part("kept").textContent = missing?.[1] ?? "";
    if (missing) return mark(missing[0]);
    const intent = { ...this.#intent(), sealed: () => this.text || drafts.forget(this.name).catch(() => {}) };
    this.clear();
    // What goes wrong is shown in the row of the message, where it can be tried again.
    this.context.send(intent).catch(() => {});
    this.context.tell("queued");
    return say(t("thread.sending"));
  }

  #intent() {
    const evaluation = this.evaluation ? { evaluation: this.evaluation } : {};
    const own = this.#mode?.correct ? this.#mode.fields : { ...(this.#mode?.reply ? { reply: this.#mode.reply } : {}), ...this.fields };
    const facts = this.#mode?.correct ? { event: this.#mode.correct } : { mentions: this.mentions, urgent: part("f-urgent").checked };
    return { kind: this.#mode?.correct ? "thread.correct" : "thread.say", facts, files: this.files.chosen, handling: this.handling,
      body: { text: this.text.trim(), fields: { ...own, ...evaluation } } };
  }

  /** A new sheet; what was sent is on its way. */
  clear() {
    clearTimeout(this.#timer);
    this.leave();
    this.fields = {};
    this.form.reset();
    this.files.chosen = [];
    this.files.show();
    this.conditions();
    this.context.tell("cleared");
  }

  /** What could not be sent, again on the sheet. */
  rewrite(item) {
    const { body, files, handling } = item.intent;
    this.text = body.text;
    this.handling = handling;
    this.fields = body.fields;
    this.attach(files);
    this.context.outbox.discard(item).catch(() => {});
    this.focus();
  }

  changed() {
    this.conditions();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep().catch(() => {}), KEEP);
  }

  async keep() {
    if (!this.text.trim()) return drafts.forget(this.name);
    await drafts.keep(this.name, { text: this.text, handling: this.handling, mentions: this.mentions, urgent: part("f-urgent").checked });
    part("kept").textContent = t("thread.draft", { when: moment(new Date().toISOString()) });
    return undefined;
  }

  /** What was begun before and not sent. */
  async fromDevice() {
    const found = await drafts.kept(this.name);
    if (!found || this.text) return;
    const { text, handling, mentions, urgent } = found.content;
    part("f-text").value = text;
    part("f-urgent").checked = urgent;
    part("mentions").querySelectorAll("input").forEach((one) => { one.checked = mentions.includes(one.value); });
    this.handling = handling;
    part("kept").replaceChildren(icon("lock"), t("thread.draft", { when: moment(found.at) }));
  }
}
