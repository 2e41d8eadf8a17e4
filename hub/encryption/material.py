"""Checking the wraps and boxes that travel beside a statement, before the hub or an officer takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.encryption import fields
from hub.encryption.canonical import Json, unb64
from hub.encryption.chain_state import KEY_ROLES, RECOVERY, ChainRecord
from hub.encryption.errors import BadFormat, Tampered
from hub.encryption.hpke import WRAP_LENGTH
from hub.encryption.seeds import BOX_LENGTH
from hub.encryption.statement import Rotation, Statement, material_hash, read_rotation, read_rotations

_Place = tuple[str, int]


def check_material(after: ChainRecord, said: Statement, wraps: Any, boxes: Any) -> None:
    """Check wraps and boxes against a statement just admitted; `after` is the state it led to.

    Each hash must fit, each key be wrapped to every officer who may hold it and to no one else
    (and to the recovery recipient, if the country has one), and nothing be left over.
    Raises BadFormat or Tampered.
    """
    listed = [_read_wrap(one) for one in fields.items(wraps)]
    by_place = _read_boxes(boxes)
    if said.kind == "seat":
        _check_seat(after, said, listed, by_place)
        return
    rotations = _rotations(said)
    places = {(one.focal_point, one.generation) for one in rotations}
    if {_place(one) for one in listed} - places or set(by_place) - places:
        raise Tampered("material-left-over", "there are keys beside the statement that it does not name")
    for rotation in rotations:
        _check_rotation(after, rotation, listed, by_place)


def _check_rotation(
    after: ChainRecord, rotation: Rotation, listed: Sequence[Json], boxes: dict[_Place, bytes]
) -> None:
    place = (rotation.focal_point, rotation.generation)
    wraps = [one for one in listed if _place(one) == place]
    if material_hash(wraps, boxes.get(place)) != rotation.wraps_sha256:
        raise Tampered("wraps-do-not-match", "the keys are not the ones the statement was signed with")
    if (rotation.generation > 1) != (place in boxes):
        raise Tampered("box-missing", "each key after the first comes with the one before it")
    named = [one["officer"] for one in wraps]
    _check_holders(named, after.key_holders(rotation.focal_point), kit=after.recovery is not None)


def _check_seat(
    after: ChainRecord, said: Statement, listed: Sequence[Json], boxes: dict[_Place, bytes]
) -> None:
    officer, focal_point = said.body["officer"], said.body["focal_point"]
    if boxes or material_hash(listed) != said.body["wraps_sha256"]:
        raise Tampered("wraps-do-not-match", "the keys are not the ones the statement was signed with")
    if any((one["officer"], one["focal_point"]) != (officer, focal_point) for one in listed):
        raise Tampered("ghost-officer", "a seat brings keys for its own officer only")
    known = after.focal_points[focal_point]
    if any(one["generation"] not in known.generations for one in listed):
        raise Tampered("bad-generation", "there is no such key")
    keyed = said.body["role"] in KEY_ROLES
    had = after.holds_key(officer, focal_point, said.seq - 1)
    has_current = any(one["generation"] == known.current for one in listed)
    if (listed and not keyed) or (keyed and not had and not has_current):
        raise Tampered("wraps-do-not-match", "an observer gets no key, every other seat the current one")


def _check_holders(named: list[str], allowed: frozenset[str], *, kit: bool) -> None:
    if kit and RECOVERY not in named:
        raise Tampered("recovery-missing", "the country's recovery kit could not open the new key")
    if len(set(named)) != len(named) or set(named) - allowed - ({RECOVERY} if kit else set()):
        raise Tampered("ghost-officer", "the key is wrapped to someone who may not hold it")
    if allowed - set(named):
        raise Tampered("wrap-missing", "an officer who holds the key would lose it")


def _rotations(said: Statement) -> tuple[Rotation, ...]:
    if "rotation" in said.body:
        return (read_rotation(said.body["rotation"]),)
    return read_rotations(said.body.get("rotations", []))


def _read_wrap(raw: Any) -> Json:
    found = fields.exact(raw, {"focal_point", "generation", "officer", "wrap"})
    fields.uuid(found["focal_point"])
    fields.whole(found["generation"], 1)
    if found["officer"] != RECOVERY:
        fields.uuid(found["officer"])
    unb64(found["wrap"], WRAP_LENGTH)
    return found


def _read_boxes(raw: Any) -> dict[_Place, bytes]:
    boxes: dict[_Place, bytes] = {}
    for one in fields.items(raw):
        found = fields.exact(one, {"focal_point", "generation", "box"})
        place = (fields.uuid(found["focal_point"]), fields.whole(found["generation"], 2))
        if place in boxes:
            raise BadFormat("repeated-box", "one box for each generation")
        boxes[place] = unb64(found["box"], BOX_LENGTH)
    return boxes


def _place(wrap: Json) -> _Place:
    return wrap["focal_point"], wrap["generation"]
