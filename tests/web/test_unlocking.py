"""Signing in opens nothing; unlocking opens on this device; locking and signing out forget."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
OFFICER = "officer@pk.example"

KEYS = """async () => {
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const opened = await done(indexedDB.open("hub"));
  if (![...opened.objectStoreNames].includes("session")) return null;
  const kept = await done(opened.transaction("session").objectStore("session").get("keys"));
  return kept ? [kept.kem.extractable, kept.sig.extractable] : null;
}"""


USED = """async () => {
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const opened = await done(indexedDB.open("hub"));
  return (await done(opened.transaction("session").objectStore("session").get("keys"))).usedAt;
}"""


def kept_keys(page: Page) -> list[bool] | None:
    """Whether the keys on the device could be taken out; None when there are none."""
    found: list[bool] | None = page.evaluate(KEYS)
    return found


def test_a_wrong_password_says_what_to_do_and_takes_the_focus(site: Site) -> None:
    page = site.visit()
    page.fill("#email", OFFICER)
    page.fill("#password", "not this one")
    page.press("#password", "Enter")
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary a")).to_have_attribute("href", "#email")
    expect(page.locator("#email")).to_have_value(OFFICER)


def test_unlocking_keeps_handles_that_nobody_can_take_out(site: Site) -> None:
    page = site.visit(OFFICER)
    expect(page.locator("#lockstate")).to_have_text("Unlocked")
    assert kept_keys(page) == [False, False]


def test_a_wrong_passphrase_opens_nothing(site: Site) -> None:
    page = site.visit(OFFICER, unlock=False)
    page.fill("#passphrase", "another passphrase")
    page.fill("#secret", site.people[OFFICER]["secret"])
    page.press("#secret", "Enter")
    expect(page.locator("#problem")).to_contain_text("do not open your keys")
    assert kept_keys(page) is None


def test_a_typing_mistake_in_the_account_secret_is_named(site: Site) -> None:
    page = site.visit(OFFICER, unlock=False)
    page.fill("#passphrase", site.people[OFFICER]["passphrase"])
    page.fill("#secret", site.people[OFFICER]["secret"][:-1] + "7")
    page.press("#secret", "Enter")
    expect(page.locator("#problem")).to_contain_text("typing mistake")


def test_the_recovery_code_opens_too(site: Site) -> None:
    page = site.visit(OFFICER, unlock=False)
    page.click("#other-way")
    page.fill("#recovery", site.people[OFFICER]["recovery"].lower())
    page.press("#recovery", "Enter")
    page.wait_for_url(f"{site.hub.url}/")
    assert kept_keys(page) == [False, False]


def test_the_account_secret_is_remembered_on_the_device(site: Site) -> None:
    page = site.visit(OFFICER)
    page.click("#lockstate")
    expect(page.locator("#lockstate")).to_have_text("Unlock")
    site.open(page, "/unlock/")
    expect(page.locator("#secret-kept")).to_be_visible()
    page.fill("#passphrase", site.people[OFFICER]["passphrase"])
    page.press("#passphrase", "Enter")
    page.wait_for_url(f"{site.hub.url}/")


def test_locking_and_signing_out_forget_the_keys(site: Site) -> None:
    page = site.visit(OFFICER)
    page.click("#lockstate")
    expect(page.locator("#lockstate")).to_have_text("Unlock")
    assert kept_keys(page) is None
    page.click("#lockstate")
    page.wait_for_selector("#passphrase:focus")
    page.fill("#passphrase", site.people[OFFICER]["passphrase"])
    page.press("#passphrase", "Enter")
    page.wait_for_url(f"{site.hub.url}/")
    page.click("summary:has-text('You and this device')")
    page.click("#sign-out button")
    page.wait_for_url("**/sign-in/")
    assert kept_keys(page) is None


def test_keys_left_by_somebody_else_are_wiped(site: Site) -> None:
    page = site.visit(OFFICER)
    page.goto("about:blank")  # the page's socket must not ask without the cookie
    page.context.clear_cookies(name="sessionid")
    site.open(page, "/sign-in/")
    expect(page.locator("#email")).to_be_visible()
    for _ in range(20):
        if kept_keys(page) is None:
            break
        page.wait_for_timeout(100)
    assert kept_keys(page) is None


def test_keys_lock_by_themselves_after_a_quarter_of_an_hour(site: Site) -> None:
    page = site.visit(OFFICER)
    page.clock.install()
    site.open(page, "/")
    expect(page.locator("#lockstate")).to_have_text("Unlocked")
    page.clock.fast_forward("14:30")
    before = page.evaluate(USED)
    page.keyboard.press("Shift")
    # The work is written down after the key press returns; the clock must not overtake it.
    for _ in range(50):
        if page.evaluate(USED) > before:
            break
        page.wait_for_timeout(100)
    page.clock.fast_forward("14:30")
    expect(page.locator("#lockstate")).to_have_text("Unlocked")
    assert kept_keys(page) == [False, False]
    with page.expect_navigation():
        page.clock.fast_forward("01:00")
    expect(page.locator("#lockstate")).to_have_text("Unlock", use_inner_text=True)
    assert kept_keys(page) is None
