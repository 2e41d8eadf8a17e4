"""What an officer was told and has not seen yet, in plain words, with the way to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchanges.models import Exchange
from focal_points.acting import Acting
from hub.base.results import Text
from hub.notifications.models import Notification
from mla_requests import words
from mla_requests.models import MlaRequest
from mla_requests.queries.inbox import whole
from mla_requests.views.lines import Line, lines_of

MOST = 8
NEWEST = 60
WORDS: dict[str, Text] = {
    "clock.reminder": _("A time limit ends soon"),
    "clock.overdue": _("A time limit has passed"),
    "clock.escalated": _("A time limit passed days ago and nothing happened"),
    "webhook.disabled": _("The hub stopped a webhook, because your system took nothing"),
    "officer.answered": _("An invitation was answered"),
    "officer.added": _("Your keys are in your country's signed list"),
    "seat.given": _("You were given a seat"),
}
FAMILIES: dict[str, Text] = {
    "quick": _("Something new on a quick request"),
    "info": _("Something new on information that was shared"),
    "pair": _("Something new on an agreement with another country"),
}
PLACES = {"officer": "/officers/", "seat": "/officers/", "pair": "/agreements/"}


@dataclass(frozen=True)
class News:
    """One thing: in words, since when, where it leads (empty if the acting post cannot see it), its line."""

    words: Text
    at: datetime
    address: str
    grave: bool
    line: Line | None


def news(acting: Acting, now: datetime) -> list[News]:
    """The newest word on each of the last things, those not seen yet. At most eight, the grave ones first."""
    newest: dict[str, Notification] = {}
    unseen = Notification.objects.filter(officer=acting.officer, read_at__isnull=True).order_by("-id")
    for one in unseen[:NEWEST]:
        newest.setdefault(one.target, one)
    shown = list(newest.values())[:MOST]
    targets = [one.target for one in shown]
    lines = {str(line.row.request.pk): line for line in lines_of(_requests(acting, targets), acting, now)}
    exchanges = _exchanges(acting, targets)
    found = [_news(one, lines.get(one.target), exchanges) for one in shown]
    return sorted(found, key=lambda one: not one.grave)


def _news(one: Notification, line: Line | None, exchanges: set[str]) -> News:
    grave = one.kind in ("clock.overdue", "clock.escalated", "webhook.disabled")
    return News(_words(one.kind), one.created, _address(one, line, exchanges), grave, line)


def _words(kind: str) -> Text:
    family = kind.partition(".")[0]
    return WORDS.get(kind) or FAMILIES.get(family) or words.done(kind)


def _address(one: Notification, line: Line | None, exchanges: set[str]) -> str:
    family = one.kind.partition(".")[0]
    if line is not None:
        return f"/requests/{one.target}/"
    if one.target in exchanges:
        return f"/exchanges/{one.target}/"
    return f"/webhooks/{one.target}/" if family == "webhook" else PLACES.get(family, "")


def _requests(acting: Acting, targets: Iterable[str]) -> list[MlaRequest]:
    post = acting.focal_point.pk
    party = Q(requesting=post) | Q(requested=post) | Q(conducting=post)
    rows = MlaRequest.objects.visible_to(acting.officer, acting.only).filter(party, pk__in=_ids(targets))
    return list(whole(rows))


def _exchanges(acting: Acting, targets: Iterable[str]) -> set[str]:
    rows = Exchange.objects.visible_to(acting.officer, acting.only).filter(pk__in=_ids(targets))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _ids(targets: Iterable[str]) -> list[UUID]:
    found = []
    for target in targets:
        try:
            found.append(UUID(target))
        except ValueError:
            continue
    return found
