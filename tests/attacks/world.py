"""One world for all attackers: requests sent, unsent and the other side's own, and all that hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from focal_points.actions import add_network, admit, make_calendar_link
from focal_points.actions.lifecycle import remember_device
from focal_points.models import (
    AccessToken,
    ChainStatement,
    Country,
    Device,
    Factor,
    NetworkMember,
    Officer,
    WaitingStatement,
)
from focal_points.pending import session_name
from hub.base.clock import now
from hub.ledger.models import Event
from hub.transparency.actions import append_all
from hub.webhooks.actions import make_endpoint
from mla_requests.actions.views import save_view
from tests.agreements.pact import Pact
from tests.attacks.conferences import Meeting
from tests.attacks.library import Library
from tests.cast import Cast
from tests.deconfliction.blind import Blind
from tests.exchanges.talk import Talk
from tests.factories.joining import invited, new_person
from tests.factories.people import Person
from tests.messaging.talking import Talking
from tests.mla_requests.story import TO_TRANSMISSION, Story
from tests.register.papers import Paper


@dataclass
class Key:
    """How somebody signs in: a session cookie or a bearer token; neither for nobody."""

    session: str = ""
    token: str = ""

    def client(self, *, checked: bool = False) -> Client:
        """A fresh client, so that nothing done before changes what comes next."""
        client = APIClient(raise_request_exception=False, enforce_csrf_checks=checked)
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        if self.token:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.token}")
        return client


@dataclass
class World:
    """The cast, three stories, and the ids that attackers know or guess. `invitation` is (id, code)."""

    cast: Cast
    sent: Story
    unsent: Story
    theirs: Story
    exchange: Talk
    invitation: tuple[UUID, bytes]
    upload: str
    token: int
    webhook: UUID
    view: int
    paper: Paper
    pact: Pact
    blind: Blind
    calendar: str
    thread: Talking
    left: Talking
    library: Library
    meeting: Meeting
    keys: dict[str, list[Key]] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Person]:
        """Who is signed in, by role."""
        cast = self.cast
        assert cast.sender.observer
        return {
            "stranger": cast.stranger.officer,
            "observer": cast.sender.observer,
            "officer": cast.sender.officer,
            "admin": cast.sender.admin,
            "recipient": cast.recipient.officer,
            "secretariat": cast.secretariat.officer,
        }

    def values(self, thing: str) -> dict[str, Any]:
        """The parameters that name a thing in an address."""
        if thing in ("PK", ""):
            post = self.cast.sender.post.id
            return {"cc": "PK", "focal_point": post, "pk": post}
        found = self.library.values(thing) or self.meeting.values(thing)
        if found := found or (self._of_requests() | self._of_events()).get(thing, {}):
            return found
        own = {"upload": self.upload, "invitation": self.invitation[0], "token": self.token}
        own |= {"webhook": self.webhook, "saved view": self.view, "secret": self.calendar}
        officer = self.cast.sender.officer.officer
        own |= {"factor": _factor_of(officer), "colleague": self.cast.sender.approver.id}
        own |= {"session": session_name(self.keys["officer"][0].session)}
        own |= {"basis": "tip", "member": NetworkMember.objects.get(network="world").pk}
        if thing == "waiting statement":
            return {"cc": "PK", "statement": _waiting(self.cast.sender.admin)}
        own["device"] = Device.objects.get(officer=self.cast.sender.officer.id).pk
        return {thing: own[thing], "pk": own[thing], "name": own[thing], "index": 0}

    def _of_requests(self) -> dict[str, dict[str, Any]]:
        return {
            "sent": {"pk": self.sent.id, "act": "note"},
            "agreement": {"pk": self.pact.id},
            "blind pair": {"pk": self.blind.id},
            "registration": {"pk": self.blind.newest["PK"]},
            "blind hit": {"pk": self.blind.hit},
            "exchange": {"pk": self.exchange.id, "act": "withdraw"},
            "paper": {"pk": self.paper.id},
            "thread": {"pk": self.thread.id},
            "left thread": {"pk": self.left.id},
            "unsent": {"pk": self.unsent.id},
            "their unsent": {"pk": self.theirs.id},
            "file": {"stream": self.sent.file},
            "shared": {"stream": self.sent.id},
            "draft file": {"stream": self.unsent.file},
            "their file": {"stream": self.theirs.file},
        }

    def _of_events(self) -> dict[str, dict[str, Any]]:
        note = Event.objects.get(stream=self.sent.id, kind="mla.note")
        notes, statement = note.pk, ChainStatement.objects.get(country="PK", seq=0)
        return {
            "logged act": {"name": note.hash},
            "logged statement": {"name": statement.hash},
            "tile": {"level": 0, "path": "000.p/1"},
            "draft": {"stream": self.sent.file, "event": _first(self.sent), "n": 0},
            "note": {"stream": self.sent.id, "event": notes, "n": 0},
            "their draft": {"stream": self.theirs.file, "event": _first(self.theirs), "n": 0},
        }

    def story_of(self, stream: object) -> Story:
        """The story that a stream belongs to."""
        stories = (self.sent, self.unsent, self.theirs)
        return next(one for one in stories if str(stream) in (str(one.file), str(one.id)))


def _first(story: Story) -> UUID:
    return Event.objects.get(stream=story.file, seq=0).pk


def _own_things(person: Person) -> tuple[int, str]:
    """A saved view and a calendar's secret; a remembered device besides."""
    remember_device(person.officer, uuid4(), "Laptop", now())
    view = save_view(person.acting, "Late ones", "show=overdue").pk
    return view, make_calendar_link(person.officer, now())


def make_world(cast: Cast) -> World:
    """Tell the stories, and let one officer be removed who holds a session and a token."""
    sender = cast.sender
    sent = Story(sender, cast.recipient).run(*TO_TRANSMISSION, "mla.acknowledge", "mla.note")
    unsent = Story(sender, cast.recipient).run("mla.draft")
    theirs = Story(cast.recipient, sender).run("mla.draft")
    exchange = Talk(sender, cast.recipient, "flag_confirm").run("quick.send")
    paper = Paper(sender.officer).kept()
    blind = Blind(sender, cast.recipient).matched()
    invitation = invited(sender.chancery, sender.post, new_person("Late", "late@pk.example"), "officer")
    about = {"stream": str(sent.id), "event": str(sent.file), "n": 1, "length": 3}
    upload = sender.officer.api().post("/api/v1/uploads/", about).json()["id"]
    token = AccessToken.objects.filter(officer=sender.officer.id).latest("pk").pk
    webhook = make_endpoint(
        sender.admin.acting, address="https://cases.example.org/", label="Cases", chosen=["*"], now=now()
    ).endpoint.pk
    view, calendar = _own_things(sender.officer)
    pact = Pact(sender, cast.recipient).run("pair.propose")
    network = add_network(None, "world", names={"en": "World"}, kind="mechanism")
    thread, left = (Talking(sender, cast.recipient).open() for _ in range(2))
    left.admit(cast.stranger, by=sender)
    left.do("thread.leave", by=cast.stranger)
    world = World(
        cast, sent, unsent, theirs, exchange, invitation, upload, token, webhook, view, paper, pact, blind,
        calendar, thread, left, Library(cast), Meeting(cast),
    )  # fmt: skip
    admit(None, network, Country.objects.get(pk="PK"), "member", now().date())
    world.keys = {role: keys_of(person) for role, person in world.people.items()}
    _remove_one(world)
    append_all(now())
    return world


def _remove_one(world: World) -> None:
    sender = world.cast.sender
    assert sender.leaver
    world.keys |= {"anonymous": [Key()], "removed": keys_of(sender.leaver)}
    sender.chancery.remove(sender.leaver)


def _factor_of(officer: Officer) -> UUID:
    """A passkey; made when somebody looks for it."""
    row, _made = Factor.objects.get_or_create(officer=officer, name="Key", defaults={"created": now()})
    return row.pk


def _waiting(person: Person) -> str:
    """A statement at the head of the country's chain; made when somebody looks for it."""
    country = Country.objects.get(pk=person.officer.country_id)
    kept = {"prev": country.head_hash, "seq": country.head_seq + 1, "kind": "peer_verified", "envelope": {}}
    made = {**kept, "wraps": [], "boxes": [], "by": person.officer, "proposed_at": now()}
    WaitingStatement.objects.get_or_create(country=country, hash="f" * 64, defaults=made)
    return "f" * 64


def keys_of(person: Person) -> list[Key]:
    """A session and a token."""
    session = person.browser().cookies[settings.SESSION_COOKIE_NAME].value
    return [Key(session=session), Key(token=person.token())]
