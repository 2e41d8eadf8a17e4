/** Codes people read, print and type: 16 secret bytes as letters and digits with a checksum. */
import { concat, random } from "./bytes.js";
import { frame, sha256 } from "./canonical.js";
import { BadFormat } from "./errors.js";

export const ACCOUNT = "A";
export const RECOVERY = "R";
export const INVITATION = "J";
export const NEW_KEYS = "N";

// Crockford's base32: no I, L, O, U, so that handwriting does not lie.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE = 16;
const SUM = 2;
const LETTERS = 29;
const FORGIVEN = /[ \-\u2010-\u2014\u00a0\t\r\n]/g;

/** @returns {Uint8Array} 16 random bytes */
export const newCode = () => random(CODE);

const checksum = async (code) => (await sha256(frame("code", code))).slice(0, SUM);

/**
 * @param {Uint8Array} code 16 bytes
 * @param {"A"|"R"|"J"|"N"} prefix account secret, recovery code, invitation, new keys
 * @returns {Promise<string>} prefix, then 29 letters in groups of five
 * @throws {BadFormat} bad-code
 */
export async function human(code, prefix) {
  if (code.length !== CODE || ![ACCOUNT, RECOVERY, INVITATION, NEW_KEYS].includes(prefix)) {
    throw new BadFormat("bad-code", "a code has 16 bytes and a known first letter");
  }
  const bits = Array.from(concat(code, await checksum(code)), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = `${bits}0`.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
  return [prefix, ...letters.match(/.{1,5}/g)].join("-");
}

function bytesOf(letters) {
  const bits = Array.from(letters, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from(bits.slice(0, -1).match(/.{8}/g), (eight) => parseInt(eight, 2));
  return { bytes, spare: bits.at(-1) };
}

/**
 * Case, spaces, dashes and I, L, O are forgiven.
 * @param {string} typed
 * @param {"A"|"R"|"J"} prefix the kind of code that is wanted
 * @returns {Promise<Uint8Array>} 16 bytes
 * @throws {BadFormat} bad-code, wrong-code-kind, mistyped-code
 */
export async function parseCode(typed, prefix) {
  const plain = typed.toUpperCase().replace(FORGIVEN, "").replace(/[IL]/g, "1").replace(/O/g, "0");
  const letters = plain.slice(1);
  if (plain.length !== LETTERS + 1 || ![...letters].every((letter) => ALPHABET.includes(letter))) {
    throw new BadFormat("bad-code", "a code is one letter and 29 letters or digits in groups of five");
  }
  if (plain[0] !== prefix) throw new BadFormat("wrong-code-kind", `this is another kind of code, not ${prefix}`);
  const { bytes, spare } = bytesOf(letters);
  const [code, sum] = [bytes.slice(0, CODE), bytes.slice(CODE)];
  const right = await checksum(code);
  if (spare !== "0" || sum[0] !== right[0] || sum[1] !== right[1]) {
    throw new BadFormat("mistyped-code", "there is a typing mistake in this code");
  }
  return code;
}

/**
 * What an officer with new keys tells a colleague outside the hub: 128 bits of a hash over them.
 * @param {string} hub @param {string} officer @param {{kem: Uint8Array, sig: Uint8Array}} keys public halves
 * @returns {Promise<string>} N-…
 */
export const newKeysCode = async (hub, officer, { kem, sig }) =>
  human((await sha256(frame("new-keys", hub, officer, kem, sig))).slice(0, CODE), NEW_KEYS);
