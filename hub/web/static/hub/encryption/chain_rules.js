/** What each kind of statement may say, and how it changes the record of a country. */
import { equal } from "./bytes.js";
import { unb64 } from "./canonical.js";
import { ChainRecord, KEY_ROLES, ROLES } from "./chain_state.js";
import { BadFormat, Tampered } from "./errors.js";
import { country, exact, hashHex, items, oneOf, text, uuid, whole } from "./fields.js";
import { checkX25519 } from "./keys.js";
import { REFOUND, readPublic, readRotation, readRotations } from "./statement.js";

const NAME = { longest: 200 };

function newOfficer(raw, seq, founding = false) {
  exact(raw, ["officer", "name", "kem", "sig"]);
  const name = text(raw.name, NAME);
  const keys = [[seq, readPublic(raw)]];
  return Object.freeze({ officer: uuid(raw.officer), name, keys, addedSeq: seq, removedSeq: null, founding });
}

function isKnown(officers, fresh) {
  const known = [...officers.values()].flatMap((one) => one.keys.map(([, keys]) => keys));
  return known.some((keys) => equal(keys.sig, fresh.sig) || equal(keys.kem, fresh.kem));
}

function refuseKnownKey(record, fresh) {
  if (isKnown(record.officers, fresh)) {
    throw new Tampered("key-reused", "a key never comes back, not even with another officer");
  }
}

function refuseKnownKem(record, kem) {
  const used = [...record.focalPoints.values()].flatMap((one) => [...one.generations.values()]);
  if (used.some((key) => equal(key, kem))) throw new Tampered("key-reused", "a focal point's key never comes back");
}

function present(record, raw) {
  const officer = record.officers.get(uuid(raw));
  if (!officer || officer.removedSeq !== null) {
    throw new Tampered("no-such-officer", "the country has no such officer now");
  }
  return officer;
}

function readSeat(record, body, seq) {
  const { officer } = present(record, body.officer);
  const focalPoint = uuid(body.focal_point);
  const role = oneOf(body.role, ROLES);
  if (!record.focalPoints.has(focalPoint)) {
    throw new Tampered("no-such-focal-point", "the country has no such focal point");
  }
  return Object.freeze({ officer, focalPoint, role, fromSeq: seq, toSeq: null });
}

const ended = (record, seq, leaving) =>
  record.seats.map((seat) => (seat.toSeq === null && leaving(seat) ? Object.freeze({ ...seat, toSeq: seq }) : seat));

function rotated(record, rotations, seq) {
  const changed = new Map(record.focalPoints);
  for (const { focalPoint, generation, kem } of rotations) {
    const before = changed.get(focalPoint);
    if (!before || generation !== before.current + 1) {
      throw new Tampered("bad-generation", "generations follow each other without a gap");
    }
    refuseKnownKem(record, kem);
    const generations = new Map(before.generations).set(generation, kem);
    const since = new Map(before.since).set(generation, seq);
    changed.set(focalPoint, Object.freeze({ ...before, generations, since, current: generation }));
  }
  return changed;
}

/**
 * @param {import("./statement.js").Statement} said a genesis, or the statement with which a country begins anew
 * @returns {{policy: number, officers: Map}} policy and founding administrators
 * @throws {import("./errors.js").Refused} repeated-officer, bad-policy …
 */
export function founders(said) {
  const again = said.kind === REFOUND ? ["replaces"] : [];
  const body = exact(said.body, ["policy", "admins", ...again]);
  const policy = whole(body.policy, 1);
  const officers = new Map();
  for (const raw of items(body.admins)) {
    const one = newOfficer(raw, said.seq, true);
    if (officers.has(one.officer) || isKnown(officers, one.keys[0][1])) {
      throw new BadFormat("repeated-officer", "two founding administrators are the same");
    }
    officers.set(one.officer, one);
  }
  if (policy > 2 || officers.size < policy) {
    throw new BadFormat("bad-policy", "one or two signatures, and as many administrators at least");
  }
  return { policy, officers };
}

/**
 * All administrators are lost: others begin anew, and their statement's hash is the new fingerprint. Nobody vouches for
 * them inside the chain, so nothing that was verified before counts for it. Posts, keys and history stay.
 */
function refound(record, said) {
  if (said.body.replaces !== record.fingerprint) {
    throw new Tampered("another-genesis", "a new beginning names the fingerprint that it replaces");
  }
  const { policy, officers: added } = founders(said);
  for (const one of added.values()) {
    if (record.officers.has(one.officer)) throw new Tampered("officer-reused", "an officer's number never comes back");
    refuseKnownKey(record, one.keys[0][1]);
  }
  const before = [...record.officers].map(([name, one]) => [name, Object.freeze({ ...one, founding: false })]);
  return {
    policy, officers: new Map([...before, ...added]), seats: ended(record, said.seq, (seat) => seat.role === "admin"),
    peers: new Map(), fingerprint: said.hash, earlier: [...record.earlier, record.fingerprint],
  };
}

function officerAdd(record, { body, seq }) {
  const added = newOfficer(body, seq);
  if (record.officers.has(added.officer)) {
    throw new Tampered("officer-reused", "an officer's number never comes back");
  }
  refuseKnownKey(record, added.keys[0][1]);
  return { officers: new Map(record.officers).set(added.officer, added) };
}

function sameSet(left, right) {
  return left.size === right.size && [...left].every((one) => right.has(one));
}

// Fewer administrators than signatures needed would freeze the chain for good.
function keepSigners(policy, left) {
  if (left.length < policy) {
    throw new Tampered("last-admin", "the administrators who would remain could sign nothing any more");
  }
}

function officerRemove(record, { body, seq }) {
  exact(body, ["officer", "rotations"]);
  const gone = present(record, body.officer);
  const rotations = readRotations(body.rotations);
  const mine = record.seats.filter((seat) => seat.toSeq === null && seat.officer === gone.officer);
  const held = new Set(mine.filter((seat) => KEY_ROLES.includes(seat.role)).map((seat) => seat.focalPoint));
  if (!sameSet(new Set(rotations.map((one) => one.focalPoint)), held)) {
    throw new Tampered("rotation-missing", "removing an officer turns every key he held, and no other");
  }
  keepSigners(record.policy, record.admins().filter((name) => name !== gone.officer));
  const removed = Object.freeze({ ...gone, removedSeq: seq });
  return {
    officers: new Map(record.officers).set(gone.officer, removed),
    seats: ended(record, seq, (seat) => seat.officer === gone.officer),
    focalPoints: rotated(record, rotations, seq),
  };
}

function officerRekey(record, { body, seq }) {
  exact(body, ["officer", "kem", "sig"]);
  const officer = present(record, body.officer);
  const fresh = readPublic(body);
  refuseKnownKey(record, fresh);
  const changed = Object.freeze({ ...officer, keys: [...officer.keys, [seq, fresh]] });
  return { officers: new Map(record.officers).set(officer.officer, changed) };
}

function focalPointAdd(record, { body, seq }) {
  exact(body, ["focal_point", "name", "type", "rotation"]);
  const focalPoint = uuid(body.focal_point);
  const first = readRotation(body.rotation);
  if (record.focalPoints.has(focalPoint)) {
    throw new Tampered("focal-point-reused", "a focal point's number never comes back");
  }
  if (first.focalPoint !== focalPoint || first.generation !== 1) {
    throw new BadFormat("bad-rotations", "a new focal point begins with generation 1 of its own key");
  }
  refuseKnownKem(record, first.kem);
  const [name, type] = [text(body.name, NAME), text(body.type, NAME)];
  const keys = { generations: new Map([[1, first.kem]]), since: new Map([[1, seq]]), current: 1 };
  const added = Object.freeze({ focalPoint, name, type, ...keys });
  return { focalPoints: new Map(record.focalPoints).set(focalPoint, added) };
}

function seat(record, { body, seq }) {
  exact(body, ["officer", "focal_point", "role", "wraps_sha256"]);
  hashHex(body.wraps_sha256);
  const taken = readSeat(record, body, seq);
  if (record.roles(taken.officer, taken.focalPoint, record.headSeq).includes(taken.role)) {
    throw new Tampered("seat-held", "the officer already holds this seat");
  }
  return { seats: [...record.seats, taken] };
}

function refuseWrongRotations(left, roles, rotations) {
  const kept = roles.filter((role) => role !== left.role && KEY_ROLES.includes(role));
  const wanted = KEY_ROLES.includes(left.role) && kept.length === 0 ? left.focalPoint : "";
  if (rotations.map((one) => one.focalPoint).join() !== wanted) {
    throw new Tampered("rotation-missing", "the key turns if, and only if, the officer loses it");
  }
}

function unseat(record, { body, seq }) {
  exact(body, ["officer", "focal_point", "role", "rotations"]);
  const left = readSeat(record, body, seq);
  const rotations = readRotations(body.rotations);
  const roles = record.roles(left.officer, left.focalPoint, record.headSeq);
  if (!roles.includes(left.role)) throw new Tampered("seat-not-held", "the officer does not hold this seat");
  refuseWrongRotations(left, roles, rotations);
  const seats = ended(record, seq, (one) =>
    one.officer === left.officer && one.focalPoint === left.focalPoint && one.role === left.role);
  keepSigners(record.policy, new ChainRecord({ ...record, seats }).admins(seq));
  return { seats, focalPoints: rotated(record, rotations, seq) };
}

function keyRotate(record, { body, seq }) {
  const rotations = readRotations(exact(body, ["rotations"]).rotations);
  if (rotations.length === 0) throw new BadFormat("bad-rotations", "at least one key turns");
  return { focalPoints: rotated(record, rotations, seq) };
}

function recoverySet(record, { body }) {
  const recovery = checkX25519(unb64(exact(body, ["kem"]).kem));
  refuseKnownKem(record, recovery);
  return { recovery };
}

function changePolicy(record, { body }) {
  const policy = whole(exact(body, ["policy"]).policy, 1);
  if (policy > 2 || record.admins().length < policy) {
    throw new BadFormat("bad-policy", "one or two signatures, and as many administrators at least");
  }
  if (policy === record.policy) throw new Tampered("policy-held", "the country already signs so");
  return { policy };
}

function peerVerified(record, { body }) {
  exact(body, ["country", "fingerprint"]);
  if (country(body.country) === record.country) {
    throw new BadFormat("own-country", "a country verifies others, not itself");
  }
  return { peers: new Map(record.peers).set(body.country, hashHex(body.fingerprint)) };
}

const RULES = new Map(Object.entries({
  refound,
  officer_add: officerAdd,
  officer_remove: officerRemove,
  officer_rekey: officerRekey,
  focal_point_add: focalPointAdd,
  seat,
  unseat,
  key_rotate: keyRotate,
  recovery_set: recoverySet,
  policy: changePolicy,
  peer_verified: peerVerified,
}));

/**
 * @param {ChainRecord} record
 * @param {import("./statement.js").Statement} said
 * @returns {object} the fields of the record that the statement changes
 * @throws {import("./errors.js").Refused} unknown-kind, and what each rule refuses
 */
export function apply(record, said) {
  const rule = RULES.get(said.kind);
  if (!rule) throw new BadFormat("unknown-kind", `a chain has no statement of the kind ${said.kind}`);
  return rule(record, said);
}
