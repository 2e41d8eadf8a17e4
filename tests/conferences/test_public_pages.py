"""What everybody may read of conferences: pages, files, and what must not be in them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cast import Cast
from tests.conferences import published as made

pytestmark = pytest.mark.django_db
HERE = "/public/en/conferences/GLOACT/5/"
FILES = ("programme.ics", "recommendations.json", "recommendations.csv", "recommendations.atom")
HIDDEN = "heliotrope"


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


@pytest.mark.usefixtures("chain")
def test_the_page_of_an_edition_shows_texts_numbers_and_lineage() -> None:
    page = read(HERE)
    for words in (
        "2 recommendations were adopted", "GLOACT/2026/REC/1/1", "&lt;at once&gt;", "Merges", "Dropped",
        "Overtaken by law.", "GLOACT/2026/REC/1/Corr.1", "sources differ", "Operational cooperation", "<svg",
    ):  # fmt: skip
        assert words in page, words
    by_year = Client().get("/public/en/conferences/GLOACT/2026/")
    assert (by_year.status_code, by_year.headers["Location"]) == (302, HERE)


def test_a_recommendation_has_its_own_page_in_every_language(
    chain: tuple[made.Edition, made.Edition],
) -> None:
    english = read("/public/en/recommendations/GLOACT/2026/REC/1/1/")
    assert "GLOACT/2025/REC/1/2" in english
    assert "Corrigenda" in english
    arabic = read("/public/ar/recommendations/GLOACT/2026/REC/1/1/")
    assert 'lang="ar" dir="rtl"' in arabic
    assert made.BODIES["ar"] in arabic
    # The original was corrected after this translation was made.
    assert 'class="note"><strong>' in arabic
    assert 'class="note"><strong>' not in english
    nepali = read("/public/ne/recommendations/GLOACT/2026/REC/1/2/")
    assert "not published in नेपाली" in nepali
    del chain


def test_the_symbol_of_a_set_leads_to_its_conference(chain: tuple[made.Edition, made.Edition]) -> None:
    answer = Client().get("/public/en/recommendations/GLOACT/2026/REC/1/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{HERE}#recommendations")
    del chain


def test_files_can_be_read_by_programs(chain: tuple[made.Edition, made.Edition]) -> None:
    found = json.loads(read(f"{HERE}recommendations.json"))
    first = found["sets"][0]["recommendations"][0]
    assert first["texts"]["ar"] == {
        "body": made.BODIES["ar"], "authoritative": False, "translation": "unofficial", "behind": True,
    }  # fmt: skip
    assert {one["symbol"] for one in first["ancestors"]} == {"GLOACT/2025/REC/1/1", "GLOACT/2025/REC/1/2"}
    lines = list(csv.reader(io.StringIO(read(f"{HERE}recommendations.csv").lstrip("\ufeff"))))
    assert lines[0][0] == "Recommendation"
    assert lines[1][2] == "GLOACT/2026/REC/1 - Para. 1"
    calendar = Calendar.from_ical(read(f"{HERE}programme.ics"))
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Conference 2026"]
    assert read(f"{HERE}recommendations.atom").count("<entry") == 2
    assert read("/public/en/conferences/feed.atom").count("<entry") == 5
    del chain


def test_nothing_of_drafts_and_closed_meetings_is_anywhere(cast: Cast) -> None:
    older = made.edition(3, 2024)
    hidden = made.edition(6, 2027, public=False, word=HIDDEN)
    draft = made.edition(7, 2028, state="draft", word=HIDDEN)
    made.tie(hidden.recommendations[0], older.recommendations[0])
    made.tie(draft.recommendations[0], older.recommendations[0], "supersedes")
    made.dropped(older.recommendations[1], draft.set)
    older_page = "/public/en/conferences/GLOACT/3/"
    symbol = older.recommendations[0].symbol
    places = [
        "/public/en/conferences/", "/public/en/conferences/feed.atom", "/public/en/conferences/calendar.ics",
        older_page, *(older_page + name for name in FILES), f"/public/en/recommendations/{symbol}/",
    ]  # fmt: skip
    for place in places:
        words = read(place)
        assert "GLOACT/2027" not in words, place
        assert "L.1" not in words, place
        assert "supersedes" not in words.lower(), place
        assert "Dropped" not in words, place
        assert HIDDEN not in words, place
    assert draft.conference.symbol in read("/public/en/conferences/")
    assert read("/public/en/conferences/feed.atom").count("<entry") == 2
    for path in ("GLOACT/6/", "GLOACT/99/", "GLOACT/2027/"):
        read(f"/public/en/conferences/{path}", 404)
    for name in ("", *FILES):
        assert HIDDEN not in read(f"/public/en/conferences/GLOACT/7/{name}"), name
    for symbol in (hidden.recommendations[0].symbol, hidden.set.symbol, draft.set.symbol, "GLOACT/1/1"):
        read(f"/public/en/recommendations/{symbol}/", 404)
    del cast


def test_a_confidential_paragraph_and_its_corrigendum_are_nowhere(cast: Cast) -> None:
    found = made.edition(5, 2026, word=HIDDEN)
    first, second = found.recommendations
    type(first).objects.filter(pk=first.pk).update(confidential=True)
    second.texts.update(body="States should meet.")
    made.corrected(found.set, cast.secretariat.post.row)
    for place in ("/public/en/", "/public/en/conferences/feed.atom", HERE, *(HERE + name for name in FILES)):
        words = read(place)
        for hidden in (HIDDEN, "REC/1/1<", "Corr.1", "within a day"):
            assert hidden not in words, (place, hidden)
    assert "1 recommendation was adopted" in read(HERE)
    read(f"/public/en/recommendations/{first.symbol}/", 404)


def plain(page: bytes, number: int) -> str:
    """A page without its own address and without the random guard of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode()).replace(
        f"GLOACT/{number}", ""
    )


def test_unseen_and_absent_look_the_same(cast: Cast) -> None:
    made.edition(6, 2027, public=False, word=HIDDEN)
    hidden, absent = (Client().get(f"/public/en/conferences/GLOACT/{n}/") for n in (6, 8))
    assert plain(hidden.content, 6) == plain(absent.content, 8)
    assert dict(hidden.headers) == dict(absent.headers)
    del cast


@pytest.mark.parametrize("language", ["en", "ar", "prs"])
def test_public_pages_set_no_cookie_and_are_small(
    chain: tuple[made.Edition, made.Edition], language: str
) -> None:
    for path in ("conferences/", "conferences/GLOACT/5/", "recommendations/GLOACT/2026/REC/1/1/"):
        answer = Client().get(f"/public/{language}/{path}")
        assert not answer.cookies
        assert len(answer.content) < 30_000
        assert b"<script" not in answer.content
        assert answer.headers["Cache-Control"].startswith("public")
    del chain
