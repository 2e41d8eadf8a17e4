/** Messages on their way: kept sealed on this device, sent when the line allows, with a bar where it takes time. */
import { meter } from "../../hub/js/files.js";
import { bdi, icon, make, notice } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { sentence } from "../../hub/js/warnings.js";
import { markdown } from "./markdown.js";
import { listed } from "./names.js";

const button = (text, onclick, kind = "second") => make("button", { type: "button", class: `button ${kind} small`, onclick }, text);
const WORDS = { sealing: "send.sealing", sending: "thread.sending", broken: "thread.kept" };

function pause({ transfer }) {
  const turn = ({ currentTarget }) => {
    if (transfer.paused) transfer.resume();
    else transfer.pause();
    currentTarget.textContent = t(transfer.paused ? "send.resume" : "send.pause");
  };
  return button(t(transfer.paused ? "send.resume" : "send.pause"), turn);
}

/** A bar only where there is something to wait for. */
const hasBar = ({ state, progress: { step, total } }) => state !== "failed" && total > 0 && ["sealing", "uploading"].includes(step);

function failed(item, outbox, rewrite) {
  const source = item.error.source ? t("frame.reason", { source: item.error.source }) : "";
  return notice("bad", make("b", {}, t("thread.unsent")), sentence(item.error), source, make("div", { class: "row" },
    button(t("thread.again"), () => outbox.again(item), ""), item.intent ? button(t("thread.rewrite"), () => rewrite(item)) : "",
    button(t("unsent.discard"), () => outbox.discard(item), "plain")));
}

function asked(item, outbox, context) {
  const names = item.newcomers.map((post) => context.member(post)).map(({ name, countryName }) => t("thread.post", { name, country: countryName }));
  return notice("warn", t("thread.newcomers", { who: listed(names) }), make("div", { class: "row" },
    button(t("thread.send_too"), () => outbox.agree(item), ""), button(t("unsent.discard"), () => outbox.discard(item), "plain")));
}

function wait(item) {
  const broken = item.state === "broken";
  return make("p", { class: "small quiet", role: broken ? "status" : null }, icon(broken ? "clock" : "lock"), t(WORDS[item.state]));
}

/** The row of one act on its way; drawn anew only when its state changes, so that a focused button stays. */
export class Pending {
  #drawn = "";
  #show = null;

  constructor(item, outbox, context, rewrite) {
    Object.assign(this, { item, outbox, context, rewrite, state: make("div", { class: "stack" }) });
    this.node = make("li", { class: "message own pending" }, this.words(), this.files(), this.state);
    this.update();
  }

  words() {
    const body = this.item.intent?.body;
    if (body?.text) return markdown(body.text);
    return this.item.intent ? "" : make("p", { class: "quiet" }, t("thread.sealed_before"));
  }

  files() {
    const names = (this.item.intent?.files ?? []).map(({ name }) => make("li", {}, icon("file"), make("span", { class: "name" }, bdi(name))));
    return names.length ? make("ul", { class: "files", role: "list" }, ...names) : "";
  }

  update() {
    const { item } = this;
    const now = [item.state, hasBar(item) && item.progress.step, Boolean(item.transfer)].join();
    if (now !== this.#drawn) this.draw();
    this.#drawn = now;
    if (hasBar(item)) this.#show?.(item.progress.done ?? 0, item.progress.total);
  }

  draw() {
    const { item, outbox, context } = this;
    this.node.dataset.state = item.state;
    this.#show = null;
    if (item.state === "failed") return this.state.replaceChildren(failed(item, outbox, this.rewrite));
    if (item.state === "asked") return this.state.replaceChildren(asked(item, outbox, context));
    return this.state.replaceChildren(wait(item), ...this.bar());
  }

  bar() {
    const { item } = this;
    if (!hasBar(item)) return [];
    const { node, show } = meter(t(`send.${item.progress.step}`));
    this.#show = show;
    if (item.progress.step !== "uploading" || !item.transfer) return [node];
    return [node, make("div", { class: "row" }, pause(item), button(t("files.stop"), () => this.outbox.discard(item), "plain"))];
  }
}
