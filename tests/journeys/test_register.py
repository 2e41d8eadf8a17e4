"""A request on paper is written down in the browser, ended, and found again in list and statistics."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.web.conftest import Site, running_site, site

__all__ = ["running_site", "site"]
pytestmark = pytest.mark.browser


def fill(page: Page) -> None:
    """The fields that are needed, and a scan."""
    page.fill("#s-subject", "Letter of the court of Cairo")
    page.fill("#s-reference", "R-1")
    page.select_option("#f-partner", "EG")
    page.select_option("#f-basis", "untoc")
    page.select_option("#f-offence", "tip")
    page.check("#f-measures input >> nth=0")
    page.fill("#f-sent_on", "2026-03-01")
    scan = FilePayload(name="scan.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
    page.set_input_files("#f-files", scan)


def test_an_entry_is_sealed_ended_and_counted(site: Site) -> None:
    page = site.visit("officer@pk.example")
    site.open(page, "/register/new/")
    page.wait_for_selector("#entry[data-ready]")
    page.click("#send")
    expect(page.locator(".summary li")).to_have_count(6)
    fill(page)
    page.click("#send")
    expect(page.locator("h1")).to_have_text("Letter of the court of Cairo")
    page.wait_for_selector("#entry[data-ready]")
    expect(page.locator("#scans")).to_contain_text("scan.pdf")
    page.fill("#f-ended_on", "2026-05-01")
    page.select_option("#f-outcome", "executed")
    page.click("#send")
    expect(page.locator("main .quiet").first).to_contain_text("Version 2")
    site.open(page, "/register/")
    expect(page.locator("hub-subject")).to_have_text("Letter of the court of Cairo")
    site.open(page, "/statistics/?since=2026-01&until=2026-12&source=paper")
    expect(page.locator(".answer b").first).to_have_text("1")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_the_page_fits_and_draws_without_a_complaint(site: Site, language: str, width: int) -> None:
    page = site.visit("officer@np.example", language=language, width=width)
    site.open(page, "/statistics/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[style]").count() == 0
