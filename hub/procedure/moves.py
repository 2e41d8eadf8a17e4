"""The table of moves as typed rows. The JSON beside this file is also served to browsers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from hub.procedure.statuses import Side, Status, Target

OFFICER, APPROVER = "officer", "approver"
FILE, SHARED = "file", "shared"


@dataclass(frozen=True)
class Move:
    """One row: who may do it from where to where, by which article, saying which plain facts.

    `sides` may act, in one of `roles`; `guard` names a further rule; `stream` says whether the act is written
    to the requesting side's own file or to the stream that both sides share. `facts` is {key: shape}.
    """

    kind: str
    sources: frozenset[Status]
    target: Status | Target
    sides: frozenset[Side]
    roles: frozenset[str]
    stream: str
    guard: str
    source: str
    facts: Mapping[str, str]


def load() -> dict[str, Any]:
    """The table as it is in the file."""
    text = files("hub.procedure").joinpath("data", "procedure.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _move(row: Mapping[str, Any]) -> Move:
    sources = list(Status) if row["from"] == ["*"] else [Status(word) for word in row["from"]]
    to = row["to"]
    return Move(
        kind=row["kind"],
        sources=frozenset(sources),
        target=Target(to) if to in list(Target) else Status(to),
        sides=frozenset(Side(word) for word in row["sides"]),
        roles=frozenset(row["roles"]),
        stream=row["stream"],
        guard=row["guard"],
        source=row["source"],
        facts={"request": "uuid", **row["facts"]},
    )


_TABLE = load()
MOVES: dict[str, Move] = {row["kind"]: _move(row) for row in _TABLE["moves"]}
# "not_grounds" says by which article a ground is none.
NOT_GROUNDS: dict[str, str] = _TABLE["words"]["not_grounds"]
WORDS: dict[str, tuple[str, ...]] = {name: tuple(words) for name, words in _TABLE["words"].items()}


def kept_national(kind: str) -> bool:
    """Whether an act of this kind stays in the national file of one side. The hub's own acts do not."""
    return kind in MOVES and MOVES[kind].stream != SHARED
