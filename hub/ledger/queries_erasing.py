"""What erasing acts are about, who has erased what, and what a post keeps until when."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import orjson
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.base.rows import ident, moment, select, table
from hub.encryption.canonical import Json
from hub.encryption.erasing import CONTENT, FAMILY, PROPOSE, read
from hub.ledger.models import GONE, Erasure, Event, Keeping, SharedKey, Stream, Term, Wrap
from hub.ledger.rules_erasing import ERASABLE, ends_on, is_over, term_of

DONE = f"""SELECT d.event_id, d.focal_point_id, a.id, a.accepted_at, a.facts FROM {table(Erasure)} d
JOIN {table(Event)} a ON a.id = d.act_id WHERE d.event_id IN (#) ORDER BY a.accepted_at"""  # noqa: S608 - own names


def targets(act: Event) -> list[UUID]:
    """The events before an erasing act that it names and that were sealed to its post."""
    meant = read(act.kind, act.facts)
    own = {"event": OuterRef("pk"), "focal_point": act.focal_point_id}
    sealed = Exists(Wrap.objects.filter(**own)) | Exists(SharedKey.objects.filter(**own))
    rows = Event.objects.filter(sealed, stream=act.stream_id, seq__lt=act.seq)
    rows = rows.exclude(kind__startswith=FAMILY).order_by("seq")
    found = rows.values_list("pk", "seq", "hash")
    return [pk for pk, seq, name in found if meant.covers(seq, str(pk), name)]


def is_left(act: Event) -> bool:
    """Whether something of what the act is about is not erased yet for its post."""
    found = targets(act)
    done = Erasure.objects.filter(event__in=found, focal_point_id=act.focal_point_id)
    return done.count() < len(found)


def erased_json(events: Iterable[UUID]) -> dict[UUID, list[Json]]:
    """Of each event: which posts had their key erased, when, by which rule and act; oldest first."""
    ids, found = list(events), dict[UUID, list[Json]]()
    for event, post, act, at, facts in select(DONE, ids) if ids else []:
        said = {"focal_point": str(ident(post)), "at": text(moment(at)), "act": str(ident(act))}
        found.setdefault(ident(event), []).append(said | {"rule": _rule(facts)})
    return found


def _rule(facts: str | bytes | Json) -> str:
    found = orjson.loads(facts) if isinstance(facts, str | bytes) else facts
    return str(found["rule"])


PAGE = 50


def kept_by(by: Acting) -> QuerySet[Keeping]:
    """What the own post keeps of cases that are over, or has on hold; the earliest end first."""
    seen = Stream.objects.visible_to(by.officer, by.focal_point.pk).filter(kind__in=ERASABLE)
    rows = Keeping.objects.filter(focal_point=by.focal_point, stream__in=seen)
    return rows.select_related("stream").order_by(F("closed_on").asc(nulls_last=True), "stream_id")


def kept_page(by: Acting, number: int) -> tuple[list[Keeping], int | None]:
    """Fifty rows, and the number of the page that follows."""
    rows = list(kept_by(by)[number * PAGE : (number + 1) * PAGE + 1])
    return rows[:PAGE], number + 1 if len(rows) > PAGE else None


def kept_json(rows: Iterable[Keeping], by: Acting, today: date) -> list[Json]:
    """Rows of the list, with as many queries for three as for one."""
    kept, term = list(rows), term_of(by)
    streams = [one.stream_id for one in kept]
    waiting, left = _waiting(streams, by), _left(streams, by)
    return [_kept(one, term, today, waiting.get(one.stream_id), one.stream_id in left) for one in kept]


def _kept(one: Keeping, term: Term, today: date, proposed: UUID | None, left: bool) -> Json:
    until = one.closed_on and ends_on(one.closed_on, term.years)
    return {
        "stream": str(one.stream_id),
        "kind": str(one.stream.kind),
        "closed_on": one.closed_on and one.closed_on.isoformat(),
        "until": until and until.isoformat(),
        "ready": left and one.held_at is None and is_over(one, term, today),
        "held": one.held_at is not None,
        "proposed": str(proposed) if proposed and left else None,
        "erased": not left,
    }


def _waiting(streams: list[UUID], by: Acting) -> dict[UUID, UUID]:
    """The newest proposal of the own post in each stream that no act carried out."""
    rows = Event.objects.filter(focal_point=by.focal_point, stream__in=streams, kind__in=(PROPOSE, CONTENT))
    found: dict[UUID, UUID] = {}
    for event in rows.order_by("stream_id", "seq").defer("envelope"):
        if event.kind == PROPOSE:
            found[event.stream_id] = event.pk
        elif event.facts["proposal"] == str(found.get(event.stream_id)):
            del found[event.stream_id]
    return found


def _left(streams: list[UUID], by: Acting) -> set[UUID]:
    """The streams in which the own post still holds a key of something."""
    rows = Wrap.objects.filter(focal_point=by.focal_point, event__stream__in=streams)
    rows = rows.exclude(wrap=GONE).exclude(event__kind__startswith=FAMILY)
    return set(rows.values_list("event__stream_id", flat=True).distinct())


def holders(stream: UUID) -> list[FocalPoint]:
    """The posts of a stream with `events`, how many acts were sealed to each, and `left`, not erased."""
    sealed = Wrap.objects.filter(event__stream=stream).exclude(event__kind__startswith=FAMILY)
    left = Count("pk", filter=~Q(wrap=GONE))
    rows = sealed.values("focal_point").annotate(events=Count("pk"), left=left)
    counts = {row["focal_point"]: row for row in rows}
    posts = list(FocalPoint.objects.filter(pk__in=counts).select_related("country").order_by("pk"))
    for post in posts:
        post.events, post.left = counts[post.pk]["events"], counts[post.pk]["left"]  # type: ignore[attr-defined]
    return posts


def waiting_for(stream: UUID, by: Acting) -> Event | None:
    """The newest proposal of the own post that waits for a second person."""
    found = _waiting([stream], by).get(stream)
    event = Event.objects.filter(pk=found).select_related("officer").first() if found else None
    return event if event is not None and is_left(event) else None
