"""A public page from memory, against a static file of the same server and the same answer of bare uvicorn.

The page is an adopted text of 40 recommendations. And what a reader's first visit costs on the line.
"""

import json
import re
from contextlib import ExitStack
from pathlib import Path

import httpx

from benchmarks import world
from benchmarks.figures import Figure
from benchmarks.public_line import rate

ROUNDS = 5
SECONDS = 1.0
GOAL = "at least 0.5"
HEAVIEST = 50_000
PAGE = "/public/en/conferences/GLOACT/1/"
_STYLE = re.compile(r'href="(/static/[^"]+\.(?:css|svg))"')


def measure(folder: Path) -> list[Figure]:
    """Rates in turns, the best of each; then the weight of a first visit."""
    world.start(folder)
    _fill()
    sent = folder / "page"
    with ExitStack() as stack:
        hub = stack.enter_context(world.serving("hub.asgi:application", folder))
        raw, head, static = _look(hub)
        sent.write_bytes(raw)
        same = {"BENCH_BYTES": str(sent), "BENCH_HEAD": json.dumps(head)}
        bytes_ = stack.enter_context(world.serving("benchmarks.bare_bytes:application", folder, **same))
        kept, file, bare = _rates((hub, PAGE), (hub, static[0]), (bytes_, "/"))
        made = rate(hub, f"{PAGE}?n={'x' * 400}", SECONDS)
        weight = sum(_weight(hub, path) for path in (PAGE, *static))
    return [
        _figure("public page from memory, against a static file", kept, file, GOAL),
        _figure("public page from memory, against the bare answer", kept, bare, GOAL),
        _figure("public page from memory, against made anew", kept, made, ""),
        Figure(
            "public page, first visit on the line",
            f"{weight / 1000:.1f} kB",
            f"{HEAVIEST / 1000:.0f} kB",
            weight / HEAVIEST,
            "under 1",
            weight < HEAVIEST,
        ),
    ]


def _fill() -> None:
    from django.core.management import call_command

    from hub.publishing.actions import changed
    from tests.conferences.published import edition

    call_command("collectstatic", "--noinput", verbosity=0)
    edition(1, 2026, many=40)
    changed()


def _look(port: int) -> tuple[bytes, list[tuple[str, str]], list[str]]:
    """The page as it goes over the line, its head, and the static files that it loads."""
    url = f"http://localhost:{port}{PAGE}"
    page = httpx.get(url, headers={"Accept-Encoding": "gzip"}).raise_for_status()
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    head = [one for one in answer.headers.items() if one[0] not in ("date", "server")]
    return raw, head, sorted(set(_STYLE.findall(page.text)))


def _rates(*ways: tuple[int, str]) -> list[float]:
    found: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for place, (port, path) in enumerate(ways):
            found[place].append(rate(port, path, SECONDS))
    return [max(one) for one in found]


def _weight(port: int, path: str) -> int:
    """Bytes of head and body."""
    url = f"http://localhost:{port}{path}"
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        body = sum(map(len, answer.iter_raw()))
        return body + sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)


def _figure(name: str, ours: float, baseline: float, goal: str) -> Figure:
    met = ours >= baseline / 2 if goal else None
    return Figure(name, f"{ours:.0f}/s", f"{baseline:.0f}/s", ours / baseline, goal, met)
