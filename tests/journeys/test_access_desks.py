"""The pages of administrators, the Secretariat, operators, library and conferences: by axe, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.test_conferences import begin, start_draft
from tests.publishing.looks import inaccessible
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
ADMIN, APPROVER, OFFICER = "admin@pk.example", "approver@pk.example", "officer@pk.example"
SECRETARIAT, KEEPER = "officer@xh.example", "admin@xh.example"
ACCOUNT = ("/account/", "/account/factors/", "/account/factors/new/")
# What stays a table in a narrow page is moved inside its frame, never the page.
PAGES = {
    ADMIN: (
        *("/officers/", "/officers/recovery/", "/countries/PK/", "/audit/", "/usage/", "/webhooks/"),
        *("/networks/", *ACCOUNT),
    ),
    APPROVER: (
        *("/agreements/", "/agreements/new/?with=NP", "/deconfliction/", "/deconfliction/pairs/new/"),
        *("/retention/", "/statistics/", "/register/", "/log/"),
    ),
    OFFICER: (
        *("/exchanges/", "/exchanges/new/", "/register/new/", "/deconfliction/new/", "/notices/settings/"),
        *("/library/", "/library/desk/", "/library/followed/", "/library/new/"),
    ),
    SECRETARIAT: (
        *("/networks/", "/library/desk/", "/conferences/", "/conferences/new/", "/conferences/series/new/"),
        *("/conferences/follow-up/", "/conferences/outside/"),
    ),
    KEEPER: ("/officers/", "/officers/found/", "/statistics/", "/usage/"),
}
TABS = ("", *("programme", "delegations", "groups", "drafts", "lineage", "adoption", "matrix"))


def faults(site: Site, page: Page, paths: tuple[str, ...], language: str) -> Iterator[str]:
    """What is wrong with each page; one that the role may not open is a fault of this list."""
    for path in paths:
        answer = page.goto(f"{site.hub.url}{path}")
        assert answer is not None
        page.locator("h1").first.wait_for()
        page.wait_for_load_state("networkidle")
        found = inaccessible(page, language) if answer.status == 200 else [f"answers {answer.status}"]
        yield from (f"{path} {one}" for one in found)


@pytest.mark.parametrize(("email", "language"), [(one, "en") for one in PAGES] + [(ADMIN, "ar")])
def test_desks_are_accessible_on_a_phone(site: Site, email: str, language: str) -> None:
    """The fixture `site` adds: no script failed and no rule of the content security policy was broken."""
    page = site.visit(email, language=language, width=360, theme="dark" if language == "ar" else "light")
    assert list(faults(site, page, PAGES[email], language)) == []


def test_the_tabs_of_an_edition_are_accessible_on_a_phone(site: Site) -> None:
    page = site.visit(SECRETARIAT, width=360, unlock=False)
    edition = begin(page, site, "DESKS")
    pages = ("/conferences/", "/conferences/follow-up/", "/conferences/follow-up/cycles/new/")
    tabs = tuple(f"/conferences/{edition}/{tab}/".replace("//", "/") for tab in TABS)
    draft = start_draft(site.visit(OFFICER, unlock=False), site, edition)
    assert list(faults(site, page, (*pages, *tabs, draft), "en")) == []
