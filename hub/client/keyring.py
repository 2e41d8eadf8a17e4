"""The officer's keys, opened for the length of one command, and the keys of the posts they open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.client.errors import RefusedByHub, Stop, Usage, forged
from hub.client.home import Home, Json
from hub.encryption import hpke, keystore
from hub.encryption.canonical import unb64
from hub.encryption.chain import ChainState
from hub.encryption.codes import ACCOUNT, human, parse_code
from hub.encryption.errors import BadFormat, Downgrade, Refused, Tampered
from hub.encryption.keys import OfficerKeys
from hub.encryption.seeds import FocalPointKey, seed_chain

KEYSTORE = "keystore.json"
SECRET = "account-secret"  # noqa: S105 - the name of a file

Posts = Mapping[str, Mapping[int, FocalPointKey]]


@dataclass(frozen=True)
class Keyring:
    """An unlocked keystore, and by post and generation the keys it opens."""

    officer: str
    country: str
    keys: OfficerKeys = field(repr=False)
    fingerprint: str | None
    posts: Posts = field(default_factory=dict, repr=False)

    def post_key(self, focal_point: str, generation: int) -> FocalPointKey:
        """The key of one generation of a post. Raises RefusedByHub if this officer was never given it."""
        found = self.posts.get(focal_point, {}).get(generation)
        if found is None:
            raise RefusedByHub("You hold no key for this post, so its mail cannot be opened here.", "no-key")
        return found


def keep(home: Home, store: Json, account_secret: bytes) -> None:
    """Write keystore and account secret into the home; each useless without the passphrase."""
    home.write(KEYSTORE, store)
    home.write_bytes(SECRET, human(account_secret, ACCOUNT).encode() + b"\n")


def check_served(home: Home, served: Any) -> None:
    """Refuse a keystore from the hub that is weaker than version 1 allows or than the one kept here."""
    try:
        found = keystore.check(served)
    except Refused as error:
        raise forged("The hub handed out a keystore that cannot be trusted", error) from error
    mine = home.read(KEYSTORE)
    if mine and (found["officer"], found["hub"]) != (mine["officer"], mine["hub"]):
        raise forged(
            "The hub handed out somebody else's keystore", Tampered("another-officer", "the names differ")
        )


def unlock(home: Home, passphrase: str) -> Keyring:
    """Open the keystore of this home. Raises Stop for a wrong passphrase, Forged for a weakened keystore."""
    store, secret = home.read(KEYSTORE), account_secret(home)
    if store is None:
        raise Usage(f"There are no keys in {home.folder}. Make or import them with: hub init")
    return unlock_with(store, passphrase, secret)


def account_secret(home: Home) -> bytes:
    """The account secret kept in this home, 16 bytes."""
    try:
        text = (home.folder / SECRET).read_text("ascii")
    except OSError as error:
        raise Usage(f"There are no keys in {home.folder}. Make or import them with: hub init") from error
    return parse_code(text.strip(), ACCOUNT)


def unlock_with(store: Any, passphrase: str, account_secret: bytes) -> Keyring:
    """Open a keystore with passphrase and account secret."""
    try:
        found = keystore.unlock_passphrase(store, passphrase, account_secret)
    except Tampered as error:
        if error.code == "wrong-passphrase":
            raise Stop("The passphrase or the account secret is wrong.", error.code) from error
        raise forged("The keystore was changed", error) from error
    except (Downgrade, BadFormat) as error:
        raise forged("The keystore was changed", error) from error
    return Keyring(found.officer, found.country, found.keys, found.fingerprint)


def open_posts(ring: Keyring, hub: str, chain: ChainState, seeds: Any) -> Keyring:
    """Add the keys of the posts where the officer holds a key, checked against the country's signed chain."""
    posts: dict[str, dict[int, FocalPointKey]] = {}
    for given in seeds["focal_points"]:
        focal_point = str(given["focal_point"])
        if chain.holds_key(ring.officer, focal_point, chain.head_seq) and not _waits(ring, chain, given):
            try:
                posts[focal_point] = _open_post(ring, hub, chain, given)
            except Refused as error:
                raise forged("The hub handed out a wrong key for your post", error) from error
    return Keyring(ring.officer, ring.country, ring.keys, ring.fingerprint, posts)


def _waits(ring: Keyring, chain: ChainState, given: Json) -> bool:
    """Whether the post's key was not passed on yet since the country signed new keys for this officer."""
    since, _keys = chain.officers[ring.officer].keys[-1]
    stated = chain.focal_points[str(given["focal_point"])]
    return not given["wraps"] and since > stated.since[stated.current]


def _open_post(ring: Keyring, hub: str, chain: ChainState, given: Json) -> dict[int, FocalPointKey]:
    focal_point = str(given["focal_point"])
    stated = chain.focal_points[focal_point]
    wraps = {one["generation"]: one["wrap"] for one in given["wraps"]}
    if stated.current not in wraps:
        raise Tampered("wrap-missing", "the newest key of your post was not delivered")
    info = hpke.seed_info(hub, chain.country, focal_point, stated.current, ring.officer)
    seed = hpke.unwrap(ring.keys.kem, unb64(wraps[stated.current]), info)
    newest = FocalPointKey(hub, focal_point, stated.current, seed)
    boxes = {one["generation"]: unb64(one["box"]) for one in given["boxes"]}
    return seed_chain(newest, boxes, stated.generations)
