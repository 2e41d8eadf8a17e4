"""Conferences and their follow-up: nothing of it is sealed, so a signed-in connection is enough."""

from __future__ import annotations

from collections.abc import Iterator

from hub.client.connection import Connection
from hub.client.errors import NotFound
from hub.encryption.canonical import Json

STATUSES = (
    "not_started", "planned", "in_progress", "partially_implemented", "fully_implemented", "not_applicable",
)  # fmt: skip
# How a status looks in one column.
SIGNS = dict(zip(("not_reported", *STATUSES), ("?", "0", "p", "~", "+", "#", "-"), strict=True))


def rows(connection: Connection, **filters: str | None) -> Iterator[Json]:
    """Editions, the newest first; filters: series, state, kind."""
    return connection.pages("conferences/", "conferences", **filters)


def find(connection: Connection, name: str) -> Json:
    """An edition by the beginning of its id, by its symbol, or as SERIES/year. Raises NotFound."""
    wanted = name.upper().rstrip("/")
    for row in rows(connection):
        year = f"{row['series']}/{row['start'][:4]}".upper()
        if str(row["id"]).startswith(name.lower()) or wanted in (str(row["symbol"]).upper(), year):
            found: Json = connection.get(f"conferences/{row['id']}/")
            return found
    raise NotFound(f"You see no conference “{name}”. See: hub conferences list", "not_found")


def paragraphs(connection: Connection, conference: Json) -> list[Json]:
    """The recommendations of all its sets, with their texts."""
    sets = [connection.get(f"conferences/sets/{one['id']}/") for one in conference["sets"]]
    return [row for one in sets for row in one["recommendations"]]


def body(connection: Connection, row: Json, language: str) -> str:
    """The text of a recommendation in a language, or that in which it was drafted."""
    first = row["text"] or {"language": language, "body": ""}
    if first["language"] == language:
        return str(first["body"])
    texts = connection.get(f"conferences/recommendations/{row['id']}/")["texts"]
    wanted = next((one for one in texts if one["language"] == language), first)
    return str(wanted["body"])


def matrix(connection: Connection, conference: Json, cycle: str | None = None) -> Json:
    """Who says what about which recommendation, as far as the caller sees."""
    found: Json = connection.get(f"conferences/{conference['id']}/matrix/", cycle=cycle)
    return found


def dues(connection: Connection) -> list[Json]:
    """What the own country owes, the most urgent first."""
    found: list[Json] = connection.get("conferences/dues/")["dues"]
    return found


def owed(connection: Connection, symbol: str) -> Json:
    """The due of one recommendation. Raises NotFound."""
    for one in dues(connection):
        if str(one["symbol"]).upper() == symbol.upper():
            return one
    raise NotFound(f"Your country owes no report on {symbol} now. See: hub conferences report", "not_due")


def save(connection: Connection, due: Json, values: Json) -> Json:
    """Keep a draft; what is not in `values` stays as the newest version has it."""
    before = connection.get(f"conferences/reports/{due['report']}/") if due["report"] else {}
    names = ("status", "narrative", "evidence", "obstacles", "needs", "visibility")
    kept = {name: before[name] for name in names if name in before}
    address = f"conferences/recommendations/{due['recommendation']}/reports/{due['cycle']['id']}/"
    found: Json = connection.put(address, {**kept, **values})
    return found


def act(connection: Connection, report: str, act: str, **more: str) -> Json:
    """Submit, return (reason), clear."""
    found: Json = connection.post(f"conferences/reports/{report}/acts/", {"act": act, **more})
    return found
