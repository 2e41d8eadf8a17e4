"""Two officers at their browsers: a ship's flag confirmed in time, and information that becomes a request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from tests.journeys.pictures import both_languages, picture
from tests.journeys.test_access import found_by_axe, structure
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
VESSEL = "Al Bahr al-Ahmar 2"
SEALED = '#proof:has-text("genuine"), #subject bdi'


@dataclass
class Desk:
    """One officer at one browser; `heard` is everything that the socket said."""

    site: Site
    page: Page
    heard: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, site: Site, country: str) -> Desk:
        """The officer of a country, signed in and unlocked."""
        desk = cls(site, site.visit(f"officer@{country}.example"))
        desk.page.on("websocket", desk._listen)
        site.open(desk.page, "/exchanges/")
        return desk

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: self.heard.append(str(data)))

    def tab_to(self, selector: str) -> None:
        """Reach a control with the Tab key alone."""
        for _ in range(90):
            if self.page.evaluate("at => document.activeElement.matches(at)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached with Tab")

    def types(self, selector: str, text: str) -> None:
        """Reach a control with Tab and type into it."""
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def genuine(self) -> None:
        """The page says that all is genuine, and warns of nothing."""
        expect(self.page.locator("#proof")).to_contain_text("All are genuine")
        expect(self.page.locator("#alarms")).to_be_empty()

    def stands(self, status: str) -> None:
        """The exchange is at this status."""
        expect(self.page.locator("#state")).to_have_attribute("data-status", status)

    def goes(self, address: str) -> None:
        """Open the page of an exchange and wait until every act was compared with its signature."""
        self.page.goto(address)
        self.genuine()

    def choose(self, address: str, verb: str) -> None:
        """Go to the form of an act by its button."""
        self.goes(address)
        self.page.locator("aside").get_by_role("link", name=verb, exact=True).click()
        self.page.wait_for_selector("#exchange[data-ready]")

    def send(self, address: str) -> None:
        """Sign and send the form that is open; ends on the page of the exchange."""
        self.page.click("#send")
        self.page.wait_for_url(address)
        self.genuine()


def test_flag_is_confirmed_in_two_hours(site: Site) -> None:
    pakistan, nepal = Desk.of(site, "pk"), Desk.of(site, "np")
    address = asked_by_keyboard(pakistan)
    seen_in_time(site, nepal, address)
    nepal.choose(address, "Acknowledge")
    nepal.page.get_by_label("Your own reference").fill("NP-MAR-7")
    nepal.send(address)
    pakistan.stands("acknowledged")
    answered(nepal, address)
    pakistan.stands("answered")
    expect(pakistan.page.locator('[data-reference="receiver"]')).to_have_text("NP-MAR-7")
    expect(pakistan.page.locator(".timeline")).to_contain_text("Entry 12 of the register at Kathmandu")
    pakistan.choose(address, "Close")
    pakistan.send(address)
    nepal.stands("closed")
    assert {tuple(sorted(json.loads(one))) for one in frames(pakistan, nepal)} == {("id", "kind")}
    assert not any("Bahr" in one for one in frames(pakistan, nepal))


def frames(*desks: Desk) -> Iterator[str]:
    """Every ring that their sockets heard."""
    heard = [one for desk in desks for one in desk.heard]
    assert heard
    yield from (one for one in heard if one.startswith("{"))


def asked_by_keyboard(pakistan: Desk) -> str:
    """The question is chosen, written and sent without a mouse; what was typed survives a reload."""
    page = pakistan.page
    site = pakistan.site
    site.open(page, "/exchanges/new/")
    pakistan.tab_to('a[href="?type=flag_confirm"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("#exchange[data-ready]")
    page.keyboard.press("Tab")
    pakistan.tab_to("#send")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_contain_text("Fill in: Position")
    pakistan.types("#f-to", "Nepal")
    pakistan.types("#f-vessel", VESSEL)
    pakistan.types("#f-position", "24.52 N 66.20 E")
    page.locator("#f-seen_at").fill("2026-11-22T03:10")
    pakistan.types("#f-intended", "Come alongside, and ask the flag State for leave to board.")
    expect(page.locator("#kept")).to_contain_text("Kept on this device")
    page.reload()
    page.wait_for_selector("#exchange[data-ready]")
    expect(page.locator("#f-vessel")).to_have_value(VESSEL)
    expect(page.locator("#f-seen_at")).to_have_value("2026-11-22T03:10")
    picture(page, "exchange-new")
    pakistan.types("#f-handling", "H1")
    pakistan.tab_to("#send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exchanges/*-*/")
    pakistan.genuine()
    return page.url


def seen_in_time(site: Site, nepal: Desk, address: str) -> None:
    """Nepal's list shows it as waiting, with its end; its page counts the time that is left."""
    site.open(nepal.page, "/exchanges/?box=all&ball=mine")
    item = nepal.page.locator(".item.yours", has_text="Is this vessel on your register?").first
    expect(item.locator("hub-subject")).to_contain_text(VESSEL)
    both_languages(nepal.page, "exchange-list", "hub-subject[data-done] bdi")
    nepal.goes(address)
    expect(nepal.page.locator("[data-left]")).to_contain_text("1 h 5")
    expect(nepal.page.locator(".timeline")).to_contain_text("24.52 N 66.20 E")
    both_languages(nepal.page, "exchange-received", SEALED)


def answered(nepal: Desk, address: str) -> None:
    """A reason that does not fit the answer is not offered; the answer names the entry."""
    page = nepal.page
    nepal.choose(address, "Answer")
    page.locator("#f-answer").select_option("yes")
    assert page.locator("#f-reason option[value=no_record]").is_disabled()
    page.locator("#f-reason").select_option(label="Our records say so")
    page.get_by_label("Entry in the register").fill("Entry 12 of the register at Kathmandu")
    picture(page, "exchange-answer")
    nepal.send(address)


def test_information_becomes_a_request(site: Site) -> None:
    pakistan, nepal = Desk.of(site, "pk"), Desk.of(site, "np")
    address = informed(pakistan)
    nepal.choose(address, "Acknowledge")
    nepal.send(address)
    expect(nepal.page.locator(".notice.warn")).to_contain_text("As evidence in court")
    nepal.choose(address, "Say what became of it")
    nepal.page.locator("#f-use").select_option("used")
    nepal.page.get_by_label("As evidence in court").check()
    nepal.page.click("#send")
    expect(nepal.page.locator("#problem")).to_contain_text("Ask for consent first")
    nepal.choose(address, "Ask for consent to a use")
    nepal.page.get_by_label("As evidence in court").check()
    nepal.page.locator("#f-text").fill("For the trial in March.")
    nepal.send(address)
    pakistan.choose(address, "Give or deny consent")
    pakistan.page.locator("#f-consent").select_option("granted")
    pakistan.send(address)
    nepal.goes(address)
    expect(nepal.page.locator(".notice.warn")).not_to_contain_text("As evidence in court")
    converted(nepal, address)


def informed(pakistan: Desk) -> str:
    """Information with a restriction, evaluated, sent to Nepal."""
    page = pakistan.page
    pakistan.site.open(page, "/exchanges/new/?type=spontaneous")
    page.wait_for_selector("#exchange[data-ready]")
    page.locator("#f-to").select_option(label="Nepal: Office of the Attorney General")
    page.locator("#f-headline").fill("Night buses through Torkham")
    page.locator("#f-information").fill("Each Thursday two buses carry girls with borrowed papers.")
    page.locator("#f-handling").select_option("H1")
    grades = page.locator('[data-fact="evaluation"] select')
    grades.nth(0).select_option("B")
    grades.nth(1).select_option("2")
    page.get_by_label("To be kept confidential").check()
    page.click("#send")
    page.wait_for_url("**/exchanges/*-*/")
    pakistan.genuine()
    both_languages(page, "exchange-information", SEALED)
    return page.url


def converted(nepal: Desk, address: str) -> None:
    """The button opens the drafting form with the words of the information, which never left the device."""
    nepal.page.get_by_role("link", name="Write a formal request from it").click()
    nepal.page.wait_for_selector("#draft[data-ready]")
    number = address.rstrip("/").rsplit("/", 1)[-1]
    assert f"information={number}" in nepal.page.url
    expect(nepal.page.locator("body")).to_have_attribute("data-information", number)
    expect(nepal.page.locator('[data-path="facts"]')).to_have_value(
        "Each Thursday two buses carry girls with borrowed papers."
    )
    expect(nepal.page.locator("#f-to")).not_to_have_value("")


def test_pages_are_for_everybody(site: Site) -> None:
    address = informed(Desk.of(site, "pk"))
    number = address.rstrip("/").rsplit("/", 1)[-1]
    paths = ("?box=in", "?box=out", "new/", "new/?type=board_auth", "new/?type=spontaneous",
             f"{number}/", f"{number}/act/acknowledge/")  # fmt: skip
    for language, theme in (("en", "light"), ("ar", "dark")):
        page = site.visit("officer@np.example", language=language, theme=theme, width=360)
        for path in paths:
            site.open(page, f"/exchanges/{path}")
            page.wait_for_load_state("networkidle")
            assert found_by_axe(page) + structure(page, language) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.context.close()


def test_a_lifted_restriction_raises_the_alarm(site: Site) -> None:
    address = informed(Desk.of(site, "pk"))
    nepal = site.visit("officer@np.example")

    def lift(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('data-value="H1"', 'data-value="H0"'))

    nepal.route(address, lift)
    nepal.goto(address)
    expect(nepal.locator("#alarms")).to_contain_text("the restrictions of the sender")
