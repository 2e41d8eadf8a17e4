"""How good the order of a search is, on a small labelled set in nine languages; the figures are printed."""

import json
from datetime import UTC, datetime
from math import log2
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hub.library.search import actions
from hub.library.search.document import Document, Text
from hub.library.search.finding import search_as
from hub.library.search.query import Query

pytestmark = pytest.mark.django_db
SET = json.loads((Path(__file__).parent / "relevance.json").read_text("utf-8"))
EVERYBODY, MOMENT = frozenset({"public"}), datetime(2026, 11, 22, tzinfo=UTC)
NAMES = [one["name"] for one in SET["items"]]


def put() -> None:
    """The items of the set; their order says nothing of their worth."""
    documents = []
    for number, one in enumerate(SET["items"], 1):
        text = Text(one["title"], one.get("summary", ""), one.get("body", ""))
        documents.append(Document(
            item=UUID(int=number), side="shown", number=number, identifier=one["name"], owner="PK",
            state="published", tokens=EVERYBODY, facets={}, texts={one["language"]: text},
            changed_at=MOMENT, published_at=MOMENT,
        ))  # fmt: skip
    actions.put(documents)


def gain(found: list[str], worth: dict[str, int], first: int = 5) -> float:
    """Normalised discounted gain of the first five: 1.0 is the best order there could be."""
    best = sorted(worth.values(), reverse=True)[:first]
    ideal = sum(value / log2(place + 2) for place, value in enumerate(best))
    real = sum(worth.get(name, 0) / log2(place + 2) for place, name in enumerate(found[:first]))
    return real / ideal


def judged(one: dict[str, Any]) -> tuple[float, float]:
    """Gain and recall of one question."""
    found = [hit.identifier for hit in search_as(EVERYBODY, Query(one["q"])).rows]
    worth = one["worth"]
    return gain(found, worth), len(set(found) & set(worth)) / len(worth)


def test_the_best_answers_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    put()
    figures = [(one["q"], *judged(one)) for one in SET["questions"]]
    with capsys.disabled():
        print("\nquestion                          gain@5  recall")
        for q, order, recall in figures:
            print(f"{q:<34}{order:6.2f}{recall:8.2f}")
        mean = [sum(column) / len(figures) for column in list(zip(*figures, strict=True))[1:]]
        print(f"{'mean':<34}{mean[0]:6.2f}{mean[1]:8.2f}")
    assert mean[0] >= 0.9
    assert mean[1] >= 0.9


def test_the_set_names_only_what_is_in_it() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert {name for one in SET["questions"] for name in one["worth"]} <= set(NAMES)
