"""The whole story between two countries, each officer at their own browser: Pakistan asks, Nepal answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.content import BRICK_KILN, SUBJECT, in_days
from tests.journeys.files import digest, random_file
from tests.journeys.pages import Officer
from tests.journeys.pictures import both_languages
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_the_whole_story(site: Site, tmp_path: Path) -> None:
    evidence = random_file(tmp_path / "hearing room.mp4", 100)
    drafter, nepal = (Officer.arrives(site, f"officer@{cc}.example") for cc in ("pk", "np"))
    request = asked(site, drafter, nepal, random_file(tmp_path / "خط.pdf", 1))
    assessed(request, drafter, nepal)
    decided(site, request, drafter, nepal)
    answered(request, drafter, nepal, evidence)
    finished(request, drafter, nepal, evidence)


def asked(site: Site, drafter: Officer, nepal: Officer, annex: Path) -> str:
    """Drafted, reviewed, approved by a second officer, sent; it appears in Kathmandu by itself."""
    both_languages(drafter.page, "home-empty", ".rail")
    request = drafter.drafts(BRICK_KILN, annex)
    drafter.does(request, "Ask for review", {"Comments": "The period is in the second paragraph."})
    approver = Officer.arrives(site, "approver@pk.example")
    approver.finds_waiting(request, SUBJECT)
    both_languages(approver.page, "home-waiting", "hub-subject[data-done] bdi")
    approver.does(request, "Approve", shot="approve")
    drafter.stands("approved")
    approver.does(request, "Send", shot="send")
    nepal.finds_waiting(request, SUBJECT)
    drafter.stands("transmitted")
    drafter.genuine()
    approver.page.context.close()
    return request


def assessed(request: str, drafter: Officer, nepal: Officer) -> None:
    """Acknowledged under Nepal's own reference, assessed; a question is asked and answered."""
    nepal.look(request)
    both_languages(nepal.page, "request-received", '#proof:has-text("."), #subject bdi')
    told = {"Your own reference": "OAG-83-2", "Decision expected by": in_days(70)}
    nepal.does(request, "Acknowledge", told, "acknowledge")
    expect(drafter.page.locator('[data-reference="requested"]')).to_have_text("OAG-83-2")
    nepal.does(request, "Begin the assessment")
    nepal.does(request, "Ask for information", {"Question 1": "Which branch keeps account 4471?"}, "ask")
    drafter.stands("info_requested")
    drafter.genuine()
    drafter.choose(request, "Answer the questions")
    drafter.write("Question 1", "Answered")
    drafter.write("Your answer", "The branch at Birendra Chowk.")
    drafter.seal(request, "answer")
    nepal.stands("under_assessment")


def decided(site: Site, request: str, drafter: Officer, nepal: Officer) -> None:
    """One of two measures is refused, after consultation and by an approver; the other is accepted."""
    asked = {"Topic": "An intended refusal", "Reply wanted by": in_days(40)}
    why = "A search needs a court order, for which this description of the office does not suffice."
    nepal.does(request, "Open a consultation", {**asked, "Message": why}, "consult")
    drafter.stands("consultation")
    drafter.does(request, "Reply to the consultation", {"Message": "We understand and do not insist."})
    approver = Officer.arrives(site, "approver@np.example")
    approver.choose(request, "Refuse measures")
    approver.page.get_by_label("Search, seizure or freezing").select_option("18.21.c")
    approver.write("Reasons", "Our law allows no search on a description of this kind.")
    approver.seal(request, "refuse")
    approver.page.context.close()
    nepal.stands("under_assessment")
    nepal.does(request, "Accept measures", shot="accept")
    expect(nepal.page.locator('[data-measure="m2"] .status')).to_have_attribute("data-status", "refused")
    drafter.stands("accepted")


def answered(request: str, drafter: Officer, nepal: Officer, evidence: Path) -> None:
    """Executed, and answered with evidence of 100 MB, which arrives unchanged."""
    nepal.does(request, "Begin execution")
    nepal.choose(request, "Send results")
    nepal.page.get_by_label("Files").set_input_files(evidence)
    nepal.page.get_by_label("Documents and records, also of banks and companies").select_option("executed")
    nepal.page.get_by_label("These are the last results").check()
    nepal.seal(request, "results")
    drafter.stands("results_transmitted")
    drafter.genuine()
    saved = drafter.saves(evidence.name)
    assert saved.suggested_filename == evidence.name
    assert digest(Path(saved.path())) == digest(evidence)


def finished(request: str, drafter: Officer, nepal: Officer, evidence: Path) -> None:
    """Receipt confirmed, the request closed; both sides see the end."""
    drafter.choose(request, "Confirm what was received")
    expect(drafter.page.get_by_label(evidence.name)).to_have_value("received")
    drafter.seal(request, "receive")
    told = {"How it ended": "Assistance given in part", "Was the assistance useful": "Useful"}
    drafter.does(request, "Close the request", told, "close")
    nepal.does(request, "Confirm the closing", shot="confirm-close")
    for side, officer in (("pk", drafter), ("np", nepal)):
        officer.stands("closed")
        officer.genuine()
        both_languages(officer.page, f"request-closed-{side}", "#subject bdi")
    expect(nepal.page.locator("#acts-title + p")).to_contain_text("The request is over")
