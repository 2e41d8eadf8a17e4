"""Items as tests need them: written by an officer, cleared by an approver, reviewed by the Secretariat."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from hub.base import clock
from hub.library import actions
from hub.library.models import ItemVersion, LibraryItem
from tests.cast import Cast, Side

PDF = b"%PDF-1.7\n% a small file\n"
PRACTICE = {"problem": "Nobody asked.", "intervention": "A joint desk at the border post of Torkham."}
FACTS: dict[str, Any] = {"licence": "CC-BY-4.0", "pillars": ["protection"], "themes": ["referral"]}
PUBLIC = {"kind": "public", "names": []}


def told_to(*countries: str) -> dict[str, Any]:
    """An audience of named countries."""
    return {"kind": "countries", "names": list(countries)}


class Shelf:
    """An item of one side of the cast, taken through the real actions."""

    def __init__(self, cast: Cast, audience: dict[str, Any] | None = None, **more: Any) -> None:
        self.cast = cast
        self.side: Side = more.pop("side", cast.sender)
        title = more.pop("title", "A joint desk for identification")
        facts = {**FACTS, "audience": audience or PUBLIC, **more}
        text = {"title": title, "summary": "What we did.", "body": "First paragraph.\n\nSecond one."}
        given = {"type": "good_practice", "facts": facts, "detail": PRACTICE, "text": text, "language": "en"}
        self.id: UUID = actions.begin(self.side.officer.acting, given, self.now).pk

    @property
    def now(self) -> datetime:
        """The moment of the next act."""
        return clock.now()

    @property
    def row(self) -> LibraryItem:
        """The item as it is now."""
        return LibraryItem.objects.get(pk=self.id)

    @property
    def newest(self) -> ItemVersion:
        """Its newest version."""
        return self.row.versions.order_by("-number")[0]

    def act(self, code: str, by: Any = None, **given: Any) -> LibraryItem:
        """One act, by who usually does it."""
        usual = {"clear": self.side.approver, "review_pass": self.cast.secretariat.officer}
        usual |= {"return": self.side.approver, "retire": self.side.approver}
        person = by or usual.get(code, self.side.officer)
        return actions.act(self.id, person.acting, {"act": code, **given}, self.now)

    def cleared(self) -> Shelf:
        """Up to the clearance, or the review if there is one to follow."""
        self.act("submit")
        self.act("clear")
        return self

    def published(self) -> Shelf:
        """All the way."""
        self.cleared()
        if self.newest.state == "review":
            self.act("review_pass")
        self.act("publish")
        return self

    def revised(self, **facts: Any) -> Shelf:
        """A draft of a new version, with other facts."""
        self.act("revise")
        given = {"facts": facts, "change_note": "Figures of this year."}
        actions.edit(self.id, self.side.officer.acting, given, self.now)
        return self

    def rewritten(self, title: str, language: str = "en", body: str = "") -> Shelf:
        """Another text in the draft."""
        text = {"title": title, "body": body}
        actions.write_text(self.id, self.side.officer.acting, language, text, self.now)
        return self

    def with_file(self, name: str = "guide.pdf", data: bytes = PDF) -> UUID:
        """A file in the draft's English text."""
        place = ("en", name)
        return actions.add_file(self.id, self.side.officer.acting, place, data, self.now).pk
