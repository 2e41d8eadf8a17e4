"""A session that is ended from elsewhere: its socket closes at once, and it writes nothing any more."""

from __future__ import annotations

import json
import time
from typing import cast

import httpx
from rest_framework.test import APIClient

from hub.ledger.models import Event
from tests.attacks.chatter import WireTalking
from tests.attacks.hearing import heard_in, wait_for
from tests.attacks.serving import Served, Wire
from tests.factories.people import Person


class Page(Wire):
    """The calls a page makes in a signed-in browser."""

    def __init__(self, hub: Served, browser: httpx.Client) -> None:
        self.http = browser
        self.http.headers.update({"Origin": hub.url, "X-CSRFToken": browser.cookies["csrftoken"]})


class PageTalking(WireTalking):
    """A conversation where one person acts in a browser."""

    page: Page
    reader: Person

    def api(self, by: Person) -> APIClient:
        """The browser's connection, or the program's."""
        return cast("APIClient", self.page) if by is self.reader else super().api(by)


def test_a_killed_session_hears_and_posts_nothing_any_more(hub_with_pages: Served) -> None:
    hub, side = hub_with_pages, hub_with_pages.cast.sender
    here, lost = hub.browser(side.officer), hub.browser(side.officer)
    talk = PageTalking(hub, side, hub.cast.recipient)
    talk.reader, talk.page = side.officer, Page(hub, lost)
    talk.open()
    with heard_in(hub, lost) as ear:
        talk.say(hub.cast.recipient)
        wait_for(lambda: len(ear.frames) > 0, 5)
        talk.say(side)
        answered = end_the_other(hub, here)
        wait_for(lambda: ear.ended, 5)
        took = time.monotonic() - answered
        before = len(ear.frames)
        talk.say(hub.cast.recipient, urgent=True)
    assert took < 1, took
    assert len(ear.frames) == before
    assert json.loads(ear.frames[-1]) == {"type": "close"}
    posts_nothing(talk)


def end_the_other(hub: Served, here: httpx.Client) -> float:
    """End the session that is not this one; answers when the hub had said yes."""
    rows = here.get("/api/v1/me/sessions/").json()["sessions"]
    (name,) = [row["name"] for row in rows if not row["here"]]
    answer = Page(hub, here).http.delete(f"/api/v1/me/sessions/{name}/")
    assert answer.status_code == 204, answer.text
    return time.monotonic()


def posts_nothing(talk: PageTalking) -> None:
    """What the ended session seals and signs as before is refused, and kept nowhere."""
    made = talk.make("thread.say", by=talk.first, facts={"mentions": [], "urgent": False})
    answer = talk.post(made, by=talk.reader)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated"), answer.text
    assert not Event.objects.filter(pk=made.manifest.event).exists()
