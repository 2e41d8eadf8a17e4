"""An officer at a desk: a browser of their own, and the ways through the pages that every story needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import PATIENCE

PASSWORD = "seven blue lamps 4"  # noqa: S105 - of nobody
PASSPHRASE = "tidal copper orchard nine windows"  # noqa: S105 - of nobody
SLOW = PATIENCE
# Which generations of which posts this browser can open.
OPEN_POSTS = """async () => {
  const { officer } = await import("/static/hub/js/officer.js");
  const { posts } = await officer();
  return [...posts.values()].map((post) => [...post.generations.keys()]);
}"""


@dataclass
class Desk:
    """One person with one browser; `errors` is everything the browser complained about."""

    url: str
    name: str
    email: str
    context: BrowserContext
    page: Page
    errors: list[str] = field(default_factory=list)
    account_secret: str = ""
    recovery_code: str = ""
    passphrase: str = PASSPHRASE

    @classmethod
    def at(cls, browser: Browser, url: str, name: str, email: str) -> Desk:
        """A fresh browser profile at a hub."""
        context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        desk = cls(url, name, email, context, context.new_page())
        desk.page.on("pageerror", lambda error: desk.errors.append(str(error)))
        desk.page.on("console", lambda said: desk.errors.append(said.text) if is_error(said.text) else None)
        return desk

    def go(self, path: str) -> None:
        """Open a page of the hub."""
        self.page.goto(self.url + path)

    def open_posts(self) -> list[list[int]]:
        """Which generations this browser opens, of each post; asked on a page that has the modules for it."""
        self.go("/")
        found: list[list[int]] = self.page.evaluate(OPEN_POSTS)
        return found

    def join(self, link: str) -> None:
        """Answer an invitation: make keys, keep the sheet, prove it."""
        page = self.page
        page.goto(link)
        page.get_by_label("Your name").fill(self.name)
        page.get_by_label("E-mail address").fill(self.email)
        page.get_by_label("Password, for signing in").fill(PASSWORD)
        page.get_by_label("Passphrase, for opening what is sealed").fill(self.passphrase)
        page.get_by_label("The passphrase again").fill(self.passphrase)
        page.get_by_role("button", name="Make my keys").click()
        expect(page.locator("#recovery-code")).to_be_visible(timeout=SLOW)
        self.account_secret = page.locator("#account-secret").inner_text()
        self.recovery_code = page.locator("#recovery-code").inner_text()
        page.get_by_label("Type group 4").fill(self.recovery_code.split("-")[4])
        page.get_by_role("button", name="I have kept it").click()
        expect(page.get_by_role("heading", name="Your answer is sent")).to_be_visible()

    def sign_in(self) -> None:
        """E-mail and password; ends at the unlock page."""
        self.go("/sign-in/")
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.locator("main button", has_text="Sign in").click()
        self.page.wait_for_url("**/unlock/**")

    def unlock(self) -> None:
        """Passphrase and account secret."""
        self.go("/unlock/?next=/help/")
        self.page.get_by_label("Passphrase").fill(self.passphrase)
        secret = self.page.locator("#secret")
        if secret.is_visible():
            secret.fill(self.account_secret)
        self.page.get_by_role("button", name="Unlock", exact=True).last.click()
        self.page.wait_for_url(f"{self.url}/help/", timeout=SLOW)

    def begin(self, link: str) -> None:
        """Join, sign in, unlock."""
        self.join(link)
        self.sign_in()
        self.unlock()

    def found(self, name: str) -> str:
        """Sign the beginning of the country's list; answers the fingerprint shown for printing."""
        self.go("/officers/found/")
        self.page.get_by_label("Name of the first authority").fill(name)
        self.page.get_by_role("button", name="Sign the beginning").click()
        expect(self.page.locator("#fingerprint")).to_be_visible(timeout=SLOW)
        return "".join(self.page.locator("#fingerprint span").all_inner_texts())

    def invite(self, name: str, email: str, role: str = "Officer") -> str:
        """Make an invitation; answers the link to hand over."""
        self.go("/officers/")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.get_by_label("E-mail address").fill(email)
        self.page.locator("#invite-role").select_option(label=role)
        self.page.get_by_role("button", name="Make an invitation").click()
        link = self.page.locator("#invitation-link").inner_text(timeout=SLOW)
        expect(self.page.locator("#alarms")).to_be_empty()
        return link

    def admit(self, name: str) -> None:
        """Sign an answer that proved itself."""
        self.go("/officers/")
        self.page.get_by_role("button", name=f"Admit \N{FIRST STRONG ISOLATE}{name}").click(timeout=SLOW)
        expect(self.page.locator("#said-here")).to_contain_text("is admitted", timeout=SLOW)


def is_error(text: str) -> bool:
    """Whether a line of the console is about our own code: refused calls are part of some stories."""
    return any(word in text for word in ("TypeError", "ReferenceError", "Content Security", "TrustedHTML"))
