"""What is wrong with the wall, in a sentence each: for the checks before a start."""

from collections.abc import Iterator

from django.core.checks import CheckMessage, Error
from django.db import connection

from hub.tenancy.tables import BEHIND

ROLE = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
STANDING = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
  pg_has_role(current_user, c.relowner, 'USAGE'),
  (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'hub_wall'
     AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL),
  (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)
"""


def faults() -> Iterator[str]:
    """Sentences; none on SQLite, which has no such wall, and none when all is well.

    An owner, a superuser and a role with BYPASSRLS go past the wall without a word, so each is a fault.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        role, above = cursor.fetchone()
        cursor.execute(STANDING, [list(BEHIND)])
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    if above:
        yield f"The database role {role} is above row-level security (superuser or BYPASSRLS)."
    for table in BEHIND:
        yield from _of(table, role, rows.get(table))


def _of(table: str, role: str, found: tuple[bool, bool, int, int] | None) -> Iterator[str]:
    if found is None:
        yield f"The table {table} is to stand behind the wall but is not there. Run migrate."
        return
    forced, owned, walls, policies = found
    if not forced or not walls:
        yield f"The table {table} has no forced row-level security. Run raise_wall as the owner."
    elif policies > 1:
        yield f"The table {table} has a policy that is not the hub's and may open it."
    if owned:
        yield f"The database role {role} owns the table {table} and could take the wall down."


def check_wall() -> Iterator[CheckMessage]:
    """The same as messages of Django's checks."""
    hint = "Run manage.py raise_wall as the owner, and sign in as the hub's own role: docs/database.md."
    yield from (Error(fault, hint=hint, id="hub.E060") for fault in faults())
