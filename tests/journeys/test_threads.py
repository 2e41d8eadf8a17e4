"""One conversation at three places: Pakistan in English, Egypt in Arabic, Nepal at the command line."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.files import digest, random_file
from tests.journeys.pages import LONG
from tests.journeys.pictures import picture
from tests.journeys.pixels import seen
from tests.journeys.talks import Talker, Watcher, watching
from tests.journeys.terminal import Terminal
from tests.journeys.test_access import found_by_axe, structure, tab_to
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
SUBJECT = "Night buses through Torkham"
# The goal is one second; officers' browsers, a command and the hub share the cores of one machine here.
GENEROUS = 15.0
MEGABYTES = int(os.environ.get("HUB_JOURNEY_MEGABYTES", "12"))


def begun(pakistan: Talker) -> str:
    """A conversation with Nepal and Egypt, begun with the keyboard alone; its id."""
    page = pakistan.page
    pakistan.site.open(page, "/threads/")
    tab_to(page, 'a.button[href^="/threads/new/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/threads/new/")
    for country in ("NP", "EG"):
        tab_to(page, f'input[data-country="{country}"]')
        page.keyboard.press("Space")
    tab_to(page, 'input[name="policy"]')
    page.keyboard.press("ArrowDown")
    tab_to(page, "#f-subject")
    page.keyboard.type(SUBJECT)
    tab_to(page, "#f-text")
    page.keyboard.type("Two buses each Thursday. Who was there in October?")
    picture(page, "thread-new")
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/threads/*-*/")
    pakistan.ready()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def test_a_message_is_everywhere_at_once(site: Site, tmp_path: Path) -> None:
    pakistan, egypt = Talker.arrives(site, "pk"), Talker.arrives(site, "eg", "ar")
    nepal = Terminal.of(site, "officer@np.example", tmp_path / "nepal")
    thread = begun(pakistan)
    found_in_the_list(egypt, thread)
    egypt.goes(thread)
    with watching(nepal, thread) as watcher:
        watcher.hears("Two buses each Thursday. Who was there in October?")
        figures = spoken(pakistan, egypt, nepal, watcher, thread)
        a_file_goes_through(pakistan, egypt, nepal, thread, tmp_path)
    print("\nSeconds from the hub's answer to the screen:", figures)
    assert max(figures.values()) < GENEROUS
    corrected_and_withdrawn(pakistan, egypt)
    looked_at(pakistan.page, egypt.page)
    searched(egypt, thread)


def found_in_the_list(egypt: Talker, thread: str) -> None:
    """Egypt's list shows it as unread, under the subject that its keys open."""
    egypt.site.open(egypt.page, "/threads/")
    item = egypt.page.locator(f'.item[href="/threads/{thread}/"]')
    expect(item.locator("hub-subject")).to_have_text(SUBJECT)
    assert SUBJECT not in egypt.page.title()


def spoken(
    pakistan: Talker, egypt: Talker, nepal: Terminal, watcher: Watcher, thread: str
) -> dict[str, float]:
    """Each writes, the others hear; seconds by way."""
    figures = {}
    at = pakistan.says("Please ask the **depot** at Torkham.", "Please ask the depot at Torkham.")
    figures["browser to browser"] = egypt.hears("Please ask the depot at Torkham.") - at
    figures["browser to command"] = watcher.hears("Please ask the **depot** at Torkham.") - at
    at = egypt.says("شاهدنا الحافلة الأولى يوم الخميس.")
    figures["browser to browser, Arabic"] = pakistan.hears("شاهدنا الحافلة الأولى يوم الخميس.") - at
    watcher.hears("شاهدنا الحافلة الأولى يوم الخميس.")
    nepal.says("post", thread, "-m", "Our register has both.", "--mention", "PK")
    at = time.time()
    figures["command to browser"] = max(0.0, pakistan.hears("Our register has both.") - at)
    egypt.hears("Our register has both.")
    return figures


def a_file_goes_through(pakistan: Talker, egypt: Talker, nepal: Terminal, thread: str, folder: Path) -> None:
    """Attached with a bar, opened on the other side byte by byte the same, in browser and command."""
    file = random_file(folder / "حافلة bus.mp4", MEGABYTES)
    pakistan.page.set_input_files("#f-files", file)
    began = time.monotonic()
    pakistan.page.focus("#f-text")
    pakistan.page.keyboard.insert_text("The film of the depot.")
    pakistan.page.keyboard.press("Control+Enter")
    expect(pakistan.page.locator(".message.pending progress, .message:not(.pending) .files")).to_have_count(1)
    pakistan.page.wait_for_function(
        "() => window.sawAt['The film of the depot.'] !== undefined", timeout=LONG
    )
    sent = time.monotonic() - began
    at = egypt.hears("The film of the depot.")
    accepted = pakistan.page.evaluate("window.sawAt['The film of the depot.']") / 1000
    row = egypt.message("The film of the depot.").locator(".files li")
    row.get_by_role("button").click()
    link = row.locator("a[download]")
    expect(link).to_be_visible(timeout=LONG)
    with egypt.page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == file.name
    assert digest(Path(saved.value.path())) == digest(file)
    print(
        f"\n{MEGABYTES} MB: {sent:.1f} s from pressing send to the screen; there {at - accepted:+.2f} s later"
    )
    assert at - accepted < GENEROUS
    nepal.says("threads", "fetch", thread, "--to", str(folder / "got"))
    assert [digest(one) for one in (folder / "got").rglob("*.mp4")] == [digest(file)]


def corrected_and_withdrawn(pakistan: Talker, egypt: Talker) -> None:
    """A mistake is put right and another taken back; both say so, and the history stays."""
    pakistan.says("The hearing is on Friday.")
    offer(pakistan, "The hearing is on Friday.", "Correct")
    pakistan.page.fill("#f-text", "The hearing is on Sunday.")
    pakistan.page.keyboard.press("Control+Enter")
    egypt.hears("The hearing is on Sunday.")
    expect(egypt.message("The hearing is on Sunday.").locator(".history")).to_have_count(1)
    pakistan.says("This belongs elsewhere.")
    offer(pakistan, "This belongs elsewhere.", "Withdraw")
    pakistan.page.fill("#withdraw-why", "Another case.")
    pakistan.page.locator("#withdrawing button.grave").click()
    expect(egypt.page.locator(".message", has_text="Another case.")).to_have_count(1)


def offer(talker: Talker, text: str, label: str) -> None:
    """Choose what a message offers."""
    row = talker.message(text)
    row.locator("summary").last.click()
    row.get_by_role("button", name=label).click()


def looked_at(english: Page, arabic: Page) -> None:
    """Pixels: each script runs from its own side, and letters are drawn as letters."""
    here, there = "Please ask the depot at Torkham.", "شاهدنا الحافلة الأولى يوم الخميس."
    sides = {}
    for page, name in ((english, "en"), (arabic, "ar")):
        for text in (here, there):
            line = page.locator(".message .text p", has_text=text).last
            sides[name, text] = side(line)
        picture(page, "thread")
    assert {key: side for key, side in sides.items() if key[1] == here} == dict.fromkeys(
        [("en", here), ("ar", here)], "left"
    )
    assert {side for key, side in sides.items() if key[1] == there} == {"right"}
    rail, main = arabic.locator(".rail").bounding_box(), arabic.locator("main").bounding_box()
    assert rail
    assert main
    assert rail["x"] > main["x"]


def side(line: Locator) -> str:
    """From which side a line of letters begins, once it is drawn."""
    for _ in range(60):
        shown = seen(line)
        if len(ink := shown.inked()) > 60:
            return "left" if ink[0] < shown.width - ink[-1] else "right"
        line.page.wait_for_timeout(500)
    return "nothing is drawn"


def searched(egypt: Talker, thread: str) -> None:
    """What was opened is found again, in another spelling, and leads to the message."""
    egypt.site.open(egypt.page, "/threads/search/")
    egypt.page.wait_for_selector("html[data-search-ready]", state="attached")
    egypt.page.fill("#words", "حافله خمیس")
    egypt.page.keyboard.press("Enter")
    expect(egypt.page.locator("#results .item")).to_have_count(1)
    egypt.page.locator("#results .item").click()
    egypt.page.wait_for_url(f"**/threads/{thread}/#act-*")
    expect(egypt.page.locator(".message:focus")).to_contain_text("الخميس")


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
def test_pages_are_for_everybody(site: Site, language: str, theme: str) -> None:
    pakistan = Talker.arrives(site, "pk")
    thread = begun(pakistan)
    pakistan.says("Who was there in October?")
    page = site.visit("officer@np.example", language=language, theme=theme, width=360)
    for path in ("/threads/", "/threads/new/", f"/threads/{thread}/", f"/threads/{thread}/admit/"):
        site.open(page, path)
        page.wait_for_load_state("networkidle")
        assert found_by_axe(page) + structure(page, language) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        picture(page, f"threads-{theme}-{path.strip('/').replace('/', '-')[:14]}")
