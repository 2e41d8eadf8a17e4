"""A request behind which a prosecution stands: the file is sealed to it and to its central authority."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hub.encryption.canonical import Json
from hub.encryption.event import Recipient
from hub.procedure import FILE, MOVES
from tests.cast import Side
from tests.factories.joining import join, new_person
from tests.factories.people import Person, Post
from tests.mla_requests.story import Story


@dataclass
class Prosecution:
    """A prosecution post with one officer."""

    post: Post
    officer: Person


def prosecution(side: Side) -> Prosecution:
    """Add one to a country of the cast."""
    code = side.code.lower()
    post = side.chancery.add_post("Office of the Prosecutor General", "prosecution")
    side.chancery.seat(side.admin, post, "admin")
    person = new_person(f"{side.code} prosecutor", f"prosecutor@{code}.example")
    return Prosecution(post, join(side.chancery, post, person, "officer"))


@dataclass
class ConductedStory(Story):
    """The same acts; the first draft names the prosecution."""

    conducting: Prosecution | None = field(default=None, kw_only=True)

    @property
    def behind(self) -> Prosecution:
        """The prosecution."""
        assert self.conducting is not None
        return self.conducting

    def _facts(self, kind: str, body: Json) -> Json:
        facts: dict[str, Any] = super()._facts(kind, body)
        return facts | {"conducting": str(self.behind.post.id)} if kind == "mla.draft" else facts

    def _recipients(self, kind: str, to: list[Post] | None) -> list[Recipient]:
        both = [self.sender.post, self.behind.post]
        return super()._recipients(kind, to or (both if MOVES[kind].stream == FILE else None))
