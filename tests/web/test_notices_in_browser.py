"""Notices, bell and settings in a browser: after a ring, on a phone, in both directions, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
OFFICER = "officer@np.example"
TELL = """
from focal_points.models import Officer
from hub.notifications.actions import tell
tell([Officer.objects.get(email="{email}").pk], "{kind}", "{target}")
"""
RUNG = "() => document.dispatchEvent(new CustomEvent('hub:ring', {detail: {kind: 'x', id: 'y'}}))"


def told(site: Site, kind: str, target: str = "NP") -> None:
    """Something happens elsewhere."""
    site.hub.manage("shell", "-c", TELL.format(email=OFFICER, kind=kind, target=target))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_bell_counts_after_a_ring_and_marks_are_kept(site: Site, language: str) -> None:
    page = site.visit(OFFICER, language=language, width=360, unlock=False)
    site.open(page, "/notices/")
    if page.locator("button[name=up_to]").count():
        page.click("button[name=up_to]")
    count = page.locator("#bell .count")
    expect(count).to_be_hidden()
    told(site, "thread.urgent", "00000000-0000-4000-8000-000000000001")
    told(site, "chain.changed")
    page.evaluate(RUNG)
    expect(count).to_have_text("2")
    page.click("#bell")
    rows = page.locator(".told > .unread")
    expect(rows).to_have_count(2)
    expect(page.locator(".told > .unread.grave")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    rows.first.locator("button").click()
    expect(rows).to_have_count(1)
    page.click("button[name=up_to]")
    expect(rows).to_have_count(0)
    expect(count).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_settings_fit_a_phone_and_work_without_scripts(site: Site, language: str) -> None:
    context = site.browser.new_context(viewport={"width": 360, "height": 760}, java_script_enabled=False)
    context.add_cookies([{"name": "django_language", "value": language, "url": site.hub.url}])
    page = context.new_page()
    page.goto(f"{site.hub.url}/sign-in/")
    page.fill("#email", OFFICER)
    page.fill("#password", site.people[OFFICER]["password"])
    page.press("#password", "Enter")
    page.goto(f"{site.hub.url}/notices/settings/")
    boxes = [page.locator(f"[name={name}]").last.bounding_box() for name in ("quiet_from", "time_zone")]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    page.check("[name=email][value=digest]")
    page.select_option("[name=time_zone]", "Asia/Kathmandu")
    page.fill("[name=quiet_from]", "22:00")
    page.fill("[name=quiet_until]", "")
    page.click("main button.button:not(.plain)")
    expect(page.locator(".wrong")).to_have_count(1)
    page.fill("[name=quiet_until]", "06:30")
    page.click("main button.button:not(.plain)")
    expect(page.locator(".notice.good")).to_be_visible()
    expect(page.locator("[name=quiet_until]")).to_have_value(re.compile("06:30"))
    expect(page.locator("[name=time_zone]")).to_have_value("Asia/Kathmandu")
