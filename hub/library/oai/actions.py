"""Writes what may be harvested, in the transaction of the act that changed an item."""

from datetime import UTC, datetime, time

from hub.base import clock
from hub.library.models import HarvestRecord, LibraryItem
from hub.library.states import State
from hub.publishing.audience import PUBLIC


def note(item: LibraryItem) -> None:
    """Bring the record of an item up to date. One that nobody could see yet leaves no trace."""
    now = clock.now()
    held = HarvestRecord.objects.filter(pk=item.number).first()
    if is_public(item):
        _open(item, held, now)
    elif held and held.stamp > now:
        held.delete()
    elif held and not held.deleted:
        held.deleted, held.stamp = True, now
        held.save()


def is_public(item: LibraryItem) -> bool:
    """Whether everybody may read it, now or when its embargo ends."""
    if item.current_id is None or item.state == State.RETIRED:
        return False
    return item.audience_rows.filter(token=PUBLIC).exists()


def _open(item: LibraryItem, held: HarvestRecord | None, now: datetime) -> None:
    version = item.current
    if version is None or (held and not held.deleted and held.version == version.identifier):
        return
    stamp = max(now, opens_at(item))
    kept = {
        "item": item.pk,
        "type": item.type,
        "version": version.identifier,
        "stamp": stamp,
        "deleted": False,
    }
    HarvestRecord.objects.update_or_create(number=item.number, defaults=kept)


def opens_at(item: LibraryItem) -> datetime:
    """The moment an embargo ends; long ago if there is none."""
    if item.embargo_until is None:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return datetime.combine(item.embargo_until, time(), UTC)
