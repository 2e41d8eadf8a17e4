"""What everybody may read of conferences: pages, files, and what must not be in them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cast import Cast
from tests.conferences import published as made

pytestmark = pytest.mark.django_db
HERE = "/public/en/conferences/GLOACT/5/"
FILES = ("programme.ics", "recommendations.json", "recommendations.csv", "recommendations.atom")
SECRET = "heliotrope"


@pytest.fixture
def chain(cast: Cast) -> tuple[made.Edition, made.Edition]:
    """Two published editions; the later one builds on the first and drops what is left."""
    older, later = made.edition(4, 2025, 3), made.edition(5, 2026)
    made.tie(later.recommendations[0], older.recommendations[0])
    made.tie(later.recommendations[0], older.recommendations[1], "merges")
    made.dropped(older.recommendations[2], later.set)
    made.corrected(later.set, cast.secretariat.post.row)
    made.attended(later.conference, "NP", "Press", "attended")
    made.attended(later.conference, "NP", "Organiser", "invited")
    return older, later


def read(path: str, status: int = 200) -> str:
    """A page or file as anybody gets it."""
    answer = Client().get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_the_page_of_an_edition_shows_texts_numbers_and_lineage(
    chain: tuple[made.Edition, made.Edition],
) -> None:
    page = read(HERE)
    for words in (
        "2 recommendations were adopted", "GLOACT/2026/REC/1/1", "&lt;at once&gt;", "Merges", "Dropped",
        "Overtaken by law.", "GLOACT/2026/REC/1/Corr.1", "sources differ", "Operational cooperation", "<svg",
    ):  # fmt: skip
        assert words in page, words
    assert read("/public/en/conferences/GLOACT/2026/") == page
