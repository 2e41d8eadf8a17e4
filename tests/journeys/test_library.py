"""A practice goes from an officer's first words to a reader without an account, in two languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pictures import picture
from tests.publishing.looks import first_visit, inaccessible
from tests.web.conftest import Site, running_site, site

__all__ = ["running_site", "site"]
pytestmark = [pytest.mark.browser, pytest.mark.story]
OFFICER, APPROVER, REVIEWER = "officer@pk.example", "approver@pk.example", "officer@xh.example"
ARABIC = "غرفتان للحديث الأول"
LIGHT = 50_000


def at(site: Site, email: str, path: str, language: str = "en", width: int = 1280) -> Page:
    """Somebody signed in at a page. Nothing here is sealed, so nothing is unlocked."""
    page = site.visit(email, language=language, width=width, unlock=False)
    site.open(page, path)
    return page


def begins(site: Site, page: Page) -> str:
    """A draft with its text in English and Arabic, its fields, readers and rights; its address."""
    site.open(page, "/library/new/")
    page.get_by_label("Good practice").check()
    page.get_by_label("Title", exact=True).fill("Two rooms for a first talk")
    page.get_by_label("In two or three sentences").fill("Safety first, travel later.")
    page.get_by_role("button", name="Begin the draft").click()
    expect(page.locator("h1")).to_have_text("Two rooms for a first talk")
    address = page.url.partition("?")[0].removeprefix(site.hub.url)
    page.get_by_role("link", name="Another language").click()
    page.locator("main").get_by_role("link", name="العربية").click()
    page.get_by_label("Title", exact=True).fill(ARABIC)
    page.get_by_label("Whole text").fill("السلامة أولًا.")
    page.get_by_label("Official translation", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_attribute("dir", "rtl")
    describes(site, page, address)
    return address


def describes(site: Site, page: Page, address: str) -> None:
    """What a practice must say before it can be submitted."""
    site.open(page, f"{address}detail/")
    page.get_by_label("The problem").fill("People answered as if accused.")
    page.get_by_label("What was done").fill("A second room, and three questions about safety.")
    page.get_by_role("button", name="Save").click()
    site.open(page, f"{address}about/")
    page.get_by_label("Everybody").check()
    page.get_by_label("Referral mechanisms").check()
    page.get_by_label("Licence").select_option("CC-BY-4.0")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).not_to_contain_text("Before it can go on")


def acts(page: Page, name: str) -> None:
    """The act that the page offers first, confirmed."""
    page.locator("[data-primary]", has_text=name).click()
    expect(page.locator("h1")).to_have_text(name)
    page.locator("main form button").first.click()
    expect(page.locator(".notice.good").first).to_be_visible()


def published(site: Site) -> tuple[str, str]:
    """The whole way of a practice; its page for officers and its page for everybody."""
    officer = at(site, OFFICER, "/library/")
    address = begins(site, officer)
    site.open(officer, address)
    picture(officer, "library-draft")
    acts(officer, "Submit for clearance")
    approver = at(site, APPROVER, "/library/desk/")
    approver.locator(f'.item.yours[href="{address}"]').click()
    acts(approver, "Clear")
    reviewer = at(site, REVIEWER, "/library/desk/")
    reviewer.locator(f'.item.yours[href="{address}"]').click()
    acts(reviewer, "Approve in review")
    site.open(officer, address)
    acts(officer, "Publish")
    public = officer.get_by_role("link", name="The page for everybody").get_attribute("href")
    assert public
    return address, public


def test_from_the_first_words_to_a_reader_without_an_account(site: Site) -> None:
    _address, public = published(site)
    reader = site.browser.new_page()
    reader.goto(f"{site.hub.url}/public/en/library/")
    reader.get_by_label("Search in every language").fill("two rooms")
    reader.get_by_role("button", name="Search").click()
    reader.get_by_role("link", name="Two rooms for a first talk").click()
    expect(reader).to_have_url(f"{site.hub.url}{public}")
    picture(reader, "library-reader")
    reader.get_by_role("link", name="العربية", exact=True).click()
    expect(reader.locator("h1")).to_have_text(ARABIC)
    assert inaccessible(reader, "ar") == []
    assert reader.context.cookies() == []
    reader.goto(f"{site.hub.url}/public/ar/library/?q=غرفتان")
    expect(reader.locator("mark").first).to_have_text("غرفتان")
    weight, asked = first_visit(site.browser, f"{site.hub.url}{public}")
    assert weight < LIGHT
    assert [one for one in asked if not one.startswith(site.hub.url)] == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_every_page_is_for_everybody_at_every_width(site: Site, language: str, width: int) -> None:
    officer = at(site, OFFICER, "/library/", language, width)
    officer.request.get(f"{site.hub.url}/library/")
    site.open(officer, "/library/new/")
    officer.locator('input[value="lesson"]').check()
    officer.locator("#title").fill("Posters alone did not reach families")
    officer.locator("main form button").click()
    expect(officer.locator("h1")).to_have_text("Posters alone did not reach families")
    draft = officer.url.partition("?")[0].removeprefix(site.hub.url)
    parts = ("", "about/", "detail/", "language/", "edit/en/", "edit/ur/", "act/submit/")
    faults = []
    for path in (
        "/library/",
        "/library/desk/",
        "/library/followed/",
        "/library/new/",
        *(draft + one for one in parts),
    ):
        site.open(officer, path)
        faults += [f"{path} {one}" for one in inaccessible(officer, language)]
    assert faults == []


def test_a_draft_is_begun_by_keyboard_alone(site: Site) -> None:
    page = at(site, OFFICER, "/library/new/")
    page.locator('input[value="tool"]').focus()
    page.keyboard.press("Space")
    while not page.locator("#title:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.type("A rota of duty officers")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("A rota of duty officers")
    expect(page).to_have_url(re.compile(r"/library/[0-9a-f-]{36}/\?language=en"))


def test_pages_work_without_scripts(site: Site) -> None:
    signed_in = at(site, OFFICER, "/library/")
    context = site.browser.new_context(
        java_script_enabled=False, storage_state=signed_in.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{site.hub.url}/library/new/")
    page.locator('input[value="lesson"]').check()
    page.locator("#title").fill("Without scripts")
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text("Without scripts")
