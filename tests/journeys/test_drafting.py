"""The drafting form for bank records by keyboard alone, and every step of it for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pictures import picture
from tests.journeys.test_access import found_by_axe, structure
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
# What a first request for records needs, in the order of the form: the path of a field and what is typed.
# Lists are chosen by typing the beginning of a word, as people do who use no mouse.
STEPS: dict[str, dict[str, str]] = {
    "to": {"#f-to": "Nepal"},
    "letter": {"#f-subject": "Account 4471", "#f-reference": "FIA/2026/200"},
    "authorities": {
        "#f-language": "English",
        "#f-authority": "Ministry of Interior",
        "#f-conducting__name": "Anti-Human Trafficking Circle",
        "#f-conducting__functions": "Investigates trafficking in persons",
    },
    "case": {
        "#f-proceeding__type": "Investigation",
        "#f-subject_matter": "Bonded labour",
        "#f-offence": "Traff",
    },
    "facts": {"#f-facts": "Workers were moved over the border between 2024 and 2026."},
    "basis": {"#f-legal_basis": "Convention against T"},
    "persons": {},
    "measures": {
        '[data-path="module"]': "Bank",
        '[data-path="description"]': "Statements of account 4471",
        '[data-path="purpose"]': "To trace payments",
        '[data-path="link"]': "The wages were paid there",
        '[data-path="person"]': "No person",
        '[data-path="records.holder"]': "A bank in Nepalgunj",
        '[data-path="records.identifier"]': "4471",
    },
}


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is there and can be seen."""
    for _ in range(most):
        if page.locator(f":is({selector}):focus-visible").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def test_a_request_for_records_is_drafted_by_keyboard_alone(site: Site) -> None:
    page = site.visit("officer@pk.example")
    tab_to(page, 'a[href="/requests/new/"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("#draft[data-ready]")
    for name, fields in STEPS.items():
        expect(page.locator(f"#s-{name}")).to_be_visible()
        for selector, text in fields.items():
            tab_to(page, f"#s-{name} {selector}")
            page.keyboard.type(text)
        if name != "measures":
            tab_to(page, "#step-next")
            page.keyboard.press("Enter")
    expect(page.locator("#findings")).to_contain_text("Everything that article 18(15) asks for is there")
    picture(page, "draft-records")
    tab_to(page, "#save")
    page.keyboard.press("Enter")
    page.wait_for_url("**/requests/*-*/")
    expect(page.locator("#subject")).to_have_text("Account 4471")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 360), ("ar", 360)])
def test_every_step_is_for_everybody(site: Site, language: str, width: int) -> None:
    page = site.visit("officer@pk.example", language=language, width=width)
    site.open(page, "/requests/new/")
    page.wait_for_selector("#draft[data-ready]")
    problems = []
    for name in ("to", "case", "persons", "measures"):
        site.open(page, f"/requests/new/#s-{name}")
        expect(page.locator(f"#s-{name}")).to_be_visible()
        if name == "measures":
            page.locator('[data-path="module"]').first.select_option("video_hearing")
        picture(page, f"draft-{name}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        problems += [f"{name}: {wide} px wide"] if wide > width else []
        problems += [f"{name}: {one}" for one in (*structure(page, language), *found_by_axe(page))]
    assert problems == []
