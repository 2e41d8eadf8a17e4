"""Raise the wall: policies and grants as SQL, the same however often it is run."""

import re
from collections.abc import Iterator

from hub.tenancy.rules import SYSTEM, Rule
from hub.tenancy.tables import BEHIND, is_open

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}\Z")
POLICY = "hub_wall"
RIGHTS = "SELECT, INSERT, UPDATE, DELETE"


def statements(role: str, present: list[str], kept: frozenset[str] = frozenset()) -> Iterator[str]:
    """SQL for the tables that are present; `kept` are read only by the hub (Django's list of migrations).

    Raises ValueError for a name of a role that would need quoting.
    """
    if not NAME.match(role):
        raise ValueError(f"{role!r} is no plain name for a role: use small letters, digits and _.")
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in present:
        if table in BEHIND:
            yield from walled(table, BEHIND[table])
        if table in BEHIND or is_open(table):
            yield f'GRANT {RIGHTS} ON "{table}" TO {role}'
        elif table in kept:
            yield f'GRANT SELECT ON "{table}" TO {role}'
        else:
            yield f'REVOKE ALL ON "{table}" FROM {role}'


def walled(table: str, rule: Rule) -> Iterator[str]:
    """One table behind the wall, also for its owner."""
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'DROP POLICY IF EXISTS {POLICY} ON "{table}"'
    seen, left = (f"({SYSTEM} OR {condition})" for condition in (rule.seen, rule.left))
    yield f'CREATE POLICY {POLICY} ON "{table}" USING {seen} WITH CHECK {left}'
