"""When a post works: its calendar for time limits, and the checks of what a country states about it."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from focal_points.models import DirectoryEntry
from hub.clocks import DAYS, PLAIN, Calendar, read_calendar, read_holidays, read_weekend
from hub.clocks.reading import MOST_HOLIDAYS, MOST_REST

WEEKEND_CHOICES = [(code, WEEKDAYS[number]) for number, code in enumerate(DAYS)]
LONGEST_HOLIDAYS = 20_000


def calendars_of(posts: Iterable[UUID]) -> dict[UUID, Calendar]:
    """The calendar of each post by id, in one query; nothing stated is Saturday and Sunday, UTC."""
    posts = set(posts)
    rows = DirectoryEntry.objects.filter(focal_point__in=posts)
    stated = rows.values_list("focal_point_id", "time_zone", "weekend", "holidays")
    found = {post: read_calendar(*words) for post, *words in stated}
    return {post: found.get(post, PLAIN) for post in posts}


def clean_weekend(text: str) -> str:
    """The days of rest in their order, "fri,sat". Raises ValueError with words for people."""
    try:
        return ",".join(DAYS[number] for number in sorted(read_weekend(text)))
    except ValueError as error:
        words = {"most": MOST_REST, "days": ", ".join(DAYS)}
        text = _("Choose at most %(most)d days of rest, each written as one of: %(days)s.")
        raise ValueError(text % words) from error


def clean_holidays(text: str) -> str:
    """One line a holiday, in order. Raises ValueError with words for people that quote the line at fault."""
    try:
        found = read_holidays(text)
    except ValueError as error:
        words = {"line": str(error)[:60], "most": MOST_HOLIDAYS}
        text = _(
            "Write one holiday a line, the date first, like 2026-12-25 Christmas Day, and at most %(most)d "
            "lines. This was not understood: %(line)s"
        )
        raise ValueError(text % words) from error
    return "\n".join(f"{day} {name}".strip() for day, name in sorted(found.items()))
