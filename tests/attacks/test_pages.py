"""Every page: headers that keep attackers out, nothing inline or from elsewhere, no secrets in sight."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

from focal_points.models import OfficerSession
from tests.attacks.routes import address, is_api
from tests.attacks.table import SIGNED_IN, TABLE, expected
from tests.attacks.world import World, make_world
from tests.cast import Cast
from tests.factories.people import PASSWORD

PAGES = [route for route, row in TABLE.items() if not is_api(route) and row.verbs.get("GET")]
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    "trusted-types 'none'",
}  # fmt: skip
# A file that is only saved is allowed nothing at all.
INERT = {"sandbox", "default-src 'none'"}
# What is the same for everybody, and may say so.
KEPT = r"public, max-age=\d+(, immutable)?"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
ELSEWHERE = [
    *("https://evil.example/", "//evil.example", r"/\evil.example", r"\\evil.example", "https:evil.example"),
    *("javascript:alert(1)", "data:text/html,x", "/\t/evil.example", "\n//evil.example", " //evil.example"),
    *(
        "http://testserver@evil.example/",
        "https://testserver.evil.example/",
        "///evil.example",
        "http:///evil.example",
    ),
]


@pytest.fixture
def world(cast: Cast) -> World:
    """Pages with something on them."""
    return make_world(cast)


class Page(HTMLParser):
    """What is inline or from elsewhere in a page, its title, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.title, self.within = "", ""
        self.links: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        found = {name: value or "" for name, value in attrs}
        self.within = tag
        inline = [name for name in found if name.startswith("on") or name in ("style", "srcdoc", "nonce")]
        if (
            inline
            or (tag == "script" and "src" not in found)
            or tag in ("style", "base", "object", "embed", "iframe")
        ):
            self.wrong.append(f"<{tag} {found}>")
        if tag == "meta" and "http-equiv" in found:
            self.wrong.append(f"<meta {found}>")
        self.links += [
            found[name] for name in ("src", "href", "action", "formaction", "poster") if name in found
        ]
        if tag == "form":
            self.forms.append(found)

    def handle_data(self, data: str) -> None:
        """Scripts and styles have no text of their own; the title is kept."""
        if self.within in ("script", "style") and data.strip():
            self.wrong.append(data[:80])
        self.title += data if self.within == "title" else ""

    def handle_endtag(self, tag: str) -> None:
        """Text after a tag belongs to none."""
        del tag
        self.within = ""


def shown(world: World, role: str) -> list[tuple[str, Any]]:
    """Every page that a role may open, with its refusals: 403 and 404 are pages too."""
    found = []
    for route in PAGES:
        for thing in TABLE[route].things:
            answer = world.keys[role][0].client().get(address(route, world.values(thing)))
            assert answer.status_code == expected(route, thing, role, "GET")
            found.append((f"{route} [{thing}]", answer))
    return found


def _of_its_kind(name: str, answer: Any) -> dict[str, str]:
    """What every reader gets alike may be kept, its files also read by other sites; a calendar asks again."""
    said, policy = answer["Cache-Control"], "Cross-Origin-Resource-Policy"
    if name.startswith(("public/", "oai/")) and re.fullmatch(KEPT, said):
        html = answer["Content-Type"].startswith("text/html")
        return {"Cache-Control": said} | ({} if html else {policy: answer[policy]})
    if name.startswith((".well-known/", "tlog/")) and re.fullmatch(KEPT, said):
        return {"Cache-Control": said, policy: answer[policy]}
    own = answer["Content-Type"].startswith("text/calendar")
    return {"Cache-Control": "private, no-cache"} if own else {}


@pytest.mark.parametrize("role", ["anonymous", *SIGNED_IN])
def test_headers_and_content_of_every_page(world: World, role: str) -> None:
    for name, answer in shown(world, role):
        policy = {part.strip() for part in answer.get("Content-Security-Policy", "").split(";")}
        saved = answer.get("Content-Disposition", "").startswith("attachment")
        assert policy >= POLICY or (saved and policy == INERT), name
        assert "unsafe" not in answer["Content-Security-Policy"], name
        assert {key: answer.get(key) for key in HEADERS} == HEADERS | _of_its_kind(name, answer), name
        if answer.status_code != 302 and answer["Content-Type"].startswith("text/html"):
            _look_at(name, answer.content.decode(), world)


def _look_at(name: str, text: str, world: World) -> None:
    page = Page(text)
    assert not page.wrong, (name, page.wrong)
    own = settings.HUB_ADDRESS.rstrip("/")
    away = [
        link
        for link in (one.removeprefix(own) for one in page.links)
        if re.match(r"[a-zA-Z][\w+.-]*:|//", link) and not link.startswith("mailto:")
    ]
    assert not away, (name, away)
    assert not [
        one for one in page.forms if one.get("method", "get").lower() == "get" and "csrf" in str(one)
    ], name
    secrets = [world.keys["officer"][0].session, world.keys["officer"][1].token, world.invitation[1].hex()]
    everything = text if name != "account/ []" else page.title
    assert not [secret for secret in secrets if secret in everything], name
    assert not re.search(r"@|[0-9a-f]{8}-|hub_", page.title), (name, page.title)
    assert not [link for link in page.links if re.search(r"csrf|token=|session|code=|hub_", link)], name


def test_what_a_directory_says_cannot_become_markup(world: World) -> None:
    post, evil = world.cast.sender.post.row, '"><script src="//evil.example"></script><img onerror=alert(1)>'
    entry = post.entry
    entry.address, entry.channels, entry.law_links = evil, evil, f"javascript:alert(1)\n{evil}"
    entry.save()
    post.name = evil
    post.save()
    for name, answer in shown(world, "stranger"):
        if answer["Content-Type"].startswith("text/html"):
            page = Page(answer.content.decode())
            assert not page.wrong, (name, page.wrong)
            assert not [link for link in page.links if "evil" in link or link.startswith("javascript")], name


def signing_in(client: Client, **fields: str) -> Any:
    """Post the sign-in form."""
    person = fields.pop("email", "officer@pk.example")
    return client.post("/sign-in/", {"email": person, "password": PASSWORD, **fields})


def test_nobody_is_signed_in_by_a_form_of_another_site(cast: Cast) -> None:
    del cast
    client = Client(enforce_csrf_checks=True)
    assert signing_in(client).status_code == 403
    page = client.get("/sign-in/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    for forged in ("x" * 32, "", token[::-1]):
        assert signing_in(client, csrfmiddlewaretoken=forged).status_code == 403
    body = {"email": "officer@pk.example", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in/", body, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/sign-in/", body, headers={"Origin": "null"}).status_code == 403
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert page.status_code == 200
    assert signing_in(client, csrfmiddlewaretoken=token).status_code == 302


def test_a_session_planted_before_the_sign_in_is_worth_nothing(cast: Cast) -> None:
    victim, attacker = Client(), cast.stranger.officer.browser()
    planted = attacker.cookies[settings.SESSION_COOKIE_NAME].value
    for known in ("attackers-own-choice-of-session-1", planted):
        victim.cookies[settings.SESSION_COOKIE_NAME] = known
        assert signing_in(victim).status_code == 302
        own = victim.cookies[settings.SESSION_COOKIE_NAME]
        assert own.value != known
        assert own["httponly"]
        assert own["samesite"] == "Strict"
        assert not OfficerSession.objects.filter(session_key=known, officer=cast.sender.officer.id).exists()
    before = victim.cookies[settings.SESSION_COOKIE_NAME].value
    victim.post("/sign-out/")
    assert not OfficerSession.objects.filter(session_key=before).exists()


@pytest.mark.parametrize("place", ELSEWHERE)
def test_nobody_is_sent_elsewhere(cast: Cast, place: str) -> None:
    client = Client()
    assert unquote(signing_in(client, next=place)["Location"]) == "/unlock/?next=/"
    for where in ("/sign-in/", "/unlock/"):
        page = Page(client.get(where, {"next": place}).content.decode())
        assert not [link for link in page.links if "evil" in link or "script:" in link]
    answer = cast.sender.officer.browser().post("/language/", {"language": "fr", "next": place})
    assert "evil" not in answer["Location"]
    assert not answer["Location"].startswith(("javascript", "data"))


def test_a_way_back_cannot_smuggle_more(cast: Cast) -> None:
    del cast
    for place in ("/requests/?box=in&next=//evil.example", "/a\r\nSet-Cookie: x=y", "/#//evil.example"):
        answer = signing_in(Client(), next=place)
        assert answer.status_code == 302
        assert "\n" not in answer["Location"]
        assert "x" not in answer.cookies
        assert answer["Location"].count("next=") == 1


def test_another_host_name_gets_nothing(world: World) -> None:
    client = world.keys["officer"][0].client()
    for host in (
        "evil.example",
        "testserver.evil.example",
        "evil.example:80@testserver",
        "testserver:80:80",
        "",
    ):
        answer = client.get("/requests/", headers={"Host": host})
        assert answer.status_code == 400, host
        assert b"evil" not in answer.content
    answer = client.get(
        "/requests/", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    )
    assert answer.status_code == 200
    assert b"evil" not in answer.content
