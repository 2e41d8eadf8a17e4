"""The browser works out where a request stands exactly as Python does, for both sides."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from hub.procedure import MOVES, Standing, to_plain
from tests import machine
from tests.web.procedure_walks import Walk, walk

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
TABLE = json.loads((ROOT / "hub/procedure/data/procedure.json").read_text(encoding="utf-8"))
VECTORS = ROOT / "tests/vectors/procedure.json"
WALKS, LENGTH = 60, 150
RUN = """async ([table, walks]) => {
  const { ball, movesOf, replay, step } = await import("/js/procedure.js");
  const moves = movesOf(table);
  const balls = (one) => ({ ball: ball(one, one.status), shared_ball: ball(one, one.shared) });
  const seen = (standing) => ({ ...standing, ...balls(standing) });
  return walks.map((acts) => {
    let now = replay(table, []);
    return acts.map((act) => seen(now = step(moves, now, act)));
  });
}"""
SAME = (
    "status", "shared", "open_questions", "last_question", "open_items", "missing_items", "last_item",
    "duties", "uses", "outcome", "useful", "used_in", "conditions", "consultation", "executing", "counts",
    "wanted_by",
    "confidentiality_notice", "date_proposed", "deficiencies",
)  # fmt: skip
# What the requested side can work out from what it was shown.
SHARED = (
    "shared",
    "shared_ball",
    "open_questions",
    "open_items",
    "missing_items",
    "duties",
    "uses",
    "outcome",
    "consultation",
)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page beside the modules as they are served."""
    found = machine.chromium()
    if isinstance(found, machine.Missing):
        pytest.skip(str(found))
    handler = functools.partial(Quiet, directory=str(ROOT / "hub/web/static/hub"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(found), args=flags)
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/favicon.svg")
        yield tab
        browser.close()
    server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves modules and says nothing."""

    def log_message(self, *said: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def walks() -> list[Walk]:
    """Walks from the first draft on."""
    return [walk(seed, LENGTH) for seed in range(WALKS)]


def plain(standing: Standing) -> dict[str, Any]:
    """Python's standing as JSON."""
    found = {name: to_plain(getattr(standing, name)) for name in SAME}
    measures = {label: to_plain(one) for label, one in standing.measures.items()}
    balls = {"ball": str(standing.ball), "shared_ball": str(standing.shared_ball)}
    return {**found, **balls, "measures": measures}


def test_the_asking_side_stands_where_python_says(page: Page, walks: list[Walk]) -> None:
    answers = page.evaluate(RUN, [TABLE, [one.acts for one in walks]])
    for made, answer in zip(walks, answers, strict=True):
        for n, (standing, found) in enumerate(zip(made.standings, answer, strict=True)):
            expected = plain(standing)
            assert {name: found[name] for name in expected} == expected, [
                a["kind"] for a in made.acts[: n + 1]
            ]


def test_the_asked_side_stands_where_python_says_by_shared_acts_alone(page: Page, walks: list[Walk]) -> None:
    kept = [[i for i, act in enumerate(one.acts) if is_shared(act["kind"])] for one in walks]
    told = [[one.acts[i] for i in places] for one, places in zip(walks, kept, strict=True)]
    answers = page.evaluate(RUN, [TABLE, told])
    for made, places, answer in zip(walks, kept, answers, strict=True):
        for place, found in zip(places, answer, strict=True):
            expected = {name: value for name, value in plain(made.standings[place]).items() if name in SHARED}
            kinds = [made.acts[i]["kind"] for i in places if i <= place]
            expected["shared"] = made.standings[place].shared
            assert {name: found[name] for name in expected} == expected, kinds


def is_shared(kind: str) -> bool:
    """Whether the other side learns of an act."""
    return kind not in MOVES or MOVES[kind].stream == "shared"


def test_walks_and_vectors_reach_every_act(walks: list[Walk]) -> None:
    shared = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    acts = [*(act for one in walks for act in one.acts), *(act for case in shared for act in case["acts"])]
    assert set(MOVES) <= {act["kind"] for act in acts}


def test_the_vectors_of_the_procedure(page: Page) -> None:
    """The same walks, legal acts only, that Python and the client are held to."""
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    answers = page.evaluate(RUN, [TABLE, [case["acts"] for case in cases]])
    for case, answer in zip(cases, answers, strict=True):
        expected: dict[str, Any] = {}
        for act, found in zip(case["acts"], answer, strict=True):
            expected |= act["expect"]
            shown = {name: found[name] for name in expected if name in found and name != "measures"}
            shown["measures"] = {label: one["status"] for label, one in found["measures"].items()}
            assert shown == {name: expected[name] for name in shown}, act["kind"]
