"""What one may not see is neither found nor counted, suggested, fed, harvested or felt in time."""

from __future__ import annotations

import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from focal_points.acting import Acting
from focal_points.actions import make_calendar_link
from hub.base import clock
from hub.library.models import LibraryItem, SearchRow
from hub.library.search import shelf
from hub.library.search.actions import end_embargoes
from hub.library.search.finding import kept_no_more, search
from hub.library.search.query import Query
from hub.library.search.suggesting import suggest
from tests.cast import Cast
from tests.library.shelf import Shelf, told_to
from tests.publishing.alliance import ally

pytestmark = pytest.mark.django_db
SECRET = "Zarbatana"  # noqa: S105 - a word that only Pakistan and Nepal may read
INSTRUMENT = [{"symbol": "Treaty of Nowhere", "article": "7"}]


@pytest.fixture
def hidden(cast: Cast) -> Shelf:
    """Published by Pakistan for Nepal alone, beside something that everybody reads."""
    Shelf(cast, title="Open manual on shelters").published()
    secret = {"title": f"{SECRET} operation", "countries": ["IR"], "instruments": INSTRUMENT, "sdg": ["16.2"]}
    return Shelf(cast, told_to("NP"), pillars=["prosecution"], **secret).published()


def outsiders(cast: Cast) -> list[Acting | None]:
    """Egypt, the Secretariat, an organisation and nobody signed in."""
    return [cast.stranger.officer.acting, cast.secretariat.officer.acting, ally().acting, None]


def said(reader: Acting | None, q: str = "", **facets: str) -> str:
    """All that a search tells."""
    return repr(search(reader, Query(q, {name: frozenset({value}) for name, value in facets.items()})))


def test_those_it_is_for_find_it(cast: Cast, hidden: Shelf) -> None:
    for reader in (cast.sender.observer, cast.recipient.officer):
        assert reader is not None
        assert [hit.item for hit in search(reader.acting, Query(SECRET)).rows] == [hidden.id]
        assert [one.item for one in suggest(reader.acting, "zarb")] == [hidden.id]
        assert search(reader.acting, Query("zarbatanna")).corrected == "zarbatana"


def test_others_find_nothing_and_count_nothing(cast: Cast, hidden: Shelf) -> None:
    for reader in outsiders(cast):
        everything = said(reader)
        assert "Open manual" in everything
        for word in (SECRET, SECRET.lower(), "Nowhere", "'IR'", "16.2", "prosecution", str(hidden.id)):
            assert word not in everything
        assert "total=0" in said(reader, SECRET)
        assert suggest(reader, "zarbat") == []


@pytest.mark.usefixtures("hidden")
def test_a_filter_nobody_may_know_answers_like_one_that_does_not_exist(cast: Cast) -> None:
    for reader in outsiders(cast):
        for name, real in (("instrument", "Treaty of Nowhere"), ("country", "IR"), ("sdg", "16.2")):
            assert said(reader, **{name: real}) == said(reader, **{name: "ZZ"}).replace("ZZ", real)


@pytest.mark.usefixtures("hidden")
def test_corrections_never_lead_to_words_one_may_not_see(cast: Cast) -> None:
    for reader in outsiders(cast):
        for near in ("zarbatanna", "zarbatan", "sarbatana", "zabratana"):
            assert search(reader, Query(near)).corrected == ""
        assert search(reader, Query("manuel")).corrected == "manual"


def test_a_draft_its_review_and_a_retired_item_stay_where_they_belong(cast: Cast) -> None:
    shelf = Shelf(cast, title=f"{SECRET} draft")
    reviewer, writer = cast.secretariat.officer.acting, cast.sender.officer.acting
    assert search(writer, Query(SECRET)).rows[0].work
    assert all("total=0" in said(reader, SECRET) for reader in outsiders(cast))
    shelf.cleared()
    assert search(reviewer, Query(SECRET)).total == 1
    assert "total=0" in said(cast.stranger.officer.acting, SECRET)
    shelf.act("review_pass")
    shelf.act("publish")
    assert search(None, Query(SECRET)).total == 1
    shelf.act("retire", reason="Outdated.")
    assert search(None, Query(SECRET)).total == search(writer, Query(SECRET)).total == 0


def test_a_new_version_is_not_found_before_it_is_published(cast: Cast) -> None:
    shelf = Shelf(cast, title="Old words").published()
    shelf.revised().rewritten(f"{SECRET} words")
    assert "total=0" in said(None, SECRET)
    assert search(None, Query("old")).total == 1
    assert search(None, Query("old")).rows[0].state == "published"
    assert search(cast.sender.officer.acting, Query(SECRET)).total == 1


def test_narrowing_the_audience_hides_at_once(cast: Cast) -> None:
    shelf = Shelf(cast, title=f"{SECRET} open").published()
    assert search(None, Query(SECRET)).total == 1
    shelf.revised(audience=told_to("NP")).published()
    assert search(None, Query(SECRET)).total == search(None, Query("zarbatanna")).total == 0


def test_public_pages_of_the_search_say_nothing(hidden: Shelf) -> None:
    client, number = Client(), hidden.row.number
    for path in (
        "/public/en/library/feed.atom", "/public/en/library/feed.json",
        "/public/ar/library/feed.atom?q=zarbatana",
        "/oai/?verb=ListRecords&metadataPrefix=oai_dc", "/oai/?verb=ListIdentifiers&metadataPrefix=oai_dc",
        f"/oai/?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:hub.localhost:library/{number}",
    ):  # fmt: skip
        text = client.get(path).content.decode()
        assert SECRET not in text
        assert str(hidden.id) not in text
        assert "Treaty of Nowhere" not in text
    there = [client.get(f"/public/en/library/{n}/cite.bib") for n in (number, 999_999)]
    assert [one.status_code for one in there] == [404, 404]


@pytest.mark.usefixtures("hidden")
def test_an_officers_feed_is_the_officers_and_ends_with_its_address(cast: Cast) -> None:
    sides = (cast.recipient, cast.stranger)
    secrets = {side.code: make_calendar_link(side.officer.officer, clock.now()) for side in sides}
    client = Client()
    own = client.get(f"/library/feed/{secrets['NP']}/en.atom")
    assert SECRET in own.content.decode()
    assert secrets["NP"] not in own.content.decode()
    assert own["Cache-Control"] == "no-store"
    assert own["Cross-Origin-Resource-Policy"] == "same-origin"
    assert SECRET not in client.get(f"/library/feed/{secrets['EG']}/en.json").content.decode()
    make_calendar_link(cast.recipient.officer.officer, clock.now())
    assert client.get(f"/library/feed/{secrets['NP']}/en.atom").status_code == 404
    assert client.get("/library/feed/guess/en.atom").status_code == 404


@pytest.mark.usefixtures("hidden")
def test_a_guess_that_is_right_takes_no_longer_than_a_wrong_one(cast: Cast) -> None:
    for reader in outsiders(cast):
        right, wrong = least(reader, SECRET), least(reader, "Zarbatuno")
        assert right < wrong * 1.5 + 0.002
        assert queries(reader, SECRET) == queries(reader, "Zarbatuno")


def newest() -> list[int]:
    """Numbers of what everybody reads, newest first."""
    return [hit.number for hit in search(None, Query(sort="newest")).rows]


def least(reader: Acting | None, q: str) -> float:
    """Seconds of processor time that a question takes at least."""
    found = []
    for _ in range(15):
        kept_no_more()
        begin = time.process_time()
        said(reader, q)
        found.append(time.process_time() - begin)
    return min(found)


def queries(reader: Acting | None, q: str) -> int:
    """How many questions to the database it makes of one."""
    kept_no_more()
    with CaptureQueriesContext(connection) as asked:
        said(reader, q)
    return len(asked)


def test_an_embargo_hides_and_then_shows_among_the_newest(cast: Cast) -> None:
    today = clock.now().date()
    embargoed = Shelf(cast, title=f"{SECRET} later", embargo_until=(today + timedelta(days=3)).isoformat())
    embargoed.published()
    Shelf(cast, title="Meanwhile").published()
    assert "total=0" in said(None, SECRET)
    assert search(cast.sender.officer.acting, Query(SECRET)).total == 1
    # Three days pass: what the rows know of days is three days nearer.
    LibraryItem.objects.filter(pk=embargoed.id).update(embargo_until=today)
    SearchRow.objects.filter(item=embargoed.id).update(embargo=today)
    shelf.forget()
    assert newest()[1] == embargoed.row.number
    assert end_embargoes(clock.now()) == 1
    assert newest()[0] == embargoed.row.number
    assert end_embargoes(clock.now()) == 0


def test_the_whole_index_can_be_made_anew(cast: Cast, hidden: Shelf) -> None:
    readers = outsiders(cast)
    before = [said(reader) for reader in readers]
    call_command("index_library", "--anew", stdout=StringIO())
    assert [said(reader) for reader in readers] == before
    assert search(cast.recipient.officer.acting, Query(SECRET)).rows[0].item == hidden.id
