"""Where a conversation stands, as its signed acts add up. Plain JSON values throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

OPEN, CLOSED = "open", "closed"
ONE, EVERY = "one", "every"


@dataclass(frozen=True)
class Act:
    """One act: its kind, its checked facts, its own id, the acting post, its place and its handling code."""

    kind: str
    facts: Mapping[str, Any]
    event: str
    post: str
    seq: int
    at: str = ""
    handling: str = "H0"


@dataclass(frozen=True)
class Task:
    """Something that a post is to do; `state` is open, done or dropped."""

    event: str
    by: str
    post: str
    due: str | None
    state: str = OPEN


@dataclass(frozen=True)
class Poll:
    """A search for a date: the latest vote of each post, and the act that fixed it."""

    event: str
    by: str
    closes: str | None
    voted: Mapping[str, str] = field(default_factory=dict)
    decided: str | None = None


@dataclass(frozen=True)
class Proposal:
    """A post that somebody wants on the conversation. `ended`: "", admitted, no, or left (its proposer)."""

    event: str
    by: str
    post: str
    shared: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    ended: str = ""


@dataclass(frozen=True)
class Ask:
    """A question for consent to use items of `owner` in these ways, or pass them to `to` (null: anybody)."""

    event: str
    by: str
    owner: str
    items: tuple[str, ...]
    ways: tuple[str, ...]
    to: str | None
    answer: str | None = None
    answered: str | None = None


@dataclass(frozen=True)
class Standing:
    """Who is on the conversation since which place, who left at which, and what is open on it.

    Tasks, polls, proposals and asks stand under the id that their first act gave them. Who reads from an
    admission on knows nothing older: members from before then count as there since that place.
    """

    policy: str
    status: str = OPEN
    members: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    tasks: Mapping[str, Task] = field(default_factory=dict)
    polls: Mapping[str, Poll] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    asks: Mapping[str, Ask] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """JSON values."""
        found: dict[str, Any] = _listed(asdict(self))
        return found

    @classmethod
    def from_plain(cls, raw: Mapping[str, Any]) -> Standing:
        """The standing of which `plain` made these values; groups may be missing."""
        groups: dict[str, Any] = {
            name: {key: _whole(kind, one) for key, one in raw.get(name, {}).items()}
            for name, kind in _GROUPS.items()
        }
        rest = {name: value for name, value in raw.items() if name not in _GROUPS}
        return _whole(cls, rest | groups)  # type: ignore[no-any-return]


_GROUPS: dict[str, type] = {"tasks": Task, "polls": Poll, "proposals": Proposal, "asks": Ask}


def _whole(kind: type, values: Mapping[str, Any]) -> Any:
    return kind(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    return [_listed(one) for one in value] if isinstance(value, list | tuple) else value
