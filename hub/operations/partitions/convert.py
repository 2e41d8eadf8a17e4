"""From one table to partitions: no event is copied, the table as it is becomes the first partition.

What takes long is done beside the running hub, and may be broken off and begun again; the last step holds the
table for moments. It gives up after five seconds of waiting for its locks, having changed nothing.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from hub.operations.partitions import catalogue, places
from hub.operations.partitions.catalogue import FIRST, PLACE, REST, TABLE, ask, exists, tell

AGAIN = {"by_id": "id", "by_hash": "hash", "by_place": "stream_id, seq"}
LIKE = "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING GENERATED INCLUDING COMPRESSION"
BOUND = f"ALTER TABLE {TABLE} ADD CONSTRAINT {FIRST} CHECK (accepted_at < '%s 00:00:00+00') NOT VALID"


class Refused(Exception):  # noqa: N818 - named as everywhere here
    """Why not, for the operator; nothing was changed by this step."""


def convert(end: date, say: Callable[[str], None]) -> None:
    """Make the table of events the first partition, which ends before the day `end`. Raises Refused."""
    owner = require_owner()
    places.make(owner)
    places.fill(say)
    _indexes()
    say("Indexes without uniqueness are there.")
    tell(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {FIRST}", BOUND % end)
    tell(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {FIRST}")
    if places.missing():
        raise Refused("An event has no place in ledger_eventplace, or another one. Run it again, then scrub.")
    with transaction.atomic():
        _switch(end, owner)
    say("The table is partitioned.")


def require_owner() -> str:
    """The owner's name, quoted. Raises Refused for a role that cannot act for it."""
    owner, may, *_security = ask(catalogue.OWNER, TABLE)[0]
    if not may:
        raise Refused(f"This needs the role that owns the tables, {owner}: give its address as for migrate.")
    return '"' + str(owner).replace('"', '""') + '"'


def _indexes() -> None:
    """Those of a partitioned table are not unique, and none may have to be made under the lock."""
    whole = {name: valid for name, _text, valid in ask(catalogue.INDEXES, TABLE)}
    for name, columns in AGAIN.items():
        full = f"{TABLE}_{name}"
        if whole.get(full) is False:
            tell(f"DROP INDEX CONCURRENTLY {full}")
        tell(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {full} ON {TABLE} ({columns})")


def _switch(end: date, owner: str) -> None:
    tell("SET LOCAL lock_timeout = '5s'", f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE")
    questions = ("OUTGOING", "INCOMING", "UNIQUE", "INDEXES", "OWNER", "POLICIES")
    was = {name: ask(getattr(catalogue, name), TABLE) for name in questions}
    grants = ask(catalogue.GRANTS, TABLE)
    for name, table, *_more in was["INCOMING"]:
        tell(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    tell(*(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"' for (name,) in was["UNIQUE"]))
    tell(*(f'ALTER INDEX "{name}" RENAME TO "{name[:57]}_first"' for name, _text, _valid in was["INDEXES"]))
    places.unwatch(TABLE)
    tell(f"ALTER TABLE {TABLE} RENAME TO {FIRST}")
    _parent(was, owner)
    tell(
        f"ALTER TABLE {TABLE} ATTACH PARTITION {FIRST} FOR VALUES FROM (MINVALUE) TO ('{end} 00:00:00+00')",
        f"ALTER TABLE {FIRST} DROP CONSTRAINT {FIRST}",
        f"CREATE TABLE {REST} PARTITION OF {TABLE} DEFAULT",
        f"ALTER TABLE {REST} OWNER TO {owner}",
    )
    places.watch(TABLE)
    _shown_to(grants)
    close()
    for name, table, column, later, _valid in was["INCOMING"]:
        tell(_reference(name, table, column, later))


def _parent(was: dict[str, list[tuple[Any, ...]]], owner: str) -> None:
    tell(
        f"CREATE TABLE {TABLE} (LIKE {FIRST} {LIKE}) PARTITION BY RANGE (accepted_at)",
        f"ALTER TABLE {TABLE} DROP CONSTRAINT {FIRST}",
        f"ALTER TABLE {TABLE} OWNER TO {owner}",
    )
    tell(*(f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {text}' for name, text in was["OUTGOING"]))
    tell(*(text for _name, text, _valid in was["INDEXES"]))
    _owner, _may, secured, forced = was["OWNER"][0]
    tell(*[f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY"] * secured)
    tell(*[f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY"] * forced)
    tell(*(text for (text,) in was["POLICIES"]))


def _reference(name: str, table: str, column: str, later: bool) -> str:
    words = " DEFERRABLE INITIALLY DEFERRED" if later else ""
    return (
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" FOREIGN KEY ("{column}")'
        f" REFERENCES {PLACE} (id){words} NOT VALID"
    )


def _shown_to(grants: list[tuple[Any, ...]]) -> None:
    """As before, whatever default privileges say."""
    _revoke(TABLE)
    tell(*(f"GRANT {right} ON {TABLE} TO {role}" for role, right in grants))


def close() -> None:
    """Partitions and places are reached through the parent: by its grants, and by its policies if it has any.

    Without policies a role that reads the parent may read the pieces, for copies by pg_dump.
    """
    secured = ask(catalogue.OWNER, TABLE)[0][2]
    readers = [role for role, right in ask(catalogue.GRANTS, TABLE) if right == "SELECT" and not secured]
    for table in (*catalogue.children(), PLACE):
        if not exists(table):
            continue
        _revoke(table)
        tell(*(f"GRANT SELECT ON {table} TO {role}" for role in readers))


def _revoke(table: str) -> None:
    roles = {role for role, _right in ask(catalogue.GRANTS, table)}
    tell(*(f"REVOKE ALL ON {table} FROM {role}" for role in roles))


def validate() -> None:
    """Look through the references that were turned to the places, beside the running hub."""
    for name, table, _column, _later, valid in ask(catalogue.INCOMING, PLACE):
        if not valid:
            tell(f'ALTER TABLE {table} VALIDATE CONSTRAINT "{name}"')
