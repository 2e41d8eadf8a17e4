"""Conferences of the demo: the chain hangs together, sources disagree, invented texts say so."""

from __future__ import annotations

import pytest

from hub.conferences.models import Conference, Delegation, Recommendation, RecommendationLink
from hub.conferences.queries_lineage import unaccounted
from hub.web.demo import meetings, networks


@pytest.fixture
def held(cast: object) -> None:
    """The networks and conferences of the demo."""
    del cast
    networks.enter()
    meetings.hold()
    meetings.hold()


@pytest.mark.usefixtures("held")
def test_the_chain_hangs_together() -> None:
    chain = Conference.objects.filter(series="TIPSOM").order_by("start")
    assert [one.year for one in chain] == [2014, 2015, 2016, 2016, 2017, 2019]
    assert [one.predecessor for one in chain] == [None, *chain[:5]]
    assert RecommendationLink.objects.filter(start__symbol__startswith="TIPSOM/2019/").count() == 4
    last = chain.last()
    assert last is not None
    assert unaccounted(last) == []


@pytest.mark.usefixtures("held")
def test_both_sources_of_2019_are_kept() -> None:
    rows = Delegation.objects.filter(conference__series="TIPSOM", conference__start__year=2019)
    by_source = {
        source: set(rows.filter(source=source).values_list("country", flat=True))
        for source in rows.values_list("source", flat=True)
    }
    assert by_source["News agency APP"] - by_source["UNODC article"] == {"AF", "IQ"}


@pytest.mark.usefixtures("held")
def test_every_text_says_that_it_is_demonstration() -> None:
    rows = Recommendation.objects.prefetch_related("texts")
    assert len(rows) == 17
    for row in rows:
        assert row.source_note.startswith("Demonstration text")
        marks = ("Demonstration text", "Texte de démonstration", "نص للعرض")
        assert all(text.body.startswith(marks) for text in row.texts.all())
