"""Work off the queue. Two workers never hold the same delivery; what a dead one held is tried again.

At least once: a worker may die between the answer and its record, so a receiver leaves out ids it has seen.
No order is promised. Only the network is used in threads; every row is written by the caller's own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import SystemRandom

import orjson
from django.db import transaction
from django.db.models import Min

from focal_points.models import Role
from focal_points.queries import officers_of
from hub.base.clock import text
from hub.base.errors import Invalid
from hub.notifications import actions as notifications
from hub.webhooks import addresses, queries, signing, vault
from hub.webhooks.models import Delivery, Endpoint, State
from hub.webhooks.sending import GONE, Outcome, post

LEASE = timedelta(minutes=5)
LONGEST = timedelta(days=3)
FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=30)
ENDPOINTS, EACH, THREADS = 16, 4, 8
AGENT = "RegionalCooperationHub-Webhooks/1"
_random = SystemRandom()


def deliver(clock: Callable[[], datetime]) -> tuple[int, int]:
    """Try everything that is due now; answers (delivered, failed). Time is asked anew for every batch."""
    good = bad = 0
    with ThreadPoolExecutor(THREADS, thread_name_prefix="webhooks") as threads:
        while batch := claim(clock()):
            calls = [_call(one, clock()) for one in batch]
            outcomes = list(threads.map(lambda call: call(), calls))
            for one, outcome in zip(batch, outcomes, strict=True):
                keep(one, outcome, clock())
                good, bad = good + outcome.good, bad + (not outcome.good)
    return good, bad


@transaction.atomic
def claim(now: datetime) -> list[Delivery]:
    """Hold some deliveries for this worker: a few of each endpoint, so that a slow one delays no other."""
    heads = queries.due(now).order_by().values("endpoint").annotate(first=Min("due")).order_by("first")
    found: list[Delivery] = []
    for head in heads[:ENDPOINTS]:
        rows = queries.due(now).filter(endpoint=head["endpoint"]).select_related("endpoint")
        found += rows.select_for_update(skip_locked=True, of=("self",))[:EACH]
    Delivery.objects.filter(pk__in=[one.pk for one in found]).update(claimed=now + LEASE)
    return found


def keep(one: Delivery, outcome: Outcome, now: datetime) -> None:
    """Record what came of a try: done, later again, or given up."""
    one.tries += 1
    one.first_try, one.last_try = one.first_try or now, now
    one.status, one.problem, one.claimed = outcome.status, outcome.problem, None
    over = now - one.first_try >= LONGEST
    if outcome.good:
        one.state = State.DONE
    elif over or outcome.status == GONE:
        one.state = State.FAILED
    else:
        one.due = now + wait(one.tries)
    with transaction.atomic():
        one.save()
        if outcome.good:
            Endpoint.objects.filter(pk=one.endpoint_id).update(succeeded=now)
        elif one.state == State.FAILED:
            _give_up(one, "gone" if outcome.status == GONE else "three_days", now)


def wait(tries: int) -> timedelta:
    """20 s, doubled each time up to 6 h, and up to a tenth more so that not all come back at once."""
    seconds = min(FIRST_WAIT.total_seconds() * 2 ** min(tries - 1, 20), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * (1 + _random.random() / 10))


def forget_old(now: datetime) -> int:
    """Remove what ended more than 30 days ago from the log."""
    ended = Delivery.objects.filter(state__in=(State.DONE, State.FAILED), last_try__lt=now - KEPT)
    return ended.delete()[0]


def _call(one: Delivery, now: datetime) -> Callable[[], Outcome]:
    """What a thread does without the database."""
    kept = [row.sealed for row in one.endpoint.secrets.all() if row.good(now)]
    good = [secret for secret in (vault.open_(bytes(box), one.endpoint_id) for box in kept) if secret]
    if not good:
        return lambda: Outcome(problem="no_secret")
    body = body_of(one)
    signed = signing.headers(str(one.pk), int(now.timestamp()), body, good)
    headers = {"content-type": "application/json", "user-agent": AGENT, **signed}
    try:
        address = addresses.read(one.endpoint.address)
    except Invalid:
        return lambda: Outcome(problem="no_public_address")
    return lambda: post(address, headers, body)


def body_of(one: Delivery) -> bytes:
    """All that is told: what kind of thing happened, when, and the id of what it happened to."""
    return orjson.dumps({"type": one.kind, "timestamp": text(one.at), "data": {"id": one.target}})


def _give_up(one: Delivery, why: str, now: datetime) -> None:
    """Disable an endpoint that took nothing since the first try, and tell the post's administrators."""
    endpoint = Endpoint.objects.select_for_update().get(pk=one.endpoint_id)
    began = one.first_try or now
    took_others = endpoint.succeeded is not None and endpoint.succeeded >= began
    if endpoint.disabled is None and (why == "gone" or not took_others):
        endpoint.disabled, endpoint.why = now, why
        endpoint.save(update_fields=["disabled", "why"])
        admins = officers_of(endpoint.focal_point_id, [Role.ADMIN])
        notifications.tell(admins, "webhook.disabled", endpoint.pk)
