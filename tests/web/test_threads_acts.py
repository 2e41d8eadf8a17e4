"""What officers do on a conversation besides writing: tasks, dates, members, consents, passing on, ending."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, Route, expect

from tests.web import conversing
from tests.web.conftest import Site
from tests.web.conversing import admit, begin, choose, confirm, enter, offer, say, send

pytestmark = [pytest.mark.browser, pytest.mark.story]
PK, NP, EG = "officer@pk.example", "officer@np.example", "officer@eg.example"
EVIL = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>{{7*7}}'
MARK = "#messages [data-passed]"


def unharmed(page: Page) -> None:
    """Nothing a stranger wrote became anything but text."""
    assert page.evaluate("() => window.stolen ?? null") is None
    assert page.locator("img[src='x'], main script:not([type='application/json'])").count() == 0


def test_a_task_is_given_done_and_opened_again(site: Site) -> None:
    pk, np = site.visit(PK), site.visit(NP)
    thread = begin(site, pk, "NP")
    pk.locator("#part-tasks").get_by_role("button", name="New task").click()
    confirm(pk, "Give the task", task_what=f"Send the list {EVIL}", task_due="2027-01-31")
    expect(pk.locator('[data-task][data-state="open"]')).to_contain_text("Send the list <img")
    enter(site, np, thread)
    task = np.locator("#part-tasks [data-task]")
    expect(np.locator("#part-tasks")).to_contain_text("Yours")
    expect(task).to_contain_text("until 31 Jan 2027")
    task.get_by_role("button", name="Done").click()
    confirm(np, "Done", task_why=EVIL)
    expect(np.locator("#part-tasks")).to_contain_text("Done or dropped: 1")
    expect(pk.locator("#part-tasks")).to_contain_text("Done or dropped: 1")
    pk.locator("#part-tasks summary").click()
    pk.locator("#part-tasks").get_by_role("button", name="Open again").click()
    confirm(pk, "Open again")
    expect(pk.locator('#part-tasks [data-task][data-state="open"]')).to_have_count(1)
    unharmed(pk)
    unharmed(np)


def test_a_date_is_found_across_zones_and_saved_for_a_calendar(site: Site, tmp_path: Path) -> None:
    conversing.state_zones(site)
    pk, np = site.visit(PK), site.visit(NP)
    thread = begin(site, pk, "NP")
    _propose_dates(pk)
    enter(site, np, thread)
    _answer_by_keyboard(np)
    expect(pk.locator("[data-poll]")).to_contain_text("answers: 1 of 2")
    _fix_the_first(pk)
    with pk.expect_download() as saving:
        pk.get_by_role("button", name="Save for a calendar").click()
    saving.value.save_as(tmp_path / "date.ics")
    (event,) = icalendar.Calendar.from_ical((tmp_path / "date.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert str(event["SUMMARY"]) == f"Hearing {EVIL}"[:120]
    unharmed(pk)
    unharmed(np)


def _propose_dates(pk: Page) -> None:
    pk.locator("#part-polls").get_by_role("button", name="Propose dates").click()
    dates = pk.locator(".proposed input")
    dates.nth(0).fill("2026-11-27T14:00")
    dates.nth(1).fill("2026-11-28T22:30")
    expect(pk.locator(".proposed")).to_contain_text("Fri 27 Nov, 14:45")
    confirm(pk, "Ask everybody", poll_why=f"Hearing {EVIL}\nby video", poll_length="90")


def _answer_by_keyboard(np: Page) -> None:
    np.locator("[data-poll]").get_by_role("button", name="Answer").click()
    grid = np.locator("table.poll")
    expect(grid).to_contain_text("Fri 27 Nov, 14:45")
    expect(grid.locator("tr[data-option=b]")).to_contain_text("day of rest")
    expect(grid.locator("tr[data-option=b]")).to_contain_text("outside office hours")
    # By keyboard alone: the first answer, then one arrow further to the second word.
    np.locator('input[name="vote-a"]').first.focus()
    np.keyboard.press("Space")
    np.locator('input[name="vote-b"]').first.focus()
    np.keyboard.press("Space")
    np.keyboard.press("ArrowDown")
    np.keyboard.press("ArrowDown")
    np.get_by_role("button", name="Send my answers").press("Enter")
    expect(np.locator("dialog[open]")).to_have_count(0)


def _fix_the_first(pk: Page) -> None:
    pk.locator("[data-poll] button").click()
    expect(pk.locator("table.poll tr[data-option=b] .vote.no")).to_contain_text("Does not suit")
    expect(pk.locator("table.poll tr[data-option=a]")).to_contain_text("Suits most")
    pk.get_by_role("button", name="Fix the date").click()
    confirm(pk, "Fix the date", decide_which="a")
    expect(pk.locator("[data-poll]")).to_contain_text("Fixed: Fri 27 Nov, 14:00")
    pk.locator("[data-poll] button").click()


def test_a_newcomer_reads_only_what_was_chosen(site: Site) -> None:
    pk, eg = site.visit(PK), site.visit(EG)
    thread = begin(site, pk, "NP")
    say(pk, "Kept between the two")
    say(pk, f"For the newcomer too {EVIL}")
    admit(site, pk, thread, "EG")
    expect(pk.locator("#sharing-hint")).to_contain_text("from now on")
    pk.locator("#messages li", has_text="For the newcomer too").locator("input").check()
    pk.fill("#f-text", "Egypt holds the ship's papers")
    unharmed(pk)
    send(pk, thread)
    expect(pk.locator("#part-members [data-member]")).to_have_count(3)
    enter(site, eg, thread)
    expect(eg.locator("#messages")).to_contain_text("For the newcomer too <img")
    expect(eg.locator("#subject")).to_contain_text(conversing.SUBJECT)
    expect(eg.locator("#messages")).not_to_contain_text("Kept between the two")
    expect(eg.locator("#messages")).not_to_contain_text(conversing.FIRST)
    say(pk, "Welcome")
    expect(eg.locator("#messages")).to_contain_text("Welcome")
    unharmed(eg)


def test_without_a_choice_a_newcomer_reads_from_now_on(site: Site) -> None:
    pk, eg = site.visit(PK), site.visit(EG)
    thread = begin(site, pk, "NP")
    admit(site, pk, thread, "EG")
    send(pk, thread)
    enter(site, eg, thread)
    say(pk, "The first that Egypt reads")
    expect(eg.locator("#messages")).to_contain_text("The first that Egypt reads")
    expect(eg.locator("#messages")).not_to_contain_text(conversing.FIRST)


def test_every_country_must_agree_where_the_rule_says_so(site: Site) -> None:
    pk, np, eg = site.visit(PK), site.visit(NP), site.visit(EG)
    thread = begin(site, pk, "NP", policy="every")
    admit(site, pk, thread, "EG")
    pk.locator("#messages li", has_text=conversing.FIRST).locator("input").check()
    pk.fill("#f-text", f"Needed {EVIL}")
    send(pk, thread)
    expect(pk.locator("[data-proposal]")).to_contain_text("Waiting for answers")
    enter(site, np, thread)
    expect(np.locator("[data-proposal]")).to_contain_text("Older messages it would also read: 1")
    np.locator("[data-proposal]").get_by_role("button", name="Agree", exact=True).click()
    pk.locator("[data-proposal]").get_by_role("link", name="Admit it now").click()
    pk.wait_for_selector("#admit[data-ready]")
    expect(pk.locator("#f-post")).to_be_disabled()
    send(pk, thread)
    enter(site, eg, thread)
    expect(eg.locator("#messages")).to_contain_text(conversing.FIRST)
    unharmed(np)


def ask_for_consent(page: Page, text: str) -> None:
    """From the admit page: ask the owner of a message that may not be passed on."""
    row = page.locator("#messages li", has_text=text)
    expect(row.locator("input")).to_be_disabled()
    expect(row).to_contain_text("has not consented")
    row.get_by_role("button", name="Ask for consent").click()
    confirm(page, "Ask", ask_why="Egypt needs it")


def test_what_is_bound_needs_its_owners_consent_before_a_newcomer_reads_it(site: Site) -> None:
    pk, np, eg = site.visit(PK), site.visit(NP), site.visit(EG)
    thread = begin(site, pk, "NP")
    enter(site, np, thread)
    say(np, "The informant is Hari", "H2")
    admit(site, pk, thread, "EG")
    ask_for_consent(pk, "The informant is Hari")
    asked = np.locator("#part-consents [data-ask]")
    expect(asked).to_contain_text("Egypt")
    asked.get_by_role("button", name="Give consent").click()
    confirm(np, "Give consent", consent_why=f"Only for the judge {EVIL}")
    pk.reload()
    pk.wait_for_selector("#admit[data-ready]")
    choose(pk, "EG")
    pk.locator("#messages li", has_text="The informant is Hari").locator("input").check()
    send(pk, thread)
    expect(pk.locator("#part-consents")).to_contain_text("Consent given")
    enter(site, eg, thread)
    expect(eg.locator("#messages")).to_contain_text("The informant is Hari")
    unharmed(pk)


# The page is made to believe that nothing is bound: only the hub's own door is left.
NO_RULES: dict[str, list[str]] = {"H0": [], "H1": [], "H2": [], "H3": []}


def without_rules(page: Page) -> None:
    """Serve the page a table in which no handling code forbids anything."""

    def answer(route: Route) -> None:
        table = json.loads(route.fetch().text())
        table["binds"] |= NO_RULES
        route.fulfill(json=table)

    page.route("**/forms/exchanges*.json", answer)


def test_a_changed_page_cannot_hand_a_newcomer_what_is_bound(site: Site) -> None:
    pk, np = site.visit(PK), site.visit(NP)
    thread = begin(site, pk, "NP")
    enter(site, np, thread)
    say(np, "The informant is Sita", "H2")
    without_rules(pk)
    admit(site, pk, thread, "EG")
    pk.locator("#messages li", has_text="The informant is Sita").locator("input").check()
    pk.click("#send")
    refused = pk.locator("#problem .notice.bad")
    expect(refused).to_contain_text("may not be passed on without its owner")
    expect(refused).to_contain_text("UNTOC")
    pk.unroute("**/forms/exchanges*.json")
    enter(site, pk, thread)
    expect(pk.locator("#part-members [data-member]")).to_have_count(2)


def pass_on(page: Page, text: str, country: str) -> None:
    """Open the dialog on a message and choose the conversation with a country."""
    offer(page.locator("#messages > li[data-event]", has_text=text), "Pass on")
    page.locator("dialog[open]").wait_for()
    option = page.locator("#forward-which option", has_text=re.compile(country)).last
    page.select_option("#forward-which", option.get_attribute("value"))


def test_what_is_free_is_passed_on_with_its_source(site: Site) -> None:
    pk, np, eg = site.visit(PK), site.visit(NP), site.visit(EG)
    target = begin(site, pk, "EG", subject="With Egypt, free")
    thread = begin(site, pk, "NP", subject="With Nepal, free")
    enter(site, np, thread)
    say(np, "The lorry crossed on Monday")
    pass_on(pk, "The lorry crossed on Monday", "With Egypt, free")
    expect(pk.locator("dialog[open]")).to_contain_text("This may be passed on there")
    confirm(pk, "Pass on")
    enter(site, eg, target)
    expect(eg.locator("#messages")).to_contain_text("The lorry crossed on Monday")
    expect(eg.locator(MARK)).to_have_attribute("data-passed", "free")
    expect(eg.locator(MARK)).to_contain_text("Nepal")


def test_what_is_bound_is_not_passed_on_and_readers_mark_it_if_it_was(site: Site) -> None:
    pk, np, eg = site.visit(PK), site.visit(NP), site.visit(EG)
    target = begin(site, pk, "EG", subject="With Egypt, bound")
    thread = begin(site, pk, "NP", subject="With Nepal, bound")
    enter(site, np, thread)
    say(np, "The account is 0815", "H2")
    pass_on(pk, "The account is 0815", "With Egypt, bound")
    refused = pk.locator("#forward-refused")
    expect(refused).to_contain_text("may not be passed on")
    expect(refused).to_contain_text("Egypt")
    expect(refused).to_contain_text("UNTOC 18(5)")
    pk.locator("dialog[open]").get_by_role("button", name="Pass on").click()
    expect(pk.locator("dialog[open] [role=alert]")).to_contain_text("may not be passed on")
    without_rules(pk)
    enter(site, pk, thread)
    pass_on(pk, "The account is 0815", "With Egypt, bound")
    confirm(pk, "Pass on")
    enter(site, eg, target)
    expect(eg.locator(MARK)).to_have_attribute("data-passed", "missing")
    expect(eg.locator(MARK)).to_contain_text("do not use it, and tell the owner")
    eg_row = eg.locator("#messages > li[data-event]", has_text="The account is 0815")
    expect(eg_row).to_contain_text("not passed on to anybody")


def test_a_conversation_is_closed_opened_again_and_left_in_two_steps(site: Site) -> None:
    pk, np = site.visit(PK), site.visit(NP)
    thread = begin(site, pk, "NP")
    ending = pk.locator("#part-ending")
    ending.locator("summary").click()
    ending.get_by_role("button", name="Close the conversation").click()
    expect(pk.locator("dialog[open]")).to_contain_text("Nobody can write until")
    confirm(pk, "Close the conversation")
    expect(pk.locator("#composer")).to_be_hidden()
    enter(site, np, thread)
    np.locator("#part-ending summary").click()
    np.locator("#part-ending").get_by_role("button", name="Open it again").click()
    confirm(np, "Open it again")
    expect(np.locator("#composer")).to_be_visible()
    np.locator("#part-ending details").evaluate("one => { one.open = true; }")
    np.locator("#part-ending").get_by_role("button", name="Leave the conversation").click()
    confirm(np, "Leave the conversation")
    expect(pk.locator("#part-members")).to_contain_text("No longer on it: Nepal")
    say(pk, "Nepal does not read this")
    enter(site, np, thread)
    expect(np.locator("#messages")).not_to_contain_text("Nepal does not read this")


def test_a_routine_question_and_a_translation_travel_with_the_message(site: Site) -> None:
    pk, np = site.visit(PK), site.visit(NP)
    thread = begin(site, pk, "NP")
    pk.locator("#part-templates summary").click()
    pk.get_by_role("button", name="Nationality check").click()
    confirm(pk, "Put into the message", blank_name=f"Ram {EVIL}")
    assert f"Ram {EVIL}" in pk.input_value("#f-text")
    pk.locator("#part-translation summary").click()
    pk.select_option("#translation-language", "ur")
    pk.fill("#translation-text", f"ذاتی ترجمہ {EVIL}")
    pk.click("#send")
    enter(site, np, thread)
    row = np.locator("#messages > li[data-event]", has_text="permanent resident")
    expect(row).to_contain_text("Ram <img")
    row.locator("summary", has_text=re.compile("ranslation")).click()
    expect(row.locator('[lang="ur"]')).to_contain_text("ذاتی ترجمہ <img")
    unharmed(np)
