"""The slim table that keeps ids, hashes and places in streams unique, whatever partition an event is in."""

from collections.abc import Callable

from django.db import connection, transaction

from hub.operations.partitions.catalogue import PLACE, TABLE, ask, tell

BATCH = 10_000
MADE = f"""CREATE TABLE IF NOT EXISTS {PLACE} (id uuid PRIMARY KEY, hash varchar(64) NOT NULL UNIQUE,
stream_id uuid NOT NULL, seq integer NOT NULL, accepted_at timestamptz NOT NULL, UNIQUE (stream_id, seq))"""
COLUMNS = "id, hash, stream_id, seq, accepted_at"
# As its owner: whoever inserts events has no right to this table, and cannot free a place that is taken.
KEEP = f"""CREATE OR REPLACE FUNCTION ledger_keep_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = %s, pg_temp AS $$ BEGIN
INSERT INTO {PLACE} ({COLUMNS}) VALUES (NEW.id, NEW.hash, NEW.stream_id, NEW.seq, NEW.accepted_at);
RETURN NULL; END $$"""  # noqa: S608 - own names
# Only an emptied database of tests truncates.
CLEAR = f"""CREATE OR REPLACE FUNCTION ledger_clear_places() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = %s, pg_temp AS $$ BEGIN DELETE FROM {PLACE}; RETURN NULL; END $$"""  # noqa: S608
FILL = f"""WITH batch AS (SELECT {COLUMNS} FROM {TABLE} WHERE id > %s ORDER BY id LIMIT {BATCH}),
put AS (INSERT INTO {PLACE} ({COLUMNS}) SELECT {COLUMNS} FROM batch ON CONFLICT (id) DO NOTHING)
SELECT (array_agg(id ORDER BY id DESC))[1], count(*) FROM batch"""  # noqa: S608
WITHOUT = f"""SELECT e.id FROM {TABLE} e WHERE NOT EXISTS (
SELECT 1 FROM {PLACE} p WHERE p.id = e.id AND p.hash = e.hash AND p.stream_id = e.stream_id
AND p.seq = e.seq AND p.accepted_at = e.accepted_at) LIMIT 1"""  # noqa: S608
FUNCTIONS = ("ledger_keep_place", "ledger_clear_places")


def watch(table: str) -> None:
    """From now on every event of the table takes its place in the same statement."""
    tell(
        f"CREATE OR REPLACE TRIGGER ledger_keep_place AFTER INSERT ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION ledger_keep_place()",
        f"CREATE OR REPLACE TRIGGER ledger_clear_places AFTER TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION ledger_clear_places()",
    )


def unwatch(table: str) -> None:
    """The table's partitioned parent does it now."""
    tell(*(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in FUNCTIONS))


def make(owner: str) -> None:
    """The table, and the trigger on the events as they are; waits for acts under way."""
    schema = connection.ops.quote_name(ask("SELECT current_schema()")[0][0])
    with transaction.atomic():
        tell("SET LOCAL lock_timeout = '5s'", MADE, KEEP % schema, CLEAR % schema)
        tell(f"ALTER TABLE {PLACE} OWNER TO {owner}")
        tell(*(f"ALTER FUNCTION {name}() OWNER TO {owner}" for name in FUNCTIONS))
        tell(*(f"REVOKE ALL ON FUNCTION {name}() FROM PUBLIC" for name in FUNCTIONS))
        watch(TABLE)


def fill(say: Callable[[str], None]) -> None:
    """Give every older event its place, ten thousand at a time."""
    last, done = "00000000-0000-0000-0000-000000000000", 0
    # A policy that hides events must be an error here, not a gap.
    tell("SET row_security = off")
    try:
        while (found := ask(FILL, last)[0])[1]:
            last, done = str(found[0]), done + found[1]
            say(f"{done} events have their place.")
    finally:
        tell("RESET row_security")


def missing() -> bool:
    """Whether an event has no place, or another one."""
    return bool(ask(WITHOUT))
