"""Two countries compare in their browsers: proposed, agreed, registered, hit, a conversation begun."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
OURS, THEIRS = "approver@pk.example", "approver@np.example"
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "identifiers.json").read_text("utf-8"))
MARKUP = "<img src=x onerror=alert(1)>"
TWIN = """async ({ cases, tokens }) => {
  const served = (name) => document.querySelector(`link[rel=modulepreload][href*="js/${name}."]`).href;
  const { normalise } = await import(served("identifiers"));
  const { tokenOf } = await import(served("pairs"));
  const form = ({ type, typed }) => {
    try { return { plain: normalise(type, typed) }; } catch ({ why }) { return { why }; }
  };
  const mark = ({ key, pair, type, plain }) => tokenOf(key, pair, type, plain)
    .then((token) => ({ token }), ({ code }) => ({ refused: code }));
  return { cases: cases.map(form), tokens: await Promise.all(tokens.map(mark)) };
}"""


def picture(page: Page, name: str) -> None:
    """Keep a picture if somebody wants to look at it."""
    if folder := os.environ.get("HUB_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def expected(rows: list[Any], *names: str) -> list[Any]:
    return [{name: row[name] for name in names if name in row} for row in rows]


def register(page: Page, site: Site, typed: str, case: str) -> None:
    site.open(page, "/deconfliction/new/")
    page.wait_for_selector("#registration[data-ready]")
    page.fill("#f-identifier", "0300 1234567")
    expect(page.locator("#preview")).to_contain_text("calling code")
    page.fill("#f-identifier", typed)
    expect(page.locator("#preview")).to_have_text("+923001234567")
    page.fill("#f-case", case)
    page.locator("input[name=pair]").check()
    picture(page, "blind-new")
    page.locator("#send").click()
    page.wait_for_url("**/deconfliction/")


def test_two_countries_meet_over_one_number(site: Site) -> None:
    ours, theirs = site.visit(OURS), site.visit(THEIRS)
    site.open(ours, "/deconfliction/pairs/new/")
    option = ours.locator("#f-to option", has_text="Nepal").first
    ours.locator("#f-to").select_option(value=option.get_attribute("value"))
    ours.get_by_role("button", name="Sign and propose").click()
    ours.wait_for_url("**/deconfliction/pairs/*-*/")
    site.open(theirs, "/deconfliction/")
    theirs.locator(".item.yours").click()
    theirs.get_by_role("button", name="Sign and agree").click()
    expect(theirs.locator("#status")).to_have_text("In force")
    expect(theirs.locator("#proof")).to_be_visible()
    register(ours, site, "+92 300 1234567", MARKUP)
    register(theirs, site, "0092-300-1234567", "KTM 3")
    site.open(ours, "/deconfliction/")
    expect(ours.locator("hub-subject")).to_have_text("+923001234567")
    picture(ours, "blind-list")
    ours.locator("section[aria-labelledby=hits-title] .item").click()
    expect(ours.locator("#proved")).to_be_visible()
    expect(ours.locator("#identifier")).to_have_text("+923001234567")
    expect(ours.locator("#case")).to_have_text(MARKUP)
    expect(ours.locator("#main img")).to_have_count(0)
    expect(ours.locator("#alarms")).to_be_empty()
    picture(ours, "blind-hit")
    ours.get_by_role("link", name="Begin a conversation").click()
    ours.wait_for_selector("#conversation[data-ready]")
    expect(ours.locator("#posts input:checked")).to_have_count(1)
    site.open(ours, "/deconfliction/new/")
    found = ours.evaluate(TWIN, VECTORS)
    assert found["cases"] == expected(VECTORS["cases"], "plain", "why")
    assert found["tokens"] == expected(VECTORS["tokens"], "token", "refused")
