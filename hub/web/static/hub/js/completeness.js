// Is a request complete? Reads the same rules as hub/forms/completeness.py, whose docstring is the reference.
// Pure: no DOM, no network; also runs in a worker.
import { at, empty, entries, holds } from "./conditions.js";

const WEIGHTS = { block: 6, warn: 3, hint: 1 };

/**
 * Findings {id, level, field, message, source, entry, reason}, in the order of the rules, then of the entries.
 * `about` is what is known of the requested State.
 */
export function evaluate(schema, content, about = {}) {
  return rules(schema, content, about).flatMap((rule) => apply(rule, content, about)).filter(Boolean);
}

/** Only what must be mended before sealing. */
export function blocks(schema, content, about = {}) {
  return evaluate(schema, content, about).filter((finding) => finding.level === "block");
}

/** How complete, from 0 to 100; what was overridden counts as met. */
export function score(schema, content, about = {}) {
  let [met, whole] = [0, 0];
  for (const rule of rules(schema, content, about)) {
    for (const finding of apply(rule, content, about)) {
      whole += WEIGHTS[rule.level];
      if (!finding || finding.reason) met += WEIGHTS[rule.level];
    }
  }
  return whole ? Math.floor((100 * met) / whole) : 100;
}

/** The rules of one act as a schema, from forms/acts.json; content is {facts, reference, text, fields, files}. */
export function actSchema(acts, kind) {
  return { rules: acts.acts[kind].rules.map((id) => ({ id, ...acts.rules[id] })) };
}

// What the rule set of the content's legal basis changes: levels, rules, article; or null.
function basisOf(content, about) {
  const basis = at(content, "legal_basis");
  return typeof basis === "string" && !basis.includes(".") ? at(at(about, "bases"), basis) : null;
}

// The rules of the form as the rule set of the content's legal basis has them, then its own.
function rules(schema, content, about) {
  const own = basisOf(content, about);
  const levels = at(own, "levels") ?? {};
  const changed = (rule) => (Object.hasOwn(levels, rule.id) ? { ...rule, level: levels[rule.id] } : rule);
  return [...schema.rules.map(changed), ...(at(own, "rules") ?? [])];
}

// For each time the rule is asked: a finding, or null where all is well.
function apply(rule, content, about) {
  const each = "each" in rule ? entries(at(content, rule.each)) : [["", "", content]];
  return each.map(([key, label, here]) => [key, { here, label, top: content, about }])
    .filter(([, place]) => !("if" in rule) || holds(rule.if, place))
    .map(([key, place]) => finding(rule, place, key));
}

function finding(rule, place, key) {
  if (!holds(rule.when, place)) return null;
  const names = at(place.about, "names") ?? {};
  const field = rule.field.split("*").join(key).split("@").join(place.label);
  const said = Object.entries(rule.message).map(([language, text]) => [language, named(text, names, language)]);
  const reason = rule.level === "block" ? "" : reasonFor(rule.id, place);
  return { id: rule.id, level: rule.level, field, message: Object.fromEntries(said),
    source: cited(named(rule.source, names, "en"), place), entry: place.label, reason };
}

function named(text, names, language) {
  return Object.entries(names).reduce((found, [name, value]) =>
    found.split(`{${name}}`).join(typeof value === "string" ? value : value[language] ?? ""), text);
}

// The parallel article of another convention, for example UNCAC 46 for UNTOC 18.
function cited(source, { top, about }) {
  const article = at(basisOf(top, about), "article");
  return article ? source.split("UNTOC 18(").join(`${article}(`) : source;
}

function reasonFor(rule, place) {
  const listed = at(place.top, "overrides");
  const mine = (Array.isArray(listed) ? listed : []).filter((one) => at(one, "rule") === rule && at(one, "entry") === place.label);
  return mine.map((one) => at(one, "reason")).find((reason) => typeof reason === "string" && !empty(reason)) ?? "";
}
