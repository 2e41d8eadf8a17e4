"""One item as a reader may see it: its versions, what was said and decided about it."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from focal_points.acting import Acting
from focal_points.models import PostType
from hub.base import clock
from hub.base.errors import Unseen
from hub.library.models import Comment, Decision, Items, ItemVersion, LibraryItem, Replication
from hub.library.states import State
from hub.publishing.audience import Audience, tokens_for

WITH = ("country", "post", "current")


def visible_to(reader: Acting | None, on: date | None = None) -> Items:
    """All that a reader may see, with owner, post and current version."""
    return LibraryItem.objects.visible_to(reader, on).select_related(*WITH)


def one(reader: Acting | None, pk: UUID) -> LibraryItem:
    """An item. Raises Unseen."""
    return _found(visible_to(reader).filter(pk=pk).first())


def by_number(reader: Acting | None, number: int) -> LibraryItem:
    """The item with a number. Raises Unseen."""
    return _found(visible_to(reader).filter(number=min(number, 2**31 - 1)).first())


def _found(item: LibraryItem | None) -> LibraryItem:
    if item is None:
        raise Unseen
    return item


def may_read(version: ItemVersion, item: LibraryItem, reader: Acting | None, on: date | None = None) -> bool:
    """Whether the reader of an item may read this version of it.

    The owner reads all; a reviewer what waits for review; others what was published for them, if the item has
    not been retired since. An older version was cleared for its own audience, not for that of the newest.
    """
    today = on or clock.now().date()
    return _reads(version, item, reader, today, tokens_for(reader, today))


def _reads(
    version: ItemVersion, item: LibraryItem, reader: Acting | None, today: date, held: frozenset[str]
) -> bool:
    if item.owned_by(reader) or _reviews(version, reader):
        return True
    if version.state != State.PUBLISHED or item.state == State.RETIRED or not item.is_open(today):
        return False
    return all(_opening(one, item) & held for one in (item.current, version) if one is not None)


def _opening(version: ItemVersion, item: LibraryItem) -> frozenset[str]:
    audience = version.facts["audience"]
    return Audience(audience["kind"], tuple(audience["names"])).tokens(item.country_id)


def _reviews(version: ItemVersion, reader: Acting | None) -> bool:
    if reader is None or version.state != State.REVIEW:
        return False
    post = reader.focal_point
    return post.type == PostType.SECRETARIAT or version.reviewer_id == post.pk


def versions_for(item: LibraryItem, reader: Acting | None) -> list[ItemVersion]:
    """The versions that the reader may read, oldest first."""
    return _readable(list(item.versions.prefetch_related("renditions__files")), item, reader)


def newest_for(item: LibraryItem, reader: Acting | None) -> ItemVersion | None:
    """The newest version that the reader may read; None for what was retired."""
    rows = item.versions.order_by("-number").prefetch_related("renditions__files")
    # Whoever may read an older one may read the current one, which at most one version is newer than.
    return next(iter(_readable(list(rows[:2]), item, reader)), None)


def _readable(rows: list[ItemVersion], item: LibraryItem, reader: Acting | None) -> list[ItemVersion]:
    today = clock.now().date()
    held = tokens_for(reader, today)
    return [row for row in rows if _reads(row, item, reader, today, held)]


def version_for(item: LibraryItem, reader: Acting | None, number: int | None = None) -> ItemVersion:
    """A version by number, or the newest. Raises Unseen if the reader may not read it."""
    rows = versions_for(item, reader)
    found = [row for row in rows if row.number == number] if number is not None else rows[-1:]
    if not found:
        raise Unseen
    return found[0]


def shown_state(item: LibraryItem, reader: Acting | None) -> str:
    """Where an item stands for a reader: others than the owner are not told that a new version is written."""
    if item.owned_by(reader) or item.state != State.UNDER_REVISION:
        return str(item.state)
    return str(State.PUBLISHED)


def comments_for(item: LibraryItem, reader: Acting | None) -> list[Comment]:
    """Comments on versions that a signed-in reader may read, oldest first; internal ones for the owner."""
    if reader is None:
        return []
    rows = Comment.objects.filter(item=item, version__in=versions_for(item, reader))
    if not item.owned_by(reader):
        rows = rows.filter(internal=False)
    return list(rows.select_related("post__country", "officer", "parent__version", "version"))


def replications_for(item: LibraryItem, reader: Acting | None) -> list[Replication]:
    """Shown ones of the versions that the reader may read, and the own country's."""
    seen = Q(state=Replication.State.SHOWN, version__in=versions_for(item, reader))
    if reader is not None:
        seen |= Q(country=reader.country)
    return list(Replication.objects.filter(seen, item=item).select_related("country", "version"))


def decisions_for(item: LibraryItem, reader: Acting | None) -> list[Decision]:
    """All for the owner; for a reviewer those of the own post; none for others."""
    if reader is None:
        return []
    rows = Decision.objects.filter(item=item).select_related("post__country", "officer", "version")
    return list(rows if item.owned_by(reader) else rows.filter(post=reader.focal_point))
