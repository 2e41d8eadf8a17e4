"""One act on an agreement: past the rules, into the stream, and the agreement moves. One transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agreements import facts as shapes
from agreements.models import Agreement, AgreementGroupObjectPermission
from agreements.queries import present
from agreements.rules import may, may_propose
from agreements.states import MOVES, Act, Move, Standing, Status, begin, step, stop
from focal_points.access import grant
from focal_points.acting import Acting
from focal_points.models import FocalPoint
from focal_points.queries import officers_of
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from hub.notifications import actions as notifications
from hub.webhooks.actions import announce


@dataclass(frozen=True)
class _Doing:
    """An act on its way: what came, what it says, whose it is."""

    incoming: Incoming
    move: Move
    facts: Mapping[str, Any]
    by: Acting
    now: datetime

    @property
    def act(self) -> Act:
        """The act as the steps take it."""
        return Act(self.move.kind, self.facts, self.by.focal_point.pk, self.now)


def accept_pair(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept an act of kind "pair.…": it is in the stream and the agreement has moved, or nothing happened.

    Raises Unseen; Invalid unknown_kind, bad_facts, wrong_stream, bad_manifest; Conflict proposal_waits;
    Forbidden with the rule's reason; and whatever accept_event raises.
    """
    move = MOVES.get(incoming.kind)
    if move is None:
        raise Invalid("unknown_kind", _("There is no such act on an agreement."), kind=incoming.kind)
    doing = _Doing(incoming, move, shapes.read(incoming.kind, incoming.facts), by, now)
    if incoming.stream != doing.facts["pair"]:
        raise Invalid("wrong_stream", _("An agreement has one stream, whose id is its own."))
    with transaction.atomic():
        accepted, agreement = _propose(doing) if move.kind == "pair.propose" else _go_on(doing)
        if not accepted.repeated:
            _tell(agreement, doing)
            record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _propose(doing: _Doing) -> tuple[Accepted, Agreement]:
    to = FocalPoint.objects.of_countries().select_related("country").filter(pk=doing.facts["to"]).first()
    current = present(doing.by.country, to.country_id) if to else None
    require(may_propose(doing.by, to, doing.facts, current))
    if to is None or doing.incoming.manifest.seq != 0:
        raise Invalid("wrong_stream", _("A proposal begins an agreement of its own."))
    doing = _after(doing, [current] if current else [])
    accepted = _accept(doing, [doing.by.focal_point, to])
    if accepted.repeated:
        return accepted, _seen(doing)
    return accepted, _create(doing, to)


def _create(doing: _Doing, to: FocalPoint) -> Agreement:
    own = doing.by.focal_point
    low, high = sorted((own.country_id, to.country_id))
    made = Agreement(pk=doing.facts["pair"], proposer=own, other=to, low=low, high=high)
    made.stream_id = made.pk
    made.take(begin(doing.act))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        text = _("A proposal of yours to this authority still waits. End it before you make another.")
        raise Conflict("proposal_waits", text) from error
    grant([own, to], "see_agreement", made, AgreementGroupObjectPermission)
    return made


def _go_on(doing: _Doing) -> tuple[Accepted, Agreement]:
    seen = _seen(doing)
    # All that these two countries have, always in one order and before the stream: one may replace another.
    between = Agreement.objects.select_for_update().filter(low=seen.low, high=seen.high).order_by("pk")
    locked = {row.pk: row for row in between}
    doing = _after(doing, locked.values())
    accepted = _accept(doing, [seen.proposer, seen.other])
    agreement = locked[seen.pk]
    if accepted.repeated:
        return accepted, agreement
    current = next((row for row in locked.values() if row.status == Status.IN_FORCE), None)
    require(may(doing.move, agreement, doing.by, current))
    if doing.move.kind == "pair.accept" and current:
        _save(current, stop(current.standing(), doing.now))
    _save(agreement, step(agreement.standing(), doing.act))
    return accepted, agreement


def _after(doing: _Doing, known: Iterable[Agreement]) -> _Doing:
    """The act at a time that is not before what is known: the clock of a machine may be set back."""
    times = [t for row in known for t in (row.proposed, row.since, row.ended) if t is not None]
    return replace(doing, now=max([doing.now, *times]))


def _save(agreement: Agreement, standing: Standing) -> None:
    agreement.take(standing)
    agreement.save(update_fields=["status", "since", "ended"])


def _seen(doing: _Doing) -> Agreement:
    """The agreement with its posts, if the officer may see it. Raises Unseen."""
    seen = Agreement.objects.visible_to(doing.by.officer, doing.by.only)
    found = seen.select_related("proposer", "other").filter(pk=doing.facts["pair"]).first()
    if found is None:
        raise Unseen
    return found


def _accept(doing: _Doing, parties: list[FocalPoint]) -> Accepted:
    """Into the stream, sealed to both: no side may write what the other cannot open."""
    named = {one.focal_point for one in doing.incoming.manifest.recipients}
    if named != {str(party.pk) for party in parties}:
        text = _("An act on an agreement is sealed to exactly its two central authorities.")
        raise Invalid("bad_manifest", text, reason="recipients")
    kind = Stream.Kind.PAIR
    return accept_event(doing.incoming, by=doing.by, stream_kind=kind, parties=parties, now=doing.now)


def _tell(agreement: Agreement, doing: _Doing) -> None:
    """The other side's people, and webhooks of both: kind and id."""
    posts = {agreement.proposer_id, agreement.other_id}
    for post in posts - {doing.by.focal_point.pk}:
        notifications.tell(officers_of(post), doing.move.kind, agreement.pk)
    announce(posts, doing.move.kind, agreement.pk, doing.now)
