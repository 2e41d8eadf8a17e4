"""The board of a post with 100 000 requests of its own, a third of them open: rows, counts, HTML page.

Beside it the same for a post with a tenth of them; the goal is that ten times as many cost at most twice.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import world
from benchmarks.figures import Figure
from benchmarks.inbox import fill, times

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def measure(folder: Path) -> list[Figure]:
    """Rows with counts for both posts, and the page for the larger one."""
    cast = world.start(folder)
    fill(cast)
    from django.core.management import call_command
    from django.db import connection

    call_command("collectstatic", "--noinput", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    small, large = cast.recipient.officer.acting, cast.sender.officer.acting
    browser = cast.sender.officer.browser()
    browser.defaults["SERVER_NAME"] = "localhost"

    def page() -> None:
        assert browser.get("/board/?show=overdue").status_code == 200

    few, many, html = times(lambda: rows(small), lambda: rows(large), page)
    return [
        figure("board of 100 000, rows and counts", many, few, "at most 2"),
        figure("board of 100 000, HTML page", html, few, ""),
    ]


def rows(acting: Any) -> None:
    """One page and the counts of all tabs."""
    from mla_requests.queries import board
    from mla_requests.queries.asked import Asked

    what = Asked(show="overdue")
    assert len(board.board(acting, what, NOW).rows) == board.LIMIT
    assert board.counts(acting, what, NOW)["overdue"] == board.MOST


def figure(name: str, ours: float, baseline: float, goal: str) -> Figure:
    """Milliseconds."""
    met = None if not goal else ours <= 2 * baseline
    return Figure(name, f"{ours:.1f} ms", f"{baseline:.1f} ms (10 000)", ours / baseline, goal, met)
