"""Making the demo's accounts as people would: answer an invitation, found a country, be admitted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hub.client import country, joining
from hub.client.home import Home
from hub.client.keyring import Keyring
from hub.client.session import Session, sign_in, with_keys
from hub.web.demo.cast import PASSPHRASE, PASSWORD, POSTS, VERIFIED, Person, Post

Invite = Callable[[Post, Person], str]
WORKERS = 4


class Desks:
    """The homes of everybody below one folder, and their open sessions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: dict[str, Session] = {}
        self.secrets: dict[str, str] = {}
        self.rings: dict[str, Keyring] = {}

    def home(self, person: Person) -> Home:
        """One person's home folder, as `HUB_HOME` would name it."""
        return Home(self.folder / person.key)

    def join(self, person: Person, link: str) -> None:
        """Answer an invitation with new keys."""
        newcomer = joining.Person(person.name, person.email, PASSWORD, PASSPHRASE)
        made = joining.join(self.home(person), joining.read_link(link), newcomer)
        self.secrets[person.key] = made.account_secret
        self.rings[person.key] = made.ring

    def sit_down(self, person: Person) -> Session:
        """Sign in, with the keys just made."""
        home = self.home(person)
        sign_in(home, home.account(), PASSWORD, label="demo")
        self.open[person.key] = with_keys(home, self.rings[person.key])
        return self.open[person.key]


def make(desks: Desks, invite: Invite) -> None:
    """Found every country side by side, then let some of them verify each other."""
    _side_by_side(lambda post: _found(desks, post, invite), POSTS)
    for key, peer in VERIFIED:
        session = desks.open[key]
        country.verify_peer(session, peer, session.trust.chain(peer).fingerprint)


def _found(desks: Desks, post: Post, invite: Invite) -> None:
    first, *others = post.people
    desks.join(first, invite(post, first))
    session = desks.sit_down(first)
    joining.found(session, PASSWORD, post.name, post.type, list(first.roles))
    for person in others:
        link = joining.invite(session, session.focal_point, person.roles[0], person.name, person.email)
        desks.join(person, link.text)
    joining.admit_answered(session)
    for person in others:
        desks.sit_down(person)


def _side_by_side(work: Callable[[Post], None], posts: Iterable[Post]) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(work, post) for post in posts]:
            done.result()
