// Conditions of rules and of fields. Reads what hub/forms/conditions.py reads, whose docstring is the reference.
// Pure: no DOM, no network; also runs in a worker.

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Whether a condition is fulfilled at a place {here, label, top, about}. */
export function holds(condition, place) {
  const [[name, argument]] = Object.entries(condition);
  return CONDITIONS[name](argument, place);
}

/** Whether a field with this `when` is shown; a field without one always is. */
export const applies = (condition, entry, top) => !condition || holds(condition, { here: entry, label: "", top, about: {} });

/** What lies at a path; null where the way ends. */
export function at(value, path) {
  if (path === ".") return value;
  return path.split(".").reduce((found, key) => own(found, key), value);
}

// Own keys only: a path such as "constructor" must not find what every object inherits.
function own(value, key) {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] ?? null : null;
}

/** Key, label and entry of a list or an object. */
export function entries(value) {
  if (Array.isArray(value)) {
    return value.map((entry, i) => [String(i), labelOf(entry, typeof entry === "string" ? entry : String(i)), entry]);
  }
  return isObject(value) ? Object.entries(value).map(([key, entry]) => [key, labelOf(entry, key), entry]) : [];
}

function labelOf(entry, otherwise) {
  const label = own(entry, "label");
  return typeof label === "string" ? label : otherwise;
}

/** Nothing that says anything: no letter, no digit, no entry. */
export function empty(value) {
  if (typeof value === "string") return !/[\p{L}\p{N}]/u.test(value);
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || (isObject(value) && Object.keys(value).length === 0);
}

function inner([path, condition], place) {
  return entries(at(place.here, path)).map(([, label, here]) => holds(condition, { ...place, here, label }));
}

function such([path, list, condition], place) {
  const wanted = at(place.here, path);
  const found = entries(at(place.top, list)).filter(([, , entry]) => own(entry, "label") === wanted);
  return found.some(([, , here]) => holds(condition, { ...place, here }));
}

function before(paths, place) {
  const days = paths.map((path) => at(place.here, path));
  return days.every((day) => typeof day === "string" && DAY.test(day)) && days[0] < days[1];
}

// The text that is looked for; empty if it is too short to mean anything.
function needle(path, place) {
  const text = at(place.here, path);
  const bare = typeof text === "string" ? text.replace(/^ +| +$/g, "") : "";
  return [...bare].length > 2 ? bare : "";
}

function appearsIn([path, inPath], place) {
  const [wanted, text] = [needle(path, place), at(place.top, inPath)];
  return wanted !== "" && typeof text === "string" && text.includes(wanted);
}

function appearsOutside([path, key], place) {
  const wanted = needle(path, place);
  if (wanted === "" || !isObject(place.top)) return false;
  return Object.entries(place.top).some(([name, one]) => name !== key && texts(one).some((text) => text.includes(wanted)));
}

function texts(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
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
  no_such: ([path, list, key = "label"], place) =>
    !entries(at(place.top, list)).some(([, , entry]) => own(entry, key) === at(place.here, path)),
  such,
  before,
  appears_in: appearsIn,
  appears_outside: appearsOutside,
  blank_at: (path, place) => {
    const found = at(place.top, path);
    return !isObject(found) || empty(own(found, place.label));
  },
  top: (condition, place) => holds(condition, { ...place, here: place.top }),
  about: (condition, place) => holds(condition, { ...place, here: place.about }),
  about_has: ([path, list], place) => {
    const listed = at(place.about, list);
    return Array.isArray(listed) && listed.includes(at(place.here, path));
  },
};
