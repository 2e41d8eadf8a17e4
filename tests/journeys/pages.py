"""The pages as an officer uses them: what is read on the screen, what is clicked, what is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from tests.journeys.content import Case
from tests.journeys.pictures import picture
from tests.web.conftest import Site

# A hundred megabytes are sealed, sent in blocks and confirmed within this time, in milliseconds.
LONG = 240_000


@dataclass
class Officer:
    """One officer at one browser."""

    site: Site
    page: Page
    name: str

    @classmethod
    def arrives(cls, site: Site, email: str, language: str = "en") -> Officer:
        """Signs in and unlocks in a fresh browser; ends on the first page."""
        return cls(site, site.visit(email, language=language), email.partition("@")[0])

    def look(self, request: str) -> None:
        """Open the page of a request and wait until every act was compared with its signature."""
        self.site.open(self.page, f"/requests/{request}/")
        self.genuine()

    def finds_waiting(self, request: str, subject: str) -> None:
        """The first page lists the request as waiting for this officer, and has opened its subject."""
        item = self.page.locator(f'.item.yours[href="/requests/{request}/"]')
        expect(item.locator(".what")).to_have_text(subject)

    def genuine(self) -> None:
        """The page says that all is genuine, and warns of nothing."""
        expect(self.page.locator("#proof")).to_contain_text("All are genuine")
        expect(self.page.locator("#alarms")).to_be_empty()

    def stands(self, status: str) -> None:
        """The request is at this status; the page may have followed without being loaded again."""
        expect(self.page.locator("#state")).to_have_attribute("data-status", status)

    def choose(self, request: str, verb: str) -> None:
        """Go to the form of an act by its button on the page of the request."""
        self.look(request)
        self.page.locator("aside").get_by_role("link", name=verb, exact=True).click()
        self.page.wait_for_selector("#act[data-ready]")
        expect(self.page.locator("h1")).to_have_text(verb)

    def seal(self, request: str, shot: str = "") -> None:
        """Sign and send the form that is open; ends on the page of the request, in its new state."""
        if shot:
            picture(self.page, shot)
        self.page.click("#send")
        self.page.wait_for_url(f"**/requests/{request}/", timeout=LONG)
        self.genuine()

    def does(self, request: str, verb: str, written: dict[str, str] | None = None, shot: str = "") -> None:
        """A whole act: texts by the label of their field."""
        self.choose(request, verb)
        for label, text in (written or {}).items():
            self.write(label, text)
        self.seal(request, shot)

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Fill in a field, or choose an option by its words."""
        control = (within or self.page.locator("main")).get_by_label(label, exact=True)
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(label=text)
        else:
            control.fill(text)

    def drafts(self, case: Case, *attachments: Path) -> str:
        """Write and save a request; answers its id."""
        page = self.page
        page.get_by_role("link", name="Write a request").click()
        page.wait_for_selector("#draft[data-ready]")
        page.get_by_label("All steps on one page").check()
        page.locator("#f-to").select_option(label=case.to)
        for label, text in case.texts.items():
            self.write(label, text)
        for box, entries in case.rows.items():
            self._entries(page.locator(f'[data-rows="{box}"]'), entries)
        page.get_by_label("Files to attach").set_input_files(attachments)
        expect(page.locator("#findings")).to_contain_text("Everything that article 18(15) asks for is there")
        picture(page, "draft")
        page.get_by_role("button", name="Seal and save the draft").click()
        page.wait_for_url("**/requests/*-*/")
        return page.url.rstrip("/").rsplit("/", 1)[-1]

    def _entries(self, box: Locator, entries: list[dict[str, str]]) -> None:
        for number, entry in enumerate(entries):
            if box.locator("[data-row]").count() <= number:
                box.get_by_role("button", name="Add: ").click()
            for label, text in entry.items():
                self.write(label, text, box.locator("[data-row]").nth(number))

    def saves(self, file: str) -> Download:
        """Open a sealed file of the request and keep it."""
        row = self.page.locator(".files li", has_text=file)
        row.get_by_role("button", name="Open and save").click()
        link = row.get_by_role("link", name="Save")
        expect(link).to_be_visible(timeout=LONG)
        with self.page.expect_download() as saved:
            link.click()
        return saved.value
