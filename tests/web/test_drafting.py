"""Drafting in the browser: steps, fields by kind of measure, reasons, copies, identities, the letter."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.mla_requests.content import request_content
from tests.web.conftest import Site
from tests.web.writing import CHOSEN, PLAIN, SUBJECT, act, write

pytestmark = [pytest.mark.browser, pytest.mark.story]
DRAFTER, APPROVER, NEPAL = "officer@pk.example", "approver@pk.example", "officer@np.example"
VICTIM = {
    "name_latin": "Sita Gurung",
    "born": "2011-02-03",
    "address": "Lane 4, Kathmandu",
    "location": "shelter",
}


def begin(site: Site, page: Page, address: str = "/requests/new/") -> Page:
    """Open the drafting form."""
    site.open(page, address)
    page.wait_for_selector("#draft[data-ready]")
    return page


def step(page: Page, name: str) -> None:
    """Go to a step by its link."""
    page.locator(f'#steps a[href="#s-{name}"]').click()
    expect(page.locator(f"#s-{name}")).to_be_visible()


def field(page: Page, path: str) -> Any:
    """The first control of a path."""
    return page.locator(f'[data-path="{path}"]').first


def save(page: Page) -> str:
    """Seal and save; answers the request's id."""
    page.click("#save")
    page.wait_for_url("**/requests/*-*/")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def with_victim(site: Site, page: Page, *, send: bool) -> str:
    """A draft with a victim beside the suspect."""
    begin(site, page)
    page.check("#all-steps")
    nepal = page.locator('#f-to option[data-country="NP"]').get_attribute("value")
    page.select_option("#f-to", nepal)
    for _ in range(2):
        page.click('[data-rows="persons"] [data-add]')
    for name, text in PLAIN.items():
        field(page, name).fill(text)
    for name, code in CHOSEN.items():
        field(page, name).select_option(code)
    row = page.locator('[data-rows="persons"] [data-row]').nth(1)
    row.locator('[data-path="role"]').select_option("victim")
    row.locator('[data-path="pseudonym"]').fill("victim 1")
    row.locator('[data-path="nationality"]').fill("Nepali")
    for name, text in VICTIM.items():
        row.locator(f'[data-path="{name}"]').fill(text)
    if send:
        field(page, "send_identities").check()
    return save(page)


def test_one_topic_a_step_with_what_it_still_needs(site: Site) -> None:
    page = begin(site, site.visit(DRAFTER))
    expect(page.locator("#s-to")).to_be_visible()
    expect(page.locator("#s-facts")).to_be_hidden()
    expect(page.locator('#steps a[href="#s-facts"]')).to_have_attribute("data-needs", "yes")
    page.get_by_role("button", name="Next: Subject and reference").click()
    expect(page.locator("#s-letter h2")).to_be_focused()
    page.go_back()
    expect(page.locator("#s-to")).to_be_visible()
    step(page, "facts")
    field(page, "facts").fill("Workers were moved over the border.")
    expect(page.locator('#steps a[href="#s-facts"]')).to_have_attribute("data-needs", "no")
    page.locator("#findings a", has_text="Name the authority making the request").click()
    expect(field(page, "authority")).to_be_focused()


def test_fields_follow_the_kind_of_measure(site: Site) -> None:
    page = begin(site, site.visit(DRAFTER), "/requests/new/#s-measures")
    field(page, "module").select_option("records")
    expect(field(page, "code")).to_have_value("18.3.f")
    expect(field(page, "records.identifier")).to_be_visible()
    expect(page.locator("#findings")).to_contain_text("Give the period, first day and last day")
    field(page, "module").select_option("custody_transfer")
    expect(field(page, "records.identifier")).to_be_hidden()
    expect(field(page, "custody.consent")).to_be_visible()
    expect(page.locator("#findings")).to_contain_text("18(10)(a)")
    field(page, "code").select_option("18.3.b")
    expect(field(page, "module")).to_have_value("service")


def test_entries_come_and_go_with_the_focus(site: Site) -> None:
    page = begin(site, site.visit(DRAFTER), "/requests/new/#s-persons")
    box = page.locator('[data-rows="persons"]')
    for _ in range(2):
        box.locator("[data-add]").press("Enter")
    expect(box.locator("[data-row]").nth(1).locator('[data-path="role"]')).to_be_focused()
    box.locator("[data-remove]").first.press("Enter")
    expect(box.locator("[data-remove]")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Person p1 was removed.")
    box.locator("[data-remove]").press("Enter")
    expect(box.locator("[data-add]")).to_be_focused()


def test_a_warning_is_left_with_a_reason_that_is_kept(site: Site) -> None:
    page = site.visit(DRAFTER)
    request = write(site, page)
    begin(site, page, f"/requests/{request}/edit/")
    line = page.locator("#findings li", has_text="Say which stage the case has reached")
    line.get_by_role("button", name="Leave it so").click()
    page.get_by_label("Why it stays as it is").fill("The stage is secret for now.")
    page.get_by_role("button", name="Keep the reason").click()
    expect(page.locator("#left-title")).to_have_text("Left as they are: 1")
    save(page)
    begin(site, page, f"/requests/{request}/edit/")
    expect(page.locator("#left-list")).to_contain_text("The stage is secret for now.")
    site.open(page, f"/requests/{request}/letter/")
    expect(page.locator("#letter-body")).to_contain_text("The stage is secret for now.")


def test_identities_stay_out_of_the_request_and_under_cover(site: Site) -> None:
    page = site.visit(DRAFTER)
    request = with_victim(site, page, send=False)
    site.open(page, f"/requests/{request}/letter/")
    page.wait_for_selector("#sheet[data-ready]")
    expect(page.locator("#sheet")).to_contain_text("victim 1")
    assert not [text for text in VICTIM.values() if text in page.locator("#sheet").inner_text()]
    begin(site, page, f"/requests/{request}/edit/#s-persons")
    row = page.locator('[data-rows="persons"] [data-row]').nth(1)
    expect(row.locator('[data-path="name_latin"]')).to_be_hidden()
    row.get_by_role("button", name="Show the identity").click()
    expect(row.locator('[data-path="name_latin"]')).to_have_value(VICTIM["name_latin"])


@pytest.mark.parametrize("send", [False, True])
def test_identities_travel_only_if_the_drafter_says_so(site: Site, send: bool) -> None:
    drafter, approver, nepal = (site.visit(who) for who in (DRAFTER, APPROVER, NEPAL))
    request = with_victim(site, drafter, send=send)
    act(site, drafter, request, "submit")
    act(site, approver, request, "approve")
    act(site, approver, request, "transmit", channel="formal")
    site.open(nepal, f"/requests/{request}/letter/")
    nepal.wait_for_selector("#sheet[data-ready]")
    expect(nepal.locator("#sheet")).to_contain_text("victim 1")
    told = nepal.locator("#letter-body", has_text="Identities kept apart, sealed in a file of their own")
    expect(told).to_have_count(1 if send else 0)
    assert VICTIM["name_latin"] not in nepal.locator("#sheet").inner_text()


def test_the_same_case_is_copied_for_another_state(site: Site) -> None:
    page = site.visit(DRAFTER)
    request = write(site, page)
    begin(site, page, f"/requests/new/?copy={request}&link=parallel")
    expect(page.locator("#s-to .notice")).to_contain_text("begins with the words of your request to Nepal")
    page.check("#all-steps")
    expect(field(page, "subject")).to_have_value(SUBJECT)
    page.select_option("#f-to", page.locator('#f-to option[data-country="EG"]').get_attribute("value"))
    copy = save(page)
    detail = page.evaluate(f"fetch('/api/v1/requests/{copy}/').then((answer) => answer.json())")
    assert (detail["case"], detail["links"]) == (request, [{"request": request, "kind": "parallel"}])


def test_only_one_window_keeps_the_draft(site: Site) -> None:
    first = begin(site, site.visit(DRAFTER))
    second = first.context.new_page()
    begin(site, second)
    expect(second.locator("#elsewhere")).to_contain_text("open in another window")
    second.get_by_role("button", name="Go on writing here").click()
    expect(first.locator("#elsewhere")).to_contain_text("taken over")
    step(second, "letter")
    field(second, "subject").fill("Written in the second window")
    expect(second.locator("#kept")).to_contain_text("Kept on this device")


def test_a_broken_line_loses_nothing(site: Site) -> None:
    page = begin(site, site.visit(DRAFTER), "/requests/new/#s-letter")
    page.context.set_offline(True)
    field(page, "subject").fill("Written without a line")
    expect(page.locator("#kept")).to_contain_text("The line is broken")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("#draft[data-ready]")
    expect(field(page, "subject")).to_have_value("Written without a line")


def test_what_the_state_says_is_told_at_once(site: Site) -> None:
    page = site.visit(DRAFTER)
    page.route("**/api/v1/countries/NP/asks/", lambda route: route.fulfill(json=told(route.fetch().json())))
    begin(site, page)
    page.select_option("#f-to", page.locator('#f-to option[data-country="NP"]').get_attribute("value"))
    panel = page.locator("#precheck")
    expect(panel).to_contain_text("Account or period: in 5 requests")
    expect(panel).to_contain_text("18.3.f")
    expect(page.locator("#findings")).to_contain_text("a certified translation")


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """The hub's own answer, as if Nepal had said and asked more."""
    answer["asks"] = [{"code": "18.3.f", "topic": "account_period", "requests": 5}]
    about = answer["authorities"][0]["about"]
    about["profile"]["asks_for"] = about["names"]["asks_for"] = "a certified translation"
    return answer


def test_the_letter_prints_as_pdf_with_both_references(site: Site) -> None:
    drafter, approver, nepal = (site.visit(who) for who in (DRAFTER, APPROVER, NEPAL))
    request = write(site, drafter)
    act(site, drafter, request, "submit")
    act(site, approver, request, "approve")
    act(site, approver, request, "transmit", channel="formal")
    act(site, nepal, request, "acknowledge", reference="OAG-77")
    site.open(nepal, f"/requests/{request}/letter/")
    nepal.wait_for_selector("#sheet[data-ready]")
    reader = pypdf.PdfReader(io.BytesIO(nepal.pdf(prefer_css_page_size=True)))
    pages = [" ".join(one.extract_text().split()) for one in reader.pages]
    assert len(pages) >= 2
    for needed in (
        SUBJECT,
        "FIA/2026/117",
        "OAG-77",
        "UNTOC 18(15)(c)",
        "Records of one account",
        "PK approver",
    ):
        assert needed in " ".join(pages)
    assert all("OAG-77" in text and f"{n} / {len(pages)}" in text for n, text in enumerate(pages, 1))
    assert "Print or keep as PDF" not in pages[0]


def test_version_1_still_opens_and_prints(site: Site) -> None:
    page = begin(site, site.visit(DRAFTER))
    script = (
        """async (content) => (await (await import("/static/hub/js/letter.js")).letter(content)).innerText"""
    )
    said = page.evaluate(script, request_content() | {"urgent": True})
    for needed in (
        "Certified copies of the account statements",
        "p1 Karim Bakhsh",
        "Investigation",
        "confidential",
    ):
        assert needed in said
