"""Writes what `telling` worked out: each officer once about an item, however often nobody looks."""

from collections.abc import Iterable

from hub.library.telling import Notice
from hub.notifications.actions import tell


def tell_about(notices: Iterable[Notice]) -> None:
    """Inbox rows and rings, kind and id only."""
    told: set[object] = set()
    for notice in notices:
        tell(notice.officers - told, notice.kind, notice.item)
        told |= notice.officers
