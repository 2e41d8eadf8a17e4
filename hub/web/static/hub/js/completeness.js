// Is a request complete? Reads the same rules as hub/forms/completeness.py, whose docstring is the reference.
// Pure: no DOM, no network; also runs in a worker.

/** Findings {id, level, field, message, source}, in the order of the rules, then of the entries. */
export function evaluate(schema, content) {
  return schema.rules.flatMap((rule) => apply(rule, content));
}

/** Only what must be mended before sealing. */
export function blocks(schema, content) {
  return evaluate(schema, content).filter((finding) => finding.level === "block");
}

/** The rules of one act as a schema, from forms/acts.json; content is {facts, reference, text, fields, files}. */
export function actSchema(acts, kind) {
  return { rules: acts.acts[kind].rules.map((id) => ({ id, ...acts.rules[id] })) };
}

function apply(rule, content) {
  if (!("each" in rule)) {
    return holds(rule.when, { here: content, label: "", top: content }) ? [finding(rule, rule.field)] : [];
  }
  return entries(at(content, rule.each))
    .filter(([, label, entry]) => holds(rule.when, { here: entry, label, top: content }))
    .map(([key, label]) => finding(rule, rule.field.split("*").join(key).split("@").join(label)));
}

function finding(rule, field) {
  return { id: rule.id, level: rule.level, field, message: rule.message, source: rule.source };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function at(value, path) {
  if (path === ".") return value;
  return path.split(".").reduce((found, key) => own(found, key), value);
}

// Own keys only: a path such as "constructor" must not find what every object inherits.
function own(value, key) {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : null;
}

// Key, label and entry of a list or an object.
function entries(value) {
  if (Array.isArray(value)) {
    return value.map((entry, i) => [String(i), labelOf(entry, typeof entry === "string" ? entry : String(i)), entry]);
  }
  return isObject(value) ? Object.entries(value).map(([key, entry]) => [key, labelOf(entry, key), entry]) : [];
}

function labelOf(entry, otherwise) {
  const label = own(entry, "label");
  return typeof label === "string" ? label : otherwise;
}

function empty(value) {
  if (typeof value === "string") return !/[\p{L}\p{N}]/u.test(value);
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || (isObject(value) && Object.keys(value).length === 0);
}

function holds(condition, place) {
  const [[name, argument]] = Object.entries(condition);
  return CONDITIONS[name](argument, place);
}

function inner([path, condition], place) {
  return entries(at(place.here, path)).map(([, label, entry]) =>
    holds(condition, { here: entry, label, top: place.top }));
}

function appearsIn([path, inPath], place) {
  const needle = at(place.here, path);
  const text = at(place.top, inPath);
  if (typeof needle !== "string" || typeof text !== "string") return false;
  const bare = needle.replace(/^ +| +$/g, "");
  return [...bare].length > 2 && text.includes(bare);
}

const CONDITIONS = {
  empty: (path, place) => empty(at(place.here, path)),
  equals: ([path, value], place) => at(place.here, path) === value,
  in: ([path, values], place) => values.includes(at(place.here, path)),
  not: (condition, place) => !holds(condition, place),
  all: (conditions, place) => conditions.every((condition) => holds(condition, place)),
  any: (conditions, place) => conditions.some((condition) => holds(condition, place)),
  every: (argument, place) => {
    const answers = inner(argument, place);
    return answers.length > 0 && answers.every(Boolean);
  },
  some: (argument, place) => inner(argument, place).some(Boolean),
  no_such: ([path, list], place) =>
    !entries(at(place.top, list)).some(([, , entry]) => own(entry, "label") === at(place.here, path)),
  appears_in: appearsIn,
  blank_at: (path, place) => {
    const texts = at(place.top, path);
    return !isObject(texts) || empty(own(texts, place.label));
  },
};
