"""Comparing a fingerprint from paper, and what officers see when the hub shows other keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hub.encryption.keys import PublicKeys
from tests.focal_points_pages.conftest import NP_POST, Scene
from tests.focal_points_pages.desk import SLOW
from tests.focal_points_pages.lies import lie
from tests.story.malice import ghost_officer, second_beginning, swap_country
from tests.story.proxy import Exchange

pytestmark = [pytest.mark.browser, pytest.mark.story]
OWN_PUBLIC_KEYS = """async () => {
  const { held } = await import("/static/hub/js/keys.js");
  const { officer, public: known } = await held();
  return [officer, { kem: [...known.kem], sig: [...known.sig] }];
}"""
FORGET_PINS = """async () => {
  const { erase, keysOf } = await import("/static/hub/js/store.js");
  for (const key of await keysOf("pins")) await erase("pins", key);
}"""
CHAIN = r"/api/v1/countries/NP/chain/"


def test_compare_and_mark_as_verified(scene: Scene) -> None:
    page, right = scene.admin.page, scene.nepal_fingerprint
    scene.admin.go("/countries/NP/")
    expect(page.locator("#fingerprint-note")).to_contain_text("all signatures checked", timeout=SLOW)
    received, verify = page.locator("#received"), page.get_by_role("button", name="Mark as verified")
    received.fill(right[:30])
    expect(page.locator("#compared")).to_contain_text("So far equal: 30 of 64")
    wrong = right[:40] + ("0" if right[40] != "0" else "1") + right[41:]
    received.fill(wrong)
    expect(page.locator("#compared")).to_contain_text("Different, from place 41")
    expect(page.locator("#compared mark")).to_have_count(1)
    expect(verify).to_be_disabled()
    received.fill(" ".join(right[at : at + 8].upper() for at in range(0, 64, 8)))
    expect(page.locator("#compared")).to_contain_text("Equal")
    verify.click()
    expect(page.locator("[data-peer]")).to_have_text("Fingerprint verified", timeout=SLOW)

    scene.officer.go("/countries/NP/")
    expect(scene.officer.page.locator("[data-peer]")).to_have_text("Fingerprint verified", timeout=SLOW)
    expect(scene.officer.page.get_by_role("button", name="Mark as verified")).to_have_count(0)
    scene.officer.go("/countries/PK/")
    expect(scene.officer.page.locator("#history")).to_contain_text("compared and marked as verified")


def test_an_officer_nobody_signed_raises_an_alarm(scene: Scene) -> None:
    lie(scene.admin.page, CHAIN, ghost_officer("hub.test", "NP"))
    scene.admin.go("/countries/NP/")
    alarm = scene.admin.page.locator("#alarms")
    expect(alarm).to_contain_text("not signed as it must be", timeout=SLOW)
    expect(scene.admin.page.locator("body")).not_to_contain_text("Ghost")
    expect(scene.admin.page.locator("#fingerprint-note")).to_contain_text("only the hub's word")
    expect(scene.admin.page.locator("#received")).to_be_disabled()


def test_a_country_with_other_keys_raises_an_alarm(scene: Scene) -> None:
    scene.officer.go("/countries/NP/")
    expect(scene.officer.page.locator("#fingerprint-note")).to_contain_text("checked", timeout=SLOW)
    post = scene.officer.page.locator("#posts a").first.get_attribute("href") or ""
    lie(scene.officer.page, CHAIN, swap_country("hub.test", "NP", post.split("/")[2]))
    scene.officer.go("/directory/")
    expect(scene.officer.page.locator("#alarms")).to_contain_text(
        "another beginning of the keys", timeout=SLOW
    )
    expect(scene.officer.page.locator('[data-peer="NP"]')).to_have_text("Keys not genuine")


def test_a_post_shown_otherwise_than_signed_raises_an_alarm(scene: Scene) -> None:
    def rename(exchange: Exchange) -> None:
        exchange.body = exchange.body.replace(NP_POST.encode(), b"Office of Somebody Else")

    lie(scene.officer.page, r"/directory/$", rename)
    scene.officer.go("/directory/")
    alarm = scene.officer.page.locator("#alarms")
    expect(alarm).to_contain_text("otherwise than its country signed it", timeout=SLOW)


def test_a_seat_the_country_did_not_sign_raises_an_alarm(scene: Scene) -> None:
    def seat(exchange: Exchange) -> None:
        exchange.body = exchange.body.replace(
            b' officer"><span class="who">', b' approver"><span class="who">'
        )

    lie(scene.officer.page, r"/officers/$", seat)
    scene.officer.go("/officers/")
    expect(scene.officer.page.locator("#alarms")).to_contain_text("other seats than the ones", timeout=SLOW)


def test_a_founder_on_a_new_device_knows_the_own_signature(scene: Scene) -> None:
    scene.admin.go("/directory/")
    me, keys = scene.admin.page.evaluate(OWN_PUBLIC_KEYS)
    lying = second_beginning("hub.test", "PK", me, PublicKeys(bytes(keys["kem"]), bytes(keys["sig"])))
    scene.admin.page.evaluate(FORGET_PINS)
    lie(scene.admin.page, r"/api/v1/countries/PK/chain/", lying)
    scene.admin.go("/countries/PK/")
    expect(scene.admin.page.locator("#alarms")).to_contain_text("another beginning of the keys", timeout=SLOW)
