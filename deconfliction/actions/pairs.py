"""Opening, agreeing and ending a pair of posts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from deconfliction.models import BlindPair
from deconfliction.rules import may_change, may_open
from deconfliction.states import AGREE, OPEN, Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint
from focal_points.queries import officers_of
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from hub.notifications.actions import tell

Facts = Mapping[str, Any]


@transaction.atomic
def change_pair(incoming: Incoming, facts: Facts, by: Acting, now: datetime) -> Accepted:
    """Accept an act on a pair. Raises as accept_blind."""
    step = _open if incoming.kind == OPEN else _go_on
    accepted, pair = step(incoming, facts, by, now)
    if not accepted.repeated:
        tell(officers_of(pair.peer_of(by.focal_point.pk).pk), incoming.kind, pair.pk)
        record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _open(incoming: Incoming, facts: Facts, by: Acting, now: datetime) -> tuple[Accepted, BlindPair]:
    to = FocalPoint.objects.of_countries().filter(pk=facts["to"]).first()
    low, high = sorted((by.focal_point.pk, facts["to"]))
    between = BlindPair.objects.filter(low=low, high=high).exclude(status=Status.ENDED)
    require(may_open(by, to, between.exists()))
    if to is None or incoming.manifest.seq != 0:
        raise Invalid("wrong_stream", _("A proposal begins a stream of its own."))
    accepted = _accept(incoming, [by.focal_point, to], by, now)
    if accepted.repeated:
        return accepted, _seen(facts, by)
    names = {"proposer": by.focal_point, "other": to, "low": low, "high": high}
    made = BlindPair(pk=facts["pair"], stream_id=facts["pair"], proposed=now, **names)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        text = _("Your two authorities compare already, or a proposal waits. Look at the list.")
        raise Conflict("already_open", text) from error
    return accepted, made


def _go_on(incoming: Incoming, facts: Facts, by: Acting, now: datetime) -> tuple[Accepted, BlindPair]:
    _seen(facts, by)
    pair = BlindPair.objects.select_for_update().get(pk=facts["pair"])
    require(may_change(incoming.kind, pair, by))
    accepted = _accept(incoming, [pair.proposer, pair.other], by, now)
    if not accepted.repeated:
        _move(pair, incoming.kind, now)
    return accepted, pair


def _move(pair: BlindPair, kind: str, now: datetime) -> None:
    if kind == AGREE:
        pair.status, pair.since = Status.IN_FORCE, now
    else:
        pair.status, pair.ended = Status.ENDED, now
    pair.save(update_fields=["status", "since", "ended"])


def _seen(facts: Facts, by: Acting) -> BlindPair:
    found = BlindPair.objects.visible_to(by.officer, by.only).filter(pk=facts["pair"]).first()
    if found is None:
        raise Unseen
    return found


def _accept(incoming: Incoming, posts: list[FocalPoint], by: Acting, now: datetime) -> Accepted:
    """Sealed to both: the key of the pair is for exactly these two."""
    named = {one.focal_point for one in incoming.manifest.recipients}
    if named != {str(post.pk) for post in posts}:
        text = _("An act on a pair is sealed to exactly its two focal points.")
        raise Invalid("bad_manifest", text, reason="recipients")
    return accept_event(incoming, by=by, stream_kind=Stream.Kind.PAIR, parties=posts, now=now)
