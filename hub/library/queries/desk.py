"""What an officer's desk shows: the own country's work, what waits for review here, what is followed."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from focal_points.acting import Acting
from hub.library.models import Follow, ItemVersion, LibraryItem
from hub.library.models.item import in_review, own
from hub.library.states import State

# A desk is a desk: whoever has more on it searches.
MOST = 100


def at_work(by: Acting) -> QuerySet[LibraryItem]:
    """Items with a version being worked on: the own country's, and those that wait for this post's review."""
    working = ItemVersion.objects.filter(item=OuterRef("pk")).exclude(
        state__in=(State.PUBLISHED, State.RETIRED)
    )
    rows = LibraryItem.objects.filter(own(by) | in_review(by)).filter(Exists(working))
    return _whole(rows.order_by("-changed_at"))


def followed(by: Acting) -> QuerySet[LibraryItem]:
    """What the officer follows and may still see."""
    follows = Follow.objects.filter(item=OuterRef("pk"), officer=by.officer)
    return _whole(LibraryItem.objects.visible_to(by).filter(Exists(follows)).order_by("-listed_at"))


def _whole(rows: QuerySet[LibraryItem]) -> QuerySet[LibraryItem]:
    versions = Prefetch("versions", ItemVersion.objects.prefetch_related("renditions", "authors"))
    return rows.select_related("country", "current").prefetch_related(versions)[:MOST]
