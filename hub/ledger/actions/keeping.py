"""How long posts keep what is over: dates from the end of a case, holds, terms, and telling officers."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.queries import seats_at
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen, require
from hub.ledger.models import Keeping, Party, Stream, Term
from hub.ledger.rules_erasing import ERASABLE, SIGNERS, is_over, may_manage, may_set_term
from hub.notifications.actions import tell
from hub.tenancy.context import system

MOST_YEARS = 100
READY = "keeping.ready"


def ended(streams: Iterable[UUID], on: date) -> None:
    """The case of these streams is over; every post on them keeps them from this day on, once."""
    parties = Party.objects.filter(stream__in=list(streams), until_seq__isnull=True)
    places = list(parties.values_list("stream_id", "focal_point_id"))
    rows = [Keeping(stream_id=stream, focal_point_id=post, closed_on=on) for stream, post in places]
    with system():  # a day for each post on the stream, whoever closed it
        Keeping.objects.bulk_create(rows, ignore_conflicts=True)
        Keeping.objects.filter(stream__in=list(streams), closed_on__isnull=True).update(closed_on=on)


def hold_keeping(stream: UUID, *, by: Acting, now: datetime) -> Keeping:
    """Put the own post's copy on hold: nothing of it is erased until lifted. Raises Unseen, Forbidden."""
    return _held(stream, by, {"held_by": by.officer, "held_at": now})


def lift_hold(stream: UUID, *, by: Acting) -> Keeping:
    """Lift a hold of the own post. Raises Unseen, Forbidden."""
    return _held(stream, by, {"held_by": None, "held_at": None})


def _held(stream: UUID, by: Acting, values: dict[str, object]) -> Keeping:
    with transaction.atomic():
        seen = Stream.objects.visible_to(by.officer, by.focal_point.pk).filter(kind__in=ERASABLE, pk=stream)
        if not seen.exists():
            raise Unseen
        require(may_manage(by))
        Keeping.objects.get_or_create(stream_id=stream, focal_point=by.focal_point)
        kept = Keeping.objects.select_for_update().get(stream=stream, focal_point=by.focal_point)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(values))
        record(Kind.RETENTION_CHANGED, who=by.officer.pk, country=by.country, what=stream)
    return kept


def set_term(years: object, alone: object, *, by: Acting) -> Term:
    """Set the own post's years (1 to 100) and whether one person may erase alone.

    Raises Forbidden; Invalid bad_term.
    """
    require(may_set_term(by))
    if type(years) is not int or not 1 <= years <= MOST_YEARS or not isinstance(alone, bool):
        text = _("Cases are kept for 1 to 100 whole years after their end.")
        raise Invalid("bad_term", text, field="years", least=1, most=MOST_YEARS)
    with transaction.atomic():
        given = {"years": years, "alone": alone}
        term, _made = Term.objects.update_or_create(focal_point=by.focal_point, defaults=given)
        record(Kind.RETENTION_CHANGED, who=by.officer.pk, country=by.country, what=by.focal_point.pk)
    return term


def tell_ready(now: datetime) -> int:
    """Tell the approvers and administrators of a post, once, that something may be erased now.

    Nothing is erased by this. The hub's own act: it looks at the dates of every post. Answers how many.
    """
    terms = {one.pk: one for one in Term.objects.all()}
    told = 0
    waiting = Keeping.objects.filter(told=False, held_at__isnull=True, closed_on__isnull=False)
    for kept in waiting.order_by("pk").iterator(500):
        if is_over(kept, terms.get(kept.focal_point_id) or Term(), now.date()):
            told += _tell(kept)
    return told


def _tell(kept: Keeping) -> int:
    with transaction.atomic():
        if not Keeping.objects.filter(pk=kept.pk, told=False).update(told=True):
            return 0
        seats = seats_at({kept.focal_point_id})
        tell({who for who, _post, role in seats if role in SIGNERS}, READY, kept.stream_id)
    return 1
