"""One act on an exchange: past the rules, into the stream, and the exchange moves. One transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchanges import facts as shapes
from exchanges.actions.counting import count
from exchanges.actions.keeping import create, keep
from exchanges.actions.telling import tell
from exchanges.models import Exchange
from exchanges.rules import may, may_begin
from exchanges.states import Act, begin, step
from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen, require
from hub.forms.exchanges import MOVES, Move
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream


@dataclass(frozen=True)
class _Doing:
    """An act on its way: what came, what it says, whose it is. `at` is the date it gets."""

    incoming: Incoming
    move: Move
    facts: Mapping[str, Any]
    by: Acting
    now: datetime
    at: datetime

    @property
    def act(self) -> Act:
        """The act as the steps take it."""
        return Act(self.move.kind, self.facts, self.by.focal_point.pk, self.at)


def accept_exchange(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept an act of kind "quick.…" or "info.…": it is in the stream and the exchange has moved, or
    nothing happened.

    Raises Unseen; Invalid unknown_kind, bad_facts, wrong_stream, bad_manifest; Forbidden with the rule's
    reason; and whatever accept_event raises.
    """
    move = MOVES.get(incoming.kind)
    if move is None:
        raise Invalid(
            "unknown_kind", _("There is no such act. See /api/v1/exchanges/table/ for those there are.")
        )
    doing = _Doing(incoming, move, shapes.read(incoming.kind, incoming.facts), by, now, now)
    if incoming.stream != doing.facts["exchange"]:
        raise Invalid("wrong_stream", _("An exchange has one stream, whose id is its own."))
    with transaction.atomic():
        accepted, exchange = _begin(doing) if move.begins else _go_on(doing)
        if not accepted.repeated:
            tell(exchange, move, by, now)
            count(exchange)
            record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _begin(doing: _Doing) -> tuple[Accepted, Exchange]:
    """The first act makes the exchange; both posts see it from then on."""
    to = FocalPoint.objects.of_countries().filter(pk=doing.facts["to"]).first()
    require(may_begin(doing.by, to, doing.facts, doing.now))
    if to is None or doing.incoming.manifest.seq != 0:
        raise Invalid("wrong_stream", _("An exchange begins with its first act."))
    if doing.incoming.manifest.handling != doing.facts["handling"]:
        raise Invalid(
            "bad_facts", _("The handling code of the act and of its facts differ."), field="handling"
        )
    parties = [doing.by.focal_point, to]
    accepted = _accept(doing, parties)
    if accepted.repeated:
        return accepted, _locked(doing)
    return accepted, create(doing.facts["exchange"], parties, begin(doing.act), doing.incoming.event)


def _go_on(doing: _Doing) -> tuple[Accepted, Exchange]:
    """A later act, never dated before the one that it follows, whatever the hub's clock says."""
    exchange = _locked(doing)
    doing = replace(doing, at=max(doing.now, exchange.updated))
    accepted = _accept(doing, [exchange.sender, exchange.receiver])
    if accepted.repeated:
        return accepted, exchange
    require(may(doing.move, exchange, doing.by, doing.facts, doing.at))
    return accepted, keep(exchange, step(exchange.standing(), doing.act))


def _locked(doing: _Doing) -> Exchange:
    """The exchange with its posts under its lock, if the officer may see it. Raises Unseen."""
    seen = Exchange.objects.visible_to(doing.by.officer, doing.by.only).select_for_update(of=("self",))
    found = seen.select_related("sender", "receiver").filter(pk=doing.facts["exchange"]).first()
    if found is None or found.family != doing.move.family:
        raise Unseen
    return found


def _accept(doing: _Doing, parties: list[FocalPoint]) -> Accepted:
    """Into the stream, sealed to both: no side may write what the other cannot open."""
    named = {one.focal_point for one in doing.incoming.manifest.recipients}
    if named != {str(party.pk) for party in parties}:
        text = _("An act on an exchange is sealed to exactly the two focal points of it.")
        raise Invalid("bad_manifest", text, reason="recipients")
    return accept_event(
        doing.incoming,
        by=doing.by,
        stream_kind=Stream.Kind.EXCHANGE,
        parties=parties,
        now=doing.now,
        at=doing.at,
    )
