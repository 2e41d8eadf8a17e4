"""A migration runs while the release before it still serves: first widen, then move, then (later) narrow.

A migration that narrows says in a class attribute `narrows` which release stopped using what it removes.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.test_architecture import ROOMS

NARROW = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
DATA = (migrations.RunPython,)
# Older than the first release: nothing was served while they ran.
OLDER = {
    ("notifications", "0003_delivery"),
    ("focal_points", "0002_working_weeks_and_calendar_links"),
    ("library", "0002_search"),
    ("mla_requests", "0002_the_whole_procedure"),
    ("mla_requests", "0004_drop_what_moved"),
}


def complaints(migration: Any) -> Iterator[str]:
    """Why a migration must not run beside the release before it."""
    made = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    if not getattr(migration, "narrows", ""):
        yield from (
            f"{_name(one)} without `narrows`" for one in migration.operations if isinstance(one, NARROW)
        )
    kinds = {isinstance(one, DATA) for one in migration.operations}
    if kinds == {True, False}:
        yield "data and tables are changed in one migration"
    for one in migration.operations:
        if (
            isinstance(one, migrations.AddField)
            and one.model_name.lower() not in made
            and _demands(one.field)
        ):
            yield f"{_name(one)} is not null and has no db_default: the release before cannot insert"


def _demands(field: Any) -> bool:
    given = field.has_db_default() or field.null or field.many_to_many or field.generated
    return not given


def _name(operation: Any) -> str:
    return f"{type(operation).__name__} {operation.deconstruct()[2]}"


def ours() -> list[Any]:
    """The migrations of our own rooms."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    rooms = tuple(f"{room}." for room in ROOMS)
    return [m for m in loader.disk_migrations.values() if type(m).__module__.startswith(rooms)]


def of(*operations: Any, **more: Any) -> Any:
    """A migration with these operations."""
    made = type("Migration", (migrations.Migration,), {"operations": list(operations), **more})
    return made("0009_tried", "ledger")


def test_every_migration_can_run_beside_the_release_before() -> None:
    found = {(one.app_label, one.name): list(complaints(one)) for one in ours()}
    assert not {name: why for name, why in found.items() if why and name not in OLDER}
    assert {name for name in OLDER if found[name]} == OLDER


ADD = ("stream", "more", models.IntegerField(default=0))


@pytest.mark.parametrize(
    "operations",
    [
        [migrations.RemoveField("stream", "kind")],
        [migrations.RenameField("stream", "kind", "sort")],
        [migrations.DeleteModel("Stream")],
        [migrations.AddField(*ADD)],
        [migrations.RunPython(migrations.RunPython.noop), migrations.DeleteModel("Stream")],
    ],
)
def test_what_the_release_before_could_not_bear_is_named(operations: list[Any]) -> None:
    assert list(complaints(of(*operations)))


@pytest.mark.parametrize(
    "migration",
    [
        of(migrations.AddField("stream", "more", models.IntegerField(null=True))),
        of(migrations.AddField("stream", "more", models.IntegerField(db_default=0))),
        of(migrations.RemoveField("stream", "kind"), narrows="0.2 no longer reads it"),
        of(migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))])),
    ],
)
def test_what_it_bears_is_not(migration: Any) -> None:
    assert not list(complaints(migration))
