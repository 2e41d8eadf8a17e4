"""What the second wall costs: the inbox page of 50 among 100 000 requests, behind it and past it.

One PostgreSQL server, the same rows, in turns: as the role of the hub, and as a superuser, who goes past it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import inbox, world
from benchmarks.figures import Figure
from benchmarks.own_postgres import on_postgres

if TYPE_CHECKING:
    from tests.factories.people import Person

GOAL = 1.10


def measure(folder: Path) -> list[Figure]:
    """The page as rows and as an answer of the API; nothing on a machine without PostgreSQL."""
    return on_postgres(lambda database: _measured(folder, database))


def _measured(folder: Path, database: str) -> list[Figure]:
    cast = world.start(folder, database)
    inbox.fill(cast)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("raise_wall", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    looks = _looks(cast.recipient.officer)
    works = [_as(role, work) for work in looks for role in (settings.HUB_DATABASE_ROLE, "NONE")]
    rows, rows_past, answer, answer_past = inbox.times(*works)
    return [
        _figure("inbox page behind the wall, rows", rows, rows_past),
        _figure("inbox page behind the wall, API answer", answer, answer_past),
    ]


def _looks(person: "Person") -> tuple[Callable[[], None], Callable[[], None]]:
    """The first page of an inbox: its rows, and the whole answer of the API."""
    from django.test import Client

    from hub.tenancy.context import acting_as
    from mla_requests.queries import Filters
    from mla_requests.queries import inbox as listed

    acting, headers = person.acting, {"Authorization": f"Bearer {person.token(('read',))}"}
    client = Client(SERVER_NAME="localhost")

    def page() -> None:
        with acting_as(acting.officer.pk):
            assert len(listed(acting, Filters(box="in")).rows) == 50

    def call() -> None:
        answer = client.get("/api/v1/requests/?box=in", headers=headers)
        assert len(answer.json()["requests"]) == 50

    return page, call


def _as(role: str, work: Callable[[], None]) -> Callable[[], Any]:
    """The work as a role; taking it on is in both times alike. Own names, so nothing to escape."""
    from django.db import connection, transaction

    def run() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {role}")
            work()

    return run


def _figure(name: str, ours: float, baseline: float) -> Figure:
    past = f"{baseline:.1f} ms (past the wall)"
    return Figure(
        name, f"{ours:.1f} ms", past, ours / baseline, f"at most {GOAL:.2f}", ours <= GOAL * baseline
    )
