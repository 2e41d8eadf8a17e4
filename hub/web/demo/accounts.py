"""Making the demo's accounts as people would: answer an invitation, found a country, be admitted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hub.client import country, joining
from hub.client.home import Home
from hub.client.keyring import Keyring
from hub.client.session import Session, open_own_posts, sign_in, with_keys
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


def make(desks: Desks, invite: Invite, posts: Sequence[Post] = POSTS) -> None:
    """Found every country side by side, then let some of them verify each other."""
    _side_by_side(lambda post: _found(desks, post, invite), posts)
    countries = {post.country for post in posts}
    for key, peer in VERIFIED:
        if key not in desks.open or peer not in countries:
            continue
        session = desks.open[key]
        country.verify_peer(session, peer, session.trust.chain(peer).fingerprint)


def _found(desks: Desks, post: Post, invite: Invite) -> None:
    first, *others = post.people
    desks.join(first, invite(post, first))
    session = desks.sit_down(first)
    joining.found(session, PASSWORD, post.name, post.type, list(first.roles))
    places = {post: session.focal_point}
    for more in post.more:
        places[more] = country.add_post(session, more.name, more.type, ["admin"])
    session.ring = open_own_posts(session)
    seats = [(person, places[post]) for person in others]
    seats += [(person, places[more]) for more in post.more for person in more.people]
    for person, place in seats:
        link = joining.invite(session, place, person.roles[0], person.name, person.email)
        desks.join(person, link.text)
    joining.admit_answered(session)
    for person, _place in seats:
        desks.sit_down(person)


def _side_by_side(work: Callable[[Post], None], posts: Iterable[Post]) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(work, post) for post in posts]:
            done.result()
