"""The officers' pages: what each shows, writes and refuses, without a line of script."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.library.models import Comment, LibraryItem, Rendition, Replication
from tests.cast import Cast
from tests.conferences.published import edition
from tests.factories.people import Person
from tests.library.shelf import PUBLIC, Shelf, told_to

pytestmark = pytest.mark.django_db


def desk(person: Person) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person.officer)
    return client


def look(person: Person, path: str) -> str:
    """The page as somebody reads it."""
    answer = desk(person).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(person: Person, path: str, **given: object) -> Any:
    """A form that somebody sends."""
    return desk(person).post(path, given)


def test_a_practice_is_begun_described_and_written_in_two_languages(cast: Cast) -> None:
    officer = cast.sender.officer
    begun = sent(
        officer, "/library/new/", type="good_practice", language="ur", title="دو کمرے", summary="خلاصہ"
    )
    item = LibraryItem.objects.get()
    assert begun["Location"] == f"/library/{item.pk}/?language=ur"
    there = f"/library/{item.pk}/"
    sent(officer, f"{there}edit/en/", title="Two rooms", body="One.\n\nTwo.", translation="official")
    detail = {"problem": "No rest.", "intervention": "Two rooms.", "evidence_strength": "told"}
    assert sent(officer, f"{there}detail/", **detail).status_code == 302
    about = {"audience": "countries", "readers": ["NP"], "instruments": "UNTOC 18\nTIP Protocol art. 9"}
    assert sent(officer, f"{there}about/", **about, sdg="8.7, 16.2", licence="CC-BY-4.0").status_code == 302
    version = item.versions.get()
    assert version.facts["audience"] == {"kind": "countries", "names": ["NP"]}
    assert version.facts["instruments"] == [
        {"symbol": "UNTOC", "article": "18"},
        {"symbol": "TIP Protocol", "article": "9"},
    ]
    page = look(officer, f"{there}?language=ur&side=en")
    for shown in ("دو کمرے", "Two rooms", "Official translation", "Told by practitioners", 'dir="rtl"'):
        assert shown in page


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("new/", {"type": "novel", "language": "en", "title": "T"}, "type"),
        ("new/", {"type": "lesson", "language": "en", "title": ""}, "title"),
        ("about/", {"audience": "network"}, "audience"),
        ("about/", {"audience": "owner", "sdg": "99"}, "sdg"),
        ("about/", {"audience": "owner", "licence": "OTHER"}, "rights_note"),
        ("about/", {"audience": "owner", "embargo_until": "soon"}, "embargo_until"),
        ("detail/", {"problem": "P", "source_url": "javascript:alert(1)"}, "source_url"),
        ("edit/fr/", {"title": "", "body": "B"}, "title"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    cast: Cast, path: str, given: dict[str, str], field: str
) -> None:
    there = "" if path == "new/" else f"{Shelf(cast).id}/"
    answer = sent(cast.sender.officer, f"/library/{there}{path}", **given)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert all(value in page for value in given.values() if value not in ("novel", "javascript:alert(1)"))


def test_four_eyes_clear_the_secretariat_reviews_and_a_stranger_reads(cast: Cast) -> None:
    shelf = Shelf(cast)
    there, side = f"/library/{shelf.id}/", cast.sender
    assert desk(cast.stranger.officer).get(there).status_code == 404
    assert "What to do now" in look(side.officer, there)
    sent(side.officer, f"{there}act/submit/", hash="")
    assert desk(side.officer).get(f"{there}act/clear/").status_code == 403
    assert "At work <b" in look(side.approver, "/library/")
    assert sent(side.approver, f"{there}act/clear/").status_code == 302
    reviewer = cast.secretariat.officer
    assert f"{there}act/review_pass/" in look(reviewer, there)
    assert sent(reviewer, f"{there}act/return/", reason="").status_code == 400
    assert sent(reviewer, f"{there}act/review_pass/", reason="Well said.").status_code == 302
    assert sent(side.officer, f"{there}act/publish/").status_code == 302
    page = look(cast.stranger.officer, there)
    assert "A joint desk for identification" in page
    assert "Well said." not in page


def test_what_changed_meanwhile_is_not_cleared_and_not_overwritten(cast: Cast) -> None:
    shelf = Shelf(cast)
    officer, there = cast.sender.officer, f"/library/{shelf.id}/"
    clash = sent(officer, f"{there}edit/en/", title="Mine", body="My words", revision="0")
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "My words" in page
    assert "First paragraph." in page
    assert Rendition.objects.get().title != "Mine"
    shelf.act("submit")
    old = sent(cast.sender.approver, f"{there}act/clear/", hash="0" * 64)
    assert old.status_code == 400
    assert shelf.newest.state == "submitted"


def test_comments_following_use_by_others_and_ties(cast: Cast) -> None:
    shelf, other = Shelf(cast).published(), Shelf(cast, title="Another thing").published()
    there, reader = f"/library/{shelf.id}/", cast.recipient.officer
    sent(reader, f"{there}comments/", text="How many people?")
    first = Comment.objects.get()
    sent(cast.sender.officer, f"{there}comments/", text="Four.", parent=str(first.pk))
    sent(cast.sender.officer, f"{there}comments/", text="Between us: three.", internal="yes")
    page = look(reader, there)
    assert "How many people?" in page
    assert "Four." in page
    assert "Between us" not in page
    sent(reader, f"{there}comments/{first.pk}/withdraw/")
    assert "its author took it back" in look(reader, there)
    sent(reader, f"{there}follow/", on="yes")
    assert "A joint desk" in look(reader, "/library/followed/")
    sent(reader, f"{there}used/", note="We tried it in Kathmandu.")
    assert "in Kathmandu" not in look(cast.stranger.officer, there)
    sent(cast.recipient.approver, f"{there}used/{Replication.objects.get().pk}/show/")
    assert "in Kathmandu" in look(cast.stranger.officer, there)
    sent(cast.sender.officer, f"{there}ties/", relation="derived_from", number=str(other.row))
    assert "Another thing" in look(reader, there)
    assert "A joint desk" in look(reader, f"/library/{other.id}/")


def test_a_tie_to_a_recommendation_is_made_and_taken_away(cast: Cast) -> None:
    shelf, adopted = Shelf(cast).published(), edition(5, 2026).recommendations[0]
    owner, ties = cast.sender.officer, f"/library/{shelf.id}/ties/"
    public = f"/public/en/recommendations/{adopted.symbol}/"
    sent(owner, ties, relation="used_in", number=adopted.symbol.lower())
    assert adopted.symbol in look(owner, f"/library/{shelf.id}/")
    assert "A joint desk" in Client().get(public).content.decode()
    tie = {"relation": "used_in", "kind": "conferences.recommendation", "id": str(adopted.pk)}
    assert sent(cast.recipient.officer, ties, remove="yes", **tie).status_code in (403, 404)
    sent(owner, ties, remove="yes", **tie)
    assert adopted.symbol not in look(owner, f"/library/{shelf.id}/")
    assert "A joint desk" not in Client().get(public).content.decode()
    nothing = sent(owner, ties, relation="used_in", number="GLOACT/2026/REC/9/9")
    assert "You can see no item" in "".join(map(str, get_messages(nothing.wsgi_request)))


def test_a_file_is_added_loaded_and_removed(cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    shelf = Shelf(cast)
    there, officer = f"/library/{shelf.id}/", cast.sender.officer
    pdf = SimpleUploadedFile("guide.pdf", b"%PDF-1.7\n% small\n")
    sent(officer, f"{there}files/", file=pdf, language="en")
    assert "guide.pdf" in look(officer, there)
    wrong = SimpleUploadedFile("guide.pdf", b"MZ\x90\x00")
    answer = desk(officer).post(f"{there}files/", {"file": wrong, "language": "en"}, follow=True)
    assert "The library keeps PDF" in answer.content.decode()
    shelf.published()
    assert "guide.pdf" in look(cast.stranger.officer, there)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_page_of_a_draft_opens_in_every_language(cast: Cast, language: str) -> None:
    shelf, client = Shelf(cast, PUBLIC), desk(cast.sender.officer)
    client.cookies["django_language"] = language
    there = f"/library/{shelf.id}/"
    parts = ("", "about/", "detail/", "language/", "edit/en/", "edit/ur/", "act/submit/", "?version=1")
    for path in (
        "/library/",
        "/library/desk/",
        "/library/followed/",
        "/library/new/",
        *(there + one for one in parts),
    ):
        assert client.get(path).status_code == 200, path


def test_what_others_may_not_see_is_nowhere(cast: Cast) -> None:
    Shelf(cast, told_to("NP"), title="Quiet matters").published()
    assert "Quiet" in look(cast.recipient.officer, "/library/?q=quiet")
    page = look(cast.stranger.officer, "/library/?q=quiet")
    assert "Quiet matters" not in page
    assert "<b>0</b> items" in page


@pytest.mark.parametrize("path", ["/library/", "/library/desk/", "/library/followed/", "/public/en/library/"])
def test_three_rows_ask_no_more_than_one(cast: Cast, path: str) -> None:
    reader = cast.sender.officer
    anybody = desk(reader) if path.startswith("/library/") else Client()
    counts = []
    for more in (told_to("NP"), told_to("EG"), told_to("NP", "EG")):
        shelf = Shelf(cast, PUBLIC, countries=more["names"])
        shelf.published()
        shelf.act("revise")
        Shelf(cast, more, title=f"A draft about {more['names']}")
        sent(reader, f"/library/{shelf.id}/follow/")
        anybody.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert anybody.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[-1], counts
