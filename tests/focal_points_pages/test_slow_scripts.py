"""Pages whose scripts are late or never come: what was written stays where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.focal_points_pages.conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_a_passphrase_never_gets_into_an_address(scene: Scene) -> None:
    """The browser's own way of sending would write it into the address, and so into logs."""
    page = scene.admin.page
    page.route("**/passphrase*.js", lambda route: route.abort())
    scene.admin.go("/account/")
    page.locator("#pass-current").fill("words of nobody")
    page.locator("#pass-current").press("Enter")
    page.locator("#passphrase").evaluate("form => form.requestSubmit()")
    expect(page.locator("#pass-current")).to_have_value("words of nobody")
    assert page.url == f"{scene.admin.url}/account/"


def test_an_invitation_waits_for_its_script(scene: Scene) -> None:
    page = scene.admin.page
    page.route("**/officers*.js", lambda route: route.abort())
    scene.admin.go("/officers/")
    expect(page.get_by_role("button", name="Make an invitation")).to_be_disabled()
    page.unroute_all()
    scene.admin.go("/officers/")
    expect(page.get_by_role("button", name="Make an invitation")).to_be_enabled()
