"""On PostgreSQL the wall stands in every test's database, and every test runs as the hub's own role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from hub.tenancy.management.commands.raise_wall import raise_wall


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The migrations ran as the owner, who raises the wall too."""
    del django_db_setup
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock():
        wall_for_tests()
        _sign_in_as(settings.HUB_DATABASE_ROLE)
    yield
    with django_db_blocker.unblock():
        _sign_in_as(None)


def wall_for_tests() -> None:
    """Raise the wall as the owner, and again after a test that made tables anew."""
    raise_wall(settings.HUB_DATABASE_ROLE)
    with connection.cursor() as cursor:
        # Tests that commit empty the tables afterwards; the hub itself never may.
        cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {settings.HUB_DATABASE_ROLE}")


def _sign_in_as(role: str | None) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["OPTIONS"]["assume_role"] = role
