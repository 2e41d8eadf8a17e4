/** Routine questions: a text with blanks, filled in and put into the composer, where it can still be changed. */
import { form, words } from "../../hub/js/forms.js";
import { bdi, make } from "../../hub/js/page.js";
import { language, t } from "../../hub/js/texts.js";
import { atWork } from "./acts.js";
import { ask, doing, field, follow, select } from "./panel.js";

const NAMES = { en: "English", fr: "français", ar: "العربية" };

/** @param {string} text with {blanks} @param {Record<string, string>} values; an empty blank is left to be filled in */
export const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name].trim() || "…" : whole));

function inputs({ blanks }) {
  return blanks.map(({ id, label }) => [id, make("input", { maxlength: 300, dir: "auto", autocomplete: "off" }), words(label)]);
}

function put({ composer }, { code }, text) {
  composer.text = composer.text.trim() ? `${composer.text.trimEnd()}\n\n${text}` : text;
  composer.fields = { ...composer.fields, template: code };
  composer.focus();
}

async function fill(context, template) {
  const blanks = inputs(template);
  const tongue = select(Object.keys(template.text).map((one) => [one, NAMES[one] ?? one]), language().slice(0, 2));
  const values = () => Object.fromEntries(blanks.map(([id, input]) => [id, input.value]));
  let text = "";
  const done = await ask({ title: words(template.label), about: [make("p", { class: "rule" }, bdi(template.law)), t("template.means")],
    verb: t("template.use"), run: async () => { text = filled(template.text[tongue.value] ?? template.text.en, values()); },
    parts: [field("template-language", t("template.language"), tongue), ...blanks.map(([id, input, label]) => field(`blank-${id}`, label, input))] });
  if (done) put(context, template, text);
}

async function draw(context) {
  if (!atWork(context)) return [];
  const { templates } = await form("threads");
  const buttons = templates.map((one) => make("li", {}, doing(words(one.label), () => fill(context, one), "plain small")));
  return [make("details", { class: "offers" }, make("summary", { class: "small" }, t("template.heading")), make("ul", { class: "row", role: "list" }, ...buttons))];
}

/** @param {HTMLElement} place in the composer @param {import("./context.js").Context} context */
export const mount = (place, context) => follow(place, context, "", () => atWork(context), () => draw(context));
