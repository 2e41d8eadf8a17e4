"""An officer searches what was opened on this device: by keyboard, in two scripts; nobody else ever does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.pictures import picture
from tests.journeys.test_access import found_by_axe, structure
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
REMEMBER = """async (messages) => {
  const { remember } = await import("/static/messaging/js/index.js");
  await remember(messages);
}"""
THREAD = "00000000-0000-4000-8000-0000000000aa"
XSS = '<img src=x onerror="document.body.dataset.hacked=1"> kiln'


def said(n: int, text: str, subject: str = "Night buses through Torkham") -> dict[str, Any]:
    """A message as the page of a conversation remembers it."""
    place = {"event": f"00000000-0000-4000-8000-{n:012d}", "thread": THREAD, "seq": n}
    who = {"at": f"2026-11-{n:02d}T10:00:00Z", "post": THREAD, "country": "NP", "sender": "Sita Rai"}
    return {**place, **who, "subject": subject, "text": text}


SAID = [
    said(3, "The witness comes on Thursday. " + "Nothing else is planned for that week. " * 8),
    said(4, "قال القاضي إن الشاهد يحضر يوم الخميس مع کتاب رسمي", "حافلات الليل"),
    said(5, XSS, XSS),
]


@pytest.fixture
def searching(site: Site) -> Page:
    """An officer who opened three messages, at the search page."""
    page = site.visit("officer@pk.example")
    at_the_page(site, page)
    page.evaluate(REMEMBER, SAID)
    at_the_page(site, page)
    return page


def at_the_page(site: Site, page: Page) -> None:
    """Open the page and wait until it has opened the index."""
    site.open(page, "/threads/search/")
    page.wait_for_selector("html[data-search-ready]", state="attached")


def looks_for(page: Page, words: str) -> None:
    """Type into the field, which has the focus from the beginning."""
    page.fill("#words", words)
    page.keyboard.press("Enter")


def test_words_are_found_marked_and_opened_by_keyboard(searching: Page) -> None:
    asked: list[Request] = []
    searching.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - a builtin is refused
    expect(searching.locator("#words")).to_be_focused()
    searching.keyboard.type("WITN thurs")
    expect(searching.locator("#results .item")).to_have_count(1)
    expect(searching.locator("#results mark")).to_have_text(["witness", "Thursday"])
    expect(searching.locator("#outcome")).to_have_text("Found: 1. Messages searched: 3.")
    expect(searching.locator("#results .what")).to_have_text("Night buses through Torkham")
    assert asked == [], "looking for words asks the hub nothing"
    assert "?" not in searching.url
    picture(searching, "search-found")
    searching.keyboard.press("Tab")
    searching.keyboard.press("Tab")
    expect(searching.locator("#results .item")).to_be_focused()
    assert (
        searching.locator("#results .item").get_attribute("href")
        == f"/threads/{THREAD}/#act-{SAID[0]['event']}"
    )


def test_spellings_of_arabic_script_are_found_alike(searching: Page) -> None:
    for query in ("كتاب", "کتاب", "شاهد الخميس", "قاضی"):
        looks_for(searching, query)
        expect(searching.locator("#results .item")).to_have_count(1)
        expect(searching.locator("#results .what bdi")).to_have_attribute("dir", "auto")


def test_what_was_written_stays_text(searching: Page) -> None:
    looks_for(searching, "kiln")
    expect(searching.locator("#results .what")).to_have_text(XSS)
    expect(searching.locator("#results .snippet")).to_have_text(XSS)
    expect(searching.locator("#results img")).to_have_count(0)
    assert searching.evaluate("document.body.dataset.hacked") is None


def test_it_says_what_it_cannot_find(searching: Page) -> None:
    looks_for(searching, "helicopter")
    expect(searching.locator("#outcome")).to_contain_text(
        "A message that you did not open here may still say it"
    )


def test_locked_keys_search_nothing(searching: Page) -> None:
    searching.click("#lockstate")
    expect(searching.locator("#locked")).to_be_visible()
    expect(searching.locator("#searching")).to_be_hidden()
    expect(searching.get_by_role("link", name="Unlock")).to_have_attribute(
        "href", "/unlock/?next=/threads/search/"
    )


def test_it_is_forgotten_on_request(site: Site, searching: Page) -> None:
    searching.click("#forget")
    searching.click("#forget-now")
    expect(searching.locator("#outcome")).to_contain_text("Nothing was opened on this device yet")
    at_the_page(site, searching)
    looks_for(searching, "kiln")
    expect(searching.locator("#results .item")).to_have_count(0)


def test_another_officer_on_the_same_device_finds_nothing(site: Site, searching: Page) -> None:
    searching.evaluate("document.getElementById('sign-out').requestSubmit()")
    searching.wait_for_url("**/sign-in/**")
    site.open(searching, "/sign-in/")
    site.sign_in(searching, "approver@pk.example")
    site.unlock(searching, "approver@pk.example")
    at_the_page(site, searching)
    expect(searching.locator("#outcome")).to_contain_text("Nothing was opened on this device yet")


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
def test_the_page_is_for_everybody(site: Site, language: str, theme: str) -> None:
    page = site.visit("officer@np.example", language=language, theme=theme, width=360)
    at_the_page(site, page)
    page.evaluate(REMEMBER, SAID)
    at_the_page(site, page)
    looks_for(page, "t")
    picture(page, "search")
    assert found_by_axe(page) + structure(page, language) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
