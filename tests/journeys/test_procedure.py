"""The ways a request takes besides the straight one, each side at its own browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.content import in_days
from tests.journeys.desks import Desks, desks
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
ORAL = (
    "from focal_points.models import DirectoryEntry as D, FocalPoint as F; "
    "[D.objects.update_or_create(focal_point=p, defaults={'accepts_oral': True}) "
    "for p in F.objects.filter(country='NP')]"
)


@pytest.fixture(scope="module")
def table(running_site: Site) -> Iterator[Desks]:
    """Both countries' officers."""
    with desks(running_site) as found:
        yield found


def consulted(table: Desks, topic: str) -> str:
    """A consultation that Nepal opened and Pakistan answered."""
    request = table.assessed()
    words = {"topic": topic, "reply_by": in_days(20), "text": "The court sits in camera only."}
    table.does("np", request, "consult", **words)
    page = table.stands("pk", request, "consultation")
    expect(page.locator("#thread")).to_contain_text("in camera only")
    page = table.form("pk", request, "consult_reply")
    expect(page.locator("#before")).to_contain_text("in camera only")
    page.fill("#f-text", "We could live with that.")
    table.send(page, request)
    return request


def test_conditions_are_proposed_and_bind_once_accepted(table: Desks) -> None:
    request = consulted(table, "conditions")
    page = table.form("np", request, "conditions")
    page.locator('[name="measures"][value="m1"]').check()
    page.fill("#f-m1", "Only at a hearing in camera.")
    page.fill("#f-reply_by", in_days(30))
    table.send(page, request)
    page = table.stands("pk", request, "conditions_proposed")
    expect(page.locator('tr[data-measure="m1"] .conditions')).to_contain_text("hearing in camera")
    table.shows("pk", "conditions-proposed")
    told = page.locator("#acts-title ~ .notice").first
    expect(told).to_contain_text("Accept the conditions: Only an approver")
    page = table.form("pk approver", request, "accept_conditions")
    expect(page.locator("#before")).to_contain_text("hearing in camera")
    table.send(page, request)
    page = table.stands("np", request, "accepted")
    row = page.locator('tr[data-measure="m1"]')
    expect(row).to_contain_text("under the conditions accepted")
    expect(row).to_contain_text("hearing in camera")


def test_a_measure_is_postponed_after_consultation_and_taken_up_again(table: Desks) -> None:
    request = consulted(table, "postponement")
    until, why = in_days(60), "A raid is planned."
    table.does("np approver", request, "postpone", measures=["m1"], review_by=until, text=why)
    page = table.stands("pk", request, "postponed")
    expect(page.locator('tr[data-measure="m1"]')).to_have_attribute("data-status", "postponed")
    expect(page.locator('[data-clock="postponement"]')).to_contain_text("Nepal")
    table.does("np", request, "resume", measures=["m1"])
    table.stands("pk", request, "accepted")


def test_what_is_returned_comes_back_mended_in_the_same_stream(table: Desks) -> None:
    request = table.transmitted()
    page = table.form("np", request, "return")
    page.select_option("#f-deficiency-f1", "language")
    page.fill("#f-f1", "Please add a translation into Nepali.")
    page.get_by_role("button", name="Add a point").click()
    page.select_option("#f-deficiency-f2", "identity")
    page.fill("#f-f2", "The name of the father is missing.")
    table.send(page, request)
    page = table.stands("pk", request, "returned")
    expect(page.locator('[data-deficiency="f2"]')).to_contain_text("name of the father")
    table.shows("pk", "returned")
    page.get_by_role("link", name="Make a new version").click()
    page.wait_for_selector("#draft[data-ready]")
    page.check("#all-steps")
    page.fill('[data-path="subject_matter"]', "Bonded labour, with the names of the fathers")
    page.click("#save")
    page.wait_for_url(f"**/requests/{request}/")
    page = table.stands("pk", request, "draft")
    expect(page.locator("#deficiencies")).to_contain_text("translation into Nepali")
    table.stands("np", request, "returned")
    for who, act in (("pk", "submit"), ("pk approver", "approve"), ("pk approver", "transmit")):
        table.does(who, request, act)
    page = table.stands("np", request, "transmitted")
    expect(page.locator('[data-kind="mla.transmit"]')).to_have_count(2)
    expect(page.locator("#letter-content")).to_contain_text("names of the fathers")
    table.does("np", request, "acknowledge", reference="OAG-84")


def test_a_shared_draft_is_commented_and_asks_for_nothing(table: Desks) -> None:
    request = table.drafts()
    table.does("pk", request, "submit")
    table.does("pk approver", request, "share_draft", text="Would you need a court order?")
    page = table.stands("np", request, "draft_shared")
    expect(page.locator(".banner")).to_contain_text("Not a formal request")
    expect(page.locator(".timeline")).to_contain_text("Would you need a court order?")
    expect(page.locator("[data-primary]")).to_have_text("Comment on the draft")
    expect(page.locator("#letter")).to_contain_text("To trace payments")
    table.shows("np", "draft-shared")
    table.does("np", request, "comment_draft", text="Yes, and the period of the records.")
    page = table.stands("pk", request, "draft")
    expect(page.locator(".timeline")).to_contain_text("the period of the records")


def test_an_oral_request_at_night_is_followed_in_writing(table: Desks) -> None:
    table.site.hub.manage("shell", "-c", ORAL)
    request = table.drafts()
    table.does("pk", request, "submit")
    page = table.form("pk approver", request, "oral")
    page.fill("#f-made_at", f"{in_days(-1)}T23:40")
    page.fill("#f-text", "Please freeze account 4471 tonight; the duty officer agreed.")
    table.send(page, request)
    page = table.stands("np", request, "oral_pending")
    expect(page.locator("#situation")).to_contain_text("freeze account 4471")
    expect(page.locator("[data-primary]")).to_have_text("Answer the oral request")
    table.shows("np", "oral")
    table.does("np", request, "oral_confirm", agreed="yes", reference="OAG-N1")
    page = table.stands("pk", request, "in_review")
    expect(page.locator('[data-clock="oral"]')).to_contain_text("Pakistan")
    table.does("pk approver", request, "approve")
    table.does("pk approver", request, "transmit")
    page = table.stands("np", request, "transmitted")
    expect(page.locator('[data-reference="requested"]')).to_have_text("OAG-N1")


def test_tracking_only_carries_no_letter_and_raises_no_alarm(table: Desks) -> None:
    request = table.drafts()
    table.does("pk", request, "submit")
    table.does("pk approver", request, "approve")
    table.does("pk approver", request, "transmit", channel="track", outside="diplomatic")
    page = table.stands("np", request, "transmitted")
    expect(page.locator("#channel")).to_contain_text("the letter goes outside the hub")
    expect(page.locator("#letter")).to_be_hidden()
    table.does("np", request, "original_arrived", on=in_days(0))
    page = table.looks("pk", request)
    expect(page.locator("#channel")).to_contain_text("The original arrived on")
    expect(page.locator("#letter-content")).to_contain_text("To trace payments")


def write_files(folder: Path, *names: str) -> list[Path]:
    """Small files to send."""
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(path.name.encode() * 50)
    return paths


def results(table: Desks, request: str, files: list[Path], *, final: bool, back: str = "") -> None:
    """Nepal sends files as items; the last results also give the outcome."""
    page = table.form("np", request, "results")
    page.set_input_files("#f-files", files)
    if back:
        page.locator('[name="return_by"]').last.fill(back)
    if final:
        page.select_option("#f-outcomes-m1", "executed")
        page.check("#f-final")
    table.send(page, request)


def test_results_are_received_item_by_item_and_outlive_the_case(table: Desks, tmp_path: Path) -> None:
    request = table.executing()
    first = write_files(tmp_path, "statement.pdf", "ledger original.pdf")
    results(table, request, first, final=False, back=in_days(90))
    page = table.form("pk", request, "receive")
    page.get_by_label("statement.pdf").select_option("missing")
    page.fill("#f-text", "The statement cannot be opened.")
    table.send(page, request)
    page = table.stands("np", request, "in_execution")
    expect(page.locator('[data-item-row="i1"]')).to_contain_text("Missing")
    expect(page.locator("#situation")).to_contain_text("1 item did not arrive")
    results(table, request, write_files(tmp_path, "statement again.pdf"), final=True)
    table.does("pk", request, "receive")
    page = table.stands("pk", request, "results_received")
    expect(page.locator('[data-item-row="i3"]')).to_contain_text("statement again.pdf")
    closed(table, request)
    used_again(table, request)
    given_back(table, request)


def closed(table: Desks, request: str) -> None:
    """Pakistan proposes with a word on use; Nepal confirms."""
    used = ["indictment", "conviction"]
    table.does("pk", request, "close", outcome="partly", useful="useful", used_in=used, text="Thank you.")
    page = table.stands("np", request, "results_received")
    expect(page.locator("#situation")).to_contain_text("proposes to close")
    expect(page.locator("[data-primary]")).to_have_text("Confirm the closing")
    table.shows("np", "closing-proposed")
    page = table.form("np", request, "confirm_close")
    expect(page.locator("#before")).to_contain_text("Indictment, Conviction")
    table.send(page, request)
    table.stands("pk", request, "closed")


def used_again(table: Desks, request: str) -> None:
    """A further use is asked for and granted on conditions, after the request was closed."""
    why = "The same recruiter, another kiln."
    table.does("pk", request, "ask_use", useitems=["i3"], proceeding="other_case", text=why)
    page = table.form("np approver", request, "answer_use")
    expect(page.locator("#before")).to_contain_text("another kiln")
    page.select_option("#f-answer", "conditions")
    page.fill("#f-text", "Not before the hearing here.")
    table.send(page, request)
    page = table.stands("pk", request, "closed")
    expect(page.locator('[data-use="u1"]')).to_contain_text("Granted on conditions")


def given_back(table: Desks, request: str) -> None:
    """The original that was lent goes back, and Nepal says that it arrived."""
    page = table.looks("pk", request)
    expect(page.locator('[data-duty="d1"]')).to_contain_text("ledger original.pdf")
    table.shows("pk", "closed-with-duties")
    table.does("pk", request, "duty_done", text="By courier 77.")
    table.does("np", request, "duty_confirm")
    page = table.looks("pk", request)
    expect(page.locator('[data-duty="d1"]')).to_contain_text("Confirmed")
