"""Statements that wait for a second signature: kept beside the chain, and admitted once it is there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.actions.applying import Change, apply
from focal_points.actions.folding import state_of
from focal_points.actions.statements import (
    Admitted,
    admit_statement,
    check_date,
    check_place,
    problem_of,
    read,
)
from focal_points.models import Country, Officer, WaitingStatement
from focal_points.queries import waiting_of
from focal_points.rules import may_decline, may_state, may_withdraw
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.encryption.canonical import unb64
from hub.encryption.chain import ChainState, Statement
from hub.encryption.dsse import signers
from hub.encryption.errors import BadSignature, Refused
from hub.encryption.keys import keyid
from hub.encryption.material import check_material
from hub.encryption.statement import GENESIS, REFOUND
from hub.notifications import actions as notifications

MOST = 10


@transaction.atomic
def propose_statement(
    code: str, envelope: Any, wraps: Any, boxes: Any, *, by: Officer, now: datetime
) -> tuple[WaitingStatement, bool]:
    """Keep a statement with its first signature; answers the row and whether it was there already.

    Checked like one that is admitted, and its consequences are tried and undone: nobody is asked to sign what
    cannot be. Raises what `admit_statement` raises, Conflict too_many_waiting, Invalid signs_alone.
    """
    country, before = _locked(code, by)
    said = read(envelope)
    check_place(country, said)
    check_date(said, now)
    after = _foreseen(before, said, envelope, wraps, boxes, by)
    waiting = waiting_of(country, now)
    kept = waiting.filter(hash=said.hash).first()
    if kept is not None:
        return kept, True
    if waiting.count() >= MOST:
        raise Conflict("too_many_waiting", _("Ten changes wait already. Sign or decline one of them first."))
    _try(Change(country, said, after, list(wraps), list(boxes), by, now))
    notifications.tell([UUID(one) for one in before.admins() - {said.by}], "chain.waiting", code)
    return _keep(country, said, envelope, wraps, boxes, by, now), False


@transaction.atomic
def cosign_statement(
    code: str, name: str, signature: dict[str, str], *, by: Officer, now: datetime
) -> Admitted:
    """Put a second administrator's signature beside the first, and admit the statement.

    Raises Unseen when it waits no more, Forbidden to who is no administrator, Invalid bad_signature.
    """
    country, _before = _locked(code, by)
    row = _waiting(country, name, now)
    if signature["keyid"] != keyid(unb64(by.sig)):
        raise problem_of(BadSignature("unknown-signer", "the signature names another officer's key"))
    envelope = {**row.envelope, "signatures": [*row.envelope["signatures"], signature]}
    return admit_statement(code, envelope, row.wraps, row.boxes, by=by, now=now)


@transaction.atomic
def decline_statement(code: str, name: str, *, by: Officer, now: datetime) -> None:
    """Another administrator will not sign; the proposer is told. Raises Unseen or Forbidden."""
    country, _before = _locked(code, by)
    row = _waiting(country, name, now)
    require(may_decline(by, row))
    _drop(row, by, "declined")
    notifications.tell([row.by_id], "chain.declined", code)


@transaction.atomic
def withdraw_statement(code: str, name: str, *, by: Officer, now: datetime) -> None:
    """Its proposer takes it back. Raises Unseen or Forbidden."""
    country, _before = _locked(code, by)
    row = _waiting(country, name, now)
    require(may_withdraw(by, row))
    _drop(row, by, "withdrawn")


def _locked(code: str, by: Officer) -> tuple[Country, ChainState]:
    """The own country and its chain, locked; other countries and empty ones have nothing that waits."""
    country = Country.objects.select_for_update().filter(pk=code).first()
    before = state_of(country) if country is not None and by.country_id == code else None
    if country is None or before is None:
        raise Unseen
    require(may_state(by, country.pk, before.admins()))
    return country, before


def _waiting(country: Country, name: str, now: datetime) -> WaitingStatement:
    row = waiting_of(country, now).filter(hash=name).first()
    if row is None:
        raise Unseen
    return row


def _foreseen(
    before: ChainState, said: Statement, envelope: Any, wraps: Any, boxes: Any, by: Officer
) -> ChainState:
    try:
        after = before.foresee(envelope)
        check_material(after, said, wraps, boxes)
        signed = len(signers(envelope))
    except Refused as refused:
        raise problem_of(refused) from refused
    if signed >= before.policy or said.kind in (GENESIS, REFOUND):
        raise Invalid("signs_alone", _("This needs no further signature. Add it to the chain itself."))
    if said.by != str(by.pk):
        raise problem_of(BadSignature("by-did-not-sign", "who makes a statement proposes it"))
    return after


def _try(change: Change) -> None:
    """Raise now what the tables would refuse after the second signature."""
    with transaction.atomic():
        apply(change)
        transaction.set_rollback(True)


def _keep(
    country: Country, said: Statement, envelope: Any, wraps: Any, boxes: Any, by: Officer, now: datetime
) -> WaitingStatement:
    WaitingStatement.objects.filter(country=country).exclude(pk__in=waiting_of(country, now)).delete()
    place = {"hash": said.hash, "prev": said.prev, "seq": said.seq, "kind": said.kind}
    row = WaitingStatement.objects.create(
        country=country, **place, envelope=envelope, wraps=wraps, boxes=boxes, by=by, proposed_at=now
    )
    record(
        Kind.STATEMENT_PROPOSED, who=by.pk, country=country.pk, what=f"{country.pk} {said.seq} {said.kind}"
    )
    return row


def _drop(row: WaitingStatement, by: Officer, how: str) -> None:
    what = f"{row.country_id} {row.seq} {row.kind} {how}"
    row.delete()
    record(Kind.STATEMENT_DROPPED, who=by.pk, country=by.country_id, what=what)
