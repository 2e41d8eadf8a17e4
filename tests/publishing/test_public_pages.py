"""The frame of public pages: valid, discreet, in the reader's language, on every line."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from hub.base.replica import WroteAside
from hub.publishing.languages import CODES, language
from tests.cast import Cast
from tests.publishing.looks import indiscreet, invalid


@pytest.fixture(autouse=True)
def _probes(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.publishing.probe"


@pytest.mark.django_db
def test_the_frame_is_valid_and_discreet_in_every_language() -> None:
    answers = {code: Client().get(f"/public/{code}/framed/") for code in CODES}
    assert [fault for answer in answers.values() for fault in indiscreet(answer)] == []
    faults = invalid({code: answer.content for code, answer in answers.items()})
    # The probe fills no title of its own and no heading.
    assert faults == []


@pytest.mark.django_db
def test_a_signed_in_reader_gets_the_same_bytes(cast: Cast) -> None:
    mine, other = (
        client.get("/public/ar/framed/", HTTP_ACCEPT_LANGUAGE="fr")
        for client in (cast.sender.officer.browser(), Client())
    )
    assert mine.content == other.content
    assert mine["ETag"] == other["ETag"]
    assert indiscreet(mine) == []


@pytest.mark.django_db
def test_a_careless_view_leaves_no_cookie(cast: Cast) -> None:
    answer = cast.sender.officer.browser().get("/public/en/careless/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert not answer.has_header("Vary")


@pytest.mark.django_db
def test_a_view_that_writes_is_refused() -> None:
    with pytest.raises(WroteAside):
        Client().get("/public/en/noting/")


@pytest.mark.django_db
def test_the_switch_offers_the_page_in_its_languages() -> None:
    page = Client().get("/public/en/framed/?q=1").content.decode()
    for code in ("ar", "fr", "ur"):
        assert f'hreflang="{code}" lang="{code}" dir="{language(code).dir}"' in page
        assert f'href="/public/{code}/framed/?q=1"' in page
    assert 'href="/public/zh/' not in page
    assert re.search(r'<link rel="canonical" href="https?://[^"]+/public/en/framed/">', page)


@pytest.mark.django_db
def test_a_language_the_hub_does_not_speak_has_english_around_it() -> None:
    page = Client().get("/public/ur/framed/")
    assert page["Content-Language"] == "ur"
    assert b'<html lang="en" dir="ltr">' in page.content
    assert b'<html lang="ar" dir="rtl">' in Client().get("/public/ar/framed/").content


@pytest.mark.django_db
def test_a_foreign_host_does_not_get_into_the_page(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "other.example"]
    page = Client().get("/public/en/framed/", HTTP_HOST="other.example").content
    assert b"other.example" not in page


@pytest.mark.django_db
def test_who_has_it_gets_304_and_nothing_else_by_a_date() -> None:
    first = Client().get("/public/en/told/")
    again = Client().get("/public/en/told/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    late = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert Client().get("/public/en/told/", HTTP_IF_MODIFIED_SINCE=late).status_code == 200
