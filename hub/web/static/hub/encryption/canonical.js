/**
 * Canonical JSON, strict base64, labelled frames and SHA-256: the floor under everything signed or sealed.
 * Canonical = sorted ASCII names, no white space, non-ASCII text written raw, whole numbers only.
 */
import { bigEndian, concat, equal, hex, utf8 } from "./bytes.js";
import { BadFormat } from "./errors.js";

const MAX_DEPTH = 32;

function textOf(value) {
  if (!value.isWellFormed()) throw new BadFormat("bad-text", "half a character (lone surrogate)");
  return JSON.stringify(value);
}

function nameOf(value) {
  // eslint-disable-next-line no-control-regex
  if (!/^[\x00-\x7f]*$/.test(value)) throw new BadFormat("bad-name", "names in signed JSON are ASCII text");
  return JSON.stringify(value);
}

function numberOf(value) {
  if (!Number.isInteger(value)) throw new BadFormat("bad-type", "fractions cannot be signed");
  if (!Number.isSafeInteger(value)) throw new BadFormat("number-too-large", "whole numbers end at 2^53-1");
  return String(value);
}

const isPlain = (value) => [Object.prototype, null].includes(Object.getPrototypeOf(value));

function write(value, depth) {
  if (depth > MAX_DEPTH) throw new BadFormat("too-deep", `JSON deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return textOf(value);
  if (typeof value === "number") return numberOf(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
  if (typeof value !== "object" || !isPlain(value)) throw new BadFormat("bad-type", "this cannot be signed");
  const members = Object.keys(value).sort().map((name) => `${nameOf(name)}:${write(value[name], depth + 1)}`);
  return `{${members.join(",")}}`;
}

/**
 * @param {*} value text, whole number, boolean, null, list or plain object
 * @returns {Uint8Array} the only bytes that are ever signed or hashed for this value
 * @throws {BadFormat} bad-type, bad-text, bad-name, number-too-large, too-deep
 */
export const canonical = (value) => utf8(write(value, 0));

const STRINGS = /"(?:[^"\\]|\\.)*"/g;

/** Name the refusal as the Python reader does, which tells 1.0 and NaN from whole numbers and from nonsense. */
function refuseOddNumbers(text, pattern) {
  if (pattern.test(text.replace(STRINGS, '""'))) throw new BadFormat("bad-type", "only whole numbers can be signed");
}

function valueOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    refuseOddNumbers(text, /\b(?:NaN|Infinity)\b/);
    throw new BadFormat("not-json", "this is not canonical JSON");
  }
}

function textFrom(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BadFormat("not-json", "this is not UTF-8");
  }
}

/**
 * Read canonical JSON. Any other spelling is refused: repeated names, fractions, white space, odd escapes;
 * two readers can never see two meanings in the same signed bytes.
 * @param {Uint8Array} bytes
 * @returns {*} the value
 * @throws {BadFormat} not-json, not-canonical, and those of `canonical`
 */
export function parse(bytes) {
  const text = textFrom(bytes);
  const value = valueOf(text);
  refuseOddNumbers(text, /[0-9][.eE]/);
  if (!equal(canonical(value), bytes)) throw new BadFormat("not-canonical", "the JSON is not in its canonical form");
  return value;
}

/** @param {Uint8Array} bytes @returns {string} standard base64 with padding (RFC 4648 section 4) */
export function b64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 4096) binary += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(binary);
}

/**
 * @param {string} text base64; only the one spelling that `b64` would write is accepted
 * @param {number} [length] bytes demanded
 * @returns {Uint8Array}
 * @throws {BadFormat} not-base64, wrong-length
 */
export function unb64(text, length) {
  if (typeof text !== "string") throw new BadFormat("not-base64", "a base64 text is expected");
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new BadFormat("not-base64", "this is not base64");
  }
  if (b64(bytes) !== text) throw new BadFormat("not-base64", "the base64 is not in its canonical form");
  if (length !== undefined && bytes.length !== length) {
    throw new BadFormat("wrong-length", `${length} bytes are expected, not ${bytes.length}`);
  }
  return bytes;
}

function fieldBytes(field) {
  if (field instanceof Uint8Array) return field;
  if (typeof field === "string") return utf8(field);
  if (!Number.isSafeInteger(field) || field < 0) {
    throw new BadFormat("bad-field", "only text, bytes and whole numbers can be framed");
  }
  return utf8(String(field));
}

/**
 * Join fields without ambiguity; used wherever bytes are bound into a key or a hash.
 * @param {string} label ASCII
 * @param {...(string|number|Uint8Array)} fields text as UTF-8, whole numbers as decimal text
 * @returns {Uint8Array} "hub/v1/" label 0x00, then each field behind its u32 big-endian length
 * @throws {BadFormat} bad-field
 */
export function frame(label, ...fields) {
  const parts = fields.map(fieldBytes).flatMap((bytes) => [bigEndian(bytes.length, 4), bytes]);
  return concat(utf8(`hub/v1/${label}\u0000`), ...parts);
}

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} 32 bytes */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** @param {Uint8Array} bytes @returns {Promise<string>} lower-case hex */
export const sha256hex = async (bytes) => hex(await sha256(bytes));
