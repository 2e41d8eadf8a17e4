"""One unlocked officer talking to one hub: what every command needs, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from hub.client import keyring
from hub.client.connection import Connection
from hub.client.errors import Forged, RefusedByHub, Usage
from hub.client.home import Account, Home, Json
from hub.client.keyring import Keyring
from hub.client.logbook import Logbook
from hub.client.trust import TrustStore
from hub.encryption.chain import ChainState
from hub.encryption.event import Recipient
from hub.encryption.manifest import Sender

Ask = Callable[[], str]
"""Asks the person for a code."""
TOKEN = "token.json"  # noqa: S105 - the name of a file


@dataclass
class Session:
    """Home, account, connection, trust and opened keys of one officer."""

    home: Home
    account: Account
    connection: Connection
    trust: TrustStore
    ring: Keyring
    countries: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def hub(self) -> str:
        """The hub's name, which is part of everything signed."""
        return self.account.hub

    @property
    def focal_point(self) -> str:
        """The post acted for. Raises RefusedByHub while the officer has no seat."""
        if self.account.focal_point is None:
            raise RefusedByHub(
                "You have no seat at a post yet. Sign in again once your administrator gave you one.",
                "no-seat",
            )
        return self.account.focal_point

    @cached_property
    def logbook(self) -> Logbook:
        """What this machine saw of the hub's log."""
        return Logbook(self.home, self.connection, self.hub, self.trust.hub_key)

    def own_chain(self, *, refresh: bool = False) -> ChainState:
        """The own country's chain."""
        return self.trust.chain(self.account.country, refresh=refresh)

    def sender(self) -> Sender:
        """Who signs now: post, officer, and the present head of the own country's chain."""
        return Sender(self.focal_point, self.ring.officer, self.own_chain().head_seq)

    def recipient(self, focal_point: str, *, refresh: bool = False) -> Recipient:
        """A post and its newest key as its own country stated it; the directory's word is only compared."""
        country = self.country_of(focal_point)
        chain = self.trust.chain(country, refresh=refresh)
        stated = chain.focal_points.get(focal_point)
        if stated is None:
            raise Forged(
                f"The hub names a post in {country} that {country} never stated. Nothing was sent.",
                "ghost-post",
            )
        return Recipient(focal_point, stated.current, stated.generations[stated.current])

    def country_of(self, focal_point: str) -> str:
        """The country of a post: by the chains at hand, else where the directory says (checked by
        `recipient`)."""
        if focal_point in self.own_chain().focal_points:
            return self.account.country
        if focal_point not in self.countries:
            self.countries[focal_point] = str(self.entry(focal_point)["country"])
        return self.countries[focal_point]

    def entry(self, focal_point: str) -> Json:
        """A post in the directory."""
        found: Json = self.connection.get(f"focal-points/{focal_point}/")
        return found


def connect(home: Home) -> tuple[Account, Connection, TrustStore]:
    """The signed-in connection of a home, still without keys. Raises Usage before `hub login`."""
    account = home.account()
    connection = Connection(account.url, kept_token(home))
    trust = TrustStore(home, connection, account.country)
    if trust.hub() != account.hub:
        raise Forged("This is not the hub this account was made for.", "hub-changed")
    return account, connection, trust


def kept_token(home: Home) -> str:
    """The token of the last sign-in. Raises Usage before `hub login`."""
    token = home.read(TOKEN)
    if not isinstance(token, dict):
        raise Usage("You are not signed in. Sign in with: hub login")
    return str(token["token"])


def open_session(home: Home, passphrase: str) -> Session:
    """Unlock, check the own country's chain and open the posts' keys."""
    return with_keys(home, keyring.unlock(home, passphrase))


def with_keys(home: Home, ring: Keyring) -> Session:
    """The same with keys that are unlocked already."""
    account, connection, trust = connect(home)
    trust.own_fingerprint = ring.fingerprint
    session = Session(home, account, connection, trust, ring)
    if account.focal_point is not None:
        session.ring = open_own_posts(session)
    return session


def open_own_posts(session: Session) -> Keyring:
    """The keyring with every post's key this officer holds; the own public keys must be in the chain.

    A founder's vault was made before there was a fingerprint: his own signature on the genesis stands for it.
    """
    chain = session.own_chain(refresh=True)
    stated = chain.keys_at(session.ring.officer, chain.head_seq)
    if stated != session.ring.keys.public:
        raise Forged(
            "Your own public keys in your country's list are not the ones made on this machine.", "own-keys"
        )
    if session.ring.fingerprint is None and not chain.officers[session.ring.officer].founding:
        raise Forged(
            "Your country's list does not begin with your own signature, though you are its founder. "
            "The hub may have replaced it. Nothing was opened.",
            "another-genesis",
        )
    seeds = session.connection.get("me/seeds/")
    return keyring.open_posts(session.ring, session.hub, chain, seeds)


def ask_for_token(connection: Connection, wanted: Json, code: Ask | None) -> Json:
    """A token for e-mail and password; `code` is asked for the second factor if the hub wants one."""
    try:
        found: Json = connection.post("tokens/", wanted)
    except RefusedByHub as refused:
        if refused.code != "second_factor_needed" or code is None:
            raise
        found = connection.post("tokens/", wanted | {"code": code()})
    return found


def sign_in(
    home: Home,
    account: Account,
    password: str,
    *,
    focal_point: str | None = None,
    label: str,
    code: Ask | None = None,
) -> Account:
    """Exchange e-mail, password and code for a token that acts for one post; keep it in the home."""
    connection = Connection(account.url)
    TrustStore(home, connection, account.country).hub()
    wanted: Json = {
        "email": account.email,
        "password": password,
        "scopes": ["read", "write", "admin"],
        "label": label,
    }
    wanted |= {"focal_point": focal_point} if focal_point else {}
    given = ask_for_token(connection, wanted, code)
    if given["officer"] != account.officer:
        raise Forged("The hub signed you in as somebody else.", "another-officer")
    home.write(TOKEN, {"token": given["token"], "expires": given["expires"]})
    signed_in = replace(account, focal_point=given.get("focal_point"))
    home.keep_account(signed_in)
    return signed_in


def sign_out(home: Home) -> None:
    """End the token at the hub and forget it here. Keys stay, sealed."""
    _, connection, _ = connect(home)
    try:
        connection.delete("tokens/current/")
    finally:
        home.remove(TOKEN)
