"""Admit a signed statement to a country chain: verify everything, then let the tables follow it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.actions.applying import Change, apply
from focal_points.actions.folding import remember, state_of
from focal_points.models import ChainStatement, Country, Officer, WaitingStatement
from focal_points.rules import may_found, may_state
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.encryption.chain import ChainState, Statement, read_statement, start
from hub.encryption.errors import BadSignature, Refused
from hub.encryption.material import check_material
from hub.encryption.statement import GENESIS, REFOUND


@dataclass(frozen=True)
class Admitted:
    """The place of a statement in its chain; `repeated` if it was there already."""

    seq: int
    hash: str
    repeated: bool = False


def admit_statement(
    code: str, envelope: Any, wraps: Any, boxes: Any, *, by: Officer, now: datetime
) -> Admitted:
    """Add one statement to the chain of country `code`, and do what it says, in one transaction.

    Raises Unseen (no such country), Forbidden (not an administrator), Conflict chain_moved (with the head),
    Invalid bad_statement or bad_signature (with the verifier's reason).
    """
    with transaction.atomic():
        country = Country.objects.select_for_update().filter(pk=code).first()
        if country is None:
            raise Unseen
        said = read(envelope)
        before = state_of(country)
        if before is not None and said.kind != REFOUND:
            require(may_state(by, country.code, before.admins()))
        known = ChainStatement.objects.filter(country=country, hash=said.hash).first()
        if known is not None:
            return Admitted(known.seq, known.hash, repeated=True)
        check_place(country, said)
        check_date(said, now)
        after = _admit(before, country, said, envelope, wraps, boxes, by)
        apply(Change(country, said, after, list(wraps), list(boxes), by, now))
        _keep(country, said, envelope, by, now)
        remember(after)
        return Admitted(said.seq, said.hash)


def read(envelope: Any) -> Statement:
    """Read a statement's form; raises Invalid."""
    try:
        return read_statement(envelope)
    except Refused as refused:
        raise problem_of(refused) from refused


def check_place(country: Country, said: Statement) -> None:
    """Raise Conflict chain_moved, with the head, unless the statement follows it."""
    head = country.head_hash or "0" * 64
    if said.seq != country.head_seq + 1 or said.prev != head:
        raise Conflict(
            "chain_moved",
            _("Somebody signed a statement meanwhile. Read the chain again and sign anew."),
            head_seq=country.head_seq,
            head_hash=head,
        )


def check_date(said: Statement, now: datetime) -> None:
    """Raise Invalid for a date that cannot be true."""
    if not clock.credible(said.created, now):
        raise Invalid(
            "bad_statement",
            _("The statement's date is over a week old or ahead of the hub's clock. Sign it again."),
            reason="bad-date",
        )


def _admit(
    before: ChainState | None,
    country: Country,
    said: Statement,
    envelope: Any,
    wraps: Any,
    boxes: Any,
    by: Officer,
) -> ChainState:
    try:
        after = before.admit(envelope) if before else start(envelope, settings.HUB_ID, country.code)
        check_material(after, said, wraps, boxes)
    except Refused as refused:
        raise problem_of(refused) from refused
    if said.kind in (GENESIS, REFOUND):
        require(may_found(by, country.code, {one["officer"] for one in said.body["admins"]}))
    return after


def _keep(country: Country, said: Statement, envelope: Any, by: Officer, now: datetime) -> None:
    ChainStatement.objects.create(
        country=country, seq=said.seq, hash=said.hash, kind=said.kind, envelope=envelope, accepted_at=now
    )
    country.head_seq, country.head_hash = said.seq, said.hash
    country.save(update_fields=["head_seq", "head_hash"])
    WaitingStatement.objects.filter(country=country).delete()  # they follow the head before
    record(
        Kind.STATEMENT_ADDED, who=by.pk, country=country.code, what=f"{country.code} {said.seq} {said.kind}"
    )


def problem_of(refused: Refused) -> Invalid:
    """What the verifier refused, as an answer."""
    code = "bad_signature" if isinstance(refused, BadSignature) else "bad_statement"
    detail = _("The statement was not admitted: %(why)s.") % {"why": refused.message}
    return Invalid(code, detail, reason=refused.code)
