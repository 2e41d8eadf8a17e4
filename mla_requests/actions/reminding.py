"""Who is told about time limits: first the officers, then the approvers, then the post their country named.

Kind and id only: whoever is told sees no more of the request than they saw before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from focal_points.models import DirectoryEntry
from focal_points.queries import officers_of
from hub.base.clock import exactly
from hub.clocks import Calendar, add_days
from hub.forms.rulesets import ClockRule
from hub.notifications import actions as notifications
from hub.procedure import APPROVER, OFFICER, Clock, Side
from hub.webhooks.actions import announce
from mla_requests.models import MlaRequest
from mla_requests.queries.clocks import ENDS, NEVER, Reckoning

REMINDER, OVERDUE, ESCALATED = "clock.reminder", "clock.overdue", "clock.escalated"
APPROVERS_AFTER, NAMED_AFTER = 3, 7
"""Working days of the late side after the limit; for limits in hours, this many times four hours."""
SOONEST = timedelta(days=3)
ANYBODY = frozenset({OFFICER, APPROVER})
HOURS = timedelta(hours=4)


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder: from when, whom, as what. `name` is that of this rung of this clock alone."""

    name: str
    at: datetime
    kind: str
    post: UUID
    roles: frozenset[str]


def tell_of(request: MlaRequest, kind: str, clock: Clock, at: datetime) -> None:
    """Both sides learn that the hub stated something; a limit that passed is "overdue" to all of them."""
    posts = [post for post in (request.requesting_id, request.conducting_id) if post]
    posts += [request.requested_id] if request.shared else []
    word = OVERDUE if kind == "sys.lapsed" and clock.code not in ENDS else kind
    if kind != "sys.delivered":
        people = {o for post in posts for o in officers_of(post, ANYBODY)}
        notifications.tell(people, word, request.pk)
    announce(posts, "clock.lapsed" if kind == "sys.lapsed" else f"clock.{kind[4:]}", request.pk, at)


def remind(request: MlaRequest, now: datetime) -> int:
    """Climb every rung whose time has come and that nobody climbed; answers how many."""
    return sum(_climb(request, rung, now) for rung in due_rungs(request, now))


def due_rungs(request: MlaRequest, now: datetime) -> list[Rung]:
    """The rungs whose time has come, but those of which people were told already."""
    standing = request.standing()
    reckoning = Reckoning(standing)
    rungs = [
        rung
        for clock in standing.clocks
        if clock.runs and clock.paused_since is None and reckoning.due(clock) != NEVER
        for rung in _ladder(request, reckoning, clock)
        if rung.at <= now
    ]
    told = notifications.told_of(rung.name for rung in rungs)
    return [rung for rung in rungs if rung.name not in told]


def _climb(request: MlaRequest, rung: Rung, now: datetime) -> bool:
    people = officers_of(rung.post, rung.roles)
    first = notifications.tell_once(rung.name, people, rung.kind, request.pk, now)
    if first:
        announce([rung.post] if rung.roles != ANYBODY else [], rung.kind, request.pk, now)
    return first


def _ladder(request: MlaRequest, reckoning: Reckoning, clock: Clock) -> Iterator[Rung]:
    post = {Side.REQUESTING: request.requesting_id, Side.REQUESTED: request.requested_id}.get(clock.side)
    due, name = reckoning.due(clock), _name(request, clock)
    if post is None:
        return
    if clock.lapsed is None:
        yield Rung(f"{name} soon", due - _lead(clock, due), REMINDER, post, frozenset({OFFICER}))
    elif clock.code not in ENDS:
        late = partial(_late, due, reckoning.calendar(clock.side), reckoning.rule(clock))
        yield Rung(f"{name} approvers", late(APPROVERS_AFTER), ESCALATED, post, frozenset({APPROVER}))
        above = DirectoryEntry.objects.filter(focal_point=post).values_list("escalates_to", flat=True).first()
        if above:
            yield Rung(f"{name} named", late(NAMED_AFTER), ESCALATED, above, ANYBODY)


def _name(request: MlaRequest, clock: Clock) -> str:
    """One running of one clock: started anew, it has a ladder of its own."""
    return f"{request.pk} {clock.code} {clock.ref} {exactly(clock.started)}"


def _late(due: datetime, calendar: Calendar, rule: ClockRule | None, n: int) -> datetime:
    if rule is not None and rule.hours is not None:
        return due + n * HOURS
    # A limit ends as the next day begins; a second earlier it is still the last day.
    return add_days(due - timedelta(seconds=1), n, calendar, working=True)


def _lead(clock: Clock, due: datetime) -> timedelta:
    """A quarter of the time there was, but no more than three days."""
    return min((due - clock.started) / 4, SOONEST)
