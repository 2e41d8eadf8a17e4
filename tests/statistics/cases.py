"""Made-up cases: rows that hang together as real ones do, from a seeded source of chance."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hub.forms import schema
from hub.statistics.actions import columns_of
from hub.statistics.figure import (
    COUNTED,
    OFFENCES,
    OUTCOMES,
    QUICK_KINDS,
    USEFULNESS,
    USES,
    FigureRow,
    MeasureRow,
)
from hub.statistics.models import Figure

DAY = 86400
BEGIN = datetime(2022, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GROUNDS = ("18.9", "18.21.a", "18.21.b")


def made_up(number: int, countries: Sequence[str], seed: int = 1) -> Iterator[FigureRow]:
    """`number` cases between some countries, sent between 2022 and November 2026."""
    chance = random.Random(seed)  # noqa: S311
    for _n in range(number):
        yield one_case(chance, countries)


def one_case(chance: random.Random, countries: Sequence[str]) -> FigureRow:
    """One request, quick request, piece of information or paper request."""
    sender, receiver = chance.sample(list(countries), 2)
    source = chance.choices(("request", "paper", "quick", "info"), (85, 5, 6, 4))[0]
    row = FigureRow(
        id=UUID(int=chance.getrandbits(128), version=4),
        source=source,
        sender=sender,
        receiver=receiver,
        sent_at=BEGIN + timedelta(seconds=chance.randrange(int((NOW - BEGIN).total_seconds()))),
        owner=chance.choice((sender, receiver)) if source == "paper" else "",
        kind=chance.choice(QUICK_KINDS) if source == "quick" else "",
        urgent=chance.random() < 0.2,
    )
    return row if source == "info" else _told(replace(row, **_content(chance)), chance)


def _content(chance: random.Random) -> dict[str, Any]:
    codes = chance.choices(schema.codes("measures"), k=chance.randrange(1, 4))
    return {
        "basis": chance.choice(schema.codes("legal_bases")),
        "offence": chance.choice(OFFENCES),
        "measures": tuple(MeasureRow(code) for code in codes),
    }


def _told(row: FigureRow, chance: random.Random) -> FigureRow:
    """What became of it."""
    if chance.random() < 0.1:
        return replace(row, deliver=chance.randrange(DAY))
    outcome = chance.choice(("", *OUTCOMES, "executed", "executed"))
    decide, execute, pause = (chance.randrange(n * DAY) for n in (60, 200, 30))
    ended = row.sent_at + timedelta(seconds=decide + execute) if outcome else None
    return replace(
        row, outcome=outcome, ended_at=ended, acknowledged=True, in_time=chance.random() < 0.7,
        returned=outcome == "returned", rounds=chance.choice((0, 0, 0, 1, 2)),
        accepted=outcome in ("executed", "partial"), conditions=chance.random() < 0.1,
        postponed=chance.random() < 0.05, deliver=chance.randrange(DAY),
        acknowledge=chance.randrange(9 * DAY), decide=decide, decide_net=max(decide - pause, 0),
        execute=execute, execute_net=max(execute - pause, 0),
        total=decide + execute if outcome else None,
        total_net=max(decide + execute - pause, 0) if outcome else None,
        held_sender=chance.randrange(50 * DAY), held_receiver=chance.randrange(150 * DAY),
        measures=tuple(_measure(one, outcome, chance) for one in row.measures),
        **(_closing(chance) if outcome == "executed" else {}),
    )  # fmt: skip


def _measure(row: MeasureRow, outcome: str, chance: random.Random) -> MeasureRow:
    if outcome == "refused":
        return replace(row, status="refused", ground=chance.choice(GROUNDS))
    return replace(row, status=outcome if outcome in ("executed", "partial", "not_possible") else "")


def _closing(chance: random.Random) -> dict[str, Any]:
    asked = chance.choice((0, 0, 1, 2))
    return {
        "useful": chance.choice(USEFULNESS),
        "used_in": frozenset(chance.sample(USES, chance.randrange(3))),
        "counts": {chance.choice(COUNTED): chance.randrange(1, 5)},
        "uses_asked": asked,
        "uses_granted": chance.randrange(asked + 1),
    }


def keep(rows: Sequence[FigureRow], batch: int = 500) -> None:
    """Insert many rows at once, as `put` would one by one."""
    figures = [Figure(pk=row.id, **columns_of(row)) for row in rows]
    Figure.objects.bulk_create(figures, batch_size=batch)
