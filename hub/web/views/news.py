"""What an officer was told and has not seen yet, in plain words, with the way to it."""

from dataclasses import dataclass
from datetime import datetime

from focal_points.acting import Acting
from hub.base.results import Text
from hub.notifications.models import Notification
from hub.notifications.queries import unread
from hub.web.letters import requests_of
from hub.web.told import Told, ids, told
from mla_requests.views.lines import Line, lines_of

MOST = 8
NEWEST = 60


@dataclass(frozen=True)
class News:
    """One thing: in words, since when, where it leads (empty if the officer cannot see it now), its line."""

    words: Text
    at: datetime
    address: str
    grave: bool
    line: Line | None


def news(acting: Acting, now: datetime) -> list[News]:
    """The newest word on each of the last things, those not seen yet. At most eight, the grave ones first."""
    newest: dict[str, Notification] = {}
    for one in unread(acting.officer.pk)[:NEWEST]:
        newest.setdefault(one.target, one)
    shown = told(list(newest.values())[:MOST], acting.officer, acting.only)
    targets = [one.row.target for one in shown]
    lines = {
        str(line.row.request.pk): line for line in lines_of(requests_of(ids(targets), acting), acting, now)
    }
    found = [_news(one, lines.get(one.row.target)) for one in shown]
    return sorted(found, key=lambda one: not one.grave)


def _news(one: Told, line: Line | None) -> News:
    return News(one.words, one.row.created, one.address, one.grave, line)
