"""Writes: links between things, and the counter by which kept pages learn that something changed."""

from uuid import UUID

from django.db.models import F

from focal_points.acting import Acting
from hub.publishing.models import Link, Stamp

PAGES = "pages"


def changed() -> None:
    """Call inside the transaction of every act that changes what everybody may read, and of no other act.

    Kept pages are dropped within a second of the commit. An act that only members see must not call it: that
    pages were made anew would tell everybody that something happened.
    """
    if not Stamp.objects.filter(name=PAGES).update(value=F("value") + 1):
        Stamp.objects.get_or_create(name=PAGES, defaults={"value": 1})


def link(by: Acting | None, start: tuple[str, UUID], relation: str, end: tuple[str, UUID]) -> Link:
    """Tie two things, each (kind, id), once. The caller has checked that `by` may."""
    row, _made = Link.objects.get_or_create(
        from_kind=start[0],
        from_id=start[1],
        relation=relation,
        to_kind=end[0],
        to_id=end[1],
        defaults={"created_by": by.focal_point if by else None},
    )
    return row


def unlink(start: tuple[str, UUID], relation: str, end: tuple[str, UUID]) -> None:
    """Take a tie away; nothing happens if there is none."""
    rows = Link.objects.filter(from_kind=start[0], from_id=start[1], relation=relation)
    rows.filter(to_kind=end[0], to_id=end[1]).delete()
