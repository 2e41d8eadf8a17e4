"""Every table stands behind the wall or in the list of those that need not, with a reason."""

from django.apps import apps

from hub.tenancy.tables import BEHIND, OPEN, OPEN_ROOMS, is_open


def tables() -> set[str]:
    """The tables of all models."""
    return {
        model._meta.db_table  # noqa: SLF001
        for model in apps.get_models(include_auto_created=True)
    }


def test_every_table_is_behind_the_wall_or_open_for_a_reason() -> None:
    lost = sorted(table for table in tables() if table not in BEHIND and not is_open(table))
    assert not lost, f"Add a line to hub/tenancy/tables.py for: {lost}"


def test_no_table_is_in_both_lists_and_none_is_invented() -> None:
    assert not [table for table in BEHIND if is_open(table)]
    assert not (BEHIND.keys() | OPEN.keys()) - tables()


def test_every_open_table_says_why() -> None:
    assert all(len(reason) >= 9 for reason in (*OPEN.values(), *OPEN_ROOMS.values()))
