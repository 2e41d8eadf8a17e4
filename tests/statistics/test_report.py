"""The figures of the page are those of a naive recount, for every kind of filter."""

from __future__ import annotations

from collections import Counter

import pytest

from hub.statistics.figure import COUNTED, USEFULNESS, USES, FigureRow
from hub.statistics.queries.columns import GROUPED
from hub.statistics.queries.national import report
from hub.statistics.queries.report import Report
from hub.statistics.queries.selection import DIRECTIONS, Selection
from hub.statistics.queries.times import PHASES
from tests.statistics import naive
from tests.statistics.cases import NOW, keep, made_up

COUNTRIES = ("PK", "NP", "EG", "ML", "NE")
SELECTIONS = [
    Selection("PK"),
    Selection("NP", since="2025-03", until="2026-02"),
    Selection("PK", partner="NP"),
    Selection("PK", basis="untoc", urgency="ordinary"),
    Selection("PK", offence="tip", source="request"),
    Selection("PK", measure="18.3.f", urgency="urgent"),
    Selection("EG", source="paper"),
    Selection("ZZ"),
]


@pytest.fixture
def rows(db: None) -> list[FigureRow]:
    """A thousand cases in the database."""
    del db
    found = list(made_up(1000, COUNTRIES))
    keep(found)
    return found


def values(found: Report, table: str, place: int) -> dict[str, int | None]:
    """One column of a table."""
    return {row.id: row.values[place] for row in found.table(table).rows}


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_every_counter_is_what_a_recount_gives(rows: list[FigureRow], selection: Selection) -> None:
    found = report(selection, NOW)
    for place, way in enumerate(DIRECTIONS):
        mine = naive.chosen(rows, selection, way)
        assert values(found, "requests", place) == naive.counts(mine)
        assert values(found, "pending", place) == naive.ages(mine)
        assert values(found, "results", place) == {n: sum(r.counts.get(n, 0) for r in mine) for n in COUNTED}
        assert values(found, "useful", place) == {w: sum(r.useful == w for r in mine) for w in USEFULNESS}
        assert values(found, "used", place) == {u: sum(u in r.used_in for r in mine) for u in USES}
        uses = {n: sum(getattr(r, f"uses_{n}") for r in mine) for n in ("asked", "granted", "denied")}
        assert values(found, "uses", place) == uses


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_every_time_is_exact(rows: list[FigureRow], selection: Selection) -> None:
    found = report(selection, NOW)
    for place, way in enumerate(DIRECTIONS):
        mine = naive.chosen(rows, selection, way)
        for line, phase in zip(found.table("times").rows, PHASES, strict=True):
            expected = naive.spread(getattr(row, phase) for row in mine)
            assert line.values[3 * place : 3 * place + 3] == expected
        assert list(values(found, "waiting", place).values()) == naive.held(mine)


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_every_group_is_what_a_recount_gives(rows: list[FigureRow], selection: Selection) -> None:
    found = report(selection, NOW)
    for place, way in enumerate(DIRECTIONS):
        mine = naive.chosen(rows, selection, way)
        months = Counter(f"{row.sent_at:%Y-%m}" for row in mine)
        assert {k: v for k, v in values(found, "months", place).items() if v} == months
        other = "sender" if way == "received" else "receiver"
        for table, key in (("partner", other), ("basis", "basis"), ("offence", "offence")):
            for n, name in enumerate(GROUPED):
                expected = Counter(getattr(r, key) for r in mine if naive.TESTS[name](r))
                shown = values(found, table, place * len(GROUPED) + n)
                assert {k: v for k, v in shown.items() if v} == expected
        measures = [one for row in mine for one in row.measures]
        asked = {k: v for k, v in values(found, "measure", place * 5).items() if v}
        assert asked == Counter(one.code for one in measures)
        grounds = {k: v for k, v in values(found, "grounds", place).items() if v}
        assert grounds == Counter(one.ground for one in measures if one.status == "refused")


def test_quick_requests_and_information_stand_apart(rows: list[FigureRow]) -> None:
    found = report(Selection("PK"), NOW)
    got = [row for row in rows if row.receiver == "PK"]
    quick = Counter(row.kind for row in got if row.source == "quick")
    shown = values(found, "exchanges", 0)
    assert {k: v for k, v in shown.items() if v and k not in ("info", "converted")} == quick
    assert shown["info"] == sum(row.source == "info" for row in got)


def test_the_paper_register_of_another_country_is_nobody_elses(rows: list[FigureRow]) -> None:
    theirs = [r for r in rows if r.source == "paper" and r.receiver == "PK" and r.owner != "PK"]
    own = [r for r in rows if r.source == "paper" and r.receiver == "PK" and r.owner == "PK"]
    assert theirs
    assert values(report(Selection("PK"), NOW), "requests", 0)["paper"] == len(own)
    assert values(report(Selection("PK", shared=True), NOW), "requests", 0)["paper"] == 0
