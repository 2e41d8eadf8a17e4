/** Part 0 of an event: everything the hub must not read. */
import { equal } from "./bytes.js";
import { canonical, frame, parse, sha256hex, unb64 } from "./canonical.js";
import { BadFormat, Tampered } from "./errors.js";
import { MAX_TEXT, exact, hashHex, isObject, items, text, uuid, versioned, whole } from "./fields.js";
import { checkRecipients, checkSender } from "./manifest.js";

const FIELDS = ["event", "sender", "recipients", "subject", "reference", "text", "fields", "salt", "files"];

/**
 * @typedef {{n: number, name: string, type: string, size: number, sha256: string}} FileEntry
 * @typedef {{v: 1, event: string, sender: object, recipients: object[], subject: string, reference: string,
 *   text: string, fields: object, salt: string, files: FileEntry[]}} Body
 */

function checkFiles(value) {
  items(value).forEach((file, i) => {
    exact(file, ["n", "name", "type", "size", "sha256"]);
    if (whole(file.n) !== i + 1) throw new BadFormat("bad-files", "files are numbered from 1 without gaps");
    text(file.name);
    text(file.type, { empty: true });
    whole(file.size);
    hashHex(file.sha256);
  });
}

/** @param {Uint8Array} bytes opened part 0 @returns {Body} @throws {BadFormat|Downgrade} */
export function parseBody(bytes) {
  const body = versioned(parse(bytes), FIELDS);
  uuid(body.event);
  checkSender(body.sender);
  checkRecipients(body.recipients);
  text(body.subject, { empty: true });
  text(body.reference, { empty: true });
  text(body.text, { empty: true, longest: MAX_TEXT });
  if (!isObject(body.fields)) throw new BadFormat("wrong-fields", "fields are an object");
  unb64(body.salt, 32);
  checkFiles(body.files);
  return body;
}

/**
 * What was sealed says itself whom it is from and to; surreptitious forwarding shows here.
 * @throws {Tampered} body-does-not-match
 */
export function checkBodyAgainst(body, manifest) {
  const outer = { event: manifest.event, sender: manifest.sender, recipients: manifest.recipients };
  const inner = { event: body.event, sender: body.sender, recipients: body.recipients };
  if (!equal(canonical(outer), canonical(inner)) || body.files.length !== manifest.parts.length - 1) {
    throw new Tampered("body-does-not-match", "the sealed content was made for another event");
  }
}

/**
 * A hash that shows later what was sent without showing it now; the salt keeps guesses from being tested.
 * @param {Body} body
 * @returns {Promise<string>} hex
 */
export function commitment(body) {
  const files = body.files.map(({ name, type, size, sha256 }) => ({ name, type, size, sha256 }));
  const said = canonical({ subject: body.subject, reference: body.reference, files });
  return sha256hex(frame("commitment", unb64(body.salt, 32), said));
}
