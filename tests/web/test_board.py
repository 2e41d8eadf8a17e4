"""Board, tracker and first page in a real browser: choosing several, keyboard, one click to “where is it”."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import chromium
from tests.journeys.pictures import both_languages, picture
from tests.journeys.test_access import found_by_axe, structure
from tests.story.hub_process import ROOT, HubProcess
from tests.web.conftest import Site, site

__all__ = ["site"]
pytestmark = [pytest.mark.browser, pytest.mark.story]
IDS: dict[str, str] = {}
SUBJECT = "Bank records of the Karim travel agency"
REFERENCE = "FIA/MLA/2026/114"


@pytest.fixture(scope="module")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hub with requests at many steps."""
    hub = HubProcess.prepare(tmp_path_factory.mktemp("board"))
    hub.manage("collectstatic", "--noinput", "--verbosity", "0")
    people = _seed(hub)
    hub.start()
    with chromium() as browser:
        yield Site(hub, people, browser)
    hub.stop()


def _seed(hub: HubProcess) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "tests.web.board_seed"]
    done = subprocess.run(command, env=hub.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    people: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    IDS.update(people.pop(""))
    return people


def test_a_prosecutor_finds_the_request_with_one_click(site: Site) -> None:
    page = site.visit("prosecutor@pk.example")
    expect(page.locator("h1")).to_have_text("Where is my request?")
    entry = page.locator(f'.item[href="/track/{IDS["executed"]}/"]')
    expect(entry).to_contain_text("Nepal carries out the measures.")
    entry.scroll_into_view_if_needed()
    expect(entry.locator(".what")).to_have_text(SUBJECT)
    expect(entry).to_contain_text(REFERENCE)
    both_languages(page, "home-prosecutor", ".tracks")
    page.locator(f'.item[href="/track/{IDS["executed"]}/"]').click()
    page.wait_for_url(f"**/track/{IDS['executed']}/")
    expect(page.locator(".big")).to_contain_text("It is with Nepal")
    expect(page.locator("h1")).to_contain_text(SUBJECT)
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name="Acknowledged")).to_contain_text("Done")
    both_languages(page, "tracked", ".answer")
    site.open(page, "/track/")
    both_languages(page, "track", ".tracks")


def test_several_closings_are_confirmed_one_by_one(site: Site) -> None:
    page = site.visit("officer@np.example")
    site.open(page, "/board/")
    expect(page.get_by_role("heading", name="Closing to be confirmed")).to_contain_text("3")
    for name in ("closing one", "closing two", "assessed"):
        page.locator(f'[data-row="{IDS[name]}"] input[name="pick"]').check()
    expect(page.locator("#bulk-count")).to_have_text("3 chosen")
    both = page.get_by_role("button", name="Confirm the closing (2)")
    both.click()
    expect(page.locator("#bulk-progress")).to_contain_text("Of 3 chosen requests 2 allow this")
    page.get_by_role("button", name="Sign 2 confirmations").click()
    expect(page.locator("#bulk-said")).to_contain_text("2 of 2 are signed and sent.")
    expect(page.get_by_role("heading", name="Closing to be confirmed")).to_contain_text("1")
    site.open(page, f"/requests/{IDS['closing one']}/")
    expect(page.locator("#state")).to_have_attribute("data-status", "closed")
    expect(page.locator("#proof")).to_contain_text("All are genuine")


def test_what_fails_is_named_and_the_rest_goes_on(site: Site) -> None:
    second, name = site.visit("approver@np.example"), "late one"
    site.open(second, "/board/")
    second.locator(f'[data-row="{IDS[name]}"] input[name="pick"]').check()
    second.locator(f'[data-row="{IDS["executed"]}"] input[name="pick"]').check()
    second.get_by_role("button", name="Assign (2)").click()
    broken = re.compile(rf"/api/v1/streams/{IDS[name]}/events/\?")
    second.route(broken, lambda route: route.fulfill(status=500, body="{}"))
    second.route(
        f"**/api/v1/streams/{IDS[name]}/events/?**", lambda route: route.fulfill(status=500, body="{}")
    )
    second.get_by_role("button", name="Sign 2 assignments").click()
    said = second.locator("#bulk-said")
    expect(said).to_contain_text("1 of 2 are signed and sent.", timeout=60_000)
    expect(said.get_by_role("link")).to_have_attribute("href", f"/requests/{IDS[name]}/")
    expect(second.locator(f'[data-row="{IDS["executed"]}"]')).not_to_contain_text("Nobody yet")
    expect(second.locator(f'[data-row="{IDS[name]}"]')).to_contain_text("Nobody yet")


def test_the_status_of_several_late_ones_is_asked(site: Site) -> None:
    page = site.visit("officer@pk.example")
    site.open(page, "/board/?show=overdue")
    both_languages(page, "board-overdue", ".board")
    for name in ("late one", "late two"):
        page.locator(f'[data-row="{IDS[name]}"] input[name="pick"]').check()
    page.get_by_role("button", name="Ask for the status (2)").click()
    expect(page.locator("#bulk-text")).to_have_value(re.compile("how far our request has come"))
    page.get_by_role("button", name="Sign and send 2").click()
    expect(page.locator("#bulk-said")).to_contain_text("2 of 2 are signed and sent.")
    site.open(page, f"/requests/{IDS['late two']}/")
    asked = page.locator('#timeline [data-kind="mla.status_query"]')
    expect(asked).to_have_attribute("data-proof", "good")
    expect(asked).to_contain_text("how far our request has come", timeout=60_000)


def test_the_board_by_keyboard(site: Site) -> None:
    page = site.visit("officer@np.example")
    site.open(page, "/board/")
    both_languages(page, "board", ".board")
    expect(page.locator("hub-subject").first).to_have_text(SUBJECT)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("#bulk-count")).to_have_text("1 chosen")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#box")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator(".item").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/requests/*-*/")


def test_filters_stay_in_the_address_and_are_kept_as_a_view(site: Site) -> None:
    page = site.visit("officer@np.example")
    site.open(page, "/board/")
    page.get_by_text("Filters, columns and views").click()
    page.get_by_label("Status", exact=True).first.select_option("in_execution")
    page.get_by_label("Measures").check()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**/board/?*status=in_execution*")
    expect(page.locator(".board")).to_have_count(1)
    expect(page.get_by_role("columnheader", name="Measures")).to_be_visible()
    page.get_by_label("Keep this choice as a view").fill("In execution")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".views")).to_contain_text("In execution")
    site.open(page, "/board/")
    page.locator(".views").get_by_role("link", name="In execution").click()
    expect(page.get_by_role("columnheader", name="Measures")).to_be_visible()
    page.get_by_role("button", name="Remove the view In execution").click()
    expect(page.locator(".views")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_accessible_and_fit_a_phone(site: Site, language: str) -> None:
    nepal = site.visit("officer@np.example", language=language, width=360)
    prosecutor = site.visit("prosecutor@pk.example", language=language, width=360)
    paths = (
        *((nepal, path) for path in ("/", "/board/", "/board/?show=open&col=since&col=basis&col=measures")),
        *((prosecutor, path) for path in ("/", "/track/", "/track/?show=over", f"/track/{IDS['executed']}/")),
    )
    problems = []
    for page, path in paths:
        site.open(page, path)
        page.wait_for_load_state("networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        wide = [f"{width} px wide"] if width > 360 else []
        problems += [f"{path} {one}" for one in (*wide, *structure(page, language), *found_by_axe(page))]
    assert problems == []


def test_an_administrator_adds_a_webhook_and_sees_its_secret_once(site: Site) -> None:
    page = site.visit("admin@pk.example", unlock=False)
    site.open(page, "/webhooks/")
    page.get_by_label("What is it for").fill("Case system of the ministry")
    page.get_by_label("Address").fill("http://10.0.0.1/")
    page.get_by_role("button", name="Add it and show the secret").click()
    expect(page.locator("#summary")).to_contain_text("The address begins with https://")
    page.get_by_label("Address").fill("https://cases.example.org/hub")
    page.get_by_role("button", name="Add it and show the secret").click()
    expect(page.locator("#new-secret")).to_have_text(re.compile("^whsec_"))
    picture(page, "webhooks")
    site.open(page, "/webhooks/")
    expect(page.locator("#new-secret")).to_have_count(0)
    page.get_by_role("link", name="Case system of the ministry").first.click()
    page.get_by_role("button", name="Try it out").click()
    expect(page.locator("table")).to_contain_text("webhook.test")
    both_languages(page, "webhook", "table")
