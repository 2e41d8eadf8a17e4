"""Every page fits a phone, in both writing directions, and can be used from the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Site
from tests.web.writing import write

pytestmark = [pytest.mark.browser, pytest.mark.story]
PATHS = ("/", "/requests/?box=in", "/requests/?box=out", "/requests/new/", "/unlock/", "/help/", "/nowhere/")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_page_scrolls_sideways_at_360(site: Site, language: str) -> None:
    page = site.visit("officer@pk.example", language=language, width=360)
    request = write(site, page)
    wide = []
    for path in (
        *PATHS,
        f"/requests/{request}/",
        f"/requests/{request}/edit/",
        f"/requests/{request}/act/submit/",
    ):
        site.open(page, path)
        page.wait_for_timeout(300)
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(path, width)] if width > 360 else []
    assert wide == []


def test_arabic_pages_run_from_right_to_left(site: Site) -> None:
    page = site.visit("officer@pk.example", language="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    rail, main = page.locator(".rail").bounding_box(), page.locator("main").bounding_box()
    assert rail is not None
    assert main is not None
    assert rail["x"] > main["x"]


def test_the_language_switch_keeps_the_page(site: Site) -> None:
    page = site.visit("officer@pk.example")
    site.open(page, "/requests/?box=out")
    page.click("summary:has-text('Language')")
    page.click('button[lang="fr"]')
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.url.endswith("/requests/?box=out")


def test_lists_are_used_from_the_keyboard(site: Site) -> None:
    page = site.visit("officer@pk.example")
    first = write(site, page)
    second = write(site, page)
    site.open(page, "/requests/?box=out")
    expect(page.locator("#lockstate")).to_have_text("Unlocked")
    page.keyboard.press("j")
    expect(page.locator(".item:focus")).to_have_attribute("href", f"/requests/{second}/")
    page.keyboard.press("j")
    expect(page.locator(".item:focus")).to_have_attribute("href", f"/requests/{first}/")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/requests/{second}/")
    page.keyboard.press("?")
    page.wait_for_url("**/help/")


def test_the_first_tab_skips_to_the_content(site: Site) -> None:
    page = site.visit("officer@pk.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
