"""An officer's time limits as iCalendar (RFC 5545), without content.

One entry for each running clock: its kind in words, when it runs out, and the link to the page, which asks
for the sign-in; and one for each day on which reports on recommendations are due. The same clocks give the
same bytes, so that a calendar program that asks again gets 304.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from exchanges.models import Exchange
from focal_points.access import posts_of
from focal_points.models import Officer
from hub.base.clock import now
from hub.conferences.queries_followup import owed_by
from hub.forms.rulesets import clock_label
from hub.forms.schema import words
from mla_requests.queries.feed import Due, own_clocks

SHOWN_FOR = timedelta(minutes=15)
"""A limit often ends at midnight; the entry lies before it, on the last day."""
MOST_EXCHANGES = 300


def feed(officer: Officer, base: str) -> bytes:
    """The calendar of an officer; `base` is the address of the hub with a slash at its end."""
    with translation.override(officer.language):
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.HUB_ID}//Time limits//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Time limits"))
        calendar.add("x-published-ttl", "PT1H")
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        for due in own_clocks(officer):
            calendar.add_component(_entry(due, f"{base}requests/{due.request}/"))
        for due in _exchanges(officer):
            calendar.add_component(_entry(due, f"{base}exchanges/{due.request}/"))
        for event in _reports(officer, f"{base}conferences/follow-up/"):
            calendar.add_component(event)
        found: bytes = calendar.to_ical()
        return found


def _entry(due: Due, address: str) -> Event:
    event = Event()
    event.add("uid", f"{due.name}@{settings.HUB_ID}")
    event.add("dtstamp", _whole(due.changed))
    event.add("dtstart", _whole(due.due) - SHOWN_FOR)
    event.add("dtend", _whole(due.due))
    event.add("summary", words(clock_label(due.code), translation.get_language() or "en"))
    event.add("url", address)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _exchanges(officer: Officer) -> Iterator[Due]:
    """Quick requests and information that wait for the officer's posts."""
    posts = set(posts_of(officer).values_list("pk", flat=True))
    rows = Exchange.objects.visible_to(officer).filter(due__isnull=False).order_by("due", "pk")
    for row in rows[:MOST_EXCHANGES]:
        sides = {"sender": row.sender_id, "receiver": row.receiver_id}
        if row.due and sides.get(row.due_side) in posts:
            code = "quick_urgent" if row.due_code == "quick_urgent" else "quick"
            yield Due(f"{row.pk}-{row.due_code}", code, row.due, row.updated, row.pk)


def _reports(officer: Officer, address: str) -> Iterator[Event]:
    """A day for each period in which the officer's countries still owe reports on recommendations."""
    countries = set(posts_of(officer).values_list("country", flat=True))
    for cycle, many in owed_by(countries, now().date()):
        event = Event()
        event.add("uid", f"{cycle.pk}-reports@{settings.HUB_ID}")
        event.add("dtstamp", datetime.combine(cycle.opens, time(tzinfo=UTC)))
        event.add("dtstart", cycle.due)
        event.add("dtend", cycle.due + timedelta(days=1))
        event.add("summary", ngettext("%(n)d report due", "%(n)d reports due", many) % {"n": many})
        event.add("url", address)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        yield event


def _whole(moment: datetime) -> datetime:
    """iCalendar has whole seconds."""
    return moment.replace(microsecond=0)
