"""A focal point reports, a second person clears, the matrix changes; in English and in Arabic."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pictures import picture
from tests.publishing.looks import inaccessible
from tests.web.conftest import Site, running_site, site

__all__ = ["running_site", "site"]
pytestmark = pytest.mark.browser
OFFICER, APPROVER = "officer@pk.example", "approver@pk.example"
WORDS = "Two deputies are named and reached at night."


def seeded(site: Site, number: int) -> dict[str, str]:
    """An adopted edition with an open cycle, made in the hub's own process."""
    code = f"from tests.conferences.seed_followup import put; put({number})"
    ids: dict[str, str] = json.loads(site.hub.manage("shell", "-c", code).splitlines()[-1])
    return ids


def at(site: Site, email: str, path: str, language: str = "en", width: int = 1280) -> Page:
    """Somebody signed in at a page; nothing here is sealed, so nothing is unlocked."""
    page = site.visit(email, language=language, width=width, unlock=False)
    site.open(page, path)
    return page


def write(page: Page) -> None:
    """Fill in the report and hand it on."""
    page.check("input[name=status][value=in_progress]")
    page.fill("#id_narrative", WORDS)
    page.fill("#id_evidence", "Order 12 | https://law.example/12")
    page.locator("main form button[value=submit]").click()
    expect(page.locator(".notice.good").first).to_be_visible()


def said(page: Page) -> set[str]:
    """The statuses of the first recommendation in the public matrix."""
    cells = page.locator(".matrix tbody tr").first.locator("td[class^=c-]").all()
    return {str(one.get_attribute("class")).removeprefix("c-") for one in cells}


@pytest.mark.parametrize(("language", "width", "number"), [("en", 1280, 41), ("ar", 360, 42)])
def test_one_writes_another_clears_and_everybody_sees(
    site: Site, language: str, width: int, number: int
) -> None:
    ids = seeded(site, number)
    public = f"/public/{language}/conferences/GLOACT/{number}/matrix/"
    reader = site.visit(language=language, width=width)
    officer = at(site, OFFICER, "/conferences/follow-up/", language, width)
    officer.locator(f"a[href*='{ids['recommendation']}']").first.click()
    officer.locator(f"a[href*='/report/{ids['cycle']}/']").first.click()
    write(officer)
    # The writer cannot clear, and is told why.
    expect(officer.locator("button[value=clear]")).to_have_count(0)
    expect(officer.locator(".acts .no").first).to_be_visible()
    site.open(reader, public)
    assert said(reader) == {"not_reported"}
    approver = at(site, APPROVER, "/conferences/follow-up/", language, width)
    approver.locator(f".item.yours[href*='{ids['recommendation']}']").first.click()
    expect(approver.locator("article.national")).to_contain_text(WORDS)
    approver.locator("button[value=clear]").click()
    expect(approver.locator(".notice.good").first).to_be_visible()
    reader.wait_for_timeout(1_500)  # kept pages look for changes once a second
    reader.reload()  # a browser keeps a public page for five minutes unless asked
    assert said(reader) == {"not_reported", "in_progress"}
    for page, name in ((officer, "written"), (approver, "cleared"), (reader, "public")):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert inaccessible(page) == []
        picture(page, f"followup-{name}-{language}")


def test_the_matrix_of_officers_is_read_by_everybody(site: Site) -> None:
    ids = seeded(site, 43)
    for language, width in (("en", 1280), ("ar", 360)):
        page = at(site, OFFICER, f"/conferences/{ids['conference']}/matrix/", language, width)
        expect(page.locator(".matrix tbody tr")).to_have_count(2)
        expect(page.locator("svg.drawing").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("[style]").count() == 0
        assert inaccessible(page) == []
