"""What officers do in the browser, step by step, for the tests of the pages."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.conftest import Site

SUBJECT = "Bank records in the brick kiln case"
PLAIN = {
    "subject": SUBJECT,
    "reference": "FIA/2026/117",
    "authority": "Ministry of Interior",
    "conducting.name": "Federal Investigation Agency",
    "conducting.functions": "Investigates trafficking in persons",
    "subject_matter": "Bonded labour",
    "facts": "Workers were moved over the border between 2024 and 2026.",
    "description": "Records of one account",
    "purpose": "To trace payments",
    "name_latin": "Ram Bahadur",
    "nationality": "Nepali",
    "location": "unknown",
}
CHOSEN = {
    "language": "en",
    "proceeding.type": "investigation",
    "legal_basis": "untoc",
    "code": "18.3.f",
    "person": "p1",
}


def write(site: Site, page: Page, attachment: Path | None = None, *, leave_out: str = "") -> str:
    """Write and save a draft to Nepal; answers the request's id."""
    site.open(page, "/requests/new/")
    page.wait_for_selector("#draft[data-ready]")
    page.check("#all-steps")
    nepal = page.locator('#f-to option[data-country="NP"]').get_attribute("value")
    page.select_option("#f-to", nepal)
    # What is said about the peer moves the form down, and a press begun before would end beside its button.
    page.wait_for_selector("#peer", state="visible")
    page.click('[data-rows="persons"] [data-add]')
    for name, text in PLAIN.items():
        if name != leave_out:
            page.locator(f'[data-path="{name}"]').first.fill(text)
    for name, code in CHOSEN.items():
        page.locator(f'[data-path="{name}"]').first.select_option(code)
    if attachment:
        page.set_input_files("#f-files", attachment)
    page.click("#save")
    page.wait_for_url("**/requests/*-*/")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def act(site: Site, page: Page, request: str, kind: str, **filled: str) -> None:
    """Do one act in its form: text fields by id (f-…), choices by the option's code."""
    site.open(page, f"/requests/{request}/act/{kind}/")
    page.wait_for_selector("#act[data-ready]")
    for name, value in filled.items():
        control = page.locator(f"#f-{name.replace('_0_', '-')}")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.click("#send")
    page.wait_for_url(f"**/requests/{request}/")


def transmitted(site: Site, drafter: Page, approver: Page, attachment: Path | None = None) -> str:
    """A request that has gone to Nepal."""
    request = write(site, drafter, attachment)
    act(site, drafter, request, "submit")
    act(site, approver, request, "approve")
    act(site, approver, request, "transmit")
    return request


def expect_genuine(page: Page) -> None:
    """The page says that every act was compared with its signature, and raises no alarm."""
    expect(page.locator("#proof")).to_contain_text("All are genuine")
    expect(page.locator("#alarms")).to_be_empty()
