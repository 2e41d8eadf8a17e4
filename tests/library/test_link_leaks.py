"""What is tied to an open item, but hidden from its reader, changes no byte of anything the reader gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.library import actions
from hub.publishing.models import Stamp
from tests.cast import Cast
from tests.conferences import published
from tests.library.shelf import Shelf, told_to
from tests.publishing.alliance import Alliance

pytestmark = pytest.mark.django_db
CANARY = "Zuwara-9904"
LIST = "/oai/?metadataPrefix=oai_dc&verb"


class Tied:
    """An open item and an open recommendation, to be tied to what others must not see."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.open = Shelf(cast, title="Open manual on shelters").published()
        self.edition = published.edition(5, 2026)
        self.closed_edition = published.edition(6, 2027, public=False, word=CANARY)

    def hide(self) -> None:
        """Tie to them a draft, an item for Nepal, a use that is not cleared."""
        recommendation = ("conferences.recommendation", self.edition.recommendations[0].pk)
        secret = Shelf(self.cast, told_to("NP"), title=f"{CANARY} for Nepal").published()
        for shelf in (secret, Shelf(self.cast, title=f"{CANARY} draft")):
            for relation in ("derived_from", "provenance", "used_in"):
                self.tie(shelf, relation, ("library.item", self.open.id))
                self.tie(shelf, relation, recommendation)
        used = {"note": CANARY, "result": CANARY}
        actions.replicate(self.open.id, self.cast.recipient.officer.acting, used, self.open.now)

    def tie(self, shelf: Shelf, relation: str, end: tuple[str, Any]) -> None:
        """By the item's owner."""
        given = {"relation": relation, "kind": end[0], "id": str(end[1])}
        actions.link_item(shelf.id, self.cast.sender.officer.acting, given, shelf.now)

    def addresses(self) -> Iterable[str]:
        """Everything that shows the open ends, lists items or counts them."""
        item, number, row = self.open.id, self.open.row.number, self.edition.recommendations[0]
        for base in ("/library/", "/public/en/library/", "/public/ar/library/", "/api/v1/library/search/"):
            yield from (base, f"{base}?q=zuwa", f"{base}?q=zuvara")
        yield from (f"/api/v1/library/suggest/?q={start}" for start in ("zu", "zuwara", "op"))
        yield from (f"/library/{item}/", f"/api/v1/library/items/{item}/", "/api/v1/library/items/")
        yield from (f"/api/v1/library/numbers/{number}/", f"/public/en/library/{number}/")
        yield from (f"/public/en/library/{number}/cite.{form}" for form in ("txt", "bib", "csl.json"))
        yield from (f"/public/en/library/feed.{form}" for form in ("atom", "json"))
        yield from (f"{LIST}={verb}" for verb in ("ListRecords", "ListIdentifiers"))
        yield from ("/oai/?verb=ListSets", "/oai/?verb=Identify", "/api/v1/notices/")
        yield from (f"/public/en/recommendations/{row.symbol}/", f"/conferences/drafts/{row.pk}/")
        yield from ("/public/en/conferences/feed.atom", "/public/en/conferences/calendar.ics")


@pytest.fixture
def tied(cast: Cast) -> Tied:
    """Nothing hidden is tied yet."""
    return Tied(cast)


def outsiders(cast: Cast, alliance: Alliance) -> dict[str, Client]:
    """Everybody but the two countries."""
    found = {name: getattr(cast, name).officer.browser() for name in ("stranger", "secretariat")}
    found |= {f"{name} API": getattr(cast, name).officer.api() for name in ("stranger", "secretariat")}
    return found | {"organisation": alliance.browser(), "anonymous": Client()}


def bodies(client: Client, tied: Tied) -> dict[str, bytes]:
    """What each address answers, without what differs from call to call."""
    varying = rb'csrf\w*" value="\w+"|responseDate>[^<]*<'
    return {path: re.sub(varying, b"", client.get(path).content) for path in tied.addresses()}


def test_what_is_tied_in_secret_changes_no_byte(tied: Tied, alliance: Alliance) -> None:
    clients = outsiders(tied.cast, alliance)
    before = {who: bodies(client, tied) for who, client in clients.items()}
    stamp = list(Stamp.objects.values_list("value", flat=True))
    tied.hide()
    for who, client in clients.items():
        after = bodies(client, tied)
        assert [path for path in after if after[path] != before[who][path]] == [], who
        assert [path for path in after if CANARY.encode() in after[path]] == [], who
    assert list(Stamp.objects.values_list("value", flat=True)) == stamp


def test_those_who_may_see_the_other_end_see_the_tie(tied: Tied) -> None:
    tied.hide()
    paths = (f"/library/{tied.open.id}/", f"/api/v1/library/items/{tied.open.id}/")
    for client, drafts in ((tied.cast.recipient.officer, 0), (tied.cast.sender.officer, 1)):
        for one, path in zip((client.browser(), client.api()), paths, strict=True):
            page = one.get(path).content.decode()
            assert f"{CANARY} for Nepal" in page
            assert (f"{CANARY} draft" in page) == bool(drafts)


def test_a_recommendation_for_members_is_no_end_for_others(tied: Tied, alliance: Alliance) -> None:
    hidden = tied.closed_edition.recommendations[0]
    end = ("conferences.recommendation", hidden.pk)
    published.attended(tied.closed_edition.conference, "PK", "list", "attended")
    tied.tie(tied.open, "used_in", end)
    api = tied.cast.sender.officer.api()
    assert hidden.symbol in api.get(f"/api/v1/library/items/{tied.open.id}/").content.decode()
    clients = outsiders(tied.cast, alliance)
    clients.pop("secretariat"), clients.pop("secretariat API")
    for who, client in clients.items():
        found = bodies(client, tied)
        for word in (CANARY, str(hidden.pk), hidden.symbol):
            assert [path for path in found if word.encode() in found[path]] == [], who


def test_an_address_with_a_hidden_number_answers_like_one_without_any(tied: Tied) -> None:
    secret = Shelf(tied.cast, told_to("NP"), title=CANARY).published()
    hidden, absent = secret.row.number, 999_999
    client, api = Client(), tied.cast.stranger.officer.api()
    tails = ("", "v1/", "cite.txt", "cite.bib", "cite.csl.json", "v1/cite.txt")
    asked = [(client, f"/public/en/library/{{}}/{tail}") for tail in tails]
    asked += [(api, "/api/v1/library/numbers/{}/")]
    asked += [(client, "/oai/?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:library/{}")]
    for one, path in asked:
        found = [answered(one, path, number) for number in (hidden, absent)]
        assert found[0] == found[1], path


def answered(client: Client, path: str, number: int) -> tuple[int, str, int]:
    """Status, body without the number asked for, and how many questions it put to the database."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path.format(number))
    varying = rf'responseDate>[^<]*<|csrf\w*" value="\w+"|(?<=library/){number}\b|(?<=library%2F){number}\b'
    return answer.status_code, re.sub(varying, "", answer.content.decode()), len(asked)
