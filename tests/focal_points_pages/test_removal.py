"""An officer leaves, and what that changes; roles come and go."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.focal_points_pages.conftest import PK_POST, Scene
from tests.focal_points_pages.desk import SLOW

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_removing_an_officer_replaces_the_key_and_ends_the_session(scene: Scene) -> None:
    leaver = scene.newcomer("Nadia Aziz", "nadia@pk.example")
    before = max(scene.officer_generations())
    page = scene.admin.page
    scene.admin.go("/officers/")
    page.get_by_role("listitem").filter(has_text="Nadia Aziz").get_by_role("button", name="Remove").click(
        timeout=SLOW
    )
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("What this does not do")
    expect(dialog).to_contain_text("does not reach back")
    expect(dialog).to_contain_text(PK_POST)
    dialog.get_by_role("button", name="Remove").click()
    expect(page.locator("#said-here")).to_contain_text("is removed", timeout=SLOW)
    expect(page.locator("#posts")).not_to_contain_text("Nadia Aziz")

    leaver.go("/directory/")
    assert "/sign-in/" in leaver.page.url
    assert scene.officer_generations() == list(range(1, before + 2))


def test_the_last_administrator_stays_and_is_told_why(scene: Scene) -> None:
    page = scene.admin.page
    scene.admin.go("/officers/")
    mine = page.get_by_role("listitem").filter(has_text="(you)").first
    mine.get_by_role("button", name="Remove").click(timeout=SLOW)
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("dialog")).to_contain_text("last administrator", timeout=SLOW)
    page.get_by_role("button", name="Do not change").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_roles_are_given_and_taken(scene: Scene) -> None:
    page = scene.admin.page
    scene.newcomer("Tariq Aziz", "tariq@pk.example", "Observer")
    scene.admin.go("/officers/")
    line = page.get_by_role("listitem").filter(has_text="Tariq Aziz")
    line.get_by_role("button", name="Roles").click(timeout=SLOW)
    page.get_by_role("dialog").get_by_label("Approver").check()
    page.get_by_role("dialog").get_by_label("Observer").uncheck()
    page.get_by_role("button", name="Sign the change").click()
    expect(page.locator("#said-here")).to_contain_text("change is signed", timeout=SLOW)
    expect(line).to_contain_text("Approver")
    expect(line).not_to_contain_text("Observer")


def test_locked_keys_sign_nothing(scene: Scene) -> None:
    page = scene.admin.page
    scene.admin.go("/officers/")
    page.get_by_role("button", name="Replace the key").first.wait_for(timeout=SLOW)
    page.evaluate("async () => (await import('/static/hub/js/store.js')).erase('session', 'keys')")
    page.get_by_role("button", name="Replace the key").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Replace the key").click()
    expect(page.get_by_role("dialog")).to_contain_text("Your keys are locked", timeout=SLOW)
    scene.admin.unlock()


def test_an_authority_is_added_with_its_first_administrator(scene: Scene) -> None:
    page = scene.admin.page
    scene.admin.go("/officers/")
    page.get_by_text("Add an authority").click()
    page.get_by_label("Name of the authority").fill("Anti-Smuggling Unit")
    page.get_by_label("Kind of authority").select_option("police")
    page.get_by_role("button", name="Add and sign").click()
    expect(page.locator("#posts")).to_contain_text("Anti-Smuggling Unit", timeout=SLOW)
    assert len(scene.admin.open_posts()) == 2
