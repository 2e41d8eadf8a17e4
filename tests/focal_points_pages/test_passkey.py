"""A passkey made and used in a real browser under the real policy: enrol, sign out, sign in with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.focal_points_pages.conftest import Scene
from tests.focal_points_pages.desk import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.story]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_used(scene: Scene) -> None:
    desk = scene.newcomer("Maryam Iqbal", "maryam@pk.example")
    page, line = desk.page, desk.context.new_cdp_session(desk.page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    desk.go("/account/factors/new/")
    page.get_by_label("Name of this passkey").fill("Laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("#backup-codes li")).to_have_count(10)
    page.get_by_role("link", name="I have printed them").click()
    desk.go("/account/factors/")
    expect(page.locator("main")).to_contain_text("Laptop")
    desk.context.clear_cookies()
    desk.go("/sign-in/")
    page.get_by_label("E-mail address").fill(desk.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button", has_text="Sign in").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/unlock/**")
    assert desk.errors == []
