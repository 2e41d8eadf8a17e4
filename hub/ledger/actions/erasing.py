"""Acts by which a post has its own copy erased: one officer proposes, another signs, the hub obeys."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen, require
from hub.encryption.erasing import CONTENT, Erasing, read
from hub.ledger.actions.events import Accepted, accept_event
from hub.ledger.actions.shredding import shred
from hub.ledger.incoming import Incoming, refused_as
from hub.ledger.models import Event, Keeping, Stream
from hub.ledger.queries_erasing import is_left, targets
from hub.ledger.rules_erasing import ERASABLE, may_erase


def accept_erasing(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept an act of kind "erase.…": it is in the stream and done, or nothing happened.

    Raises Unseen; Invalid unknown_kind, bad_facts, not_erasable, not_in_stream; Forbidden with the rule's
    reason; and whatever accept_event raises.
    """
    with refused_as("bad_facts", _("An erasing names a rule, and either a place or acts with their hashes.")):
        meant = read(incoming.kind, incoming.facts)
    with transaction.atomic():
        stream = _seen(incoming, by)
        accepted = accept_event(incoming, by=by, stream_kind=stream.kind, parties=[], now=now)
        if not accepted.repeated:
            _require_here(accepted.event, meant)
            kept, left = _held(stream, by), is_left(accepted.event)
            require(may_erase(accepted.event, meant, kept, by, now, left=left))
            _carry_out(accepted.event, by)
    return accepted


def _held(stream: Stream, by: Acting) -> Keeping:
    """The own post's keeping under its lock, so that a hold of the same moment comes before or after."""
    Keeping.objects.get_or_create(stream=stream, focal_point=by.focal_point)
    return Keeping.objects.select_for_update().get(stream=stream, focal_point=by.focal_point)


def _seen(incoming: Incoming, by: Acting) -> Stream:
    stream = Stream.objects.visible_to(by.officer, by.only).filter(pk=incoming.stream).first()
    if stream is None:
        raise Unseen
    if stream.kind not in ERASABLE:
        raise Invalid("not_erasable", _("Only requests and their national files can be erased."))
    return stream


def _require_here(act: Event, meant: Erasing) -> None:
    """Every named act is one before, sealed to the own post, and has that hash."""
    found = targets(act)
    if meant.upto is None and {str(one) for one in found} != set(meant.events):
        text = _("One of the acts named is not in this stream, or was not sealed to your focal point.")
        raise Invalid("not_in_stream", text)
    if not found or (meant.upto is not None and meant.upto >= act.seq):
        raise Invalid("not_in_stream", _("There is nothing up to that place that could be erased."))


def _carry_out(act: Event, by: Acting) -> None:
    record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=act.pk)
    if act.kind == CONTENT:
        shred(act)
        record(Kind.ERASED, who=by.officer.pk, country=by.country, what=act.pk)
