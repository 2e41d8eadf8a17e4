"""What a fixed library answers to fixed questions, as JSON: `python -m tests.library.answers [DATABASE]`."""

import json
import sys
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

ITEMS, PAGES = 700, 3
QUESTIONS: tuple[tuple[str, dict[str, set[str]], str], ...] = (
    ("", {}, "relevance"),
    ("", {"type": {"law", "tool"}, "country": {"PK"}}, "newest"),
    ("trafficking", {}, "relevance"),
    ("victims protection", {}, "relevance"),
    ("victims prot", {"pillar": {"prevention"}, "theme": {"referral"}}, "relevance"),
    ("la", {}, "relevance"),
    ("coopération judiciaire", {"language": {"fr"}}, "newest"),
    ("cooperation", {"year": {"2014"}}, "oldest"),
    ("الضحايا", {}, "relevance"),
    ("ضحايا حمايه", {}, "relevance"),
    ("قربانيان", {}, "relevance"),
    ("قاچاق انسان", {"language": {"prs", "fa"}}, "relevance"),
    ("인신", {}, "relevance"),
    ("人口贩运", {}, "relevance"),
    ("法", {}, "newest"),
    ("пострадав", {}, "relevance"),
    ("мигранты", {"sdg": {"8.7"}}, "relevance"),
    ("মানব পাচার", {}, "relevance"),
    ("मानव", {"instrument": {"TIP-P/3"}}, "relevance"),
    ("پناہ گاہ", {}, "relevance"),
    ("trafiking", {}, "relevance"),
    ("protectoin", {}, "relevance"),
    ("qqqqqqq", {}, "relevance"),
    ("699", {}, "relevance"),
    ("' \" * OR NEAR( & | ! :* \\ ", {}, "relevance"),
)
READERS = (
    frozenset({"public"}),
    frozenset({"public", "cc:PK", "net:glo-act", "type:tip"}),
    frozenset({"public", "cc:EG"}),
)


def filled() -> None:
    """The library, some of it written twice and some taken out again."""
    from hub.library.search import actions
    from tests.library.documents import library

    documents = list(library(ITEMS, ("PK", "NP", "EG")))
    actions.put(documents)
    actions.put([replace(one, state="published") for one in islice(documents, 0, None, 17)])
    for one in islice(documents, 0, None, 41):
        actions.remove(one.item, one.side)


def answered() -> list[Any]:
    """For every reader and question three pages: places, facets, total, correction."""
    from hub.library.search.finding import search_as
    from hub.library.search.query import Query

    found: list[Any] = []
    for tokens in READERS:
        for q, facets, sort in QUESTIONS:
            asked = Query(q, {name: frozenset(values) for name, values in facets.items()}, sort, size=30)
            for _page in range(PAGES):
                result = search_as(tokens, asked)
                counts = {one.name: [[v.value, v.count] for v in one.values] for one in result.facets}
                titles = [[hit.number, hit.title.parts, hit.summary.text] for hit in result.rows]
                found.append([q, titles, counts, result.total, result.corrected, result.next])
                if not result.next:
                    break
                asked = replace(asked, cursor=result.next)
    return found


if __name__ == "__main__":
    from benchmarks import world

    database = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory(prefix="hub-library-") as folder:
        world.prepared(Path(folder), database)
        filled()
        json.dump(answered(), sys.stdout)
        from django.db import connections

        connections.close_all()
