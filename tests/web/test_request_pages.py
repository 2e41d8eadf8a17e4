"""A request in the browser: written, approved, sent, read on the other side; and what a lying hub causes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.story.forked import Forked
from tests.story.proxy import Exchange
from tests.web.conftest import Site
from tests.web.writing import SUBJECT, act, expect_genuine, transmitted, write

pytestmark = [pytest.mark.browser, pytest.mark.story]
DRAFTER, APPROVER, NEPAL = "officer@pk.example", "approver@pk.example", "officer@np.example"


@pytest.fixture
def sent(site: Site) -> str:
    """A request that Nepal has received and not acknowledged; made once for the file."""
    if not site.shared:
        site.shared = transmitted(site, site.visit(DRAFTER), site.visit(APPROVER))
    return site.shared


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def reply(page: Page, pattern: str, change: str) -> None:
    """Let the hub lie: answers to `pattern` have one text replaced; "old=>new"."""
    old, new = change.split("=>")

    def lie(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(old, new))

    page.route(pattern, lie)


def test_the_other_side_reads_the_subject_and_a_file(site: Site, tmp_path: Path) -> None:
    attachment = tmp_path / "annex ü.bin"
    attachment.write_bytes(bytes(range(256)) * 9_000)
    request = transmitted(site, site.visit(DRAFTER), site.visit(APPROVER), attachment)
    nepal = site.visit(NEPAL)
    expect(nepal.locator(".item .what").first).to_have_text(SUBJECT)
    site.open(nepal, f"/requests/{request}/")
    expect(nepal.locator("#subject")).to_have_text(SUBJECT)
    expect_genuine(nepal)
    nepal.get_by_role("button", name="Open and save").click()
    with nepal.expect_download() as saved:
        nepal.get_by_role("link", name="Save annex").click()
    assert (
        hashlib.sha256(Path(saved.value.path()).read_bytes()).digest()
        == hashlib.sha256(attachment.read_bytes()).digest()
    )


def test_the_page_says_what_to_do_and_why_not_the_rest(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    site.open(nepal, f"/requests/{sent}/")
    expect(nepal.locator("[data-primary]")).to_have_text("Acknowledge")
    nepal.locator("details:has(.acts) > summary").click()
    refusal = nepal.locator(".acts .no", has_text="Refuse measures")
    expect(refusal).to_contain_text("approver")


def test_both_references_are_shown_after_acknowledgement(site: Site) -> None:
    sent = transmitted(site, site.visit(DRAFTER), site.visit(APPROVER))
    nepal = site.visit(NEPAL)
    act(site, nepal, sent, "acknowledge", reference="OAG-77")
    expect(nepal.locator('[data-reference="requesting"]')).to_have_text("FIA/2026/117")
    expect(nepal.locator('[data-reference="requested"]')).to_have_text("OAG-77")


def test_an_incomplete_draft_is_not_handed_to_review(site: Site) -> None:
    drafter = site.visit(DRAFTER)
    request = write(site, drafter, leave_out="facts")
    site.open(drafter, f"/requests/{request}/act/submit/")
    drafter.wait_for_selector("#act[data-ready]")
    drafter.click("#send")
    expect(drafter.locator("#problem .summary")).to_contain_text("18(15)(c)")


def test_writing_survives_a_reload(site: Site) -> None:
    drafter = site.visit(DRAFTER)
    site.open(drafter, "/requests/new/#s-letter")
    drafter.wait_for_selector("#draft[data-ready]")
    drafter.fill('[data-path="subject"]', "Kept over night")
    expect(drafter.locator("#kept")).to_contain_text("Kept on this device")
    drafter.reload()
    drafter.wait_for_selector("#draft[data-ready]")
    expect(drafter.locator('[data-path="subject"]')).to_have_value("Kept over night")


def test_the_approvers_first_page_follows_without_a_reload(site: Site) -> None:
    approver, drafter = site.visit(APPROVER), site.visit(DRAFTER)
    drawn = approver.evaluate_handle("document.querySelector('[data-live]')")
    first = write(site, drafter)
    shown = approver.locator(f'.item[href="/requests/{first}/"] .what')
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_text(SUBJECT)
    assert not drawn.evaluate("one => one.isConnected"), "the list was replaced, the page was not loaded"


def test_what_was_opened_stays_open_when_the_list_is_fetched_again(site: Site) -> None:
    approver, drafter = site.visit(APPROVER), site.visit(DRAFTER)
    first = write(site, drafter)
    shown = approver.locator(f'.item[href="/requests/{first}/"] .what')
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_text(SUBJECT)
    # Nothing comes into sight any more, and nothing can be asked: what is drawn was known.
    approver.set_viewport_size({"width": 1280, "height": 40})
    approver.route("**/api/v1/streams/**", lambda route: route.abort())
    second = write(site, drafter)
    approver.locator(f'.item[href="/requests/{second}/"]').wait_for(state="attached")
    assert shown.text_content() == SUBJECT


def test_a_locked_page_shows_the_steps_and_no_subject(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL, unlock=False)
    site.open(nepal, f"/requests/{sent}/")
    expect(nepal.locator("#locked")).to_be_visible()
    expect(nepal.locator("#state")).to_contain_text("Sent")
    expect(nepal.locator("#subject")).to_have_text("Sealed subject")


def test_a_row_shown_otherwise_than_signed_raises_the_alarm(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    reply(nepal, f"**/requests/{sent}/", 'data-kind="mla.transmit"=>data-kind="mla.withdraw"')
    site.open(nepal, f"/requests/{sent}/")
    expect(nepal.locator("#alarms")).to_contain_text("differently from how it was signed")
    expect(nepal.locator('[data-proof="bad"]')).to_have_count(1)


def test_a_changed_status_raises_the_alarm(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    reply(
        nepal,
        f"**/requests/{sent}/",
        'data-status="transmitted" data-status-label=>data-status="withdrawn" data-status-label',
    )
    site.open(nepal, f"/requests/{sent}/")
    expect(nepal.locator("#alarms")).to_contain_text("the status is")


def test_a_rolled_back_chain_is_noticed(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    site.open(nepal, f"/requests/{sent}/")
    expect_genuine(nepal)

    def shorten(route: Route) -> None:
        answer = route.fetch()
        said = json.loads(answer.text())
        said["statements"], said["head_seq"] = said["statements"][:-1], said["head_seq"] - 1
        route.fulfill(response=answer, body=json.dumps(said))

    nepal.route("**/api/v1/countries/PK/chain/**", shorten)
    nepal.reload()
    expect(nepal.locator("#alarms")).to_contain_text("an older list of officers and keys of PK")


def test_acts_held_back_are_noticed(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    act(site, nepal, sent, "note", text="We have begun.")
    expect_genuine(nepal)

    def hold_back(route: Route) -> None:
        answer = route.fetch()
        said = json.loads(answer.text())
        route.fulfill(response=answer, body=json.dumps({**said, "events": said["events"][:-1]}))

    nepal.route("**/events/?after=*", hold_back)
    nepal.reload()
    expect(nepal.locator("#alarms")).to_contain_text("fewer acts than this device has already seen")


def falsify(page: Page, log: Forked) -> None:
    """Show this browser another log than everybody else."""

    def lie(route: Route) -> None:
        answer, asked = route.fetch(), urlsplit(route.request.url)
        found = Exchange("GET", f"{asked.path}?{asked.query}", b"", answer.status, body=answer.body())
        log(found)
        route.fulfill(response=answer, status=found.status, body=found.body)

    for pattern in ("**/api/v1/log/**", "**/api/v1/streams/*/places/**"):
        page.route(pattern, lie)


def test_another_log_for_one_of_two_raises_the_alarm(site: Site, sent: str) -> None:
    site.hub.manage("run_log")
    nepal = site.visit(NEPAL)
    act(site, nepal, sent, "note", text="Written by a device that saw the log.")
    site.hub.manage("run_log")
    nepal.reload()
    expect(nepal.locator("#log-state")).to_contain_text("All of it stands in the public log")
    pakistan = site.visit(DRAFTER)
    falsify(pakistan, Forked(site.hub, [f"{n:064x}" for n in range(500)]))
    site.open(pakistan, f"/requests/{sent}/")
    expect(pakistan.locator("#alarms")).to_contain_text("another log than it showed to the sender of an act")
    falsify(nepal, Forked(site.hub, [f"{n:064x}" for n in range(3)]))
    site.open(nepal, "/log/")
    expect(nepal.locator("#alarms")).to_contain_text("shorter than this device has seen it")
