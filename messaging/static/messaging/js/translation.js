/** A draft in the writer's own language, kept sealed beside the words that are sent and marked as unofficial. */
import { make } from "../../hub/js/page.js";
import { language, t } from "../../hub/js/texts.js";
import { atWork } from "./acts.js";
import { field, follow, select } from "./panel.js";

const TONGUES = ["ar", "bn", "ckb", "en", "es", "fa", "fr", "ne", "ps", "ru", "ur", "zh"];

const named = (code) => {
  const own = new Intl.DisplayNames([code], { type: "language" }).of(code);
  const here = new Intl.DisplayNames([language()], { type: "language" }).of(code);
  return own === here ? own : `${own} · ${here}`;
};

/** Only what is written travels: an emptied box takes the translation back. */
function keep({ composer }, tongue, text) {
  const { translation: _old, ...others } = composer.fields;
  composer.fields = text.value.trim() ? { ...others, translation: { language: tongue.value, text: text.value } } : others;
}

function box(context) {
  const kept = context.composer?.fields.translation;
  const tongue = select(TONGUES.map((code) => [code, named(code)]), kept?.language ?? language().slice(0, 2));
  const text = make("textarea", { rows: 3, maxlength: 60000, dir: "auto" });
  text.value = kept?.text ?? "";
  [tongue, text].forEach((one) => one.addEventListener("input", (event) => { event.stopPropagation(); keep(context, tongue, text); }));
  context.on("sent", ({ kind } = {}) => { if (kind === undefined || kind === "thread.say") text.value = ""; });
  return make("details", { class: "offers", open: Boolean(kept) }, make("summary", { class: "small" }, t("translation.heading")),
    field("translation-language", t("translation.language"), tongue),
    field("translation-text", t("translation.text"), text, t("translation.means")));
}

/** @param {HTMLElement} place in the composer @param {import("./context.js").Context} context */
export const mount = (place, context) => follow(place, context, "", () => atWork(context), async () => (atWork(context) ? [box(context)] : []));
