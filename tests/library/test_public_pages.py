"""The pages for everybody: what they show, in which language, and that they know nothing of who reads."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hub.base import clock
from tests.cast import Cast
from tests.library.shelf import PUBLIC, Shelf, told_to
from tests.publishing.looks import HEAVIEST, indiscreet, invalid

pytestmark = pytest.mark.django_db
WORD = "Zephyranthes"


def page(path: str) -> Any:
    """What somebody without an account gets."""
    return Client().get(path)


def text(path: str) -> str:
    """The same as text."""
    answer = page(path)
    assert answer.status_code == 200, path
    whole: str = answer.content.decode()
    return whole


def in_two_languages(cast: Cast) -> Shelf:
    """A published practice with a text in Urdu beside the English one, and a file."""
    shelf = Shelf(cast)
    shelf.rewritten("شناخت کے لیے مشترکہ میز", "ur", "پہلا پیراگراف")
    shelf.with_file()
    return shelf.published()


def test_an_item_is_read_in_the_language_of_its_address(cast: Cast) -> None:
    number = in_two_languages(cast).row.number
    urdu = text(f"/public/ur/library/{number}/")
    assert '<h1 itemprop="name" lang="ur" dir="rtl">شناخت کے لیے مشترکہ میز</h1>' in urdu
    assert "Unofficial translation" in urdu
    french = text(f"/public/fr/library/{number}/")
    assert '<html lang="fr"' in french
    assert "A joint desk for identification" in french
    assert f'hreflang="ur" href="http://localhost:8000/public/ur/library/{number}/"' in french


def test_an_item_says_how_to_cite_it_and_what_it_is(cast: Cast) -> None:
    shelf = in_two_languages(cast)
    shown = text(f"/public/en/library/{shelf.row.number}/")
    for part in (
        shelf.newest.identifier,
        "Creative Commons Attribution",
        "Protection",
        "guide.pdf",
        shelf.newest.hash,
    ):
        assert part in shown
    assert 'itemtype="https://schema.org/' in shown
    cited = re.findall(r'href="(/public/[^"]*cite\.[^"]*)"', shown)
    assert len(set(cited)) == 3
    assert all(page(path).status_code == 200 for path in cited)


def test_a_file_is_only_ever_saved(cast: Cast) -> None:
    number = in_two_languages(cast).row.number
    (path,) = re.findall(
        r'href="(/public/en/library/\d+/files/[^"]+)"', text(f"/public/en/library/{number}/")
    )
    answer = page(path)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert page(path.replace(f"/{number}/", "/999/")).status_code == 404


def test_an_older_version_stays_and_says_that_it_was_replaced(cast: Cast) -> None:
    shelf = Shelf(cast).published().revised()
    shelf.rewritten("A desk with two chairs")
    shelf.published()
    number = shelf.row.number
    assert "A desk with two chairs" in text(f"/public/en/library/{number}/")
    old = text(f"/public/en/library/{number}/v1/")
    assert "A joint desk for identification" in old
    assert "has been replaced" in old
    assert page(f"/public/en/library/{number}/v3/").status_code == 404


def test_of_what_was_withdrawn_only_that_it_was(cast: Cast) -> None:
    shelf = in_two_languages(cast)
    number = shelf.row.number
    shelf.act("retire", reason="The figures were wrong.")
    shown = text(f"/public/en/library/{number}/")
    assert "Withdrawn on" in shown
    assert "The figures were wrong." in shown
    assert "First paragraph." not in shown
    assert "guide.pdf" not in shown
    assert "A joint desk" not in text("/public/en/library/")


def test_words_and_facets_narrow_the_list_and_stay_in_the_address(cast: Cast) -> None:
    Shelf(cast).published()
    Shelf(cast, title="Shelters for one night", side=cast.recipient, themes=["capacity"]).published()
    both = text("/public/en/library/")
    assert "A joint desk" in both
    assert "Shelters for one night" in both
    (path,) = re.findall(r'href="(\?[^"]*theme=capacity[^"]*)"', both)
    narrowed = text(f"/public/en/library/{path}")
    assert "A joint desk" not in narrowed
    assert 'aria-current="true"' in narrowed
    found = text("/public/ar/library/?q=shelters&theme=capacity")
    assert "<mark>Shelters</mark>" in found
    assert 'name="theme" value="capacity"' in found


def test_a_title_that_looks_like_markup_stays_a_text(cast: Cast) -> None:
    number = Shelf(cast, title="Rooms <img src=x> & <b>bold</b>").published().row.number
    for path in ("/public/en/library/?q=rooms", f"/public/en/library/{number}/"):
        shown = text(path)
        assert "<img" not in shown
        assert "<b>bold" not in shown
    assert "<mark>Rooms</mark> &lt;img" in text("/public/en/library/?q=rooms")


@pytest.fixture
def hidden(cast: Cast) -> list[Shelf]:
    """Everything that must not be seen, with a word that nothing else has."""
    later = (clock.now() + timedelta(days=9)).date().isoformat()
    draft = Shelf(cast, PUBLIC, title=f"{WORD} draft")
    waiting = Shelf(cast, PUBLIC, title=f"{WORD} waiting").cleared()
    told = Shelf(cast, told_to("NP"), title=f"{WORD} told").published()
    own = Shelf(cast, {"kind": "owner", "names": []}, title=f"{WORD} own").published()
    embargoed = Shelf(cast, PUBLIC, title=f"{WORD} embargo", embargo_until=later).published()
    return [draft, waiting, told, own, embargoed]


def test_nothing_hidden_is_on_any_page_nor_counted(cast: Cast, hidden: list[Shelf]) -> None:
    alone = text("/public/en/library/")
    shown = Shelf(cast).published()
    for path in (
        "",
        f"?q={WORD}",
        "?type=good_practice",
        "?state=draft",
        "?audience=countries",
        "?country=PK",
    ):
        found = text(f"/public/en/library/{path}")
        assert WORD not in found.replace(f'value="{WORD}"', "").replace(f"q={WORD}", ""), path
        assert 'name="state"' not in found or "0 items" in found
    counts = re.findall(r'class="many">(\d+)<', text("/public/en/library/?type=good_practice"))
    assert set(counts) <= {"1"}
    assert "0 items" in alone
    assert shown.row.number > len(hidden)


def test_what_is_hidden_answers_as_what_is_not_there(hidden: list[Shelf]) -> None:
    absent = page("/public/en/library/4321/")
    for shelf in hidden:
        for end in ("", "v1/", "cite.txt", "cite.bib"):
            answer = page(f"/public/en/library/{shelf.row.number}/{end}")
            assert answer.status_code == 404, end
        same = page(f"/public/en/library/{shelf.row.number}/")
        assert _plain(same) == _plain(absent).replace("4321", str(shelf.row.number))
        assert same.headers.keys() == absent.headers.keys()


def _plain(answer: Any) -> str:
    """A page without the token against forgery, which is another one each time."""
    whole: str = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", whole)


def test_a_tie_to_something_hidden_is_no_tie(cast: Cast, hidden: list[Shelf]) -> None:
    from hub.library import actions

    shelf = Shelf(cast).published()
    for other in hidden:
        sent = {"relation": "related", "kind": "library.item", "id": str(other.id)}
        actions.link_item(shelf.id, cast.sender.officer.acting, sent, clock.now())
    shown = text(f"/public/en/library/{shelf.row.number}/")
    assert WORD not in shown
    assert "Tied to" not in shown


def test_comments_decisions_and_people_are_never_public(cast: Cast) -> None:
    from hub.library import actions

    shelf = Shelf(cast).published()
    actions.comment(shelf.id, cast.recipient.officer.acting, {"text": f"{WORD} said"}, clock.now())
    shown = text(f"/public/en/library/{shelf.row.number}/")
    for name in (WORD, cast.sender.officer.name, cast.sender.approver.name, cast.secretariat.officer.name):
        assert name not in shown


def test_pages_follow_nobody_and_are_the_same_for_everybody(cast: Cast) -> None:
    number = in_two_languages(cast).row.number
    Shelf(cast, told_to("NP"), title=f"{WORD} told").published()
    signed_in = Client()
    signed_in.force_login(cast.recipient.officer.officer)
    for path in (f"/public/en/library/{number}/", "/public/ar/library/", f"/public/en/library/?q={WORD}"):
        assert indiscreet(page(path)) == []
        assert signed_in.get(path).content == page(path).content
        assert len(page(path).content) < HEAVIEST


@pytest.mark.parametrize(
    "query", ["?q=%00", "?cursor=~~~", "?sort=worst", "?type=%F0%9F%98%80", "?q=" + "x" * 3000]
)
def test_odd_questions_are_answered(cast: Cast, query: str) -> None:
    Shelf(cast).published()
    assert page(f"/public/en/library/{query}").status_code in (200, 400)


def test_addresses_that_lead_nowhere(cast: Cast) -> None:
    number = Shelf(cast).published().row.number
    for path in (
        f"/public/xx/library/{number}/",
        "/public/en/library/0/",
        f"/public/en/library/{number}/v0/",
    ):
        assert page(path).status_code == 404
    assert Client().post(f"/public/en/library/{number}/").status_code == 405
    assert page(f"/public/en/library/{10**30}/").status_code == 404


def test_the_pages_are_valid_html(cast: Cast) -> None:
    number = in_two_languages(cast).row.number
    paths = [f"/public/{code}/library/{end}" for code in ("en", "ar") for end in ("", f"{number}/")]
    assert invalid({path: page(path).content for path in paths}) == []
