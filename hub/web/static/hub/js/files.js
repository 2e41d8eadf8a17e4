/** Sealed files: fetched, opened and checked piece by piece, then saved by the officer. */
import { openFile } from "../encryption/index.js";
import { bdi, icon, make, notice } from "./page.js";
import { partOf } from "./streams.js";
import { bytes, say, t } from "./texts.js";

/** A bar with words and bytes. @returns {{node: HTMLElement, show: function(number, number): void}} */
export function meter(label) {
  const bar = make("progress", { max: 1, value: 0, "aria-label": label });
  const words = make("span", {}, label);
  const show = (done, total) => {
    bar.value = total ? done / total : 0;
    words.textContent = `${label}: ${t("files.progress", { done: bytes(done), total: bytes(total) })}`;
  };
  return { node: make("div", { class: "meter" }, words, bar), show };
}

/** A stranger's file is only ever saved, never shown: the link carries no media type that a browser would run. */
function save(blob, name) {
  const link = make("a", { class: "button second small", href: URL.createObjectURL(blob), download: name },
    icon("download"), t("files.save", { name }));
  return make("span", { class: "row" }, link, make("span", { class: "small quiet" }, t("files.saved")));
}

/** <li> of one file of an opened act. */
class SealedFile {
  constructor(act, opened, entry) {
    Object.assign(this, { act, opened, entry });
    this.button = make("button", { type: "button", class: "button second small", onclick: () => this.fetch() },
      icon("lock"), t("files.open"));
    this.place = make("span", {}, this.button);
    this.node = make("li", {}, icon("file"), make("span", { class: "name" }, bdi(entry.name)),
      make("span", { class: "small quiet" }, bytes(entry.size)), this.place);
  }

  async fetch() {
    const stop = new AbortController();
    const { node, show } = meter(t("sealed.opening"));
    const halt = make("button", { type: "button", class: "button plain small", onclick: () => stop.abort() }, t("files.stop"));
    this.place.replaceChildren(halt);
    this.node.append(node);
    try {
      const body = await partOf(this.act, this.entry.n, stop.signal);
      const progress = { onProgress: ({ done, total }) => show(done, total), signal: stop.signal };
      this.place.replaceChildren(save(await openFile(this.opened, this.entry.n, body, progress), this.entry.name));
      say(t("files.saved"));
    } catch (error) {
      this.fail(error);
    }
    node.remove();
  }

  fail(error) {
    this.place.replaceChildren(this.button);
    if (error.name === "AbortError") return;
    this.node.append(notice("bad", error.code && !error.status ? t("files.bad") : error.message));
  }
}

/** @returns {?HTMLElement} the list of an act's files, without the request's own content */
export function fileList(act, opened, hide = () => false) {
  const entries = opened.body.files.filter((entry) => !hide(entry));
  if (entries.length === 0) return null;
  return make("ul", { class: "files", role: "list" }, ...entries.map((entry) => new SealedFile(act, opened, entry).node));
}
