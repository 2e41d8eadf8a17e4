"""An officer comes in: invitation, answer in another browser, admission, first look."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hub.encryption.canonical import b64
from hub.encryption.keys import OfficerKeys
from tests.focal_points_pages.conftest import Scene
from tests.focal_points_pages.desk import SLOW
from tests.focal_points_pages.lies import lie
from tests.story.proxy import Exchange

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_an_admitted_officer_unlocks_and_holds_the_key(scene: Scene) -> None:
    zara = scene.desk("Zara Malik", "zara@pk.example")
    link = scene.admin.invite(zara.name, zara.email, "Approver")
    zara.begin(link)
    zara.go("/")
    expect(zara.page.get_by_role("heading", name="You have no seat yet")).to_be_visible()

    scene.admin.admit(zara.name)
    zara.go("/directory/")
    expect(zara.page.locator("[data-post]").first).to_be_visible()
    assert [1] in [sorted(one)[:1] for one in zara.open_posts()]
    zara.go("/countries/PK/")
    expect(zara.page.locator("#history")).to_contain_text(
        "Zara Malik\N{POP DIRECTIONAL ISOLATE} seated", timeout=SLOW
    )
    assert zara.errors == []


def test_an_invitation_shows_whom_and_where_and_only_once(scene: Scene) -> None:
    link = scene.admin.invite("Omar Farooq", "omar@pk.example", "Observer")
    guest = scene.desk("Omar Farooq", "omar@pk.example")
    guest.join(link)
    assert guest.page.url.endswith("/join/")
    again = scene.desk("Somebody", "else@pk.example")
    again.page.goto(link)
    expect(again.page.locator("#opening")).to_contain_text("no open invitation")
    again.page.goto(link[:-70])
    expect(again.page.locator("#opening")).to_contain_text("not complete")
    expect(again.page.locator("#person")).to_be_hidden()


def test_the_sheet_must_be_kept_before_anything_is_sent(scene: Scene) -> None:
    link = scene.admin.invite("Hina Shah", "hina@pk.example")
    desk = scene.desk("Hina Shah", "hina@pk.example")
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.url))
    desk.page.goto(link)
    page = desk.page
    page.get_by_label("E-mail address").fill(desk.email)
    page.get_by_role("button", name="Make my keys").click()
    expect(page.get_by_text("The password needs at least 12 characters")).to_be_visible()
    page.get_by_label("Password, for signing in").fill("seven blue lamps 4")
    page.get_by_label("Passphrase, for opening what is sealed").fill("seven blue lamps 4")
    page.get_by_role("button", name="Make my keys").click()
    expect(page.get_by_text("Passphrase and password must differ")).to_be_visible()
    page.get_by_label("Passphrase, for opening what is sealed").fill(desk.passphrase)
    page.get_by_label("The passphrase again").fill(desk.passphrase)
    page.get_by_role("button", name="Make my keys").click()
    page.get_by_label("Type group 4").fill("WRONG", timeout=SLOW)
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_text("This is not group 4")).to_be_visible()
    assert not [url for url in sent if "/answer/" in url]
    assert not [url for url in sent if "J-" in url.partition("#")[0]]


def test_keys_that_the_hub_put_in_place_of_the_newcomers_are_not_admitted(scene: Scene) -> None:
    link = scene.admin.invite("Real Person", "real@pk.example")
    scene.desk("Real Person", "real@pk.example").join(link)
    ghost = OfficerKeys.generate().public

    def swap(exchange: Exchange) -> None:
        said = exchange.json()
        for row in said["invitations"]:
            if row["answer"] and row["email"] == "real@pk.example":
                row["answer"] |= {"kem": b64(ghost.kem), "sig": b64(ghost.sig)}
        exchange.answer(said)

    lie(scene.admin.page, r"/api/v1/invitations/\?", swap)
    scene.admin.go("/officers/")
    expect(scene.admin.page.locator("#answers")).to_contain_text("Do not admit", timeout=SLOW)
    expect(scene.admin.page.get_by_role("button", name="Real Person")).to_have_count(0)


def test_another_role_than_the_one_invited_to_is_noticed(scene: Scene) -> None:
    link = scene.admin.invite("Small Role", "small@pk.example", "Observer")
    scene.desk("Small Role", "small@pk.example").join(link)

    def raise_role(exchange: Exchange) -> None:
        said = exchange.json()
        for row in said["invitations"]:
            row["role"] = "admin" if row["email"] == "small@pk.example" else row["role"]
        exchange.answer(said)

    lie(scene.admin.page, r"/api/v1/invitations/\?", raise_role)
    scene.admin.go("/officers/")
    expect(scene.admin.page.locator("#answers")).to_contain_text("another role or authority", timeout=SLOW)
