"""For everybody: by keyboard alone, on a phone, in both writing directions, by ear, in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.web.conftest import Site
from tests.web.writing import act, transmitted, write

pytestmark = [pytest.mark.browser, pytest.mark.story]
ALONE = ("/sign-in/", "/join/", "/help/", "/nowhere/")
LISTS = (
    *("/", "/board/", "/board/?show=open", "/track/", "/requests/?box=in", "/requests/?box=out"),
    *("/directory/", "/countries/", "/countries/NP/"),
    *("/threads/", "/threads/new/", "/threads/search/", "/notices/", "/notices/settings/"),
)
SIGNED_IN = (*LISTS, "/unlock/", "/officers/", "/account/")
NEPAL, ISLAMABAD = "officer@np.example", "officer@pk.example"
ACTS = ("ask", "consult", "accept", "status_update")
# WCAG 2.2 AA, and what axe-core's authors recommend beyond it.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def requests(running_site: Site) -> tuple[str, str]:
    """One request that Nepal assesses, and one draft in Islamabad."""
    drafter, approver, nepal = (
        running_site.visit(f"{who}.example") for who in ("officer@pk", "approver@pk", "officer@np")
    )
    sent = transmitted(running_site, drafter, approver)
    act(running_site, nepal, sent, "acknowledge", reference="OAG-1")
    act(running_site, nepal, sent, "assess")
    draft = write(running_site, drafter)
    for page in (drafter, approver, nepal):
        page.context.close()
    return sent, draft


def walk(site: Site, page: Page, paths: tuple[str, ...]) -> Iterator[str]:
    """Every page in turn, when what is sealed on it has been opened."""
    for path in paths:
        site.open(page, path)
        page.wait_for_load_state("networkidle")
        yield path


def everything(site: Site, requests: tuple[str, str], **look: Any) -> Iterator[tuple[str, Page]]:
    """Every page of the product, as a visitor, as the officer asked and as the officer who asks."""
    sent, draft = requests
    asked = (f"/requests/{sent}/", *(f"/requests/{sent}/act/{one}/" for one in ACTS))
    asking = ("/requests/new/", *(f"/requests/{draft}/{one}" for one in ("", "edit/", "act/submit/")))
    for email, paths in (("", ALONE), (NEPAL, SIGNED_IN + asked), (ISLAMABAD, asking)):
        page = site.visit(email, **look)
        for path in walk(site, page, paths):
            yield path, page
        page.context.close()


def found_by_axe(page: Page) -> list[str]:
    """What axe-core has against a page, with the element."""
    answer = Axe().run(page, options=RULES).response
    assert len(answer["passes"]) > 10, "axe-core has looked at the page"
    return [f"{rule['id']}: {node['html'][:150]}" for rule in answer["violations"] for node in rule["nodes"]]


def structure(page: Page, language: str) -> list[str]:
    """One heading of the first level, the right language and direction, and no control without a name."""
    html, direction = page.locator("html"), "rtl" if language == "ar" else "ltr"
    found = [] if page.locator("h1").count() == 1 else ["not exactly one h1"]
    found += [] if html.get_attribute("lang") == language else ["wrong lang"]
    found += [] if html.get_attribute("dir") == direction else ["wrong dir"]
    controls = page.locator("main :is(input:not([type=hidden]), select, textarea)").all()
    nameless = [one for one in controls if one.evaluate("one => !one.labels.length && !one.ariaLabel")]
    return found + [one.evaluate("one => one.outerHTML.slice(0, 150)") for one in nameless]


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
def test_every_page_is_accessible_on_a_phone(
    site: Site, requests: tuple[str, str], language: str, theme: str
) -> None:
    """The fixture `site` adds: no script failed and no rule of the content security policy was broken."""
    problems = []
    for path, page in everything(site, requests, language=language, theme=theme, width=360):
        width = page.evaluate("document.documentElement.scrollWidth")
        wide = [f"{width} px wide"] if width > 360 else []
        problems += [f"{path} {one}" for one in (*wide, *structure(page, language), *found_by_axe(page))]
    assert problems == []


def test_every_page_is_accessible_on_a_desk(site: Site, requests: tuple[str, str]) -> None:
    pages = everything(site, requests, theme="light")
    problems = [f"{path} {one}" for path, page in pages for one in found_by_axe(page)]
    assert problems == []


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; it must be seen where it is."""
    for _ in range(60):
        if page.locator(f":is({selector}):focus-visible").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def test_sign_in_open_and_acknowledge_by_keyboard_alone(site: Site) -> None:
    sent = transmitted(site, site.visit("officer@pk.example"), site.visit("approver@pk.example"))
    page, knows = site.visit(), site.people["officer@np.example"]
    for field, text in (("#email", "officer@np.example"), ("#password", knows["password"])):
        tab_to(page, field)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("#passphrase:focus")
    for field, text in (("#passphrase", knows["passphrase"]), ("#secret", knows["secret"])):
        tab_to(page, field)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.hub.url}/")
    tab_to(page, f'.item[href="/requests/{sent}/"]')
    page.keyboard.press("Enter")
    tab_to(page, "[data-primary]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#act[data-ready]")
    tab_to(page, "#f-reference")
    page.keyboard.type("OAG-99")
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_attribute("data-status", "acknowledged")
    expect(page.locator('[data-reference="requested"]')).to_have_text("OAG-99")
