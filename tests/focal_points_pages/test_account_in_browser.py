"""A new passphrase: made on the device, and the old one opens nothing any more."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.focal_points_pages.conftest import Scene
from tests.focal_points_pages.desk import PASSPHRASE, SLOW

pytestmark = [pytest.mark.browser, pytest.mark.story]
NEW = "quiet marble harbour eleven kites"


def change(scene: Scene, current: str, fresh: str) -> None:
    page = scene.nepal.page
    scene.nepal.go("/account/")
    page.locator("#pass-current").fill(current)
    page.get_by_label("New passphrase", exact=True).fill(fresh)
    page.get_by_label("The new passphrase again").fill(fresh)
    page.get_by_role("button", name="Change it").click()


def test_the_passphrase_changes(scene: Scene) -> None:
    page = scene.nepal.page
    change(scene, "not the right one at all", NEW)
    expect(page.locator("#pass-said")).to_contain_text("do not open your keys", timeout=SLOW)
    change(scene, PASSPHRASE, NEW)
    expect(page.locator("#pass-said")).to_contain_text("passphrase is changed", timeout=SLOW)
    scene.nepal.passphrase = NEW
    scene.nepal.unlock()


def test_the_recovery_code_brings_a_new_account_secret(scene: Scene) -> None:
    desk, page = scene.nepal, scene.nepal.page
    desk.go("/account/")
    page.get_by_label("I forgot it").check()
    page.locator("#pass-recovery").fill(desk.recovery_code)
    page.get_by_label("New passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The new passphrase again").fill(PASSPHRASE)
    page.get_by_role("button", name="Change it").click()
    desk.account_secret = page.locator("#account-secret").inner_text(timeout=SLOW)
    page.get_by_label("Type group 4").fill(desk.account_secret.split("-")[4])
    page.get_by_role("button", name="I have kept it").click()
    expect(page.locator("#pass-said")).to_contain_text("passphrase is changed", timeout=SLOW)
    desk.passphrase = PASSPHRASE
    desk.unlock()
