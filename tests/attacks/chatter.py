"""A conversation with canaries in everything that is typed: every kind of act, by wire, and keys shared."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from rest_framework.test import APIClient

from hub.encryption import hpke
from hub.encryption.canonical import Json, unb64
from tests.attacks.canaries import canary, small_file
from tests.attacks.serving import Served
from tests.cast import Side
from tests.factories.people import Person
from tests.messaging.talking import Talking


class WireTalking(Talking):
    """A conversation whose acts go to a served hub."""

    def __init__(self, hub: Served, *sides: Side, policy: str = "one") -> None:
        super().__init__(*sides, policy=policy)
        self.hub = hub

    def api(self, by: Person) -> APIClient:
        """The person's own connection."""
        return cast("APIClient", self.hub.wire(by))

    def types(self, kind: str, by: Side, *, fields: Json | None = None, **options: Any) -> str:
        """An act with a canary in each text."""
        body = {name: canary(f"{kind} {name}") for name in ("subject", "reference", "text")}
        return self.do(f"thread.{kind}", by=by, body={**body, "fields": fields or {}}, **options)

    def keys(self) -> dict[str, bytes]:
        """The key of every act, as a member opens it."""
        found = {}
        for event, sealed in self.sealed.items():
            wrap = sealed.wraps[0]
            post, generation = self.sides[str(wrap["focal_point"])].post, int(wrap["generation"])
            info = hpke.wrap_info(settings.HUB_ID, str(self.id), event, str(post.id), generation)
            found[event] = hpke.unwrap(post.key(generation).kem_private, unb64(wrap["wrap"]), info)
        return found


def chatter(hub: Served) -> WireTalking:
    """Every kind of act, each with all fields that a person can fill in."""
    ours, theirs, third = hub.cast.sender, hub.cast.recipient, hub.cast.stranger
    talk = WireTalking(hub, ours, theirs, policy="every")
    members = sorted(talk.sides)
    opening = {"members": members, "policy": "every", "about": None}
    talk.types("open", ours, facts=opening, to=members)
    said = talk.types("say", ours, fields=everything_typed(), files=[small_file()])
    bound = talk.types("say", theirs, fields={"reply": said}, handling="H2",
                       facts={"mentions": [str(ours.post.id)], "urgent": True})  # fmt: skip
    talk.types("correct", ours, facts={"event": said}, fields=everything_typed())
    wrong = talk.types("say", ours)
    talk.types("withdraw", ours, facts={"event": wrong})
    work(talk, ours, theirs)
    number, ask = str(uuid4()), str(uuid4())
    consent = {"ask": ask, "owner": str(theirs.post.id), "items": [bound], "to": str(third.post.id)}
    talk.types("ask_consent", ours, facts=consent)
    talk.types("consent", theirs, facts={"ask": ask, "answer": "given"})
    proposed = {"proposal": number, "post": str(third.post.id), "shared": [said, bound]}
    talk.types("propose", ours, facts=proposed)
    talk.types("agree", theirs, facts={"proposal": number, "answer": "yes"})
    admitted = talk.admission(third, shared=[said, bound], proposal=number)
    talk.types("admit", ours, **admitted)
    talk.types("leave", third)
    talk.types("close", theirs)
    talk.types("reopen", ours)
    return talk


def everything_typed() -> Json:
    """The sealed fields of a message."""
    return {
        "evaluation": "B2",
        "template": "nationality",
        "translation": {"language": "ar", "text": canary("translation")},
        "source": {"thread": str(uuid4()), "event": str(uuid4()), "handling": "H1", "owner": canary("owner")},
    }


def work(talk: WireTalking, ours: Side, theirs: Side) -> None:
    """A task, and a search for a date."""
    task, poll = str(uuid4()), str(uuid4())
    talk.types("task", ours, facts={"task": task, "post": str(theirs.post.id), "due": "2030-01-31"})
    talk.types("task_done", theirs, facts={"task": task, "state": "done"})
    options = [{"id": "a", "start": "2030-01-31T08:00:00Z", "minutes": 90, "note": canary("option")}]
    talk.types("poll", ours, facts={"poll": poll}, fields={"options": options, "zones": [canary("zone")]})
    talk.types("vote", theirs, facts={"poll": poll}, fields={"choices": {"a": "yes"}, "note": canary("vote")})
    talk.types("decide", ours, facts={"poll": poll}, fields={"option": "a"})


def looked_at(hub: Served, talk: WireTalking) -> list[bytes]:
    """Everybody reads everything, in pages, over the API and as files; answers what the hub said in HTML."""
    said = []
    for side in (hub.cast.sender, hub.cast.recipient, hub.cast.stranger):
        api, browser = hub.wire(side.officer), hub.browser(side.officer)
        pages = ("/threads/", "/threads/new/", "/threads/search/", f"/threads/{talk.id}/", "/notices/", "/")
        said += [browser.get(page).content for page in pages]
        for path in ("threads/", f"threads/{talk.id}/", f"streams/{talk.id}/", f"streams/{talk.id}/bundle/",
                     "notices/", "threads/unread/"):  # fmt: skip
            assert api.get(f"/api/v1/{path}").status_code == 200, path
        events = api.get(f"/api/v1/streams/{talk.id}/events/", params={"limit": 200, "inline": "yes"})
        for event in events.json()["events"]:
            at = f"/api/v1/streams/{talk.id}/events/{event['id']}/parts/"
            for n in range(len(event["parts"])):
                assert api.get(f"{at}{n}/", headers={"Range": "bytes=2-"}).status_code == 206
    return said
