/** Reading the fields of parsed JSON: each check returns the value or refuses it. */
import { BadFormat, Downgrade } from "./errors.js";

export const ZERO_HASH = "0".repeat(64);
export const MAX_TEXT = 1_000_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const COUNTRY = /^[A-Z]{2}$/;
const KIND = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

/** @returns {boolean} a JSON object, not a list */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {*} value
 * @param {string[]} names the only and all names
 * @returns {object} the value
 * @throws {BadFormat} wrong-fields
 */
export function exact(value, names) {
  const fits = isObject(value) && Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name));
  if (!fits) throw new BadFormat("wrong-fields", `exactly these fields are expected: ${names.join(", ")}`);
  return value;
}

/**
 * Like `exact`, after looking at `v` (and `suite`): another version is a downgrade.
 * @throws {BadFormat|Downgrade} wrong-fields, unknown-version, unknown-suite
 */
export function versioned(value, names, { suite = false } = {}) {
  if (!isObject(value)) throw new BadFormat("wrong-fields", "an object is expected");
  if (value.v !== 1) throw new Downgrade("unknown-version", "only version 1 is understood");
  if (suite && value.suite !== 1) throw new Downgrade("unknown-suite", "only suite 1 is understood");
  return exact(value, ["v", ...names, ...(suite ? ["suite"] : [])]);
}

function must(fits, value, code, message) {
  if (!fits) throw new BadFormat(code, message);
  return value;
}

const matches = (pattern, value) => typeof value === "string" && pattern.test(value);

/** @returns {Array} @throws {BadFormat} not-a-list */
export const items = (value) => must(Array.isArray(value), value, "not-a-list", "a list is expected");

/** @returns {string} text of at most `longest` characters, not empty unless allowed @throws {BadFormat} bad-text */
export function text(value, { empty = false, longest = 500 } = {}) {
  const fits = typeof value === "string" && (empty || value !== "") &&
    (value.length <= longest || [...value].length <= longest);
  return must(fits, value, "bad-text", `text of 1 to ${longest} characters is expected`);
}

/** @returns {number} whole, at least `least` @throws {BadFormat} bad-number */
export const whole = (value, least = 0) =>
  must(Number.isSafeInteger(value) && value >= least, value, "bad-number", `a whole number from ${least} is expected`);

/** @returns {string} lower-case UUID text @throws {BadFormat} bad-id */
export const uuid = (value) => must(matches(UUID, value), value, "bad-id", "a lower-case UUID is expected");

/** @returns {string} lower-case hex SHA-256 @throws {BadFormat} bad-hash */
export const hashHex = (value) => must(matches(HASH, value), value, "bad-hash", "64 hexadecimal digits are expected");

/** @returns {string} ISO 3166-1 alpha-2 @throws {BadFormat} bad-country */
export const country = (value) => must(matches(COUNTRY, value), value, "bad-country", "a country code is expected");

/** @returns {string} such as mla.draft @throws {BadFormat} bad-kind */
export const kind = (value) => must(matches(KIND, value), value, "bad-kind", "a dotted lower-case kind is expected");

function exists(moment) {
  const date = new Date(moment);
  return !Number.isNaN(date.getTime()) && date.toISOString() === moment.replace("Z", ".000Z");
}

/** @returns {string} a UTC time that exists in the calendar @throws {BadFormat} bad-time */
export function time(value) {
  const fits = matches(TIME, value) && !value.startsWith("0000") && exists(value);
  return must(fits, value, "bad-time", "a time YYYY-MM-DDTHH:MM:SSZ is expected");
}

/** @returns {string} one of `choices` @throws {BadFormat} unknown-value */
export const oneOf = (value, choices) =>
  must(choices.includes(value), value, "unknown-value", `one of ${choices.join(", ")} is expected`);
