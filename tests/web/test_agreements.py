"""Two countries agree on rules in their browsers: proposed, read, accepted, ended; seen wide and narrow."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
OURS, THEIRS = "approver@pk.example", "approver@np.example"


def picture(page: Page, name: str) -> None:
    """Keep a picture if somebody wants to look at it."""
    if folder := os.environ.get("HUB_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def choose_nepal(page: Page) -> None:
    """Choose the other authority; the form comes again with the rules in force with it."""
    option = page.locator("#f-to option", has_text="Nepal")
    page.locator("#f-to").select_option(value=option.get_attribute("value"))
    page.wait_for_url("**/agreements/new/?to=*")
    page.wait_for_selector("#pact[data-ready]")


def fill_in(page: Page) -> None:
    """Three working days to acknowledge, six hours if it is urgent; full transmission."""
    row = page.locator('tr[data-clock="ack"]')
    row.locator('[data-of="urgent"]').fill("6")
    page.locator("#send").click()
    expect(page.locator("#problem")).to_contain_text("ordinary limit")
    row.locator('[data-of="number"]').fill("3")
    row.locator('[data-of="unit"]').select_option("working")
    row.locator('[data-of="urgent_unit"]').select_option("hours")
    page.fill("#f-own", "en, ur")
    page.get_by_label("Full transmission").check()
    page.get_by_label("How they ended").check()
    page.fill("#f-text", "As discussed in Kathmandu.")


def test_a_proposal_is_signed_and_waits(site: Site) -> None:
    page = site.visit(OURS)
    site.open(page, "/agreements/")
    expect(page.locator(".empty")).to_contain_text("Nothing is agreed yet")
    picture(page, "agreements-empty")
    page.get_by_role("link", name="Propose rules").click()
    page.wait_for_selector("#pact[data-ready]")
    choose_nepal(page)
    fill_in(page)
    picture(page, "agreement-new")
    page.locator("#send").click()
    page.wait_for_url("**/agreements/*-*/")
    expect(page.locator(".lede")).to_contain_text("has not answered yet")
    expect(page.locator("#timeline .opened")).to_contain_text("As discussed in Kathmandu.")
    expect(page.locator("aside .no").first).to_contain_text("only the other country")


def test_the_other_side_reads_and_accepts_it(site: Site) -> None:
    page = site.visit(THEIRS)
    site.open(page, "/agreements/")
    expect(page.locator(".ball.yours")).to_have_text("Waits for your answer")
    picture(page, "agreements-waiting")
    page.locator(".item").click()
    expect(page.locator("#timeline .opened").first).to_contain_text("As discussed in Kathmandu.")
    expect(page.locator(".limits")).to_contain_text("3 working days; 6 hours if urgent")
    picture(page, "agreement-waits")
    page.get_by_role("button", name="Accept these rules").click()
    expect(page.locator(".lede")).to_contain_text("In force since")
    expect(page.locator("#proof")).not_to_contain_text("This device compares")
    expect(page.locator("#alarms")).to_be_empty()
    picture(page, "agreement-in-force")


def test_what_is_in_force_is_replaced_by_what_both_sign(site: Site) -> None:
    page = site.visit(OURS)
    site.open(page, "/agreements/new/")
    page.wait_for_selector("#pact[data-ready]")
    choose_nepal(page)
    expect(page.locator('tr[data-clock="ack"] [data-of="number"]')).to_have_value("3")
    expect(page.locator("#f-own")).to_have_value("en, ur")
    page.get_by_label("Only drafting and tracking").check()
    page.locator("#send").click()
    page.wait_for_url("**/agreements/*-*/")
    other = site.visit(THEIRS)
    site.open(other, "/agreements/")
    other.locator(".item.yours").click()
    other.get_by_role("button", name="Accept these rules").click()
    expect(other.locator(".lede")).to_contain_text("In force since")
    site.open(other, "/agreements/")
    other.get_by_role("region", name="Earlier").locator(".item").click()
    expect(other.locator(".lede")).to_contain_text("Ended")
    expect(other.locator("#timeline li[data-proof='good']")).to_have_count(2)
    expect(other.locator("#alarms")).to_be_empty()


@pytest.mark.parametrize(("language", "width"), [("ar", 1280), ("ar", 360), ("en", 360), ("fr", 1280)])
def test_pages_fit(site: Site, language: str, width: int) -> None:
    page = site.visit(OURS, language=language, width=width)
    for name, path in (("list", "/agreements/"), ("new", "/agreements/new/")):
        site.open(page, path)
        page.wait_for_load_state("networkidle")
        picture(page, f"agreements-{name}-{language}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    site.open(page, "/agreements/")
    page.locator(".item").first.click()
    page.wait_for_selector("body[data-ready]")
    picture(page, f"agreement-{language}-{width}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_an_officer_reads_and_is_told_why_not(site: Site) -> None:
    page = site.visit("officer@np.example")
    site.open(page, "/agreements/")
    assert page.get_by_role("link", name="Propose rules").count() == 0
    page.locator(".item").first.click()
    expect(page.locator("aside .no").first).to_contain_text("only an approver")
