"""The Secretariat enters an organisation; its officer finds library and conferences, and no case."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.publishing.looks import inaccessible
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
SECRETARIAT, DESK = "officer@xh.example", "desk@shelters.example"


def enter(page: Page, form: str, **typed: str) -> None:
    """Fill in a form of the page and send it."""
    for name, text in typed.items():
        field = page.locator(f"#{form}-{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    page.locator(f"form:has(#{form}-{next(iter(typed))}) button").click()


def test_an_organisation_is_entered_and_begins_to_work(site: Site) -> None:
    keeper = site.visit(SECRETARIAT, unlock=False)
    site.open(keeper, "/networks/")
    keeper.get_by_text("Enter a network").click()
    enter(keeper, "network", code="actip", name_en="ACTIP", kind="organisations")
    expect(keeper.get_by_role("heading", name="ACTIP")).to_be_visible()
    keeper.get_by_text("Enter an organisation").click()
    enter(keeper, "organisation", name="Shelters", officer="Shukria", email=DESK, networks="actip")
    password = keeper.locator(".notice.good code").inner_text()
    assert inaccessible(keeper, "en") == []

    desk = site.visit()
    desk.fill("#email", DESK)
    desk.fill("#password", password)
    desk.press("#password", "Enter")
    desk.wait_for_url("**/library/")
    assert desk.locator(".rail a").all_inner_texts() == ["Home", "Library", "Conferences", "Networks"]
    assert inaccessible(desk, "en") == []
    site.open(desk, "/networks/")
    expect(desk.get_by_text("You belong to it")).to_be_visible()


def test_networks_on_a_phone_in_arabic(site: Site) -> None:
    keeper = site.visit(SECRETARIAT, language="ar", width=360, theme="dark", unlock=False)
    site.open(keeper, "/networks/")
    enter(keeper, "member", network="actip", country="PK", status="observer")
    expect(keeper.locator("main table")).to_be_visible()
    assert inaccessible(keeper, "ar") == []
