"""The two indexes of terms behind one door: FTS5 of SQLite, GIN of PostgreSQL. Both hold the same terms.

Neither folds letters, ranks or drops words by itself: the `ascii` tokenizer only cuts at spaces, and the
vector is made from a list of terms without a dictionary. So both find the same places.
"""

from collections.abc import Iterable, Sequence

import orjson
from django.db import connection, connections

from hub.base.replica import source
from hub.library.search.terms import Wanted, of_token

LOCK = 0x6C696272
LITE = {
    "put": "INSERT INTO library_terms(rowid, terms) VALUES (%s, %s)",
    "drop": "DELETE FROM library_terms WHERE rowid = %s",
    "find": "SELECT json_group_array(rowid) FROM library_terms WHERE library_terms MATCH %s",
    "newest": "SELECT json_group_array(rowid) FROM (SELECT rowid FROM library_terms"
    " WHERE library_terms MATCH %s ORDER BY rowid DESC LIMIT %s)",
    "clear": "DELETE FROM library_terms",
}
POSTGRES = {
    "put": "INSERT INTO library_terms(place, terms) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))"
    " ON CONFLICT (place) DO UPDATE SET terms = excluded.terms",
    "drop": "DELETE FROM library_terms WHERE place = %s",
    "find": "SELECT json_agg(place)::text FROM library_places(%s) AS place",
    "newest": "SELECT json_agg(place)::text FROM (SELECT place FROM library_places(%s) AS place"
    " ORDER BY place DESC LIMIT %s) AS newest",
    "clear": "DELETE FROM library_terms",
}
# The words that readers of a token may be led to. Both databases compare them by code point.
KNOW = "INSERT INTO library_words(token, word, back) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
NEAR = (
    "SELECT DISTINCT word FROM library_words WHERE token IN ({tokens}) AND {column} >= %s AND {column} < %s"
    " AND length(word) BETWEEN %s AND %s ORDER BY word LIMIT %s"
)
LAST = "\U0010ffff"


def put(rows: Sequence[tuple[int, str]]) -> None:
    """Add rows, each a place and its terms."""
    said = _said()["put"]
    with connection.cursor() as cursor:
        for place, _terms in rows if connection.vendor == "sqlite" else ():
            cursor.execute(LITE["drop"], [place])
        cursor.executemany(said, rows)


def drop(places: Iterable[int]) -> None:
    """Take rows out; nothing happens for places that are not there."""
    with connection.cursor() as cursor:
        cursor.executemany(_said()["drop"], [(place,) for place in places])


def clear() -> None:
    """Empty the index and the list of words."""
    with connection.cursor() as cursor:
        cursor.execute(_said()["clear"])
        cursor.execute("DELETE FROM library_words")


def lock() -> None:
    """Let nobody else change the index until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def find(wanted: Sequence[Wanted], tokens: Iterable[str]) -> list[int]:
    """All places that hold everything wanted and one of the tokens, in no order."""
    return _places("find", [_asked(wanted, tokens)])


def newest(wanted: Sequence[Wanted], tokens: Iterable[str], mark: str, most: int) -> list[int]:
    """The highest of these places, at most so many; `mark` narrows the terms to those behind it."""
    return _places("newest", [_asked(wanted, tokens, mark), most])


def _asked(wanted: Sequence[Wanted], tokens: Iterable[str], mark: str = "") -> str:
    """The question in the database's own language. Terms are letters, digits and marks: nothing to quote."""
    lite = connection.vendor == "sqlite"
    term = _lite_term if lite else _postgres_term
    both, either = (" AND ", " OR ") if lite else (" & ", " | ")

    def part(one: Wanted) -> str:
        ways = [term(mark + one.term, one.beginning), *(term(mark + f.text, f.beginning) for f in one.forms)]
        return f"({either.join(ways)})" if len(ways) > 1 else ways[0]

    readers = [term(of_token(token), False) for token in sorted(tokens)]
    return both.join([*map(part, wanted), f"({either.join(readers)})"])


def _places(name: str, asked: Sequence[str | int]) -> list[int]:
    """Places as one text: reading 30 000 rows one by one takes longer than finding them."""
    with connections[source()].cursor() as cursor:
        cursor.execute(_said()[name], asked)
        found: list[int] = orjson.loads(cursor.fetchone()[0] or "[]")
        return found


def know(words: Iterable[tuple[str, str]]) -> None:
    """Remember words, each with the token of readers who may be led to it."""
    rows = [(token, word, word[::-1]) for token, word in sorted(words)]
    with connection.cursor() as cursor:
        cursor.executemany(KNOW, rows)


def near(tokens: Iterable[str], beginning: str, end: str, lengths: tuple[int, int], most: int) -> set[str]:
    """Words of these tokens with this beginning or this end, of a length between the two."""
    held = sorted(tokens)
    found: set[str] = set()
    with connections[source()].cursor() as cursor:
        for column, start in (("word", beginning), ("back", end[::-1])):
            said = NEAR.format(tokens=", ".join(["%s"] * len(held)), column=column)
            cursor.execute(said, [*held, start, start + LAST, *lengths, most])
            found |= {word for (word,) in cursor.fetchall()}
    return found


def _said() -> dict[str, str]:
    return LITE if connection.vendor == "sqlite" else POSTGRES


def _lite_term(term: str, beginning: bool) -> str:
    return f'"{term}"' + " *" * beginning


def _postgres_term(term: str, beginning: bool) -> str:
    return f"'{term}'" + ":*" * beginning
