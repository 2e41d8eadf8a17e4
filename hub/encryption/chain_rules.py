"""What each kind of statement may say, and how it changes the record of a country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hub.encryption import fields
from hub.encryption.canonical import unb64
from hub.encryption.chain_state import (
    ADMIN,
    KEY_ROLES,
    ROLES,
    ChainFocalPoint,
    ChainOfficer,
    ChainRecord,
    Seat,
)
from hub.encryption.errors import BadFormat, Tampered
from hub.encryption.keys import PublicKeys, check_x25519
from hub.encryption.statement import (
    REFOUND,
    Rotation,
    Statement,
    read_public,
    read_rotation,
    read_rotations,
)

POLICIES = (1, 2)
MAX_NAME = 200


def founders(statement: Statement) -> tuple[int, dict[str, ChainOfficer]]:
    """Return policy and founding administrators of a genesis; raises BadFormat or BadKey."""
    again = {"replaces"} if statement.kind == REFOUND else set()
    body = fields.exact(statement.body, {"policy", "admins"} | again)
    policy = fields.whole(body["policy"], 1)
    found: dict[str, ChainOfficer] = {}
    for raw in fields.items(body["admins"]):
        one = _new_officer(raw, statement.seq, founding=True)
        if one.officer in found or _known_key(found, one.keys[0][1]):
            raise BadFormat("repeated-officer", "two founding administrators are the same")
        found[one.officer] = one
    if policy not in POLICIES or len(found) < policy:
        raise BadFormat("bad-policy", "one or two signatures, and as many administrators at least")
    return policy, found


def apply(record: ChainRecord, statement: Statement) -> dict[str, Any]:
    """Return the fields of the record that a statement changes; raises Refused if it may not."""
    rule = _RULES.get(statement.kind)
    if rule is None:
        raise BadFormat("unknown-kind", f"a chain has no statement of the kind {statement.kind}")
    return rule(record, statement)


def _refound(record: ChainRecord, said: Statement) -> dict[str, Any]:
    """All administrators are lost: others begin anew, and their statement's hash is the new fingerprint.

    Nobody vouches for them inside the chain, so nothing that was verified before counts for it: peers and
    the country's own officers compare the new fingerprint outside the hub. Posts, keys and history stay.
    """
    if said.body.get("replaces") != record.fingerprint:
        raise Tampered("another-genesis", "a new beginning names the fingerprint that it replaces")
    policy, new = founders(said)
    for name, one in new.items():
        if name in record.officers:
            raise Tampered("officer-reused", "an officer's number never comes back")
        _refuse_known_key(record, one.keys[0][1])
    before = {name: replace(one, founding=False) for name, one in record.officers.items()}
    return {
        "policy": policy,
        "officers": before | new,
        "seats": _ended(record, said.seq, lambda seat: seat.role == ADMIN),
        "peers": {},
        "fingerprint": said.hash,
        "earlier": (*record.earlier, record.fingerprint),
    }


def _officer_add(record: ChainRecord, said: Statement) -> dict[str, Any]:
    new = _new_officer(said.body, said.seq)
    if new.officer in record.officers:
        raise Tampered("officer-reused", "an officer's number never comes back")
    _refuse_known_key(record, new.keys[0][1])
    return {"officers": {**record.officers, new.officer: new}}


def _officer_remove(record: ChainRecord, said: Statement) -> dict[str, Any]:
    body = fields.exact(said.body, {"officer", "rotations"})
    gone = _present(record, body["officer"])
    rotations = read_rotations(body["rotations"])
    held = {seat.focal_point for seat in _held(record) if seat.officer == gone.officer and _keyed(seat)}
    if {one.focal_point for one in rotations} != held:
        raise Tampered("rotation-missing", "removing an officer turns every key he held, and no other")
    _keep_signers(record.policy, record.admins() - {gone.officer})
    seats = _ended(record, said.seq, lambda seat: seat.officer == gone.officer)
    officers = {**record.officers, gone.officer: replace(gone, removed_seq=said.seq)}
    return {"officers": officers, "seats": seats, "focal_points": _rotated(record, rotations, said.seq)}


def _keep_signers(policy: int, left: frozenset[str] | set[str]) -> None:
    """Fewer administrators than signatures needed would freeze the chain for good."""
    if len(left) < policy:
        raise Tampered("last-admin", "the administrators who would remain could sign nothing any more")


def _officer_rekey(record: ChainRecord, said: Statement) -> dict[str, Any]:
    body = fields.exact(said.body, {"officer", "kem", "sig"})
    officer, new = _present(record, body["officer"]), read_public(body)
    _refuse_known_key(record, new)
    changed = replace(officer, keys=(*officer.keys, (said.seq, new)))
    return {"officers": {**record.officers, officer.officer: changed}}


def _focal_point_add(record: ChainRecord, said: Statement) -> dict[str, Any]:
    body = fields.exact(said.body, {"focal_point", "name", "type", "rotation"})
    name, first = fields.uuid(body["focal_point"]), read_rotation(body["rotation"])
    if name in record.focal_points:
        raise Tampered("focal-point-reused", "a focal point's number never comes back")
    if (first.focal_point, first.generation) != (name, 1):
        raise BadFormat("bad-rotations", "a new focal point begins with generation 1 of its own key")
    _refuse_known_kem(record, first.kem)
    shown = fields.text(body["name"], longest=MAX_NAME)
    kind = fields.text(body["type"], longest=MAX_NAME)
    new = ChainFocalPoint(name, shown, kind, {1: first.kem}, {1: said.seq})
    return {"focal_points": {**record.focal_points, name: new}}


def _seat(record: ChainRecord, said: Statement) -> dict[str, Any]:
    body = fields.exact(said.body, {"officer", "focal_point", "role", "wraps_sha256"})
    fields.hash_hex(body["wraps_sha256"])
    new = _read_seat(record, body, said.seq)
    if new.role in record.roles(new.officer, new.focal_point, record.head_seq):
        raise Tampered("seat-held", "the officer already holds this seat")
    return {"seats": (*record.seats, new)}


def _unseat(record: ChainRecord, said: Statement) -> dict[str, Any]:
    body = fields.exact(said.body, {"officer", "focal_point", "role", "rotations"})
    left, rotations = _read_seat(record, body, said.seq), read_rotations(body["rotations"])
    roles = record.roles(left.officer, left.focal_point, record.head_seq)
    if left.role not in roles:
        raise Tampered("seat-not-held", "the officer does not hold this seat")
    loses_key = left.role in KEY_ROLES and not KEY_ROLES & (roles - {left.role})
    if [one.focal_point for one in rotations] != ([left.focal_point] if loses_key else []):
        raise Tampered("rotation-missing", "the key turns if, and only if, the officer loses it")
    place = (left.officer, left.focal_point, left.role)
    seats = _ended(record, said.seq, lambda one: (one.officer, one.focal_point, one.role) == place)
    _keep_signers(record.policy, replace(record, seats=seats).admins(said.seq))
    return {"seats": seats, "focal_points": _rotated(record, rotations, said.seq)}


def _key_rotate(record: ChainRecord, said: Statement) -> dict[str, Any]:
    rotations = read_rotations(fields.exact(said.body, {"rotations"})["rotations"])
    if not rotations:
        raise BadFormat("bad-rotations", "at least one key turns")
    return {"focal_points": _rotated(record, rotations, said.seq)}


def _recovery_set(record: ChainRecord, said: Statement) -> dict[str, Any]:
    kem = check_x25519(unb64(fields.exact(said.body, {"kem"})["kem"]))
    _refuse_known_kem(record, kem)
    return {"recovery": kem}


def _policy(record: ChainRecord, said: Statement) -> dict[str, Any]:
    policy = fields.whole(fields.exact(said.body, {"policy"})["policy"], 1)
    if policy not in POLICIES or len(record.admins()) < policy:
        raise BadFormat("bad-policy", "one or two signatures, and as many administrators at least")
    if policy == record.policy:
        raise Tampered("policy-held", "the country already signs so")
    return {"policy": policy}


def _peer_verified(record: ChainRecord, said: Statement) -> dict[str, Any]:
    body = fields.exact(said.body, {"country", "fingerprint"})
    peer = fields.country(body["country"])
    if peer == record.country:
        raise BadFormat("own-country", "a country verifies others, not itself")
    return {"peers": {**record.peers, peer: fields.hash_hex(body["fingerprint"])}}


_RULES: dict[str, Callable[[ChainRecord, Statement], dict[str, Any]]] = {
    "refound": _refound,
    "officer_add": _officer_add,
    "officer_remove": _officer_remove,
    "officer_rekey": _officer_rekey,
    "focal_point_add": _focal_point_add,
    "seat": _seat,
    "unseat": _unseat,
    "key_rotate": _key_rotate,
    "recovery_set": _recovery_set,
    "policy": _policy,
    "peer_verified": _peer_verified,
}


def _new_officer(raw: Any, seq: int, *, founding: bool = False) -> ChainOfficer:
    body = fields.exact(raw, {"officer", "name", "kem", "sig"})
    name = fields.text(body["name"], longest=MAX_NAME)
    keys = ((seq, read_public(body)),)
    return ChainOfficer(fields.uuid(body["officer"]), name, keys, seq, founding=founding)


def _present(record: ChainRecord, raw: Any) -> ChainOfficer:
    officer = record.officers.get(fields.uuid(raw))
    if officer is None or officer.removed_seq is not None:
        raise Tampered("no-such-officer", "the country has no such officer now")
    return officer


def _read_seat(record: ChainRecord, body: Any, seq: int) -> Seat:
    officer = _present(record, body["officer"]).officer
    focal_point, role = fields.uuid(body["focal_point"]), fields.one_of(body["role"], ROLES)
    if focal_point not in record.focal_points:
        raise Tampered("no-such-focal-point", "the country has no such focal point")
    return Seat(officer, focal_point, role, seq)


def _held(record: ChainRecord) -> list[Seat]:
    return [seat for seat in record.seats if seat.held(record.head_seq)]


def _keyed(seat: Seat) -> bool:
    return seat.role in KEY_ROLES


def _ended(record: ChainRecord, seq: int, leaving: Callable[[Seat], bool]) -> tuple[Seat, ...]:
    held = set(_held(record))
    return tuple(replace(one, to_seq=seq) if one in held and leaving(one) else one for one in record.seats)


def _rotated(record: ChainRecord, rotations: tuple[Rotation, ...], seq: int) -> dict[str, ChainFocalPoint]:
    changed = dict(record.focal_points)
    for one in rotations:
        before = changed.get(one.focal_point)
        if before is None or one.generation != before.current + 1:
            raise Tampered("bad-generation", "generations follow each other without a gap")
        _refuse_known_kem(record, one.kem)
        generations = {**before.generations, one.generation: one.kem}
        since = {**before.since, one.generation: seq}
        changed[one.focal_point] = replace(before, generations=generations, since=since)
    return changed


def _known_key(officers: dict[str, ChainOfficer], new: PublicKeys) -> bool:
    known = [keys for one in officers.values() for _, keys in one.keys]
    return any(keys.sig == new.sig or keys.kem == new.kem for keys in known)


def _refuse_known_key(record: ChainRecord, new: PublicKeys) -> None:
    if _known_key(dict(record.officers), new):
        raise Tampered("key-reused", "a key never comes back, not even with another officer")


def _refuse_known_kem(record: ChainRecord, kem: bytes) -> None:
    used = {key for one in record.focal_points.values() for key in one.generations.values()}
    if kem in used:
        raise Tampered("key-reused", "a focal point's key never comes back")
