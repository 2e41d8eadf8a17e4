"""From a new edition to pages that everybody can read; two people in one draft at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pictures import picture
from tests.web.conftest import Site, running_site, site

__all__ = ["running_site", "site"]
pytestmark = pytest.mark.browser
BODY = "States should meet twice a year, and share routes in time."


def act(page: Page, site: Site, kind: str, pk: str, name: str, **fields: str) -> None:
    """Fill in the page of an act and send it; ends where it leads."""
    site.open(page, f"/conferences/do/{kind}/{pk}/{name}/")
    for field, value in fields.items():
        control = page.locator(f"#id_{field}")
        if control.evaluate("one => one.tagName") == "SELECT":
            if value:
                control.select_option(value)
            else:
                control.select_option(index=1)
        else:
            control.fill(value)
    page.locator("form.act button").click()
    expect(page.locator(".notice.good")).to_be_visible()


def begin(page: Page, site: Site, code: str) -> str:
    """A series and its first edition, in drafting with one group that Pakistan chairs; its id."""
    site.open(page, "/conferences/series/new/")
    page.fill("#id_code", code)
    page.fill("#id_name_en", f"Conferences {code}")
    page.locator("form.act button").click()
    page.wait_for_url("**/conferences/new/")
    page.fill("#id_title_en", f"Conference {code}")
    page.fill("#id_title_ar", "مؤتمر الحدود")
    page.select_option("#id_series", code)
    page.fill("#id_start", "2026-12-01")
    page.fill("#id_end", "2026-12-02")
    page.fill("#id_city", "Casablanca")
    page.select_option("#id_visibility", "public")
    page.locator("form.act button").click()
    page.wait_for_url(re.compile(r"/conferences/[0-9a-f-]{36}/$"))
    pk = page.url.rstrip("/").rsplit("/", 1)[-1]
    act(page, site, "edition", pk, "list_delegation", country="NP", status="registered", source="Organiser")
    act(page, site, "edition", pk, "add_item", number="1", day="2026-12-01", title_en="Opening")
    chair = page_of_pakistan(page, site, pk)
    act(page, site, "edition", pk, "add_group", theme="operational", name_en="Borders", chair=chair)
    act(page, site, "edition", pk, "start_drafting")
    return pk


def page_of_pakistan(page: Page, site: Site, pk: str) -> str:
    """The value of Pakistan's post in the list of posts."""
    site.open(page, f"/conferences/do/edition/{pk}/add_group/")
    option = page.locator("#id_chair option", has_text=re.compile("Pakistan|باكستان")).first
    return option.get_attribute("value") or ""


def start_draft(page: Page, site: Site, pk: str, body: str = BODY) -> str:
    """The chair begins a draft; the address of its page."""
    site.open(page, f"/conferences/{pk}/drafts/")
    page.locator("aside .button").first.click()
    page.locator("#id_group").select_option(index=1)
    page.fill("#id_body", body)
    page.locator("form.act button").click()
    page.wait_for_selector("#draft[data-ready]")
    return page.url.removeprefix(site.hub.url)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_organiser_goes_from_a_new_edition_to_published_pages(site: Site, language: str) -> None:
    organiser = site.visit("officer@xh.example", language=language, unlock=False)
    code = f"TRIP{language.upper()}"
    pk = begin(organiser, site, code)
    chair = site.visit("officer@pk.example", language=language, unlock=False)
    start_draft(chair, site, pk)
    picture(chair, f"conference-draft-{language}")
    site.open(organiser, f"/conferences/{pk}/adoption/")
    organiser.locator("aside .button").first.click()
    organiser.locator("form.act button").click()
    expect(organiser.locator('.status[data-status="consolidated"]').first).to_be_visible()
    organiser.locator('aside a[href*="adopt_by_consensus"]').click()
    organiser.fill("#id_meeting_no", "2")
    organiser.locator("form.act button").click()
    organiser.locator('aside a[href$="/publish/"]').click()
    expect(organiser.locator(".para p").first).to_have_text(BODY)
    picture(organiser, f"conference-publish-{language}")
    organiser.locator('button[name="confirmed"]').click()
    expect(organiser.locator('.status[data-status="published"]').last).to_be_visible()
    reads(site, language, code)


def reads(site: Site, language: str, code: str) -> None:
    """A reader without an account finds the recommendation, its numbers and its files."""
    context = site.browser.new_context(viewport={"width": 360, "height": 760}, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.hub.url}/public/{language}/")
    page.locator(f'a[href="/public/{language}/conferences/{code}/1/"]').first.click()
    expect(page.locator("#recommendations .para")).to_contain_text(BODY)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"public-conference-{language}")
    page.locator("#recommendations a").first.click()
    expect(page.locator("h1")).to_contain_text(f"{code}/2026/REC/1/1")
    page.locator(".tongues a").first.click()
    expect(page.locator("h1")).to_contain_text(f"{code}/2026/REC/1/1")
    assert all(url.startswith(site.hub.url) for url in asked)
    assert context.cookies() == []


def test_two_people_write_one_draft_at_once_and_nothing_is_lost(site: Site) -> None:
    pk = begin(site.visit("officer@xh.example", unlock=False), site, "ATONCE")
    first = site.visit("officer@pk.example", unlock=False)
    path = start_draft(first, site, pk, "States should meet.\n\nStates should share routes.")
    second = site.visit("approver@pk.example", language="ar", unlock=False)
    site.open(second, path)
    second.wait_for_selector("#draft[data-ready]")
    expect(second.locator("#here li")).to_contain_text("officer")
    first.locator("#body").press("Control+Home")
    first.locator("#body").press_sequentially("All ", delay=60)
    second.locator("#body").press("Control+End")
    second.locator("#body").press_sequentially(" They do so in time.", delay=40)
    whole = "All States should meet.\n\nStates should share routes. They do so in time."
    expect(first.locator("#body")).to_have_value(whole)
    expect(second.locator("#body")).to_have_value(whole)
    picture(second, "conference-two-writers")


def test_the_same_words_changed_at_once_stand_in_brackets(site: Site) -> None:
    pk = begin(site.visit("officer@xh.example", unlock=False), site, "CLASH")
    first = site.visit("officer@pk.example", unlock=False)
    path = start_draft(first, site, pk, "States should meet.")
    second = site.visit("approver@pk.example", unlock=False)
    site.open(second, path)
    second.wait_for_selector("#draft[data-ready]")
    second.context.set_offline(True)
    second.fill("#body", "States must meet.")
    expect(second.locator("#saved")).to_have_attribute("data-kind", "bad")
    first.fill("#body", "States could meet.")
    expect(first.locator("#saved")).to_have_attribute("data-kind", "good")
    second.context.set_offline(False)
    expect(second.locator("#conflict")).to_be_visible(timeout=40_000)
    for page in (first, second):
        expect(page.locator("#body")).to_have_value(re.compile(r"\[must\] \[could\]|\[could\] \[must\]"))
