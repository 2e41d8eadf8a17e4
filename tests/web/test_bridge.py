"""From a recommendation on operational cooperation to released figures, and to nothing else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from hub.base import clock
from hub.conferences.models import Recommendation
from hub.statistics.models import Release
from tests.cast import Cast
from tests.conferences.published import Edition, edition
from tests.publishing.alliance import ally


@pytest.fixture
def found(cast: Cast) -> Edition:
    """Two recommendations; the first is on operational cooperation, the second is not."""
    del cast
    made = edition(5, 2026)
    for row, theme in zip(made.recommendations, ("operational", "awareness"), strict=True):
        Recommendation.objects.filter(pk=row.pk).update(themes=[theme])
    return made


def path(row: Recommendation) -> str:
    """The address of the figures beside a recommendation."""
    return f"/conferences/recommendations/{row.pk}/figures/"


def test_released_figures_stand_beside_it_the_same_for_everybody(cast: Cast, found: Edition) -> None:
    tables = {"ending": {"rows": [["executed_30", 9]], "hidden": [], "block": 0}}
    Release.objects.create(year=2025, source="request", total=9, tables=tables, made_at=clock.now())
    pages = []
    for side in (cast.sender, cast.stranger, cast.secretariat):
        answer = side.officer.browser().get(path(found.recommendations[0]))
        assert answer.status_code == 200
        body = answer.content.decode()
        pages.append(body[body.index("<h1>") : body.index("</main>")])
    assert pages[0] == pages[1] == pages[2]
    assert "2025" in pages[0]


def test_without_a_release_it_says_so(cast: Cast, found: Edition) -> None:
    page = cast.sender.officer.browser().get(path(found.recommendations[0]))
    assert "No figures have been released yet" in page.content.decode()


def test_other_themes_and_organisations_have_none(cast: Cast, found: Edition) -> None:
    browser = cast.sender.officer.browser()
    assert browser.get(path(found.recommendations[1])).status_code == 404
    assert browser.get(f"/conferences/recommendations/{uuid4()}/figures/").status_code == 404
    assert ally().browser().get(path(found.recommendations[0])).status_code == 404
