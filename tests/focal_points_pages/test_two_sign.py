"""Two administrators in two browsers: what one signs, the other sees in words, and signs or declines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.focal_points_pages.conftest import Scene
from tests.focal_points_pages.desk import SLOW, Desk
from tests.focal_points_pages.lies import lie
from tests.story.hub_process import HubProcess
from tests.story.proxy import Exchange

pytestmark = [pytest.mark.browser, pytest.mark.story]


@pytest.fixture(scope="module")
def two(hub: HubProcess, browser: Browser) -> Iterator[tuple[Desk, Desk]]:
    """Ghana's two administrators; two must sign from now on."""
    first = Desk.at(browser, hub.url, "Ama Mensah", "ama@gh.example")
    first.begin(hub.founding_link("GH", first.email, first.name))
    first.found("Central Authority of Ghana")
    second = Desk.at(browser, hub.url, "Yaw Boateng", "yaw@gh.example")
    second.begin(first.invite(second.name, second.email, "Administrator of keys"))
    first.admit(second.name)
    set_policy(first, "Two administrators sign every change.")
    expect(first.page.locator("#said-here")).to_contain_text("The change is signed", timeout=SLOW)
    yield first, second
    for desk in (first, second):
        desk.page.unroute_all()
        assert desk.errors == []


def set_policy(desk: Desk, label: str) -> None:
    desk.go("/officers/")
    desk.page.get_by_text("How many administrators sign", exact=True).click()
    expect(desk.page.locator("#posts h3").first).to_be_visible(timeout=SLOW)
    desk.page.locator("#policy-number").select_option(label=label)
    desk.page.locator("#policy").get_by_role("button", name="Sign the change").click(timeout=SLOW)


def waits(desk: Desk) -> None:
    expect(desk.page.locator("#said-here")).to_contain_text("waits for a second", timeout=SLOW)


def step(desk: Desk, kind: str, words: str, button: str, result: str) -> None:
    """Look at what waits, and press a button of it."""
    desk.go("/officers/")
    card = desk.page.locator(f"[data-waiting={kind}]")
    expect(card).to_contain_text(words, timeout=SLOW)
    card.get_by_role("button", name=button).click()
    expect(desk.page.locator("#said-here")).to_contain_text(result, timeout=SLOW)
    expect(desk.page.locator("[data-waiting]")).to_have_count(0)


def test_two_administrators_admit_somebody(two: tuple[Desk, Desk], scene: Scene) -> None:
    first, second = two
    new = scene.desk("Kofi Addo", "kofi@gh.example")
    new.begin(first.invite(new.name, new.email))
    for kind, words in (("officer_add", "added as an officer"), ("seat", "seated at")):
        first.go("/officers/")
        first.page.get_by_role("button", name="Admit \N{FIRST STRONG ISOLATE}Kofi Addo").click(timeout=SLOW)
        waits(first)
        mine = first.page.locator(f"[data-waiting={kind}]")
        expect(mine).to_contain_text("Signed by \N{FIRST STRONG ISOLATE}Ama Mensah")
        expect(mine.get_by_role("button")).to_have_text(["Withdraw"])
        step(second, kind, words, "Sign as the second", "Two administrators have signed")
    assert [1] in [sorted(one)[:1] for one in new.open_posts()]
    new.go("/countries/GH/")
    seated = new.page.locator("#history li").filter(has_text="Kofi Addo").first
    expect(seated).to_contain_text("Yaw Boateng", timeout=SLOW)
    expect(seated).to_contain_text("Ama Mensah")
    assert new.errors == []


def test_a_replaced_key_is_declined_and_withdrawn(two: tuple[Desk, Desk]) -> None:
    first, second = two
    for desk, button, result in ((second, "Decline", "Declined"), (first, "Withdraw", "Withdrawn")):
        first.go("/officers/")
        first.page.get_by_role("button", name="Replace the key").click(timeout=SLOW)
        first.page.get_by_role("dialog").get_by_role("button", name="Replace the key").click()
        waits(first)
        step(desk, "key_rotate", "Key replaced", button, result)
    assert all(max(one) == 1 for one in first.open_posts())


def test_a_statement_with_other_keys_than_were_signed_is_not_offered(two: tuple[Desk, Desk]) -> None:
    first, second = two
    first.go("/officers/")
    first.page.get_by_role("button", name="Replace the key").click(timeout=SLOW)
    first.page.get_by_role("dialog").get_by_role("button", name="Replace the key").click()
    waits(first)

    def ghost(exchange: Exchange) -> None:
        said: dict[str, Any] = exchange.json()
        said["waiting"][0]["statement"]["wraps"][0]["officer"] = str(uuid4())
        exchange.answer(said)

    lie(second.page, r"/chain/waiting/$", ghost)
    second.go("/officers/")
    expect(second.page.locator("#waiting")).to_contain_text("Do not sign it", timeout=SLOW)
    expect(second.page.get_by_role("button", name="Sign as the second")).to_have_count(0)
    second.page.unroute_all()
    step(second, "key_rotate", "Key replaced", "Sign as the second", "Two administrators have signed")
    assert [max(one) for one in first.open_posts()] == [2]


def test_a_new_authority_is_added_and_its_first_seat_taken(two: tuple[Desk, Desk]) -> None:
    first, second = two
    first.go("/officers/")
    first.page.get_by_text("Add an authority", exact=True).click()
    first.page.get_by_label("Name of the authority").fill("Police of Ghana")
    first.page.get_by_role("button", name="Add and sign").click(timeout=SLOW)
    waits(first)
    step(second, "focal_point_add", "Police of Ghana", "Sign as the second", "Two administrators have signed")
    first.go("/officers/")
    first.page.get_by_role("button", name="Take the first seat").click(timeout=SLOW)
    waits(first)
    step(second, "seat", "Police of Ghana", "Sign as the second", "Two administrators have signed")
    assert len(first.open_posts()) == 2
    first.go("/officers/")
    expect(first.page.locator("#posts")).to_contain_text("Police of Ghana", timeout=SLOW)
    expect(first.page.get_by_role("button", name="Take the first seat")).to_have_count(0)


def test_a_country_with_one_administrator_stays_with_one(scene: Scene) -> None:
    set_policy(scene.nepal, "Two administrators sign every change.")
    said = scene.nepal.page.locator("#policy-said")
    expect(said).to_contain_text("only one administrator", timeout=SLOW)


def test_two_decide_that_one_signs_again(two: tuple[Desk, Desk]) -> None:
    first, second = two
    set_policy(second, "One administrator signs each change.")
    waits(second)
    step(first, "policy", "one administrator signs", "Sign as the second", "Two administrators have signed")
    expect(first.page.locator("#policy-number")).to_have_value("1")
