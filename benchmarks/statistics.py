"""The statistics page over 100 000 cases of 60 countries: a second at most, on SQLite and on PostgreSQL.

The baseline is one bare scan of the same table that counts its rows by sender and outcome. Three pages are
measured: that of a country with its share of the cases; that of a country that is party to every one of
them, which no real hub has; and the releases that the Secretariat reads.
"""

import random
import string
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import world
from benchmarks.figures import Figure, median, seconds

if TYPE_CHECKING:
    from hub.statistics.figure import FigureRow
    from tests.cast import Cast

CASES, ROUNDS, GOAL = 100_000, 7, 1.0
OTHERS = [a + b for a in "QR" for b in string.ascii_uppercase][:45]
COUNTRIES = ("PK", "NP", "EG", *[f"X{c}" for c in string.ascii_uppercase if c != "H"][:12], *OTHERS)
BARE = "SELECT sender, outcome, count(*) FROM statistics_figure GROUP BY sender, outcome"
YEARS = "?since=2022-01&until=2026-12"


def fill(cases: "list[FigureRow]") -> None:
    """The cases in bulk, on an empty table, with fresh plans."""
    from django.db import connection, transaction

    from hub.statistics.models import Figure
    from tests.statistics.cases import keep

    with transaction.atomic():
        Figure.objects.all().delete()
        keep(cases, batch=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def one_for_all(cases: "list[FigureRow]") -> "list[FigureRow]":
    """The same cases, Pakistan party to each of them."""
    chance = random.Random(7)  # noqa: S311
    found = []
    for case in cases:
        other = case.sender if case.sender != "PK" else case.receiver
        pair = ("PK", other) if chance.random() < 0.5 else (other, "PK")
        found.append(replace(case, sender=pair[0], receiver=pair[1], owner="PK" if case.owner else ""))
    return found


def bare() -> None:
    """The baseline."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE)
        assert cursor.fetchall()


def page(person: Any, query: str) -> Callable[[], None]:
    """The whole page as a browser gets it."""
    client = person.browser()
    client.defaults["SERVER_NAME"] = "localhost"

    def call() -> None:
        answer = client.get(f"/statistics/{query}")
        assert answer.status_code == 200
        assert len(answer.content) > 5000

    return call


def times(*works: Callable[[], object]) -> list[float]:
    """Median seconds of each, in turns, after two rounds to warm up."""
    rounds = [[seconds(work) for work in works] for _ in range(ROUNDS + 2)][2:]
    return [median(list(column)) for column in zip(*rounds, strict=True)]


def measured(cast: "Cast", database: str) -> list[Figure]:
    """The three pages on the database at hand."""
    from django.core.management import call_command

    from hub.statistics.actions import publish
    from tests.statistics.cases import NOW, made_up

    assert len(set(COUNTRIES)) == 60
    call_command("collectstatic", interactive=False, verbosity=0)
    cases = list(made_up(CASES, COUNTRIES))
    fill(cases)
    publish(NOW)
    reader, secretariat = cast.sender.officer, cast.secretariat.officer
    scan, share, released = times(bare, page(reader, YEARS), page(secretariat, ""))
    fill(one_for_all(cases))
    again, year, whole = times(bare, page(reader, ""), page(reader, YEARS))
    return [
        figure(f"{database}: page of one country of 60", share, scan),
        figure(f"{database}: releases of one year", released, scan),
        figure(f"{database}: page of a party to all, one year", year, again),
        figure(f"{database}: page of a party to all, five years", whole, again, goal=False),
    ]


def figure(name: str, ours: float, baseline: float, *, goal: bool = True) -> Figure:
    """Seconds, and their ratio to the bare scan."""
    said = [f"{value * 1000:.0f} ms" for value in (ours, baseline)]
    met = ours < GOAL if goal else None
    return Figure(f"statistics, {name}", said[0], f"{said[1]} (bare scan)", ours / baseline,
                  "below 1 s" if goal else "", met)  # fmt: skip


def measure(folder: Path) -> list[Figure]:
    """On SQLite; `statistics_postgres` does the same on PostgreSQL."""
    return measured(world.start(folder), "SQLite")
