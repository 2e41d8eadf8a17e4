/** Files an officer chose to send, until they are sealed. */
import { bdi, icon, make } from "./page.js";
import { bytes, t } from "./texts.js";

/** Keeps the chosen files of one <input type=file> and shows them in a list. */
export class Chosen {
  /** @param {?HTMLInputElement} input @param {?HTMLElement} list */
  constructor(input, list) {
    Object.assign(this, { input, list, chosen: [], onchange: () => {} });
    input?.addEventListener("change", () => this.add([...input.files]));
  }

  /** @param {File[]} files */
  add(files) {
    this.chosen.push(...files);
    if (this.input) this.input.value = "";
    this.show();
  }

  remove(file) {
    this.chosen = this.chosen.filter((other) => other !== file);
    this.show();
  }

  show() {
    this.list?.replaceChildren(...this.chosen.map((file) => make("li", {}, icon("file"),
      make("span", { class: "name" }, bdi(file.name)), make("span", { class: "small quiet" }, bytes(file.size)),
      make("button", { type: "button", class: "button plain small", onclick: () => this.remove(file) }, t("form.remove")))));
    this.onchange();
  }
}
