/** The hub's signed word about time: a limit that passed, or the opening that ended the wait for delivery. */
import { parse } from "./canonical.js";
import { LAPSE, verify } from "./dsse.js";
import { BadFormat } from "./errors.js";
import { kind, oneOf, text, time, uuid, versioned } from "./fields.js";

const KINDS = ["sys.delivered", "sys.undelivered", "sys.lapsed", "sys.closed"];
const SIDES = ["requesting", "requested", "conducting", "nobody"];
const NAMES = ["hub", "request", "kind", "clock", "ref", "side", "due", "at"];
const EXACT = /^([0-9-]{10}T[0-9:]{8})\.[0-9]{6}Z$/;

function exactTime(value) {
  const found = typeof value === "string" && EXACT.exec(value);
  if (!found) throw new BadFormat("bad-time", "a time YYYY-MM-DDTHH:MM:SS.ffffffZ is expected");
  time(`${found[1]}Z`);
}

function read(payload) {
  const found = versioned(parse(payload), NAMES);
  text(found.hub);
  uuid(found.request);
  oneOf(found.kind, KINDS);
  kind(found.clock);
  text(found.ref, { empty: true, longest: 8 });
  oneOf(found.side, SIDES);
  if (found.due !== null) time(found.due);
  exactTime(found.at);
  return found;
}

/**
 * @param {object} envelope @param {Uint8Array} hubPublic the hub's Ed25519 key
 * @returns {Promise<{v: 1, hub: string, request: string, kind: string, clock: string, ref: string, side: string,
 *   due: ?string, at: string}>} `at` has microseconds: it orders the statement among the acts
 * @throws {import("./errors.js").Refused}
 */
export const checkLapse = async (envelope, hubPublic) => read(await verify(envelope, LAPSE, [hubPublic]));
