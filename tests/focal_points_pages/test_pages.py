"""The pages without a browser: who sees what, filters, forms and their messages."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from focal_points.models import AccessToken, DirectoryEntry, Officer, OfficerSession
from hub.base import clock
from tests.cast import Cast
from tests.factories.joining import answer, invited, new_person
from tests.factories.people import PASSWORD

PAGES = ("/directory/", "/countries/", "/countries/NP/", "/countries/AF/", "/officers/", "/account/")


def test_every_page_asks_strangers_to_sign_in() -> None:
    for path in PAGES:
        given = Client().get(path)
        assert given.status_code == 302
        assert given.headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_page_opens_in_every_language(cast: Cast, language: str) -> None:
    client = cast.sender.admin.browser()
    for path in (
        *PAGES,
        f"/directory/{cast.recipient.post.id}/",
        f"/directory/{cast.sender.post.id}/edit/",
        "/join/",
    ):
        given = client.get(path, headers={"accept-language": language})
        assert given.status_code == 200, path
        assert f'lang="{language}"' in given.text
        assert "require-trusted-types-for" in given.headers["Content-Security-Policy"]
        assert "style=" not in given.text


def test_the_directory_is_filtered_by_the_address(cast: Cast) -> None:
    client = cast.sender.officer.browser()
    everybody = client.get("/directory/").text
    assert "Office of the Attorney General" in everybody
    assert "International Cooperation Office" in everybody
    nepal = client.get("/directory/?country=NP&type=central_authority&q=attorney").text
    assert "Office of the Attorney General" in nepal
    assert "International Cooperation Office" not in nepal
    assert "No authority fits this choice" in client.get("/directory/?q=nowhere").text


def test_odd_filters_do_no_harm(cast: Cast) -> None:
    client = cast.sender.officer.browser()
    shown = client.get("/directory/", {"q": '"><script>x</script>', "country": "\0", "type": "%"})
    assert shown.status_code == 200
    assert "<script>x" not in shown.text
    assert client.get("/directory/?cursor=nonsense").status_code == 400
    assert client.get(f"/directory/{uuid4()}/").status_code == 404
    assert client.get("/countries/ZZ/").status_code == client.get("/countries/nonsense/").status_code == 404


def test_the_age_of_an_entry_is_told(cast: Cast) -> None:
    client, address = cast.sender.officer.browser(), f"/directory/{cast.recipient.post.id}/"
    entry = DirectoryEntry.objects.filter(focal_point=cast.recipient.post.id)
    assert "Never confirmed" in client.get(address).text
    entry.update(confirmed_on=clock.now().date() - timedelta(days=12))
    assert "Confirmed 12 days ago" in client.get(address).text
    entry.update(confirmed_on=clock.now().date() - timedelta(days=91))
    assert "Older than 90 days" in client.get(address).text


def test_unknown_treaty_status_is_said_to_be_unknown(cast: Cast) -> None:
    shown = cast.sender.officer.browser().get("/countries/NP/").text
    assert "No source says whether this country is bound" in shown
    assert "UN Treaty Collection" in shown


def test_an_administrator_edits_and_confirms(cast: Cast) -> None:
    client, post = cast.sender.admin.browser(), cast.sender.post.id
    edit = f"/directory/{post}/edit/"
    wrong = client.post(edit, {"email": "nonsense", "time_zone": "Mars/Base", "hub_use": "formal"})
    assert wrong.status_code == 400
    assert 'href="#id_time_zone"' in wrong.text
    assert "This time zone is not known" in wrong.text
    assert 'value="Mars/Base"' in wrong.text
    right = {
        "email": "ca@pk.example",
        "time_zone": "Asia/Karachi",
        "hub_use": "formal",
        "address": "<b>Islamabad",
    }
    assert client.post(edit, right).status_code == 302
    shown = client.get(f"/directory/{post}/").text
    assert "&lt;b&gt;Islamabad" in shown
    assert "there now" in shown
    assert client.post(f"/directory/{post}/confirm/").status_code == 302
    assert "Confirmed today" in client.get(f"/directory/{post}/").text


def test_nobody_else_edits_an_entry(cast: Cast) -> None:
    for person in (cast.sender.officer, cast.recipient.admin):
        client = person.browser()
        for path in ("edit", "confirm"):
            given = client.post(f"/directory/{cast.sender.post.id}/{path}/", {"hub_use": "formal"})
            assert given.status_code == 403
    assert DirectoryEntry.objects.get(focal_point=cast.sender.post.id).hub_use == "unknown"


def test_an_administrator_of_another_country_only_verifies(cast: Cast) -> None:
    assert "Mark as verified" in cast.sender.admin.browser().get("/countries/NP/").text
    assert "Mark as verified" not in cast.sender.officer.browser().get("/countries/NP/").text
    assert "Mark as verified" not in cast.recipient.admin.browser().get("/countries/NP/").text


def test_only_administrators_are_offered_invitations(cast: Cast) -> None:
    assert 'id="invite"' in cast.sender.admin.browser().get("/officers/").text
    assert 'id="invite"' not in cast.sender.officer.browser().get("/officers/").text


def test_without_a_seat_there_is_no_directory(cast: Cast) -> None:
    person = new_person("Waiting", "waiting@pk.example")
    number, code = invited(cast.sender.chancery, cast.sender.post, person, "officer")
    answer(number, code, "PK", person)
    client = person.browser()
    assert client.get("/directory/").status_code == 404
    assert client.get("/officers/").status_code == 200
    assert client.get("/officers/found/").status_code == 404


def test_preferences_are_kept(cast: Cast) -> None:
    client = cast.sender.officer.browser()
    bad = client.post("/account/preferences/", {"language": "xx", "time_zone": "Mars/Base"})
    assert bad.status_code == 400
    client.post("/account/preferences/", {"language": "ar", "time_zone": "Asia/Karachi"})
    officer = Officer.objects.get(pk=cast.sender.officer.id)
    assert (officer.language, officer.time_zone) == ("ar", "Asia/Karachi")
    assert 'dir="rtl"' in client.get("/account/").text


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    person = cast.sender.officer
    here, there = person.browser(), person.browser()
    address, new = "/account/password/", "an entirely new one 7"
    assert "not your present password" in here.post(address, {"current": "wrong", "password": new}).text
    assert here.post(address, {"current": PASSWORD, "password": "short"}).status_code == 400
    assert here.post(address, {"current": PASSWORD, "password": new}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert person.officer.check_password(new)


def test_signing_out_everywhere_else(cast: Cast) -> None:
    person = cast.sender.officer
    here, there = person.browser(), person.browser()
    assert here.get("/account/").text.count("Unknown device") == 2
    assert here.post("/account/sessions/end/").status_code == 302
    assert there.get("/account/").status_code == 302
    assert OfficerSession.objects.filter(officer=person.id).count() == 1


def test_a_token_is_shown_once_and_ends(cast: Cast) -> None:
    client, post = cast.sender.officer.browser(), cast.sender.post.id
    assert client.post("/account/tokens/", {"label": "x", "focal_point": post}).status_code == 400
    elsewhere = {"label": "x", "focal_point": cast.recipient.post.id, "scopes": ["read"]}
    assert client.post("/account/tokens/", elsewhere).status_code == 400
    made = client.post("/account/tokens/", {"label": "Backup", "focal_point": post, "scopes": ["read"]})
    assert "hub_" in made.text
    assert "hub_" not in client.get("/account/").text
    token = AccessToken.objects.get(label="Backup")
    cast.sender.admin.browser().post(f"/account/tokens/{token.pk}/end/")
    assert AccessToken.objects.filter(pk=token.pk).exists()
    client.post(f"/account/tokens/{token.pk}/end/")
    assert not AccessToken.objects.filter(pk=token.pk).exists()
