"""Calls made from the OpenAPI document: whoever sends whatever, nothing breaks and nothing leaks."""

from __future__ import annotations

import pytest

from tests.attacks.fuzzing import canaries, everybody, fuzz, operations, route_of
from tests.attacks.table import TABLE
from tests.attacks.world import World, make_world
from tests.cast import Cast
from tests.publishing.alliance import Alliance

EXAMPLES = 6
OPERATIONS = operations()


@pytest.fixture
def world(cast: Cast, alliance: Alliance) -> World:
    """Everybody, and everything that can be asked for."""
    return everybody(make_world(cast), alliance)


def test_the_document_names_what_the_table_names() -> None:
    """Whatever is served below /api/ can be fuzzed."""
    documented = {(route_of(one.path), one.method.upper()) for one in OPERATIONS}
    served = {(route, verb) for route, row in TABLE.items() if route.startswith("api/") for verb in row.verbs}
    assert len(documented) > 80
    assert served - documented == {("api/v1/schema/", "GET")}


def test_calls_of_the_document_break_and_betray_nothing(world: World) -> None:
    assert len(canaries(world, "anonymous")) > 20
    broken, made = [], 0
    for operation in OPERATIONS:
        try:
            made += fuzz(world, operation, EXAMPLES)
        except AssertionError as error:
            broken.append(f"{operation.method} {operation.path}: {str(error)[:600]}")
    assert not broken, "\n".join(broken)
    assert made > 400
