"""Keys for life in the browser: passkey, remembered device, recovery code, lost keys, a replayed keystore."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
OFFICER, ADMIN = "officer@pk.example", "admin@pk.example"
PUT = """async (body) => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch("/api/v1/me/keystore/", { method: "PUT", body: JSON.stringify(body), headers });
  return answer.status;
}"""
AUTHENTICATOR = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasUserVerification": True,
    "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_authenticator(page: Page) -> None:
    """Give the page a security key that answers the prf extension."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def lock(page: Page) -> None:
    """Lock the keys, and wait until they are: the button goes on working after the click."""
    page.click("#lockstate")
    expect(page.locator("#lockstate")).to_have_text("Unlock")


def change(site: Site, page: Page, email: str, what: str) -> None:
    """Open the own keys on the account page and ask for a change."""
    site.open(page, "/account/")
    page.check(f"[name=change][value={what}]")
    page.fill("#pass-current", site.people[email]["passphrase"])


def test_a_passkey_opens_the_keys(site: Site) -> None:
    page = site.visit(OFFICER)
    with_authenticator(page)
    change(site, page, OFFICER, "passkey")
    page.fill("#pass-label", "Blue key")
    page.click("#passphrase > button")
    expect(page.locator("#ways")).to_contain_text("Blue key")
    lock(page)
    site.open(page, "/unlock/")
    page.click("#passkey")
    page.wait_for_url(f"{site.hub.url}/")
    expect(page.locator("#lockstate")).to_have_text("Unlocked")
    site.open(page, "/account/")
    page.click("#ways button")
    expect(page.locator("#ways")).to_contain_text("No passkey")


def test_a_remembered_device_opens_with_one_click_until_it_is_forgotten(site: Site) -> None:
    page = site.visit(OFFICER, unlock=False)
    page.check("#stay")
    site.unlock(page, OFFICER)
    lock(page)
    site.open(page, "/unlock/")
    page.click("#device")
    page.wait_for_url(f"{site.hub.url}/")
    elsewhere = site.visit(OFFICER)
    site.open(elsewhere, "/account/")
    elsewhere.click("#ways button")
    expect(elsewhere.locator("#ways")).to_contain_text("no device remembers")
    lock(page)
    site.open(page, "/unlock/")
    page.click("#device")
    expect(page.locator("#problem")).to_contain_text("was forgotten")
    expect(page.locator("#by-device")).to_be_hidden()


def test_a_new_recovery_code_replaces_the_old_and_an_old_keystore_is_noticed(site: Site) -> None:
    page = site.visit(OFFICER)
    site.open(page, "/account/")
    old = page.evaluate("async () => (await fetch('/api/v1/me/keystore/')).json()")
    change(site, page, OFFICER, "code")
    page.click("#passphrase > button")
    code = page.locator("#recovery-code").inner_text()
    page.fill("#kept", code.split("-")[4])
    page.press("#kept", "Enter")
    expect(page.locator("#pass-said")).to_contain_text("The new recovery code")
    lock(page)
    site.open(page, "/unlock/")
    page.click("#other-way")
    page.fill("#recovery", site.people[OFFICER]["recovery"])
    page.press("#recovery", "Enter")
    expect(page.locator("#problem")).to_contain_text("does not open")
    page.fill("#recovery", code)
    page.press("#recovery", "Enter")
    page.wait_for_url(f"{site.hub.url}/")
    site.people[OFFICER]["recovery"] = code
    site.open(page, "/account/")
    assert page.evaluate(PUT, old) == 204
    lock(page)
    site.open(page, "/unlock/")
    page.fill("#passphrase", site.people[OFFICER]["passphrase"])
    page.press("#passphrase", "Enter")
    expect(page.locator("#problem")).to_contain_text("replaced before")


def test_lost_keys_are_made_anew_and_a_colleague_signs_them(site: Site) -> None:
    admin = site.visit(ADMIN)
    site.open(admin, "/countries/PK/")
    expect(admin.locator("#fingerprint-note")).to_contain_text("Worked out")
    fingerprint = admin.locator("#fingerprint").inner_text()
    page = site.visit("approver@pk.example", unlock=False)
    site.open(page, "/lost-keys/")
    page.fill("#fingerprint", fingerprint)
    page.fill("#fresh", "five words that never met")
    page.fill("#again", "five words that never met")
    page.click("#lost button")
    secret = page.locator("#account-secret").inner_text()
    page.fill("#kept", page.locator("#recovery-code").inner_text().split("-")[4])
    page.press("#kept", "Enter")
    code = page.locator("#new-keys-code").inner_text()
    site.open(admin, "/officers/")
    admin.fill("[data-rekey] input", "N" + code[:0:-1])
    admin.press("[data-rekey] input", "Enter")
    expect(admin.locator("[data-rekey]")).to_contain_text("does not fit")
    admin.fill("[data-rekey] input", code.lower())
    admin.press("[data-rekey] input", "Enter")
    expect(admin.locator("#said-here")).to_contain_text("are signed")
    site.open(page, "/unlock/")
    page.fill("#passphrase", "five words that never met")
    page.fill("#secret", secret)
    page.press("#secret", "Enter")
    page.wait_for_url(f"{site.hub.url}/")
    site.open(admin, "/officers/recovery/")
    expect(admin.locator("#standing")).to_contain_text("no recovery kit")
