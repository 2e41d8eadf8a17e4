"""What a running deployment weighs: bytes of its tables, memory of its processes, connections."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.cold_site import Site

SIZE = """SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"""
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'hub' AND pid <> pg_backend_pid()"
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Weight:
    """Bytes of all tables with indexes, connections to the database, resident bytes of each web process."""

    tables: int
    connections: int
    resident: list[int]


def measured(site: Site) -> Weight:
    """Now."""
    with psycopg.connect((site.folder / "owner_url").read_text(), autocommit=True) as connection:
        tables = connection.execute(SIZE).fetchone()
        connections = connection.execute(CONNECTIONS).fetchone()
    assert tables is not None
    assert connections is not None
    return Weight(int(tables[0]), int(connections[0]), [resident(one.pid) for one in site.webs.values()])


def resident(process: int) -> int:
    """Bytes of memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def weight(before: Weight, after: Weight, acts: int) -> str:
    """The growth of one act, and what the processes hold."""
    each = (after.tables - before.tables) / max(1, acts)
    memory = ", ".join(f"{one / MEBIBYTE:.0f} MiB" for one in after.resident)
    return f"{each:.0f} bytes of tables per act; {after.connections} connections; web processes hold {memory}"
