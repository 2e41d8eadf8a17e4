"""An attacker with every published table of every year, and the program's text, learns no small number.

Worlds are sets of cases. If two worlds give the same release and differ in a number, the release does not
tell that number. The order of categories is secret, so an attacker must reckon with every order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focal_points.models import Country
from hub.statistics.queries.releasing import COLUMNS, TABLES, counted
from hub.statistics.queries.suppression import FLOOR, Order, Shown, shown
from tests.statistics.cases import made_up

SMALL = range(FLOOR)
COUNTRIES = ("EG", "ML", "NE", "NP", "PK")
tables = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=2).filter(
    lambda counts: sum(counts.values()) >= FLOOR
)
orders = st.permutations("abcdefgh").map(lambda found: lambda name: bytes([found.index(name)]))


def first(name: str) -> Order:
    """An order that begins with one category."""
    return lambda other: bytes([other != name]) + other.encode()


def twins(counts: Mapping[str, int], found: Shown, name: str) -> Iterator[tuple[int, dict[str, int], Order]]:
    """For each small value: a table in which the hidden `name` has it, and an order, that look the same."""
    other = next(one for one in found.hidden if one != name)
    for value in SMALL:
        hidden = dict.fromkeys(found.hidden, 0) | {name: value, other: (found.block or 0) - value}
        yield value, {**counts, **hidden}, first(other)


@given(tables, orders)
def test_a_hidden_number_could_be_any_small_one(counts: dict[str, int], order: Order) -> None:
    found = shown(counts, order)
    for name in found.hidden:
        for value, twin, its_order in twins(counts, found, name):
            assert twin[name] == value
            assert min(twin.values()) >= 0
            assert shown(twin, its_order) == found


@given(tables, orders)
def test_what_is_shown_is_true_and_not_small(counts: dict[str, int], order: Order) -> None:
    found = shown(counts, order)
    assert all(counts[name] == count >= FLOOR for name, count in found.rows.items())
    assert {*found.rows, *found.hidden} == set(counts)
    assert sum(found.rows.values()) + (found.block or 0) == sum(counts.values())
    assert found.block is None or (found.block >= FLOOR and len(found.hidden) >= 2)
    assert {name for name, count in counts.items() if count < FLOOR} <= set(found.hidden)


def test_fewer_than_five_cases_make_no_table() -> None:
    with pytest.raises(ValueError, match="too few"):
        shown({"a": 4, "b": 0}, first("a"))


@given(tables, orders, st.dictionaries(st.sampled_from("xyz"), st.integers(0, 40), min_size=2))
def test_no_subtraction_of_two_tables_shows_a_small_number(
    counts: dict[str, int], order: Order, shape: dict[str, int]
) -> None:
    """Any sum of groups of one table minus any sum of groups of another over the same cases is a bound only.

    The number of cases in group a and not in group b lies between max(0, a - b) and min(a, N - b): never
    fixed to a value from 1 to 4.
    """
    whole = sum(counts.values())
    first_groups = groups(shown(counts, order))
    other = spread(shape, whole)
    second_groups = groups(shown(other, first("x")))
    for a, b in product(sums(first_groups), sums(second_groups)):
        least, most = max(0, a - b), min(a, whole - b)
        assert least != most or least not in range(1, FLOOR)


def spread(shape: Mapping[str, int], whole: int) -> dict[str, int]:
    """A table of the same total with about this shape."""
    found = dict.fromkeys(shape, 0)
    names = sorted(shape, key=lambda name: -shape[name])
    left = whole
    for name in names[1:]:
        found[name] = min(shape[name], left)
        left -= found[name]
    return found | {names[0]: left}


def groups(found: Shown) -> list[int]:
    """The numbers that a table shows, the hidden block among them."""
    return [*found.rows.values(), *([found.block] if found.block is not None else [])]


def sums(numbers: list[int]) -> set[int]:
    """Every sum of some of them."""
    return {sum(some) for size in range(len(numbers) + 1) for some in combinations(numbers, size)}


def looks_like(counts: Mapping[str, int], found: Shown) -> bool:
    """Whether a table could have been published so under some order."""
    small = {name for name, count in counts.items() if count < FLOOR}
    hidden = set(found.hidden)
    if {name: counts[name] for name in counts if name not in hidden} != dict(found.rows):
        return False
    alone = sum(counts[name] for name in small) >= FLOOR or not small
    return hidden == small if alone else small < hidden and len(hidden) == len(small) + 1


def worlds(whole: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to put `whole` cases into `cells` places."""
    if cells == 1:
        yield (whole,)
        return
    for count in range(whole + 1):
        yield from ((count, *rest) for rest in worlds(whole - count, cells - 1))


def margins(world: tuple[int, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """A world of 2 x 3 cells as its two published tables."""
    rows = {"r0": sum(world[:3]), "r1": sum(world[3:])}
    return rows, {f"c{i}": world[i] + world[i + 3] for i in range(3)}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6).filter(lambda w: FLOOR <= sum(w) <= 13))
def test_both_tables_together_fix_no_small_cell(world: list[int]) -> None:
    """Every world that gives the same two tables, by trying them all: each small cell keeps its secret."""
    truth = tuple(world)
    rows, columns = margins(truth)
    seen_rows, seen_columns = shown(rows, first("r0")), shown(columns, first("c1"))
    possible = [
        other
        for other in worlds(sum(truth), 6)
        if looks_like(margins(other)[0], seen_rows) and looks_like(margins(other)[1], seen_columns)
    ]
    assert truth in possible
    for place, count in enumerate(truth):
        assert count >= FLOOR or len({other[place] for other in possible}) > 1
    for name in (*rows, *columns):
        found = {{**margins(other)[0], **margins(other)[1]}[name] for other in possible}
        if (rows | columns)[name] < FLOOR:
            assert set(SMALL) <= found


def ending(category: str) -> dict[str, Any]:
    """Outcome and duration of a category."""
    outcome, _sep, band = category.partition("_")
    days = {"30": 10, "90": 60, "180": 120, "365": 300, "more": 500}
    if band:
        return {"outcome": outcome, "total": days[band] * 86400}
    return {"outcome": {"refused": "refused", "otherwise": "withdrawn"}.get(outcome, ""), "total": None}


# How a case comes into a category: the columns that the tables of requests read.
PLACE: dict[str, Any] = {
    "receiver": lambda c: {"receiver": c},
    "basis": lambda c: {"basis": "" if c == "none" else c},
    "offence": lambda c: {"offence": "" if c == "none" else c},
    "measure": lambda c: {"measures": "" if c == "none" else f"|{c}::|"},
    "urgent": lambda c: {"urgent": c == "yes"},
    "in_time": lambda c: {"in_time": c == "yes"},
    "asked": lambda c: {"rounds": int(c == "yes")},
    "conditions": lambda c: {"conditions": c == "yes"},
    "postponed": lambda c: {"postponed": c == "yes"},
    "waiting": lambda c: {"held_sender": int(c == "sender"), "held_receiver": int(c == "receiver")},
    "ending": ending,
}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [12, 60, 400])
def test_a_whole_release_could_come_from_other_cases(number: int) -> None:
    """For each hidden cell and each small value: other cases that agree in every other column."""
    Country.objects.bulk_create([Country(code=c, name_en=c, member=True) for c in COUNTRIES])
    rows = [row for row in made_up(number, COUNTRIES, seed=number) if row.source == "request"]
    cases = [world_case(row) for row in rows]
    truth = counted(cases, "request")
    tried = 0
    for table, counts in truth.items():
        found = shown(counts, first(min(counts)))
        for name in found.hidden:
            for value, twin, its_order in twins(counts, found, name):
                other = counted(moved(cases, table, counts, twin), "request")
                assert other[table][name] == value
                assert shown(other[table], its_order) == found
                assert {**other, table: None} == {**truth, table: None}
                tried += 1
    assert tried >= 20


def world_case(row: Any) -> dict[str, Any]:
    """A case as the columns that a release reads."""
    from hub.statistics.actions import columns_of

    columns = columns_of(row)
    return {name: columns[name] for name in COLUMNS["request"]}


def moved(
    cases: list[dict[str, Any]], table: str, counts: Mapping[str, int], twin: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The cases with some of them moved to another category of one table, nothing else changed."""
    sort = TABLES["request"][table][0]
    spare = {name: counts[name] - twin[name] for name in counts}
    wanted = [name for name, more in spare.items() for _n in range(-more)]
    found = []
    for case in cases:
        name = sort(case)
        if spare[name] > 0 and wanted:
            spare[name] -= 1
            found.append({**case, **PLACE[table](wanted.pop())})
        else:
            found.append(case)
    return found
