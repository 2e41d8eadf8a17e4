"""Officers of a hub that wants a second factor: an app, added through the pages as a person does."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pyotp

from hub.client.session import Session, sign_in
from tests.story.world import PASSWORD, Desk, World

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SECRET = re.compile(r'id="factor-secret"[^>]*>([A-Z2-7 ]+)<')
PRINTED = re.compile(r'<li><code dir="ltr">([^<]+)</code></li>')


@dataclass
class CarefulDesk(Desk):
    """A desk with a sheet of backup codes; a code of the app lets in once in half a minute."""

    def sign_in(self) -> Session:
        """Add an app at the first time, then sign in as a program."""
        account = self.home.account()
        if not (self.folder / "codes").exists():
            (self.folder / "codes").write_text("\n".join(printed(account.url, account.email)))
        sign_in(self.home, account, PASSWORD, label="story", code=self.code)
        return self.open()

    def code(self) -> str:
        """The next code of the sheet."""
        first, *rest = (self.folder / "codes").read_text().split("\n")
        (self.folder / "codes").write_text("\n".join(rest))
        return first


@dataclass
class CarefulWorld(World):
    """A world of such desks."""

    def desk(self, key: str) -> Desk:
        """A desk by name, made on first use."""
        return self.desks.setdefault(key, CarefulDesk(key, self.folder / key))


def printed(url: str, email: str) -> list[str]:
    """Sign in with the password alone and add an app, as the pages lead; answers the backup codes."""
    with httpx.Client(
        base_url=url, headers={"Referer": f"{url}/"}, follow_redirects=True, timeout=30
    ) as line:
        offered = posted(line, line.get("/sign-in/"), {"email": email, "password": PASSWORD})
        found = SECRET.search(offered.text)
        assert found, f"no app was offered at {offered.url}"
        code = pyotp.TOTP(found[1].replace(" ", "")).now()
        codes = PRINTED.findall(posted(line, offered, {"code": code, "name": "App"}).text)
        assert codes, "the code was not taken"
        return codes


def posted(line: httpx.Client, page: httpx.Response, fields: dict[str, str]) -> httpx.Response:
    """Send a form of the page to where it stands."""
    token = TOKEN.search(page.text)
    assert token, f"no form at {page.url}"
    return line.post(page.url, data={**fields, "csrfmiddlewaretoken": token[1]})
