"""One row for each case, whatever is put how often."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hub.statistics.actions import columns_of, drop, put
from hub.statistics.figure import MeasureRow, measures_of, measures_text
from hub.statistics.models import Figure
from tests.statistics.cases import made_up

ROW = next(row for row in made_up(50, ("PK", "NP")) if row.source == "request")


@pytest.mark.django_db
def test_putting_again_changes_nothing() -> None:
    assert put(ROW)
    before = Figure.objects.values().get()
    assert not put(ROW)
    assert Figure.objects.values().get() == before


@pytest.mark.django_db
def test_a_changed_case_replaces_its_row() -> None:
    put(ROW)
    later = replace(ROW, outcome="refused", measures=(MeasureRow("18.3.a", "refused", "18.9"),))
    assert put(later)
    kept = Figure.objects.get()
    assert {name: getattr(kept, name) for name in columns_of(later)} == columns_of(later)


@pytest.mark.django_db
def test_figures_without_a_case_go() -> None:
    other = next(row for row in made_up(50, ("PK", "NP"), seed=2) if row.source == "request")
    put(ROW)
    put(other)
    assert drop({ROW.id}, "request") == 1
    assert drop({ROW.id}, "paper") == 0
    assert list(Figure.objects.values_list("pk", flat=True)) == [ROW.id]


@pytest.mark.parametrize(
    "rows",
    [(), (MeasureRow("18.3.f"),), (MeasureRow("18.3.f", "executed"), MeasureRow("x", "refused", "18.21.b"))],
)
def test_measures_survive_being_written_as_text(rows: tuple[MeasureRow, ...]) -> None:
    assert measures_of(measures_text(rows)) == rows
