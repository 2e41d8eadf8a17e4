"""Acts on their way: overtaken by another, sealed to a key that was just replaced, cut by a reload."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.conftest import Site
from tests.web.writing import act, expect_genuine, transmitted, write

pytestmark = [pytest.mark.browser, pytest.mark.story]
DRAFTER, APPROVER, NEPAL, NEPAL_APPROVER = (
    f"{name}.example" for name in ("officer@pk", "approver@pk", "officer@np", "approver@np")
)
DOOR = "**/api/v1/streams/*/events/"
KEPT = """async () => {
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const opened = await done(indexedDB.open("hub"));
  return (await done(opened.transaction("sending").objectStore("sending").getAllKeys())).length;
}"""


FULL = """(() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === "sending") throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, given);
  };
})()"""


@pytest.fixture
def sent(site: Site) -> str:
    """A request that Nepal has received; made once for the file."""
    if not site.shared:
        site.shared = transmitted(site, site.visit(DRAFTER), site.visit(APPROVER))
    return site.shared


def blocks(page: Page) -> list[str]:
    """Every block that a page sends from now on, by address."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.method == "PUT":
            found.append(request.url)

    page.on("request", note)
    return found


def form(site: Site, page: Page, request: str, kind: str) -> None:
    """Open the form of an act."""
    site.open(page, f"/requests/{request}/act/{kind}/")
    page.wait_for_selector("#act[data-ready]")


def large(folder: Path) -> Path:
    """A file of several blocks."""
    path = folder / "hearing.bin"
    path.write_bytes(bytes(range(256)) * 4096 * 3)
    return path


def test_who_was_overtaken_sees_by_what_and_signs_again(site: Site, sent: str) -> None:
    nepal, colleague = site.visit(NEPAL), site.visit(NEPAL_APPROVER)
    form(site, nepal, sent, "note")
    nepal.fill("#f-text", "The court sits on Monday.")
    act(site, colleague, sent, "note", text="The court has moved.")
    nepal.click("#send")
    met = nepal.locator("#between")
    expect(met).to_contain_text("Somebody acted before you")
    expect(met).to_contain_text("The court has moved.")
    expect(met).to_contain_text("NP approver")
    expect(nepal.locator("#send")).to_be_disabled()
    met.get_by_role("button", name="sign again").click()
    nepal.wait_for_url(f"**/requests/{sent}/")
    expect_genuine(nepal)
    expect(nepal.locator(".timeline")).to_contain_text("The court sits on Monday.")
    assert nepal.evaluate(KEPT) == 0


def test_an_act_that_is_no_longer_possible_is_not_offered_again(site: Site) -> None:
    drafter, approver = site.visit(DRAFTER), site.visit(APPROVER)
    request = write(site, drafter)
    form(site, drafter, request, "submit")
    act(site, approver, request, "submit")
    drafter.click("#send")
    met = drafter.locator("#between")
    expect(met).to_contain_text("not possible any more")
    expect(met.get_by_role("button", name="sign again")).to_have_count(0)
    met.get_by_role("button", name="Discard").click()
    drafter.wait_for_url(f"**/requests/{request}/")
    assert drafter.evaluate(KEPT) == 0


def test_a_draft_that_was_overtaken_becomes_the_next_version(site: Site, tmp_path: Path) -> None:
    drafter, approver = site.visit(DRAFTER), site.visit(APPROVER)
    request = write(site, drafter)
    for page in (drafter, approver):
        site.open(page, f"/requests/{request}/edit/")
        page.wait_for_selector("#draft[data-ready]")
    approver.check("#all-steps")
    approver.fill('[data-path="subject_matter"]', "Bonded labour and forgery")
    approver.click("#save")
    approver.wait_for_url(f"**/requests/{request}/")
    drafter.set_input_files("#f-files", large(tmp_path))
    sending = blocks(drafter)
    drafter.click("#save")
    drafter.locator("#between").get_by_role("button", name="sign again").click()
    drafter.wait_for_url(f"**/requests/{request}/")
    expect_genuine(drafter)
    expect(drafter.locator('[data-kind="mla.draft"]')).to_have_count(3)
    assert len(sending) == len(set(sending)) > 0


def test_a_replaced_key_needs_no_second_upload(site: Site, tmp_path: Path) -> None:
    drafter, approver, admin = site.visit(DRAFTER), site.visit(APPROVER), site.visit("admin@np.example")
    request = write(site, drafter, large(tmp_path))
    act(site, drafter, request, "submit")
    act(site, approver, request, "approve")
    sending, held = blocks(approver), list[Route]()

    def hold_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    approver.route(DOOR, hold_first)
    form(site, approver, request, "transmit")
    approver.click("#send")
    while not held:
        approver.wait_for_timeout(50)
    replace_key(site, admin)
    before = len(sending)
    with approver.expect_response(DOOR) as refused:
        held[0].continue_()
    assert (refused.value.status, refused.value.json()["code"]) == (409, "generation_old")
    approver.wait_for_url(f"**/requests/{request}/")
    expect_genuine(approver)
    assert len(sending) == before > 0
    nepal = site.visit(NEPAL)
    site.open(nepal, f"/requests/{request}/")
    expect_genuine(nepal)
    nepal.get_by_role("button", name="Open and save").click()
    expect(nepal.get_by_role("link", name="Save hearing")).to_be_visible()


def replace_key(site: Site, admin: Page) -> None:
    """Nepal's administrator replaces the key of its post."""
    site.open(admin, "/officers/")
    admin.get_by_role("button", name="Replace the key").first.click()
    admin.get_by_role("dialog").get_by_role("button", name="Replace the key").click()
    expect(admin.get_by_role("dialog")).to_be_hidden()


def test_an_upload_goes_on_after_the_page_was_lost(site: Site, tmp_path: Path) -> None:
    drafter = site.visit(DRAFTER)
    request = write(site, drafter)
    site.open(drafter, f"/requests/{request}/edit/")
    drafter.wait_for_selector("#draft[data-ready]")
    drafter.set_input_files("#f-files", large(tmp_path))
    before = blocks(drafter)
    drafter.route("**/blocks/2/", lambda route: route.abort())
    drafter.click("#save")
    expect(drafter.locator("#progress")).to_contain_text("The line broke")
    assert drafter.evaluate(KEPT) > 0
    site.open(drafter, f"/requests/{request}/")
    drafter.unroute("**/blocks/2/")
    expect(drafter.locator("#unsent")).to_contain_text("not sent yet")
    drafter.get_by_role("link", name="Continue sending").click()
    drafter.wait_for_selector("#draft[data-ready]")
    arrived, sending = set(before[:2]), blocks(drafter)
    drafter.get_by_role("button", name="Continue sending").click()
    drafter.wait_for_url(f"**/requests/{request}/")
    expect_genuine(drafter)
    assert sending
    assert arrived.isdisjoint(sending)
    assert drafter.evaluate(KEPT) == 0


def test_signing_out_removes_what_was_kept(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    form(site, nepal, sent, "note")
    nepal.fill("#f-text", "Never sent.")
    nepal.route(DOOR, lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    nepal.click("#send")
    expect(nepal.locator("#progress")).to_contain_text("The line broke")
    assert nepal.evaluate(KEPT) > 0
    nepal.on("dialog", lambda dialog: dialog.accept())
    nepal.click("summary:has-text('You and this device')")
    nepal.click("#sign-out button")
    nepal.wait_for_url("**/sign-in/")
    assert nepal.evaluate(KEPT) == 0


def test_another_key_of_the_hub_is_refused(site: Site, sent: str) -> None:
    nepal = site.visit(NEPAL)
    site.open(nepal, f"/requests/{sent}/")
    expect_genuine(nepal)
    # Opened: from now on the page carries the hub's own signed word that it was delivered.
    nepal.wait_for_timeout(2000)

    def another(route: Route) -> None:
        answer = route.fetch()
        said = {**answer.json(), "hub_key": "A" * 42 + "E="}
        route.fulfill(response=answer, body=json.dumps(said))

    nepal.route("**/api/v1/hub/", another)
    site.open(nepal, f"/requests/{sent}/act/note/")
    expect(nepal.locator("#alarms")).to_contain_text("signing key is not the one this device knows")
    expect(nepal.locator("#problem")).to_contain_text("Do not send anything")
    expect(nepal.locator("#send")).to_be_disabled()


def test_a_file_that_went_away_is_named_as_the_cause(site: Site, tmp_path: Path) -> None:
    drafter, gone = site.visit(DRAFTER), large(tmp_path)
    request = write(site, drafter)
    site.open(drafter, f"/requests/{request}/edit/")
    drafter.wait_for_selector("#draft[data-ready]")
    drafter.set_input_files("#f-files", gone)
    gone.unlink()
    drafter.click("#save")
    expect(drafter.locator("#problem")).to_contain_text("A chosen file cannot be read any more")
    expect(drafter.locator("#save")).to_be_enabled()


def test_a_full_device_still_sends_and_says_what_that_means(site: Site, sent: str) -> None:
    nepal, held = site.visit(NEPAL), list[Route]()
    nepal.add_init_script(FULL)
    nepal.route(
        DOOR, lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    form(site, nepal, sent, "note")
    nepal.fill("#f-text", "From a full device.")
    nepal.click("#send")
    expect(nepal.locator("#progress")).to_contain_text("Leave this page open")
    while not held:
        nepal.wait_for_timeout(50)
    held[0].continue_()
    nepal.wait_for_url(f"**/requests/{sent}/")
    expect(nepal.locator(".timeline")).to_contain_text("From a full device.")
