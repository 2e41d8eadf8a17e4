"""Work off the queue of e-mails. Two workers never hold the same row; what a dead one held is sent again.

At least once: a worker may die between the server's answer and its record. Shown once: the inbox has one row,
the repeated e-mail has the same message id, and what was read in the meantime is not sent at all.
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from hub.notifications import mailing, queries
from hub.notifications.kinds import PRESSING, family
from hub.notifications.mailing import NoServer, Postman, Reader, Refused
from hub.notifications.models import Delivery, Mail, Notification, Preference, State
from hub.notifications.times import next_digest, quiet_end, zone

logger = logging.getLogger(__name__)
Reach = Callable[[Collection[UUID]], Mapping[UUID, Reader]]
"""Who may be told now, and where: whoever was removed is not in the answer."""
LEASE = timedelta(minutes=5)
MARGIN = timedelta(minutes=1)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
LONGEST = timedelta(days=3)
KEPT = timedelta(days=30)
TAKEN, BATCH, IN_DIGEST = 500, 20, 1000
DROPPED = {"state": State.DROPPED, "claimed_until": None}
_random = SystemRandom()


@dataclass
class Done:
    """What a pass did."""

    sent: int = 0
    later: int = 0
    given_up: int = 0
    not_needed: int = 0

    def __bool__(self) -> bool:
        return bool(self.sent or self.later or self.given_up or self.not_needed)


def deliver(clock: Callable[[], datetime], reach: Reach) -> Done:
    """One pass: take up what was told, then send all that is due. Time is asked anew for every message."""
    done, postman = Done(), Postman()
    while take_up(clock()):
        continue
    try:
        while batch := claim(clock()):
            _send_each(batch, _Round(clock, reach, postman, done))
        while digest := claim_digest(clock()):
            _send_digest(digest, _Round(clock, reach, postman, done))
    except NoServer as error:
        logger.warning("The mail server cannot be reached (%s); what waits is tried again.", error)
    finally:
        postman.close()
    return done


@dataclass(frozen=True)
class _Round:
    clock: Callable[[], datetime]
    reach: Reach
    postman: Postman
    done: Done


@transaction.atomic
def take_up(now: datetime) -> int:
    """Turn what was told into deliveries, as each officer wants it; answers how many rows were looked at."""
    rows = Notification.objects.select_for_update(skip_locked=True).filter(queued=False).order_by("id")
    told = list(rows[:TAKEN])
    chosen = queries.preferences({one.officer_id for one in told if one.read_at is None})
    made = [_planned(one, chosen.get(one.officer_id), now) for one in told if one.read_at is None]
    Delivery.objects.bulk_create([one for one in made if one is not None], ignore_conflicts=True)
    Notification.objects.filter(pk__in=[one.pk for one in told]).update(queued=True)
    return len(told)


@transaction.atomic
def claim(now: datetime) -> list[Delivery]:
    """Hold some deliveries of their own for this worker."""
    rows = queries.due(now).filter(digest=False).select_related("notification")
    return _hold(list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH]), now)


@transaction.atomic
def claim_digest(now: datetime) -> list[Delivery]:
    """Hold all that is due for the digest of one officer; the officer's own row keeps two workers apart."""
    theirs = queries.due(now).filter(digest=True, notification__officer=OuterRef("pk"))
    officers = Preference.objects.filter(Exists(theirs)).order_by("pk")
    officer = officers.select_for_update(skip_locked=True, of=("self",)).first()
    if officer is None:
        return []
    rows = queries.due(now).filter(digest=True, notification__officer=officer.pk)
    return _hold(list(rows.select_related("notification")[:IN_DIGEST]), now)


def wait(tries: int) -> timedelta:
    """One minute, doubled each time up to 6 h, and up to a tenth more so that not all come back at once."""
    seconds = min(FIRST_WAIT.total_seconds() * 2 ** min(tries - 1, 20), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * (1 + _random.random() / 10))


def forget_old(now: datetime) -> int:
    """Remove what ended more than 30 days ago from the queue; what was given up stays for the operator."""
    ended = Delivery.objects.filter(state__in=(State.SENT, State.DROPPED), due__lt=now - KEPT)
    return ended.delete()[0]


def try_again(now: datetime) -> int:
    """Put back into the queue what was given up; answers how many."""
    given_up = Delivery.objects.filter(state=State.DEAD)
    return given_up.update(state=State.WAITING, due=now, tries=0, first_try=None, problem="")


def plan(chosen: Preference | None, kind: str, now: datetime) -> tuple[bool, datetime] | None:
    """Whether in a digest, and when, e-mail about a kind goes to an officer; None if never."""
    if chosen is not None and chosen.email == Mail.NEVER:
        return None
    if chosen is not None and chosen.email == Mail.DIGEST and not (kind in PRESSING and chosen.urgent_breaks):
        return True, next_digest(chosen.digest_hour, zone(chosen.time_zone), now)
    return False, _quiet(chosen, kind, now) or now


def _planned(one: Notification, chosen: Preference | None, now: datetime) -> Delivery | None:
    planned = plan(chosen, one.kind, now)
    return planned and Delivery(notification=one, digest=planned[0], due=planned[1])


def _quiet(chosen: Preference | None, kind: str, now: datetime) -> datetime | None:
    if chosen is None or (kind in PRESSING and chosen.urgent_breaks):
        return None
    return quiet_end(chosen.quiet, zone(chosen.time_zone), now)


def _hold(found: list[Delivery], now: datetime) -> list[Delivery]:
    for one in found:
        one.claimed_until = now + LEASE
    _rows(found).update(claimed_until=now + LEASE)
    return found


def _send_each(batch: list[Delivery], round_: _Round) -> None:
    people = {one.notification.officer_id for one in batch}
    readers, chosen = round_.reach(people), queries.preferences(people)
    for n, one in enumerate(batch):
        officer, now = one.notification.officer_id, round_.clock()
        if one.claimed_until is None or now >= one.claimed_until - MARGIN:
            _release(batch[n:])
            return
        reader, quiet = readers.get(officer), _quiet(chosen.get(officer), one.notification.kind, now)
        if reader is None or one.notification.read_at is not None:
            round_.done.not_needed += _still_ours([one]).update(**DROPPED)
        elif quiet is not None:
            _still_ours([one]).update(due=quiet, claimed_until=None)
        else:
            message = mailing.one(reader, one.notification.kind, f"each {one.pk}")
            _try([one], message, round_, rest=batch[n + 1 :])


def _send_digest(batch: list[Delivery], round_: _Round) -> None:
    officer, now = batch[0].notification.officer_id, round_.clock()
    reader, chosen = round_.reach({officer}).get(officer), queries.preferences({officer}).get(officer)
    wanted = [one for one in batch if one.notification.read_at is None]
    quiet = _quiet(chosen, "", now)
    if reader is None or not wanted:
        round_.done.not_needed += _still_ours(batch).update(**DROPPED)
    elif quiet is not None:
        _still_ours(batch).update(due=quiet, claimed_until=None)
    else:
        counts = Counter(family(one.notification.kind) for one in wanted)
        name = f"digest {min(one.pk for one in batch)}"
        _try(batch, mailing.digest(reader, counts, name), round_, rest=[])


def _try(rows: list[Delivery], message: EmailMessage, round_: _Round, rest: list[Delivery]) -> None:
    """Send one message and record what came of it; what else the worker holds is let go if nobody answers."""
    try:
        round_.postman.send(message)
    except Refused as refusal:
        _failed(rows, refusal, round_)
    except NoServer:
        _failed(rows, Refused("no_server"), round_)
        _release(rest)
        raise
    else:
        kept = {"state": State.SENT, "sent_at": round_.clock(), "claimed_until": None, "problem": ""}
        _still_ours(rows).update(**kept)
        round_.done.sent += 1


def _failed(rows: list[Delivery], refusal: Refused, round_: _Round) -> None:
    now = round_.clock()
    for one in rows:
        first, tries = one.first_try or now, one.tries + 1
        over = refusal.final or now - first >= LONGEST
        state, due = (State.DEAD, one.due) if over else (State.WAITING, now + wait(tries))
        kept = {"state": state, "due": due, "tries": tries, "first_try": first, "problem": refusal.slug}
        _still_ours([one]).update(claimed_until=None, **kept)
        if over:
            round_.done.given_up += 1
            logger.error("Delivery %s was given up (%s); see deliver_notices --dead.", one.pk, refusal.slug)
        else:
            round_.done.later += 1


def _rows(some: Iterable[Delivery]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk__in=[one.pk for one in some])


def _still_ours(some: list[Delivery]) -> QuerySet[Delivery]:
    """Those rows, unless the lease ran out and another worker holds them now."""
    return _rows(some).filter(state=State.WAITING, claimed_until=some[0].claimed_until)


def _release(rest: list[Delivery]) -> None:
    if rest:
        _still_ours(rest).update(claimed_until=None)
