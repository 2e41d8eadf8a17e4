"""Every place where a served hub keeps bytes: files, rows, the database server's files, Redis, its memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import redis
from django.db import connection

from tests.attacks.serving import Served

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")
WINDOW = 32 * 1024 * 1024
OVERLAP = 4096


def kept(hub: Served) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of everything that stays: files, rows, and what database and Redis hold themselves."""
    yield from files(hub.folder)
    yield from rows()
    yield from database_files()
    yield from redis_values(hub.process.environment.get("HUB_REDIS_URL", ""))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all files below a folder: SQLite, storage, static files, logs, mails."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield name, name.encode() + b"\n" + path.read_bytes()


def rows() -> Iterator[tuple[str, bytes]]:
    """Every table through the database itself: in its files, long values are cut, moved or compressed."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
            yield f"table {table}", b"\n".join(_written(value) for row in cursor.fetchall() for value in row)


def _written(value: Any) -> bytes:
    return (
        bytes(value)
        if isinstance(value, bytes | memoryview)
        else str(value).encode("utf-8", "surrogateescape")
    )


def database_files() -> Iterator[tuple[str, bytes]]:
    """PostgreSQL's own files, its log of changes included; nothing on SQLite, whose files are the hub's."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        (oid,) = cursor.fetchone()
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    for path in [
        *(folder / "base" / str(oid)).iterdir(),
        *(folder / "pg_wal").iterdir(),
        folder.parent / "pg.log",
    ]:
        with suppress(FileNotFoundError):
            if path.is_file():
                yield f"PostgreSQL {path.name}", path.read_bytes()


def redis_values(url: str) -> Iterator[tuple[str, bytes]]:
    """Keys and values of a Redis database."""
    if url:
        server = redis.Redis.from_url(url)
        for key in server.scan_iter():
            yield f"Redis {key!r}", key + b"\n" + (server.dump(key) or b"")


def memory(process: int) -> Iterator[tuple[str, bytes]]:
    """What a process on Linux may write to in its memory, in windows that overlap; nothing elsewhere."""
    maps = Path(f"/proc/{process}/maps")
    if not maps.exists():
        return
    regions = [_REGION.match(line) for line in maps.read_text().splitlines()]
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as source:
        for found in filter(None, regions):
            start, stop = (int(one, 16) for one in found.groups())
            for place in range(start, stop, WINDOW):
                with suppress(OSError, ValueError):
                    source.seek(place)
                    yield f"memory {place:x}", source.read(min(WINDOW + OVERLAP, stop - place))
