"""What officers do on the page of a conversation, step by step."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Site

SUBJECT = "Joint hearing in the kiln case"
FIRST = "Two drivers can be heard."
ZONES = {"PK": ("Asia/Karachi", "sun"), "NP": ("Asia/Kathmandu", "sat"), "EG": ("Africa/Cairo", "fri,sat")}
SET_ZONES = """
from focal_points.models import DirectoryEntry
for country, (zone, weekend) in {zones}.items():
    entries = DirectoryEntry.objects.filter(focal_point__country=country)
    entries.update(time_zone=zone, weekend=weekend)
"""


def state_zones(site: Site) -> None:
    """Put the countries' zones into the directory."""
    site.hub.manage("shell", "-c", SET_ZONES.format(zones=ZONES))


def begin(site: Site, page: Page, *countries: str, policy: str = "one", subject: str = SUBJECT) -> str:
    """A new conversation with these countries; answers its id."""
    site.open(page, "/threads/new/")
    page.wait_for_selector("#conversation[data-ready]")
    for country in countries:
        page.locator(f'#posts input[data-country="{country}"]').first.check()
    page.check(f'input[name="policy"][value="{policy}"]')
    page.fill("#f-subject", subject)
    page.fill("#f-text", FIRST)
    page.click("#send")
    page.wait_for_url("**/threads/*-*/")
    ready(page)
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def ready(page: Page) -> None:
    """The panels are drawn."""
    page.wait_for_selector("#messages[data-ready]")
    page.wait_for_selector("#part-members [data-member]")


def enter(site: Site, page: Page, thread: str) -> None:
    """Open a conversation."""
    site.open(page, f"/threads/{thread}/")
    ready(page)


def say(page: Page, text: str, handling: str = "H0") -> Locator:
    """Write a message; answers its row once the hub has it."""
    if handling != "H0":
        page.locator("#f-handling").evaluate("one => { one.closest('details').open = true; }")
        page.select_option("#f-handling", handling)
    page.fill("#f-text", text)
    page.click("#send")
    row = page.locator("#messages > li[data-event]", has_text=text)
    expect(row).to_be_visible()
    return row


def offer(row: Locator, name: str) -> None:
    """Choose something from a message's menu."""
    row.hover()
    row.locator("details.doing summary").click()
    row.get_by_role("button", name=name, exact=True).click()


def confirm(page: Page, verb: str, **filled: str) -> None:
    """Fill in the open dialog by the ids of its fields, and do what it asks."""
    dialog = page.locator("dialog[open]")
    for name, value in filled.items():
        field = dialog.locator(f"#{name.replace('_', '-')}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    dialog.get_by_role("button", name=verb, exact=True).click()
    expect(dialog).to_have_count(0)


def admit(site: Site, page: Page, thread: str, country: str) -> None:
    """Open the page on which somebody is admitted, and choose a country's first post there."""
    site.open(page, f"/threads/{thread}/admit/")
    page.wait_for_selector("#admit[data-ready]")
    choose(page, country)


def choose(page: Page, country: str) -> None:
    """Choose the newcomer."""
    post: Any = page.locator(f'#f-post option[data-country="{country}"]').first.get_attribute("value")
    page.select_option("#f-post", post)
    expect(page.locator("#peer")).to_be_visible()


def send(page: Page, thread: str) -> None:
    """Seal and send; comes back to the conversation."""
    page.click("#send")
    page.wait_for_url(f"**/threads/{thread}/")
    ready(page)
