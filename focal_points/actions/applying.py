"""What each kind of chain statement changes in the tables, once it is verified."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from focal_points.actions.leaving import end_access
from focal_points.models import (
    Country,
    DirectoryEntry,
    FocalPoint,
    FocalPointKey,
    Invitation,
    NewKeys,
    Officer,
    Role,
    Seat,
    SeedWrap,
    of_states,
)
from hub.base.errors import Conflict, Invalid
from hub.encryption.canonical import b64
from hub.encryption.chain import ChainState, Statement
from hub.encryption.chain_state import RECOVERY
from hub.notifications import actions as notifications

SECRETARIAT = "XH"


@dataclass(frozen=True)
class Change:
    """A verified statement, the state it led to, the wraps and boxes beside it, and who posted it when."""

    country: Country
    said: Statement
    after: ChainState
    wraps: list[dict[str, Any]]
    boxes: list[dict[str, Any]]
    by: Officer
    now: datetime


def apply(change: Change) -> None:
    """Let the tables follow the statement; Invalid or Conflict where the hub's own records disagree."""
    step = _STEPS.get(change.said.kind)
    if step is not None:
        step(change)
    _tell_administrators(change)


def _genesis(change: Change) -> None:
    for one in change.after.officers.values():
        _take_keys(change, one.officer, one.name)
    country = change.country
    country.member, country.fingerprint = True, change.after.fingerprint
    country.save(update_fields=["member", "fingerprint"])
    _end_invitations(country)


def _refound(change: Change) -> None:
    """Others than before sign for the country; what its earlier administrators could do ends at once."""
    for one in change.said.body["admins"]:
        _take_keys(change, one["officer"], one["name"])
    country, new = change.country, [UUID(one["officer"]) for one in change.said.body["admins"]]
    country.fingerprint = change.after.fingerprint
    country.save(update_fields=["fingerprint"])
    _end_administrators(change, new)
    _end_invitations(country)


def _end_invitations(country: Country) -> None:
    """Who was invited to this beginning and did not sign it cannot sign another one later."""
    left = Invitation.objects.filter(country=country, focal_point__isnull=True, closed=False)
    left.update(closed=True, role=Role.OFFICER)


def _end_administrators(change: Change, new: list[UUID]) -> None:
    founded = Invitation.objects.filter(country=change.country, focal_point__isnull=True, closed=True)
    before = founded.exclude(answered_by__in=new)
    seats = Seat.objects.filter(officer__country=change.country, role=Role.ADMIN, to_seq__isnull=True)
    ended = list(seats.select_related("officer"))
    officers = {seat.officer for seat in ended} | {one.answered_by for one in before if one.answered_by}
    before.update(role=Role.OFFICER)
    seats.update(to_seq=change.said.seq)
    for officer in officers:
        end_access(officer, [seat for seat in ended if seat.officer_id == officer.pk])


def _officer_add(change: Change) -> None:
    body = change.said.body
    officer = _take_keys(change, body["officer"], body["name"])
    notifications.tell([officer.pk], "officer.added", officer.pk)


def _take_keys(change: Change, officer_id: str, name: str) -> Officer:
    """Give an account the keys its country signed; they must be the ones the officer answered with."""
    chain = change.after.officers[officer_id]
    invitation = Invitation.objects.filter(country=change.country, answered_by=UUID(officer_id)).first()
    answer = (invitation and invitation.answer) or {}
    if invitation is None or (answer.get("kem"), answer.get("sig")) != (b64(chain.kem), b64(chain.sig)):
        raise Invalid(
            "unknown_officer", _("No officer of this country answered an invitation with these keys.")
        )
    officer = Officer.objects.get(pk=officer_id)
    officer.kem, officer.sig, officer.name = b64(chain.kem), b64(chain.sig), clean(name)
    officer.save(update_fields=["kem", "sig", "name"])
    invitation.closed = True
    invitation.save(update_fields=["closed"])
    return officer


def _officer_rekey(change: Change) -> None:
    chain = change.after.officers[change.said.body["officer"]]
    officer = Officer.objects.get(pk=chain.officer)
    officer.kem, officer.sig = b64(chain.kem), b64(chain.sig)
    made = NewKeys.objects.filter(officer=officer, kem=officer.kem, sig=officer.sig).first()
    officer.keystore = made.keystore if made else officer.keystore
    officer.save(update_fields=["kem", "sig", "keystore"])
    NewKeys.objects.filter(officer=officer).delete()
    # They were made for the key that is lost; the posts' next keys are wrapped to the new one.
    SeedWrap.objects.filter(officer=officer).delete()


def _officer_remove(change: Change) -> None:
    officer = Officer.objects.get(pk=change.said.body["officer"])
    Seat.objects.filter(officer=officer, to_seq__isnull=True).update(to_seq=change.said.seq)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    end_access(officer)
    _rotate(change, change.said.body["rotations"])


def _focal_point_add(change: Change) -> None:
    body = change.said.body
    secretariat = change.country.code == SECRETARIAT
    if body["type"] not in of_states() or (body["type"] == "secretariat") != secretariat:
        raise Invalid(
            "bad_statement", _("There is no such type of focal point in this country."), reason="bad-type"
        )
    if FocalPoint.objects.filter(pk=body["focal_point"]).exists():
        raise Conflict("id_taken", _("This focal point number is taken. Make a new one."))
    group = Group.objects.create(name=f"focal point {body['focal_point']}")
    post = FocalPoint.objects.create(
        pk=body["focal_point"],
        country=change.country,
        name=clean(body["name"]),
        type=body["type"],
        group=group,
        since_seq=change.said.seq,
    )
    DirectoryEntry.objects.create(focal_point=post)
    _rotate(change, [body["rotation"]])


def _seat(change: Change) -> None:
    body = change.said.body
    Seat.objects.create(
        officer_id=body["officer"],
        focal_point_id=body["focal_point"],
        role=body["role"],
        from_seq=change.said.seq,
    )
    keys = FocalPointKey.objects.filter(focal_point_id=body["focal_point"]).in_bulk(field_name="pk")
    by_generation = {key.generation: key for key in keys.values()}
    for one in change.wraps:
        SeedWrap.objects.update_or_create(
            key=by_generation[one["generation"]], officer_id=body["officer"], defaults={"wrap": one["wrap"]}
        )
    notifications.tell([body["officer"]], "seat.given", body["focal_point"])


def _unseat(change: Change) -> None:
    body = change.said.body
    seats = Seat.objects.filter(
        officer_id=body["officer"], focal_point_id=body["focal_point"], role=body["role"], to_seq__isnull=True
    )
    ended = list(seats)
    seats.update(to_seq=change.said.seq)
    end_access(Officer.objects.get(pk=body["officer"]), ended)
    _rotate(change, body["rotations"])


def _key_rotate(change: Change) -> None:
    _rotate(change, change.said.body["rotations"])


def _rotate(change: Change, rotations: Iterable[dict[str, Any]]) -> None:
    boxes = {(one["focal_point"], one["generation"]): one["box"] for one in change.boxes}
    for one in rotations:
        place = (one["focal_point"], one["generation"])
        key = FocalPointKey.objects.create(
            focal_point_id=place[0], generation=place[1], kem=one["kem"], box=boxes.get(place, "")
        )
        mine = [wrap for wrap in change.wraps if (wrap["focal_point"], wrap["generation"]) == place]
        SeedWrap.objects.bulk_create(SeedWrap(key=key, officer_id=_holder(w), wrap=w["wrap"]) for w in mine)
        FocalPoint.objects.filter(pk=place[0]).update(generation=place[1])


def _holder(wrap: dict[str, Any]) -> str | None:
    return None if wrap["officer"] == RECOVERY else str(wrap["officer"])


def _tell_administrators(change: Change) -> None:
    """Every other administrator learns of every statement: a ghost officer would be seen."""
    seated = Seat.objects.filter(officer__country=change.country, role=Role.ADMIN, to_seq__isnull=True)
    others = seated.exclude(officer=change.by).values_list("officer_id", flat=True)
    notifications.tell(others, "chain.changed", change.country.code)


def clean(text: str) -> str:
    """Text that every database can hold and every screen can show on one line; raises Invalid."""
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise Invalid("bad_text", _("Names are written on one line, without control characters."))
    return text


_STEPS: dict[str, Callable[[Change], None]] = {
    "genesis": _genesis,
    "refound": _refound,
    "officer_add": _officer_add,
    "officer_rekey": _officer_rekey,
    "officer_remove": _officer_remove,
    "focal_point_add": _focal_point_add,
    "seat": _seat,
    "unseat": _unseat,
    "key_rotate": _key_rotate,
}
