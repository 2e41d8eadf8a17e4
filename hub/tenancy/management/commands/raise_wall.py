"""`manage.py raise_wall`: after `migrate`, as the owner of the tables; safe to run again."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, ProgrammingError, connection, transaction

from hub.tenancy.wall import statements

MIGRATIONS = "django_migrations"


class Command(BaseCommand):
    """Policies on every table with a tenant's data, and the rights of the hub's own role."""

    help = "Raise the wall of row-level security on PostgreSQL (run after migrate, as the owner)."

    def add_arguments(self, parser: Any) -> None:
        """The role that the hub itself signs in with."""
        parser.add_argument("--role", default=settings.HUB_DATABASE_ROLE)

    def handle(self, *args: Any, **options: Any) -> None:
        """In one transaction: the wall stands or stays as it was."""
        del args
        if connection.vendor != "postgresql":
            self.stdout.write("SQLite has no row-level security; nothing to do.")
            return
        try:
            raise_wall(options["role"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The wall stands for the role {options['role']}.")


def raise_wall(role: str) -> None:
    """Make the role if it is missing (without sign-in), then policies and grants.

    Raises ValueError for a name of a role that would need quoting.
    """
    with connection.cursor() as cursor:
        present = sorted(set(connection.introspection.table_names(cursor)))
    made = list(statements(role, present, frozenset({MIGRATIONS})))
    _make(role)
    with transaction.atomic(), connection.cursor() as cursor:
        for one in made:
            cursor.execute(one)


def _make(role: str) -> None:
    """Roles belong to the whole server: another database's command may make the same one meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            with suppress(IntegrityError, ProgrammingError), transaction.atomic():
                cursor.execute(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS")
