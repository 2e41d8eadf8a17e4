"""Public pages are valid HTML, discreet, and readable by everybody's tools; officers' pages are valid too."""

from __future__ import annotations

import pytest
from django.test import Client

from hub.conferences.models import Conference
from tests.cast import Cast
from tests.conferences import published as made
from tests.conferences.stage import make_stage
from tests.publishing.looks import indiscreet, invalid

pytestmark = pytest.mark.django_db
PATHS = ("", "conferences/", "conferences/GLOACT/5/", "recommendations/GLOACT/2026/REC/1/1/")


def test_public_pages_are_valid_and_discreet(cast: Cast) -> None:
    older, later = made.edition(4, 2025, 3), made.edition(5, 2026)
    made.tie(later.recommendations[0], older.recommendations[0])
    made.dropped(older.recommendations[2], later.set)
    made.corrected(later.set, cast.secretariat.post.row)
    made.attended(later.conference, "NP", "Press", "attended")
    pages = {}
    for language in ("en", "ar", "prs"):
        for path in PATHS:
            answer = Client().get(f"/public/{language}/{path}")
            assert indiscreet(answer) == []
            pages[f"{language} {path}"] = answer.content
    assert invalid(pages) == []


def test_pages_of_officers_are_valid(cast: Cast) -> None:
    stage = make_stage(cast)
    one = stage.draft("States should [share] [exchange] routes.")
    browser = cast.secretariat.officer.browser()
    own = f"/conferences/{Conference.objects.get().pk}/"
    paths = [
        own + tab for tab in ("", "delegations/", "programme/", "groups/", "drafts/", "lineage/", "adoption/")
    ]
    paths += [
        "/conferences/", "/conferences/new/", f"/conferences/drafts/{one.pk}/",
        f"/conferences/drafts/{one.pk}/changes/en/0/1/", f"/conferences/do/draft/{one.pk}/describe/",
    ]  # fmt: skip
    pages = {path: browser.get(path).content for path in paths}
    assert invalid(pages) == []
