"""Who is told of what: writers, approvers, reviewers, and those followers who may see it now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from focal_points.acting import Acting
from focal_points.models import PostType, Role, Seat
from hub.library.models import Follow, ItemVersion, LibraryItem
from hub.library.rules import WRITERS
from hub.library.states import State


@dataclass(frozen=True)
class Notice:
    """Officers, kind and item of one thing to tell."""

    officers: frozenset[UUID]
    kind: str
    item: UUID


def of_act(code: str, item: LibraryItem, version: ItemVersion, by: Acting, now: datetime) -> list[Notice]:
    """What an act of the workflow tells, and whom; never the one who did it."""
    found: list[tuple[Iterable[UUID], str]] = []
    if version.state == State.SUBMITTED:
        found.append((_seated({Role.APPROVER}, focal_point__country=item.country_id), "library.submitted"))
    if version.state == State.REVIEW:
        found.append((_reviewers(version), "library.review"))
    if code in ("clear", "return", "review_pass", "publish"):
        found.append((version.authors.values_list("officer_id", flat=True), f"library.{code}"))
    if code in ("publish", "retire"):
        found.append((followers(item, now), f"library.{code}"))
    return [Notice(frozenset(to) - {by.officer.pk}, kind, item.pk) for to, kind in found]


def followers(item: LibraryItem, now: datetime) -> set[UUID]:
    """Who follows an item, still has the seat it was asked from, and may see it now."""
    rows = Follow.objects.filter(item=item).select_related("officer", "post__country")
    return {row.officer_id for row in rows if _sees(row, item, now)}


def _sees(row: Follow, item: LibraryItem, now: datetime) -> bool:
    if not Seat.objects.filter(officer=row.officer, focal_point=row.post, to_seq__isnull=True).exists():
        return False
    reader = Acting(row.officer, row.post, frozenset())
    return LibraryItem.objects.visible_to(reader, now.date()).filter(pk=item.pk).exists()


def _reviewers(version: ItemVersion) -> set[UUID]:
    if version.reviewer is not None:
        roles = Role.values if version.reviewer.type == PostType.ORGANISATION else WRITERS
        return _seated(roles, focal_point=version.reviewer)
    return _seated(WRITERS, focal_point__type=PostType.SECRETARIAT)


def _seated(roles: Collection[str], **where: object) -> set[UUID]:
    seats = Seat.objects.filter(to_seq__isnull=True, officer__is_active=True, role__in=roles)
    return set(seats.filter(**where).values_list("officer_id", flat=True))
