"""What one exchange gives to the statistics: dates, words and counts, no content."""

from collections.abc import Iterator
from datetime import datetime

from exchanges.models import Exchange
from exchanges.queries.clocks import calendars, ends
from exchanges.states import Family, Running, Side, Standing, Status
from hub.forms.exchanges import TYPES
from hub.statistics.actions import put
from hub.statistics.figure import FigureRow

DONE = (Status.ANSWERED, Status.NOTED, Status.USED, Status.CONVERTED, Status.RETURNED, Status.WITHDRAWN)


def count(exchange: Exchange) -> None:
    """Keep the figures of an exchange, inside the caller's transaction."""
    put(figure(exchange))


def figures() -> Iterator[FigureRow]:
    """The rows of all exchanges again, for a recount."""
    rows = Exchange.objects.select_related("sender", "receiver").order_by("pk")
    return (figure(one) for one in rows.iterator(chunk_size=500))


def figure(exchange: Exchange) -> FigureRow:
    """The row of an exchange; the same exchange always gives the same row."""
    found = exchange.standing()
    times = found.times
    quick = found.family == Family.QUICK
    ended = min((times[one] for one in DONE if one in times), default=None)
    return FigureRow(
        id=exchange.pk,
        source=str(found.family),
        sender=exchange.sender.country_id,
        receiver=exchange.receiver.country_id,
        sent_at=times["sent"],
        kind=found.type if quick else "",
        urgent=found.urgent,
        ended_at=ended,
        outcome=_outcome(found),
        acknowledged="acknowledged" in times,
        in_time=_in_time(found),
        returned="returned" in times,
        accepted=found.answer == "yes",
        conditions=found.reason == "conditions",
        converted="converted" in times,
        uses_asked=int("asked" in times),
        uses_granted=int(bool(found.permitted)),
        uses_denied=int(found.consent == "denied"),
        acknowledge=_seconds(times["sent"], times.get("acknowledged")),
        total=_seconds(times["sent"], ended),
        total_net=_seconds(times["sent"], ended),
        held_sender=found.held[Side.SENDER],
        held_receiver=found.held[Side.RECEIVER],
    )


def _outcome(found: Standing) -> str:
    """A clear no answers a quick request as fully as a yes; only the law's no is a refusal."""
    if Status.WITHDRAWN in found.times:
        return "withdrawn"
    if Status.RETURNED in found.times:
        return "returned"
    if found.answer:
        return {"law": "refused", "partly": "partial"}.get(found.reason, _known(found.answer))
    return "executed" if {"noted", "used", "converted"} & set(found.times) else ""


def _known(answer: str) -> str:
    return "not_possible" if answer == "unknown" else "executed"


def _in_time(found: Standing) -> bool | None:
    """Whether it was answered (a quick request) or acknowledged (information) before its clock ran out."""
    done = found.times.get("answered" if found.family == Family.QUICK else "acknowledged")
    if done is None:
        return None
    calendar = calendars([found.receiver])[found.receiver]
    clock = Running(TYPES[found.type].clock, Side.RECEIVER, found.times["sent"], found.due_asked)
    return done <= ends(clock, calendar)


def _seconds(start: datetime, end: datetime | None) -> int | None:
    return None if end is None else int((end - start).total_seconds())
