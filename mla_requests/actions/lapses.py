"""What the hub does by itself as time passes: it states, under its own key, that a limit has passed.

It decides nothing (a refusal, an acceptance): a request moves only to "not delivered", and to closed when the
proposal to close met thirty days of silence. Every pass may be repeated, and two may run at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from hub.base.clock import exactly, text
from hub.encryption.lapse import make_lapse
from hub.ledger import signing
from hub.procedure import Act, Clock, Status, step
from mla_requests.actions.keeping import TICK, keep, lock, moment_after
from mla_requests.actions.reminding import SOONEST, due_rungs, remind, tell_of
from mla_requests.models import Lapse, MlaRequest
from mla_requests.queries.clocks import Reckoning
from mla_requests.queries.lapses import opened

DELIVERED, UNDELIVERED, CLOSED, LAPSED = "sys.delivered", "sys.undelivered", "sys.closed", "sys.lapsed"
BATCH = 200
MOST = 20
"""Statements about one request in one pass; the next pass goes on."""


@dataclass(frozen=True)
class _Statement:
    """What is to be stated: about which clock, due when, at which moment."""

    kind: str
    clock: Clock
    due: datetime | None
    at: datetime


def run_clocks(now: datetime) -> dict[str, int]:
    """One pass over the requests whose clocks need it: {"requests", "stated", "told"}.

    Each request is a transaction of its own, and one for which there is nothing to do is only read.
    """
    counts = {"requests": 0, "stated": 0, "told": 0}
    for request in _candidates(now):
        if _next(request, now) is None and not due_rungs(request, now):
            continue
        stated, told = pass_over(request.pk, now)
        counts["requests"] += 1
        counts["stated"] += stated
        counts["told"] += told
    return counts


@transaction.atomic
def pass_over(request_id: UUID, now: datetime) -> tuple[int, int]:
    """State what has passed about one request and tell its people; answers how many of each."""
    request, stated = lock(request_id), 0
    while stated < MOST and (found := _next(request, now)):
        _state(request, found)
        stated += 1
    return stated, remind(request, now)


def _candidates(now: datetime) -> Iterator[MlaRequest]:
    """Requests with a clock that has run out or soon will, and those of which no delivery is known."""
    wanted = Q(next_due__lte=now + SOONEST) | Q(status=Status.TRANSMITTED.value)
    rows = MlaRequest.objects.filter(wanted).order_by("next_due", "pk").values_list("pk", flat=True)
    for some in _batches(list(rows)):
        yield from MlaRequest.objects.filter(pk__in=some).prefetch_related("measures")


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[n : n + BATCH] for n in range(0, len(ids), BATCH))


def _next(request: MlaRequest, now: datetime) -> _Statement | None:
    """The earliest statement that is due and was not made."""
    standing = request.standing()
    reckoning = Reckoning(standing)
    delivered = _delivered(request, now)
    if delivered:
        return delivered
    waiting = [c for c in standing.clocks if c.runs and c.paused_since is None and c.lapsed is None]
    passed = [(reckoning.due(clock), clock) for clock in waiting]
    passed = [(due, clock) for due, clock in passed if due <= now]
    if not passed:
        return None
    due, clock = min(passed, key=lambda pair: pair[0])
    return _Statement(_kind(clock, request), clock, due, moment_after(request, now))


def _delivered(request: MlaRequest, now: datetime) -> _Statement | None:
    """The opening that ends the wait for delivery, from the moment the hub took the recipient's word."""
    delivery = next((c for c in request.standing().clocks if c.runs and c.code == "delivery"), None)
    word = opened(request, delivery) if delivery else None
    if delivery is None or word is None:
        return None
    at = max(min(word.at, now), request.updated + TICK)
    return _Statement(DELIVERED, delivery, None, at)


def _kind(clock: Clock, request: MlaRequest) -> str:
    if clock.code == "closing":
        return CLOSED
    # A request that travels on paper was never to be delivered by the hub.
    if clock.code == "delivery" and request.channel != "track":
        return UNDELIVERED
    return LAPSED


def _state(request: MlaRequest, said: _Statement) -> None:
    """Sign, keep and apply one statement."""
    clock = said.clock
    envelope = make_lapse(
        signing.private_key(),
        hub=settings.HUB_ID,
        request=str(request.pk),
        kind=said.kind,
        clock=clock.code,
        ref=clock.ref,
        side=clock.side.value,
        due=text(said.due) if said.due else None,
        at=exactly(said.at),
    )
    Lapse.objects.create(
        request=request,
        kind=said.kind,
        clock=clock.code,
        ref=clock.ref,
        side=clock.side.value,
        due=said.due,
        recorded_at=said.at,
        envelope=orjson.dumps(envelope),
    )
    facts = {"clock": clock.code, "ref": clock.ref}
    after = step(request.standing(), Act(said.kind, facts, None, None, None, said.at))
    keep(request, after)
    tell_of(request, said.kind, clock, said.at)
