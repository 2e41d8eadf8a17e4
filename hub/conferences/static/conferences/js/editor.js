/**
 * The draft editor, alive: saves while one writes, takes in what others write, says who is here. Without it the page
 * is a plain form that the hub merges in the same way.
 */
import { NoLine, get, post } from "../../hub/js/api.js";
import { make } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { carry, moved } from "./carrying.js";

const PAUSE = 1200;
const BEAT = 20_000;
const AGAIN = 5000;

class Editor {
  constructor(form) {
    this.form = form;
    this.field = form.elements.body;
    this.state = form.querySelector("#saved");
    this.people = document.getElementById("here");
    this.path = `conferences/drafts/${form.dataset.draft}/text/${form.dataset.language}/`;
    this.base = Number(form.elements.base.value);
    this.kept = this.field.value;
    this.busy = false;
    this.timer = 0;
  }

  start() {
    this.field.addEventListener("input", () => this.soon());
    document.addEventListener("hub:ring", ({ detail }) => this.heard(detail));
    document.addEventListener("hub:line", ({ detail }) => detail && this.look());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("beforeunload", (event) => this.dirty && event.preventDefault());
    this.beat();
    setInterval(() => this.beat(), BEAT);
    this.form.dataset.ready = "";
    this.tell("draft.kept");
  }

  get dirty() { return this.field.value !== this.kept; }

  tell(name, kind = "") {
    this.state.textContent = t(name);
    this.state.dataset.kind = kind;
  }

  soon(wait = PAUSE) {
    clearTimeout(this.timer);
    if (this.dirty) this.tell("draft.typing");
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (this.busy || !this.dirty) return;
    this.busy = true;
    const sent = this.field.value;
    this.tell("draft.saving");
    try {
      const { data } = await post(this.path, { base: this.base, body: sent });
      this.take(data, sent);
      if (data.conflict) this.alarmed();
    } catch (error) {
      this.tell(error instanceof NoLine ? "draft.no_line" : "draft.refused", "bad");
      if (error instanceof NoLine) this.timer = setTimeout(() => this.save(), AGAIN);
      else this.state.append(` ${error.message}`);
      return;
    } finally {
      this.busy = false;
    }
    if (this.dirty) this.soon();
  }

  /** What the hub keeps now; what was typed since `sent` goes on top of it. */
  take({ revision, body }, sent) {
    const next = carry(sent, this.field.value, body);
    // Both changed the same words: they stay as typed, and the next saving shows both readings.
    if (next === null) {
      this.kept = sent;
      this.soon(0);
      return;
    }
    this.base = revision;
    this.kept = body;
    this.form.elements.base.value = revision;
    this.show(next);
    this.tell(this.dirty ? "draft.typing" : "draft.kept", this.dirty ? "" : "good");
    document.dispatchEvent(new CustomEvent("draft:taken", { detail: { revision } }));
  }

  show(text) {
    if (text === this.field.value) return;
    const { selectionStart, selectionEnd, value, scrollTop } = this.field;
    this.field.value = text;
    this.field.setSelectionRange(moved(selectionStart, value, text), moved(selectionEnd, value, text));
    this.field.scrollTop = scrollTop;
  }

  async heard({ kind, id }) {
    if (kind === "draft.changed" && id === this.form.dataset.draft) await this.look();
  }

  /** Take in what others wrote: at once while nothing is unsaved, else by saving, which merges. */
  async look() {
    if (this.busy) return;
    if (this.dirty) {
      await this.save();
      return;
    }
    const found = await get(this.path).catch(() => null);
    if (!found || found.revision <= this.base || this.dirty || this.busy) return;
    this.take(found, this.field.value);
    say(t("draft.others"));
  }

  alarmed() {
    const box = document.getElementById("conflict");
    box.hidden = false;
    say(box.textContent);
  }

  submitted(event) {
    if (!this.dirty) return;
    event.preventDefault();
    this.save();
  }

  async beat() {
    const found = await post(`conferences/drafts/${this.form.dataset.draft}/here/`, {}).catch(() => null);
    if (!found) return;
    const rows = found.data.here.map(({ name, country }) => make("li", {}, make("bdi", {}, name), " · ", make("bdi", {}, country)));
    this.people.replaceChildren(...rows);
    this.people.parentElement.hidden = rows.length === 0;
  }
}

const form = document.getElementById("draft");
if (form) new Editor(form).start();
