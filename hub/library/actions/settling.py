"""What every act begins and ends with: the locked item; then audit, search and kept pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Unseen, require
from hub.library.models import ItemVersion, LibraryItem, VersionAuthor
from hub.library.rules import may_edit
from hub.library.search.actions import index
from hub.publishing.actions import changed

MIRRORED = ("audience", "pillars", "themes", "countries", "instruments", "sdg", "licence", "rights_note")


def held(item_id: UUID, by: Acting, now: datetime) -> LibraryItem:
    """The item, locked until the end of the transaction. Raises Unseen if `by` may not see it."""
    rows = LibraryItem.objects.visible_to(by, now.date()).filter(pk=item_id)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise Unseen
    return found


def draft(item_id: UUID, by: Acting, now: datetime, revision: int | None = None) -> ItemVersion:
    """The draft of an item, locked, for a writer. Raises Unseen, Forbidden, Conflict (changed_meanwhile)."""
    item = held(item_id, by, now)
    require(may_edit(item, by))
    version = item.working
    if version is None:
        raise Unseen
    if revision is not None and revision != version.revision:
        detail = _("Somebody saved this draft meanwhile. Look at the new text, then save again.")
        raise Conflict("changed_meanwhile", detail, revision=version.revision)
    version.item = item
    return version


def written(version: ItemVersion, by: Acting, now: datetime, act: str) -> ItemVersion:
    """Keep a draft that was changed: one revision more, one author more, dates."""
    version.revision += 1
    version.save()
    VersionAuthor.objects.get_or_create(version=version, officer=by.officer)
    item = version.item
    item.changed_at = now
    if item.current_id is None:
        item.listed_at = now
    item.save()
    settled(item, by, act, public=False)
    return version


def settled(item: LibraryItem, by: Acting, act: str, *, public: bool) -> None:
    """Record an act and bring the search up to date; `public` if it changed what everybody may read."""
    record(Kind.LIBRARY_ACTED, who=by.officer.pk, country=by.country, what=f"{act} {item.pk}")
    index(item.pk)
    if public:
        changed()


def is_public(item: LibraryItem, now: datetime) -> bool:
    """Whether everybody may read the item at this moment."""
    return LibraryItem.objects.public(now.date()).filter(pk=item.pk).exists()


def mirrored(item: LibraryItem, facts: dict[str, Any]) -> None:
    """Write a version's facts into the columns of its item; the caller saves it. An embargo stays."""
    for name in MIRRORED:
        setattr(item, name, facts[name])
    if item.current_id is None:
        day = facts["embargo_until"]
        item.embargo_until = datetime.fromisoformat(day).date() if day else None
