/** What is going on while an act is sealed and sent: a bar, bytes, time left, pause. */
import { meter } from "./files.js";
import { make, notice } from "./page.js";
import { say, t } from "./texts.js";

// Said once beside the steps that follow, instead of being one.
const NOTES = ["resigning", "unkept"];

/** Shows the steps of `send` in one place of the page. */
export class Progress {
  constructor(place) {
    Object.assign(this, { place, step: "", bar: null, transfer: null, began: 0, notes: [] });
  }

  /** Give to `send` as its `tell`. */
  tell = ({ step, done = 0, total = 0, broken = false }) => {
    if (NOTES.includes(step)) return this.note(t(`send.${step}`));
    if (step !== this.step) this.begin(step);
    this.bar?.show(done, total);
    this.words.textContent = broken ? t("send.broken") : this.left(done, total);
    return undefined;
  };

  note(text) {
    this.notes = [...this.notes.filter((other) => other !== text), text];
    say(text);
  }

  /** Give to `send` as its `control`. */
  control = (transfer) => { this.transfer = transfer; };

  begin(step) {
    this.step = step;
    this.began = Date.now();
    this.bar = step === "posting" ? null : meter(t(`send.${step}`));
    this.words = make("p", { class: "small quiet" });
    const pause = step === "uploading" ? this.pauseButton() : "";
    this.place.replaceChildren(...[...this.notes.map((text) => notice("", text)), this.bar?.node ?? make("p", {}, t(`send.${step}`)), this.words, pause].filter(Boolean));
    say(t(`send.${step}`));
  }

  left(done, total) {
    const passed = Date.now() - this.began;
    if (this.step !== "uploading" || passed < 3000 || done === 0) return "";
    return t("send.left", { minutes: Math.max(1, Math.round((passed * (total - done)) / done / 60000)) });
  }

  pauseButton() {
    const turn = () => {
      if (this.transfer.paused) this.transfer.resume();
      else this.transfer.pause();
      button.textContent = t(this.transfer.paused ? "send.resume" : "send.pause");
    };
    const button = make("button", { type: "button", class: "button second small", onclick: turn }, t("send.pause"));
    return button;
  }

  end() {
    this.place.replaceChildren();
    this.notes = [];
    this.step = "";
  }

  good(text) {
    this.place.replaceChildren(notice("good", text));
    say(text);
  }
}
