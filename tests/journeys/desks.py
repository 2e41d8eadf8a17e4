"""Four officers at their browsers, signed in once for a file of journeys: two in Pakistan, two in Nepal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import PATIENCE
from tests.journeys.pages import LONG
from tests.journeys.pictures import both_languages
from tests.web.conftest import Site
from tests.web.writing import write

READY = '#proof:has-text("."), #subject bdi'


@dataclass
class Desks:
    """Who is asked by name ("pk", "pk approver", "np", "np approver") has a browser from then on."""

    site: Site
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, who: str) -> Page:
        """The officer's browser."""
        if who not in self.pages:
            country, _, role = who.partition(" ")
            self.pages[who] = self.site.visit(f"{role or 'officer'}@{country}.example")
            self.pages[who].context.set_default_timeout(PATIENCE)
        return self.pages[who]

    def drafts(self, attachment: Path | None = None) -> str:
        """Pakistan's officer writes a complete draft to Nepal; its id."""
        return write(self.site, self.page("pk"), attachment)

    def looks(self, who: str, request: str) -> Page:
        """The page of a request, every act compared with its signature."""
        page = self.page(who)
        self.site.open(page, f"/requests/{request}/")
        expect(page.locator("#proof")).to_contain_text("All are genuine")
        expect(page.locator("#alarms")).to_be_empty()
        return page

    def stands(self, who: str, request: str, status: str) -> Page:
        """The page, which says that the request is there."""
        page = self.looks(who, request)
        expect(page.locator("#state")).to_have_attribute("data-status", status)
        return page

    def form(self, who: str, request: str, act: str) -> Page:
        """The form of an act, ready to be written."""
        page = self.page(who)
        self.site.open(page, f"/requests/{request}/act/{act}/")
        page.wait_for_selector("#act[data-ready]")
        return page

    def send(self, page: Page, request: str) -> None:
        """Seal and send the form that is open."""
        page.click("#send")
        page.wait_for_url(f"**/requests/{request}/", timeout=LONG)

    def does(self, who: str, request: str, act: str, **fields: str | list[str]) -> Page:
        """A whole act: fields by the end of their id; a list ticks the boxes with these values."""
        page = self.form(who, request, act)
        for name, value in fields.items():
            self._put(page, name.replace("_0_", "-"), value)
        self.send(page, request)
        return page

    def _put(self, page: Page, name: str, value: str | list[str]) -> None:
        if isinstance(value, list):
            for box in page.locator(f'[name="{name}"]').all():
                box.set_checked(box.get_attribute("value") in value)
            return
        radio = page.locator(f'input[type="radio"][name="{name}"][value="{value}"]')
        if radio.count():
            radio.check()
            return
        control = page.locator(f"#f-{name}")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)

    def transmitted(self, attachment: Path | None = None) -> str:
        """A request that has gone to Nepal."""
        request = self.drafts(attachment)
        self.does("pk", request, "submit")
        self.does("pk approver", request, "approve")
        self.does("pk approver", request, "transmit")
        return request

    def assessed(self) -> str:
        """A request that Nepal has acknowledged and assesses."""
        request = self.transmitted()
        self.does("np", request, "acknowledge", reference="OAG-83")
        self.does("np", request, "assess")
        return request

    def executing(self) -> str:
        """A request whose measure Nepal executes."""
        request = self.assessed()
        self.does("np", request, "accept")
        self.does("np", request, "execute")
        return request

    def shows(self, who: str, name: str) -> None:
        """Pictures of the page that is open, in both languages, if somebody wants them."""
        both_languages(self.page(who), name, READY)


@contextmanager
def desks(site: Site) -> Iterator[Desks]:
    """The desks of one file of journeys; no page may have broken a policy or failed in a script."""
    site.complaints.clear()
    yield Desks(site)
    for context in site.browser.contexts:
        context.close()
    assert site.complaints == []
