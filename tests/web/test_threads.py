"""Conversations in the browser: live on both sides, through a broken line, corrected, and text stays text."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
PAKISTAN, NEPAL, EGYPT = "officer@pk.example", "officer@np.example", "officer@eg.example"
SUBJECT = "Dates for the joint visit"
PAYLOADS = (
    '<img src=x onerror="window.harm=1">',
    "<script>window.harm=1</script>",
    "[a](javascript:window.harm=1)",
    '"><svg onload=window.harm=1>',
    "**<b onclick=window.harm=1>x</b>** `<i>` > <u>",
)


def begin(site: Site, page: Page, subject: str = SUBJECT, text: str = "", country: str = "NP") -> str:
    """Begin a conversation with a country; answers its address."""
    site.open(page, "/threads/new/")
    page.wait_for_selector("#conversation[data-ready]")
    page.locator(f'#posts input[data-country="{country}"]').first.check()
    page.fill("#f-subject", subject)
    page.fill("#f-text", text)
    page.click("#send")
    page.wait_for_url("**/threads/*-*/")
    return page.url.removeprefix(site.hub.url)


def goes(site: Site, page: Page, address: str) -> None:
    """Open a conversation and wait until it is drawn."""
    site.open(page, address)
    page.wait_for_selector("#messages[data-ready]")


def say(page: Page, text: str) -> None:
    """Write and send with the keyboard."""
    page.fill("#f-text", text)
    page.press("#f-text", "Control+Enter")


def message(page: Page, text: str) -> Locator:
    """The row of a message that the hub has confirmed."""
    return page.locator("#messages > .message:not(.pending)", has_text=text)


def in_order(page: Page) -> list[str]:
    """The texts of all messages that begin with From, as the page shows them."""
    return [text for text in page.locator(".message .text").all_inner_texts() if text.startswith("From")]


def choose(row: Locator, verb: str) -> None:
    """Open the menu of a message and choose what to do with it."""
    row.locator(".doing > summary").click()
    row.get_by_role("button", name=verb, exact=True).click()


def test_a_message_appears_on_the_other_side_by_itself(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan, text="Good morning.")
    goes(site, nepal, address)
    expect(nepal.locator("#subject")).to_have_text(SUBJECT)
    expect(message(nepal, "Good morning.")).to_be_visible()
    began = time.monotonic()
    say(pakistan, "Could **Tuesday** suit?")
    expect(message(nepal, "Could Tuesday suit?").locator("strong")).to_have_text("Tuesday")
    assert time.monotonic() - began < 10
    expect(message(pakistan, "Could Tuesday suit?")).to_have_count(1)
    expect(pakistan.locator(".seen", has_text="Nepal")).to_be_visible()


def test_titles_of_pages_never_hold_the_subject(site: Site) -> None:
    pakistan = site.visit(PAKISTAN)
    address = begin(site, pakistan)
    goes(site, pakistan, address)
    expect(pakistan.locator("#subject")).to_have_text(SUBJECT)
    assert SUBJECT not in pakistan.title()
    site.open(pakistan, "/threads/")
    expect(pakistan.locator(".threads .what").first).to_have_text(SUBJECT)
    assert SUBJECT not in pakistan.title()


def test_what_is_unread_comes_first_and_is_counted(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan, subject="A visit in May", text="One question.")
    site.open(nepal, "/threads/")
    first = nepal.locator(".threads .item").first
    expect(first.locator(".what")).to_have_text("A visit in May")
    expect(first.locator(".count")).to_have_text("1 new")
    goes(site, nepal, address)
    expect(nepal.locator(".unread-line")).to_have_count(0)
    expect(pakistan.locator(".seen", has_text="Nepal")).to_be_visible()
    site.open(nepal, "/threads/")
    expect(nepal.locator(".item", has_text="A visit in May").locator(".count")).to_have_count(0)


def test_a_broken_line_keeps_the_message_and_sends_it_once(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan)
    goes(site, nepal, address)
    pakistan.wait_for_selector("#messages[data-ready]")
    pakistan.context.set_offline(True)
    say(pakistan, "Written without a line.")
    expect(pakistan.locator(".pending")).to_contain_text("Kept on this device")
    pakistan.context.set_offline(False)
    expect(message(pakistan, "Written without a line.")).to_have_count(1)
    expect(message(nepal, "Written without a line.")).to_have_count(1)
    expect(pakistan.locator(".pending")).to_have_count(0)
    site.complaints.clear()


def test_a_reload_before_the_answer_loses_and_doubles_nothing(site: Site) -> None:
    pakistan = site.visit(PAKISTAN)
    address = begin(site, pakistan)
    pakistan.wait_for_selector("#messages[data-ready]")
    pakistan.route("**/api/v1/streams/*/events/", lambda route: route.abort())
    say(pakistan, "Sealed and not sent.")
    expect(pakistan.locator(".pending")).to_contain_text("Kept on this device")
    pakistan.unroute("**/api/v1/streams/*/events/")
    goes(site, pakistan, address)
    expect(message(pakistan, "Sealed and not sent.")).to_have_count(1)
    site.complaints.clear()


def test_a_draft_waits_sealed_on_the_device(site: Site) -> None:
    pakistan = site.visit(PAKISTAN)
    address = begin(site, pakistan)
    pakistan.wait_for_selector("#messages[data-ready]")
    pakistan.fill("#f-text", "Half a sentence")
    expect(pakistan.locator("#kept")).to_contain_text("Draft kept on this device")
    goes(site, pakistan, address)
    expect(pakistan.locator("#f-text")).to_have_value("Half a sentence")


def test_both_write_at_once_and_nothing_is_lost(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan)
    goes(site, nepal, address)
    pakistan.wait_for_selector("#messages[data-ready]")
    for number in range(3):
        say(pakistan, f"From Pakistan {number}")
        say(nepal, f"From Nepal {number}")
    for page in (pakistan, nepal):
        expect(page.locator("#messages > .message:not(.pending)", has_text="From")).to_have_count(6)
    assert in_order(pakistan) == in_order(nepal)


def test_a_correction_shows_the_new_words_and_keeps_the_old(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan)
    goes(site, nepal, address)
    pakistan.wait_for_selector("#messages[data-ready]")
    say(pakistan, "The meeting is on Monday.")
    choose(message(pakistan, "Monday"), "Correct")
    say(pakistan, "The meeting is on Friday.")
    corrected = message(nepal, "The meeting is on Friday.")
    expect(corrected).to_have_count(1)
    corrected.locator(".history > summary").click()
    expect(corrected.locator(".history")).to_contain_text("The meeting is on Monday.")
    choose(message(pakistan, "Friday"), "Withdraw")
    pakistan.fill("#withdraw-why", "Cancelled by the ministry.")
    pakistan.get_by_role("button", name="Withdraw it").click()
    expect(message(nepal, "Withdrawn on")).to_contain_text("Cancelled by the ministry.")


def test_an_answer_names_what_it_answers(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan, text="Which airport?")
    goes(site, nepal, address)
    choose(message(nepal, "Which airport?"), "Answer")
    say(nepal, "Tribhuvan.")
    answer = message(pakistan, "Tribhuvan.")
    expect(answer.locator(".reply")).to_contain_text("Which airport?")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_stranger_writes_stays_text(site: Site, tmp_path: Path, payload: str) -> None:
    nepal, pakistan = site.visit(NEPAL), site.visit(PAKISTAN)
    address = begin(site, nepal, subject=payload, text=payload, country="PK")
    nepal.wait_for_selector("#messages[data-ready]")
    name = payload.replace("/", "_").replace("\n", " ")[:60] + ".txt"
    (tmp_path / name).write_text("x")
    nepal.set_input_files("#f-files", tmp_path / name)
    say(nepal, f"> {payload}\n- {payload}\nhttps://x.example/{payload}")
    expect(message(nepal, "x.example")).to_have_count(1)
    goes(site, pakistan, address)
    expect(message(pakistan, "x.example").locator(".files .name")).to_have_text(name)
    choose(message(pakistan, "x.example"), "Answer")
    say(pakistan, payload)
    expect(pakistan.locator("#messages > .message:not(.pending) .reply")).to_have_count(1)
    expect(pakistan.locator("#subject")).to_have_text(payload)
    made = "#messages :is(script, img, iframe, b[onclick], u, svg[onload])"
    assert pakistan.locator(made).count() == 0
    assert pakistan.locator('#messages a[href^="javascript"]').count() == 0
    assert pakistan.evaluate("window.harm") is None


def test_a_large_file_shows_its_way_and_arrives_whole(site: Site, tmp_path: Path) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan)
    goes(site, nepal, address)
    pakistan.wait_for_selector("#messages[data-ready]")
    large = tmp_path / "record ü.bin"
    large.write_bytes(bytes(range(256)) * 12_000)
    pakistan.set_input_files("#f-files", large)
    say(pakistan, "The record.")
    arrived = message(nepal, "The record.")
    arrived.get_by_role("button", name="Open and save").click()
    with nepal.expect_download() as saved:
        nepal.get_by_role("link", name="Save record").click()
    received = Path(saved.value.path()).read_bytes()
    assert hashlib.sha256(received).digest() == hashlib.sha256(large.read_bytes()).digest()


def test_conditions_are_said_in_words(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan)
    goes(site, nepal, address)
    pakistan.wait_for_selector("#messages[data-ready]")
    pakistan.locator("summary", has_text="Conditions").click()
    pakistan.select_option("#f-handling", "H2")
    pakistan.select_option("#f-source", "B")
    pakistan.select_option("#f-information", "2")
    pakistan.locator("summary", has_text="Mention").click()
    pakistan.locator("#mentions input").first.check()
    say(pakistan, "From a witness.")
    arrived = message(nepal, "From a witness.")
    expect(arrived.locator(".conditions")).to_contain_text("not passed on to anybody without our consent")
    expect(arrived.locator(".conditions")).to_contain_text("mostly reliable")
    expect(arrived.locator(".tag.mention")).to_contain_text("Nepal")


def test_older_messages_come_on_demand_and_keep_the_place(site: Site) -> None:
    pakistan = site.visit(PAKISTAN)
    address = begin(site, pakistan)
    pakistan.wait_for_selector("#messages[data-ready]")
    for number in range(34):
        say(pakistan, f"Line number {number}.")
    expect(message(pakistan, "Line number 33.")).to_have_count(1)
    goes(site, pakistan, address)
    expect(message(pakistan, "Line number 33.")).to_be_in_viewport()
    expect(message(pakistan, "Line number 1.")).to_have_count(0)
    pakistan.get_by_role("button", name="Earlier messages").click()
    expect(message(pakistan, "Line number 1.")).to_have_count(1)


def test_a_locked_page_says_who_acted_and_no_word(site: Site) -> None:
    pakistan = site.visit(PAKISTAN)
    address = begin(site, pakistan, text="Not for the eyes of others.")
    nepal = site.visit(NEPAL, unlock=False)
    site.open(nepal, address)
    expect(nepal.locator("#locked")).to_be_visible()
    expect(nepal.locator("#messages > li")).to_contain_text("Conversation begun")
    assert "Not for the eyes" not in nepal.content()
    egypt = site.visit(EGYPT)
    site.open(egypt, address)
    assert egypt.locator("#messages").count() == 0


def test_the_whole_way_by_keyboard(site: Site) -> None:
    pakistan, nepal = site.visit(PAKISTAN), site.visit(NEPAL)
    address = begin(site, pakistan, text="First.")
    goes(site, nepal, address)
    nepal.locator("body").press("k")
    expect(message(nepal, "First.")).to_be_focused()
    nepal.keyboard.press("r")
    expect(nepal.locator("#f-text")).to_be_focused()
    nepal.keyboard.type("Answered without a mouse.")
    nepal.keyboard.press("Control+Enter")
    expect(message(pakistan, "Answered without a mouse.").locator(".reply")).to_contain_text("First.")
