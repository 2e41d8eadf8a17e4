"""What happened on a request: signed acts, and what the hub stated about silence, in one order."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from focal_points.acting import Acting
from hub.base.results import Text
from hub.forms import schema
from hub.forms.rulesets import clock_label
from hub.ledger.models import Event
from mla_requests import words
from mla_requests.models import Lapse, MlaRequest


@dataclass(frozen=True)
class Happened:
    """One line: a signed act (`event`) or a statement of the hub (`lapse`)."""

    at: datetime
    label: Text
    event: Event | None = None
    lapse: Lapse | None = None
    clock: str = ""
    home: bool = False


def happened(found: MlaRequest, acting: Acting, *, shared: bool) -> list[Happened]:
    """Everything this officer may see, in order; the browser compares each line with what was signed.

    `shared`: whether the statements of the hub about the other side's silence are shown.
    """
    lines = [*_acts(found, acting), *(_lapses(found) if shared else [])]
    return sorted(lines, key=lambda one: one.at)


def _acts(found: MlaRequest, acting: Acting) -> list[Happened]:
    events = Event.objects.visible_to(acting.officer).filter(stream__in=[found.file_id, found.pk])
    rows = events.select_related("officer", "focal_point__country").order_by("accepted_at", "seq")
    return [
        Happened(one.accepted_at, words.done(one.kind), event=one, home=one.stream_id == found.file_id)
        for one in rows
    ]


def _lapses(found: MlaRequest) -> list[Happened]:
    language = translation.get_language() or "en"
    return [
        Happened(
            one.recorded_at,
            words.done(one.kind),
            lapse=one,
            clock=schema.words(clock_label(one.clock), language),
        )
        for one in found.lapses.all()
    ]
