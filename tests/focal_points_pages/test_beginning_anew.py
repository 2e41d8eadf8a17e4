"""All administrators of a country are lost: it begins anew, and a peer verifies it before sealing to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.focal_points_pages.conftest import Scene
from tests.focal_points_pages.desk import SLOW, Desk

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_a_country_that_begins_anew_is_compared_again_before_anything_is_sealed_to_it(scene: Scene) -> None:
    first = founded(scene, scene.desk("Amal Nasser", "amal@eg.example"))
    verify(scene.admin, first)
    chosen(scene.officer)
    expect(scene.officer.page.locator("#peer")).to_contain_text("Fingerprint verified", timeout=SLOW)

    second = founded(scene, scene.desk("Hoda Salem", "hoda@eg.example"), "--again")
    assert second != first
    chosen(scene.officer)
    alarms = scene.officer.page.locator("#alarms")
    expect(alarms).to_contain_text("began anew: other administrators", timeout=SLOW)
    expect(scene.officer.page.locator("#peer")).to_be_hidden()
    alarms.get_by_role("link", name="Compare the fingerprint").click()
    scene.officer.page.wait_for_url("**/countries/EG/")

    refuses(scene.admin, first)
    verify(scene.admin, second)
    expect(scene.admin.page.locator("#alarms")).to_be_empty()
    chosen(scene.officer)
    expect(scene.officer.page.locator("#peer")).to_contain_text("Fingerprint verified", timeout=SLOW)
    expect(scene.officer.page.locator("#alarms")).to_be_empty()


def founded(scene: Scene, desk: Desk, *words: str) -> str:
    """Egypt's administrator founds, or founds again; answers the fingerprint on the screen."""
    link = scene.hub.manage("found_country", "EG", *words, "--email", desk.email, "--origin", scene.hub.url)
    desk.begin(link.split()[-1])
    fingerprint = desk.found(f"Office of {desk.name}")
    assert desk.errors == []
    desk.context.close()
    return fingerprint


def chosen(officer: Desk) -> None:
    """A new request, with the Egyptian authority chosen: the screen where it would be sealed."""
    officer.go("/requests/new/")
    to = officer.page.locator("#f-to")
    egypt = to.locator('option[data-country="EG"]').first.get_attribute("value")
    to.select_option(value=egypt)


def refuses(admin: Desk, old: str) -> None:
    """The fingerprint from before no longer agrees, and cannot be signed."""
    admin.go("/countries/EG/")
    expect(admin.page.locator("#alarms")).to_contain_text("began anew", timeout=SLOW)
    expect(admin.page.locator("#fingerprint-note")).to_contain_text("all signatures checked", timeout=SLOW)
    admin.page.locator("#received").fill(old)
    expect(admin.page.locator("#compared")).to_contain_text("Different")
    expect(admin.page.get_by_role("button", name="Mark as verified")).to_be_disabled()


def verify(admin: Desk, fingerprint: str) -> None:
    """Compare with the paper and sign that it is the same."""
    admin.go("/countries/EG/")
    expect(admin.page.locator("#fingerprint-note")).to_contain_text("all signatures checked", timeout=SLOW)
    admin.page.locator("#received").fill(fingerprint)
    admin.page.get_by_role("button", name="Mark as verified").click()
    expect(admin.page.locator("[data-peer]")).to_have_text("Fingerprint verified", timeout=SLOW)
