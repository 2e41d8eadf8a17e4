"""What attackers of the library know or guess: a draft of Pakistan and an item that everybody reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from focal_points.actions import make_calendar_link
from hub.library import actions
from tests.cast import Cast
from tests.library.shelf import Shelf


class Library:
    """Two items with a file and a comment each, and Nepal's uncleared word that it used the open one too."""

    def __init__(self, cast: Cast) -> None:
        self.draft, self.open = Shelf(cast, title="Not yet"), Shelf(cast, title="For everybody")
        files = [shelf.with_file() for shelf in (self.draft, self.open)]
        self.open.published()
        nepal, now = cast.recipient.officer.acting, self.open.now
        by = cast.sender.officer.acting
        comments = [actions.comment(s.id, by, {"text": "So"}, now).pk for s in (self.draft, self.open)]
        self.feed = make_calendar_link(cast.sender.approver.officer, now)
        self.word = actions.replicate(self.open.id, nepal, {"note": "Here too"}, now).pk
        self.children: dict[UUID, dict[str, UUID]] = {
            shelf.id: {"file": file, "comment": comment, "replication": self.word}
            for shelf, file, comment in zip((self.draft, self.open), files, comments, strict=True)
        }

    def values(self, thing: str) -> dict[str, Any]:
        """The parameters that name a thing in an address; empty for what is not of the library."""
        if thing == "library feed":
            return {"secret": self.feed, "lang": "en"}
        if thing in ("library public", "library number"):
            public = {"lang": "en", "number": self.open.row.number, "version": 1}
            return {**public, **self.children[self.open.id]}
        if thing == "library draft number":
            return {"number": self.draft.row.number}
        shelves = {"library draft": self.draft, "library item": self.open, "library word": self.open}
        shelf = shelves.get(thing.removesuffix(" act"))
        if shelf is None:
            return {}
        named = {"language": "en", "code": "en", "name": "a.txt", "number": 1, "pk": shelf.id}
        found = {**named, **self.children[shelf.id]}
        return {**found, "code": "submit"} if thing.endswith(" act") else found
