"""Events in partitions against the plain table: one act in, one act found by id and by place.

Four tables with the same acts side by side in one database: plain, and ten years of partitions by year, two
years and twenty years by month. Statements are those of the hub, prepared as the hub prepares them.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from benchmarks.figures import Figure, seconds
from tests import machine
from tests.services.servers import folder as own_folder
from tests.services.servers import running_postgres

ACTS, TRIES, ROUNDS = 60_000, 300, 5
COLUMNS = """id uuid NOT NULL, stream_id uuid NOT NULL, seq integer NOT NULL, hash varchar(64) NOT NULL,
envelope jsonb NOT NULL, accepted_at timestamptz NOT NULL"""
UNIQUE = "PRIMARY KEY (id), UNIQUE (hash), UNIQUE (stream_id, seq)"
SHAPES = {"10 years": (10, "year"), "24 months": (24, "month"), "240 months": (240, "month")}
PLAIN = "acts"
BY_ID = "SELECT envelope FROM {} WHERE id = %s"
BY_PLACE = "SELECT envelope FROM {} WHERE stream_id = %s AND seq = %s"
WITH_TIME = """SELECT e.envelope FROM {0} e JOIN {0}_place p ON p.id = e.id AND p.accepted_at = e.accepted_at
WHERE p.id = %s"""
PUT = "INSERT INTO {} VALUES (%s, %s, %s, %s, '{{}}', %s)"
GROWN = """INSERT INTO acts SELECT gen_random_uuid(), md5((n / 6)::text)::uuid, n % 6,
md5(n::text) || md5('x' || n),
jsonb_build_object('payload', repeat(md5(n::text), 40)), now() - n * interval '100 minutes'
FROM generate_series(1, {}) n"""
# As `manage.py partition_events` makes them.
PLACES = """CREATE TABLE {0}_place (id uuid NOT NULL, stream_id uuid NOT NULL, seq integer NOT NULL,
hash varchar(64) NOT NULL, accepted_at timestamptz NOT NULL, {1});

CREATE FUNCTION {0}_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN INSERT INTO {0}_place VALUES (NEW.id, NEW.stream_id, NEW.seq, NEW.hash, NEW.accepted_at);
RETURN NULL; END $$;

CREATE TRIGGER keep AFTER INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_keep();

INSERT INTO {0} SELECT * FROM acts"""


def measure(folder: Path) -> list[Figure]:
    """Nothing, with the reason, on a machine without PostgreSQL."""
    del folder
    programs = machine.postgres()
    if isinstance(programs, machine.Missing):
        print(programs)
        return []
    with own_folder() as where, running_postgres(programs, where) as database:
        return _measured(database)


def _measured(address: str) -> list[Figure]:
    with _connected(address) as line:
        line.prepare_threshold = 0
        line.execute(f"CREATE TABLE {PLAIN} ({COLUMNS}, {UNIQUE})")
        line.execute(GROWN.format(ACTS))
        tables = {name: "acts_" + name.replace(" ", "_") for name in SHAPES}
        for name, table in tables.items():
            _divided(line, table, *SHAPES[name])
        line.execute("VACUUM ANALYZE")
        found: list[Figure] = []
        for what, work in _works(line).items():
            best = _in_turns([PLAIN, *tables.values()], work)
            found += [_figure(f"{what}, {name}", best[one], best[PLAIN]) for name, one in tables.items()]
    return found


def _connected(address: str) -> Any:
    """The port answers a moment before the server takes connections."""
    for _try in range(100):
        with suppress(psycopg.OperationalError):
            return psycopg.connect(address, autocommit=True)
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL does not start")


def _in_turns(tables: list[str], work: Callable[[str], None]) -> dict[str, float]:
    best = dict.fromkeys(tables, 9e9)
    for _round in range(ROUNDS):
        for table in tables:
            best[table] = min(best[table], seconds(partial(work, table)) / TRIES)
    return best


def _works(line: Any) -> dict[str, Callable[[str], None]]:
    rows = line.execute("SELECT id, stream_id, seq FROM acts ORDER BY hash LIMIT %s", (TRIES,)).fetchall()

    def by_id(table: str, question: str = BY_ID) -> None:
        for one, _stream, _seq in rows:
            line.execute(question.format(table), (one,)).fetchone()

    def by_place(table: str) -> None:
        for _one, stream, seq in rows:
            line.execute(BY_PLACE.format(table), (stream, seq)).fetchone()

    def with_time(table: str) -> None:
        by_id(table, BY_ID if table == PLAIN else WITH_TIME)

    def put(table: str) -> None:
        for _try in range(TRIES):
            given = (uuid4(), uuid4(), 0, uuid4().hex * 2, datetime.now(UTC))
            line.execute(PUT.format(table), given)

    return {"act by id": by_id, "act by place": by_place, "act by id and time": with_time, "act in": put}


def _divided(line: Any, table: str, count: int, unit: str) -> None:
    line.execute(f"CREATE TABLE {table} ({COLUMNS}) PARTITION BY RANGE (accepted_at)")
    ends = [_day(line, back, unit) for back in range(count, -3, -1)]
    for begin, end in zip(["MINVALUE", *ends], ends, strict=False):
        name = f"{table}_{ends.index(end)}"
        line.execute(f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM ({begin}) TO ({end})")
    for columns in ("id", "hash", "stream_id, seq"):
        line.execute(f"CREATE INDEX ON {table} ({columns})")
    for text in PLACES.format(table, UNIQUE).split(";\n\n"):
        line.execute(text)


def _day(line: Any, back: int, unit: str) -> str:
    question = f"SELECT date_trunc('{unit}', now()) - interval '{back} {unit}'"
    return f"'{line.execute(question).fetchone()[0]}'"


def _figure(name: str, ours: float, plain: float) -> Figure:
    return Figure(name, f"{ours * 1e6:.0f} µs", f"plain table {plain * 1e6:.0f} µs", ours / plain, "", None)
