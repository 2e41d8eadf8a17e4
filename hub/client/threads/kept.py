"""Where this machine last was in a conversation, so that a long one need not be read again to answer it."""

from __future__ import annotations

from dataclasses import dataclass

from hub.client.errors import Forged
from hub.client.home import Home
from hub.threads.standing import Standing

VERSION = 1


@dataclass(frozen=True)
class Kept:
    """The last verified act: place and hash; the standing after it; whether the own post left with it; and
    whether it has `all` from the beginning."""

    seq: int
    hash: str
    standing: Standing
    left: bool
    all: bool


def kept(home: Home, thread: str) -> Kept | None:
    """What was kept, or None. Raises Forged if the file is not what this program writes."""
    found = home.read(_file(thread))
    if not isinstance(found, dict) or found.get("v") != VERSION:
        return None
    try:
        return Kept(
            int(found["seq"]),
            str(found["hash"]),
            Standing.from_plain(found["standing"]),
            bool(found["left"]),
            bool(found["all"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Forged(f"{home.folder / _file(thread)} was changed. Delete it.", "kept-changed") from error


def keep(home: Home, thread: str, place: Kept) -> None:
    """Remember the last verified act."""
    row = {
        "v": VERSION,
        "seq": place.seq,
        "hash": place.hash,
        "left": place.left,
        "all": place.all,
        "standing": place.standing.plain(),
    }
    if home.read(_file(thread)) != row:
        home.write(_file(thread), row)


def _file(thread: str) -> str:
    return f"threads/{thread}.json"
