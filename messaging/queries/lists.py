"""Pages of conversations: newest first, continued by key; filters as the address of the page says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base import cursor as cursors
from hub.base.clock import exactly
from hub.base.errors import Invalid
from hub.base.filters import require_word
from hub.ledger.models import Stream
from hub.notifications.models import Notification
from messaging.models import Member, Thread, ThreadLink
from messaging.queries.rows import MENTION, rows_json
from mla_requests.models import MlaRequest

LIMIT = 50
WORDS: dict[str, tuple[str, ...]] = {"box": ("all", "open", "closed", "left"), "unread": ("", "yes")}


@dataclass(frozen=True)
class Filters:
    """What the address of the page says. Empty means everything; `about`: the id of a request."""

    box: str = "all"
    about: str = ""
    unread: str = ""
    cursor: str = ""

    def __post_init__(self) -> None:
        """Raise Invalid (bad_filter) for a word that is not one of those possible."""
        for name, words in WORDS.items():
            require_word(name, getattr(self, name), words)
        if self.about and _uuid(self.about) is None:
            raise Invalid("bad_filter", _("A request is named by its id."), field="about")


@dataclass(frozen=True)
class Page:
    """Rows as the API shows them, and the cursor of the next page or None."""

    rows: list[dict[str, Any]]
    next: str | None


def page(by: Acting, filters: Filters, now: datetime, limit: int = LIMIT) -> Page:
    """One page for the officer's present post. Raises Invalid (bad_cursor)."""
    del now
    chosen = _chosen(by, filters).filter(_place(filters.cursor))
    found = list(chosen.order_by("-updated", "-thread_id")[: limit + 1])
    shown, more = found[:limit], len(found) > limit
    following = cursors.write([exactly(shown[-1].updated), str(shown[-1].thread_id)]) if more else None
    return Page(rows_json(shown, by), following)


def unread(by: Acting) -> dict[str, int]:
    """How many conversations of the present post have something unread, and in how many one is mentioned."""
    told = Notification.objects.filter(officer=by.officer, kind=MENTION, read_at__isnull=True)
    mentions = told.values("target").distinct().count()
    return {"threads": _chosen(by, Filters(unread="yes")).count(), "mentions": mentions}


def _chosen(by: Acting, filters: Filters) -> QuerySet[Member]:
    """The memberships of the present post that the filters leave."""
    seen = Thread.objects.visible_to(by.officer, by.only)
    chosen = Member.objects.filter(focal_point=by.focal_point, thread__in=seen)
    if filters.box != "all":
        chosen = chosen.filter(until_seq__isnull=filters.box != "left")
    if filters.box in ("open", "closed"):
        chosen = chosen.filter(thread__status=filters.box)
    if filters.about:
        requests = MlaRequest.objects.visible_to(by.officer, by.only).filter(pk=filters.about)
        chosen = chosen.filter(thread__in=_linked(requests))
    if filters.unread:
        chosen = chosen.filter(_has_unread(), until_seq__isnull=True)
    return chosen.select_related("thread__opened_by__country")


def _linked(requests: QuerySet[MlaRequest]) -> QuerySet[ThreadLink, UUID]:
    links = ThreadLink.objects.filter(request__in=requests.values("pk"))
    return links.values_list("thread_id", flat=True)


def _has_unread() -> Q:
    newer = Stream.objects.filter(pk=OuterRef("thread_id"), head_seq__gt=OuterRef("read_seq"))
    return Q(Exists(newer))


def _place(text: str) -> Q:
    """What comes after the row that a cursor names."""
    if not text:
        return Q()
    first, second = cursors.read(text, 2)
    moment, key = _moment(first), _uuid(second)
    if moment is None or key is None:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor")
    return Q(updated__lte=moment) & (Q(updated__lt=moment) | Q(thread_id__lt=key))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
