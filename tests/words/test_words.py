"""The words of a search, by the same file that the browser's twin runs."""

import json
from pathlib import Path
from typing import Any

import pytest

from hub.words import found, line, needles, places, words

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "words.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", [one for one in CASES if "words" in one], ids=lambda one: one["text"])
def test_a_text_becomes_these_words(case: dict[str, Any]) -> None:
    assert words(case["text"]) == case["words"]


@pytest.mark.parametrize("case", [one for one in CASES if "query" in one], ids=lambda one: one["query"])
def test_a_query_finds_or_does_not_find(case: dict[str, Any]) -> None:
    assert found(line(case["text"]), needles(case["query"])) is case["found"]


def test_words_do_not_run_together_over_two_texts() -> None:
    kept = line("north", "east")
    assert kept == " north east "
    assert not found(kept, needles("northeast"))


@pytest.mark.parametrize("case", [one for one in CASES if "find" in one], ids=lambda one: one["find"])
def test_what_is_looked_for_is_found_where_it_was_written(case: dict[str, Any]) -> None:
    assert [list(one) for one in places(case["text"], needles(case["find"]))] == case["places"]
