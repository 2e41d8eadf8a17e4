"""What PostgreSQL's catalogue says of the table of events."""

import re
from datetime import date
from typing import Any

from django.db import connection

TABLE, FIRST, REST, PLACE = "ledger_event", "ledger_event_first", "ledger_event_rest", "ledger_eventplace"
KIND = "SELECT relkind::text FROM pg_class WHERE oid = to_regclass(%s)"
CHILDREN = """SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = %s::regclass ORDER BY c.relname"""
OUTGOING = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname"""
INCOMING = """SELECT k.conname, c.relname, a.attname, k.condeferrable, k.convalidated FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
WHERE k.confrelid = %s::regclass AND k.contype = 'f' ORDER BY k.conname"""
UNIQUE = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p', 'u')"
INDEXES = """SELECT c.relname, pg_get_indexdef(c.oid), i.indisvalid FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass AND NOT i.indisunique ORDER BY c.relname"""
OWNER = """SELECT pg_get_userbyid(relowner), pg_has_role(relowner, 'USAGE'),
relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass"""
GRANTS = """SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
WHERE c.oid = %s::regclass AND a.grantee <> c.relowner ORDER BY 1, 2"""
POLICIES = """SELECT format('CREATE POLICY %%I ON %%I AS %%s FOR %%s TO %%s', policyname, tablename,
  permissive, cmd, (SELECT string_agg(CASE r WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(r) END, ', ')
  FROM unnest(roles) r))
  || coalesce(' USING (' || qual || ')', '') || coalesce(' WITH CHECK (' || with_check || ')', '')
FROM pg_policies WHERE schemaname = current_schema() AND tablename = %s"""
ENDS = re.compile(r"TO \('(\d{4}-\d\d-\d\d)")


def ask(question: str, *given: Any) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())


def tell(*statements: str) -> None:
    """Run statements of our own words and of names that the catalogue gave."""
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)


def partitioned() -> bool:
    """Whether the table of events is in partitions; never on SQLite."""
    return connection.vendor == "postgresql" and ask(KIND, TABLE) == [("p",)]


def exists(table: str) -> bool:
    """Whether there is such a table."""
    return bool(ask(KIND, table))


def children() -> list[str]:
    """The partitions by name."""
    return [name for name, _bound in ask(CHILDREN, TABLE)]


def end() -> date:
    """Where the newest partition ends."""
    found = [ENDS.search(bound) for _name, bound in ask(CHILDREN, TABLE)]
    return max(date.fromisoformat(one[1]) for one in found if one)


def unsorted() -> bool:
    """Whether the partition for what has none holds an event."""
    return partitioned() and bool(ask(f"SELECT 1 FROM {REST} LIMIT 1"))  # noqa: S608 - own names
