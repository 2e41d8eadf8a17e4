// Identities kept apart from request.json. Splits and merges as hub/forms/victims.py does.
// Pure: no DOM, no network; also runs in a worker.

export const IDENTITIES_TYPE = "application/vnd.hub.victims+json";
export const IDENTITIES_NAME = "victims.json";
export const IDENTITY = ["name_original", "name_latin", "aliases", "born", "documents", "location", "address", "photo"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a person's identity is kept apart: every victim's is, and anybody's for whom it was chosen. */
export const isApart = (person) => isObject(person) && (person.role === "victim" || person.apart === true);

/** @returns {[object, ?object]} request.json without the identities kept apart, and victims.json or null */
export function split(content) {
  const { persons } = content;
  if (content.v !== 2 || !Array.isArray(persons) || !persons.some(isApart)) return [content, null];
  const apart = persons.filter(isApart).map((one) => ({ label: one.label ?? "", ...only(one) }));
  return [{ ...content, persons: persons.map((one) => (isApart(one) ? without(one) : one)) }, { v: 1, persons: apart }];
}

/** The whole again, for the drafter; what stands in request.json already is not overwritten. */
export function merge(content, identities) {
  if (!("persons" in content)) return content;
  const known = new Map((identities?.persons ?? []).map((one) => [one.label, one]));
  return { ...content, persons: content.persons.map((one) => ({ ...known.get(one.label), ...one })) };
}

const without = (person) => Object.fromEntries(Object.entries(person).filter(([key]) => !IDENTITY.includes(key)));
const only = (person) => Object.fromEntries(IDENTITY.filter((key) => key in person).map((key) => [key, person[key]]));
