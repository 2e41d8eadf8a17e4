"""Drawings say what their tables say, also from right to left."""

from __future__ import annotations

import pytest

from hub.statistics.charts import HEIGHT, NAMES, WIDTH, chart
from hub.statistics.queries.report import SECONDS, Column, Row, Table

BARS = Table(
    "pending", "outcomes", "Pending", (Column("received", "Received"), Column("made", "Made")),
    (Row("a", "Young", (10, 5)), Row("b", "Old", (0, None))), chart="bars",
)  # fmt: skip


def test_bars_are_as_long_as_their_numbers() -> None:
    found = chart(BARS, mirrored=False)
    assert found is not None
    longest, half, *empty = [mark.width for mark in found.marks]
    assert half == pytest.approx(longest / 2, abs=0.1)
    assert empty == [0, 0]
    assert found.series == ("Received", "Made")
    assert [one.text for one in found.words if one.text] == ["Young", "Old"]
    assert [one.value for one in found.words if one.unit] == [10, 5, 0, None]


def test_bars_begin_at_the_other_side_for_other_scripts() -> None:
    there, here = chart(BARS, mirrored=True), chart(BARS, mirrored=False)
    assert there is not None
    assert here is not None
    assert there.marks[0].x + there.marks[0].width == pytest.approx(WIDTH - NAMES, abs=0.1)
    assert here.marks[0].x == NAMES
    assert all(0 <= mark.x <= WIDTH for mark in there.marks)


def test_months_stand_upright_and_stay_inside() -> None:
    rows = tuple(Row(str(n), str(n), (n, 100 - n)) for n in range(100))
    table = Table("months", "counts", "Months", BARS.columns, rows, chart="months")
    found = chart(table, mirrored=False)
    assert found is not None
    assert len(found.marks) == 2 * 60
    assert max(mark.x + mark.width for mark in found.marks) <= WIDTH + 0.1
    assert max(mark.height for mark in found.marks) == HEIGHT


def test_of_times_the_medians_are_drawn() -> None:
    columns = (Column("received_n", "n"), Column("received_median", "half", SECONDS, "Received"))
    table = Table("times", "times", "Times", columns, (Row("total", "Total", (3, 86400)),), chart="times")
    found = chart(table, mirrored=False)
    assert found is not None
    assert (len(found.marks), found.series) == (1, ("Received",))


def test_nothing_is_drawn_of_nothing() -> None:
    empty = Table("pending", "outcomes", "Pending", BARS.columns, (Row("a", "A", (0, None)),), chart="bars")
    assert chart(empty, mirrored=False) is None
