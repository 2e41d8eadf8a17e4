"""One side at a browser, the other at the command line; and a line that breaks in the middle of a file."""

from __future__ import annotations

import re
import signal
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.content import BRICK_KILN, SUBJECT
from tests.journeys.files import digest, random_file
from tests.journeys.pages import LONG, Officer
from tests.journeys.terminal import Terminal
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_a_browser_asks_and_a_command_answers(site: Site, tmp_path: Path) -> None:
    drafter = Officer.arrives(site, "officer@pk.example")
    nepal = Terminal.of(site, "officer@np.example", tmp_path / "nepal")
    request = sent_from_browsers(site, drafter, random_file(tmp_path / "annex.pdf", 1))
    assert SUBJECT in nepal.says("inbox")
    assert "Nepalgunj" in nepal.says("show", request)
    nepal.says("ack", request, "--reference", "OAG-12")
    nepal.says("act", request, "assess")
    nepal.says("act", request, "ask", "-q", "Which branch?")
    expect(drafter.page.locator('[data-reference="requested"]')).to_have_text("OAG-12")
    drafter.choose(request, "Answer the questions")
    expect(drafter.page.locator("#act")).to_contain_text("Which branch?")
    drafter.write("Question 1", "Answered")
    drafter.write("Your answer", "Birendra Chowk.")
    drafter.seal(request)
    assert "Birendra Chowk." in nepal.says("show", request)
    answered_by_command(request, drafter, nepal, random_file(tmp_path / "statements.csv", 3))


def sent_from_browsers(site: Site, drafter: Officer, annex: Path) -> str:
    """Drafted, approved and sent in two browsers of Pakistan."""
    request = drafter.drafts(BRICK_KILN, annex)
    drafter.does(request, "Ask for review")
    approver = Officer.arrives(site, "approver@pk.example")
    approver.does(request, "Approve")
    approver.does(request, "Send")
    approver.page.context.close()
    return request


def answered_by_command(request: str, drafter: Officer, nepal: Terminal, evidence: Path) -> None:
    """Accepted, executed and answered by command; the browser opens the same bytes and closes."""
    nepal.says("act", request, "accept")
    nepal.says("act", request, "execute")
    outcome = ("--outcome", "m1=executed", "--outcome", "m2=executed")
    nepal.says("act", request, "results", *outcome, "--item", f"m1={evidence}")
    drafter.stands("results_transmitted")
    drafter.genuine()
    assert digest(Path(drafter.saves(evidence.name).path())) == digest(evidence)
    drafter.does(request, "Confirm what was received")
    told = {"How it ended": "Assistance given in full", "Was the assistance useful": "Useful"}
    drafter.does(request, "Close the request", told)
    nepal.says("act", request, "confirm-close")
    assert "Closed" in nepal.says("show", request)


def test_a_command_asks_and_a_browser_answers_over_a_line_that_breaks(site: Site, tmp_path: Path) -> None:
    request, drafter = sent_by_command(site, tmp_path)
    nepal = Officer.arrives(site, "officer@np.example")
    nepal.finds_waiting(request, "Ferry tickets of the two recruiters")
    nepal.does(request, "Acknowledge", {"Your own reference": "OAG-13"})
    assert "OAG-13" in drafter.says("show", request)
    nepal.does(request, "Begin the assessment")
    nepal.does(request, "Accept measures")
    nepal.does(request, "Begin execution")
    evidence = random_file(tmp_path / "harbour.mp4", 30)
    blocks = answered_while_the_hub_restarts(site, request, nepal, evidence)
    assert sorted(blocks) == list(range(len(blocks))), "every block arrived once, and only once"
    drafter.says("fetch", request, "--to", str(tmp_path / "got"))
    [got] = (tmp_path / "got").glob("*harbour.mp4")
    assert digest(got) == digest(evidence)


def sent_by_command(site: Site, folder: Path) -> tuple[str, Terminal]:
    """Drafted, approved and sent with the command."""
    drafter = Terminal.of(site, "officer@pk.example", folder / "drafter")
    approver = Terminal.of(site, "approver@pk.example", folder / "approver")
    case = drafter.case("Ferry tickets of the two recruiters", random_file(folder / "photo.jpg", 1))
    found = NUMBER.search(drafter.says("draft", case))
    assert found
    request = found[0]
    drafter.says("submit", request)
    approver.says("approve", request)
    drafter.says("send", request)
    return request, drafter


def answered_while_the_hub_restarts(site: Site, request: str, nepal: Officer, evidence: Path) -> list[int]:
    """Send results; after the tenth block the hub dies and comes back. Answers the blocks it took."""
    nepal.choose(request, "Send results")
    nepal.page.get_by_label("Files").set_input_files(evidence)
    nepal.page.locator('[name="outcomes"]').select_option("executed")
    nepal.page.get_by_label("These are the last results").check()
    taken = blocks_taken(nepal.page)
    nepal.page.click("#send")
    nepal.page.wait_for_event("response", lambda one: "/blocks/10/" in one.url, timeout=LONG)
    site.hub.stop(signal.SIGKILL)
    expect(nepal.page.locator("#progress")).to_contain_text("The line broke", timeout=LONG)
    threading.Thread(target=site.hub.start).start()
    nepal.page.wait_for_url(f"**/requests/{request}/", timeout=LONG)
    nepal.genuine()
    # While the hub was away the browser said so of the socket; that is what it was killed for.
    site.complaints[:] = [one for one in site.complaints if not one.startswith("WebSocket connection to")]
    return taken


def blocks_taken(page: Page) -> list[int]:
    """Numbers of the blocks that the hub confirms from now on, in order; filled while the page works."""
    taken: list[int] = []

    def note(answer: Response) -> None:
        found = re.search(r"/blocks/(\d+)/$", answer.url)
        if found and answer.status == 204:
            taken.append(int(found[1]))

    page.on("response", note)
    return taken
