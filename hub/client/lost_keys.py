"""Keys that are lost: the officer makes new ones, a colleague compares a code and signs them."""

from __future__ import annotations

from dataclasses import dataclass

from hub.client import country, keyring
from hub.client.connection import Connection
from hub.client.errors import Forged, NotFound, Usage
from hub.client.home import Account, Home, Json
from hub.client.session import Ask, Session, ask_for_token
from hub.client.trust import TrustStore
from hub.encryption import keystore
from hub.encryption.canonical import b64, unb64
from hub.encryption.codes import ACCOUNT, RECOVERY, human, new_code, new_keys_code
from hub.encryption.fields import hash_hex
from hub.encryption.keys import OfficerKeys


@dataclass(frozen=True)
class NewKeys:
    """What the officer prints (account secret, recovery code) and what a colleague must hear (code)."""

    account_secret: str
    recovery_code: str
    code: str


@dataclass(frozen=True)
class Passed:
    """Posts whose key the officer has again, and posts that another administrator must pass on."""

    given: list[str]
    waiting: list[str]


def ask(
    home: Home,
    url: str,
    email: str,
    password: str,
    passphrase: str,
    fingerprint: str,
    code: Ask | None = None,
) -> NewKeys:
    """Make new keys for an existing account on this machine, and ask the country to sign them.

    `fingerprint` is the own country's, told by a colleague: the new keystore trusts that country alone.
    `code` is asked for the second factor if the hub wants one.
    """
    if home.read("account.json") is not None:
        raise Usage(f"{home.folder} already belongs to an account. Set HUB_HOME to another folder.")
    trusted, connection = hash_hex(fingerprint.replace(" ", "").lower()), Connection(url)
    hub = TrustStore(home, connection, "").hub()
    wanted = {"email": email, "password": password, "scopes": ["read", "write"], "label": "hub keys lost"}
    connection.use(str(ask_for_token(connection, wanted, code)["token"]))
    me = connection.get("me/")
    account = Account(connection.url, hub, str(me["officer"]), email, str(me["country"]))
    keys, secret, recovery = OfficerKeys.generate(), new_code(), new_code()
    store = keystore.create(
        hub, account.officer, keys, passphrase, secret, recovery, account.country, trusted
    )  # fmt: skip
    public = keys.public
    connection.put("me/new-keys/", {"kem": b64(public.kem), "sig": b64(public.sig), "keystore": store})
    connection.delete("tokens/current/")
    keyring.keep(home, store, secret)
    home.keep_account(account)
    shown = new_keys_code(hub, account.officer, public.kem, public.sig)
    return NewKeys(human(secret, ACCOUNT), human(recovery, RECOVERY), shown)


def sign(session: Session, officer: str, code: str) -> Passed:
    """State an officer's new keys and give them every post this administrator holds.

    `code` is what the officer said, face to face or on a known telephone line. Raises Forged if the keys at
    the hub are not those, NotFound if the officer asked for nothing.
    """
    asked = _asked(session, officer)
    kem, sig = unb64(asked["kem"], 32), unb64(asked["sig"], 32)
    if _plain(code) != _plain(new_keys_code(session.hub, officer, kem, sig)):
        raise Forged(
            "The code does not fit the keys at the hub. Compare it again, letter by letter. If it stays "
            "different, somebody else, or the hub itself, made these keys. Nothing was signed.",
            "ghost-officer",
        )
    stated = {"officer": officer, "kem": asked["kem"], "sig": asked["sig"]}
    with country.and_then(
        "Then pass the keys of the officer's posts on, for each post: hub keys rotate --post"
    ):
        country.state(session, "officer_rekey", stated)
    return pass_on(session, officer)


def pass_on(session: Session, officer: str) -> Passed:
    """Replace the keys of the officer's posts, as far as this administrator holds them."""
    chain = session.own_chain(refresh=True)
    posts = [one for one in chain.focal_points if chain.holds_key(officer, one, chain.head_seq)]
    mine = sorted(one for one in posts if one in session.ring.posts)
    if mine:
        country.rotate(session, mine)
    return Passed(mine, sorted(set(posts) - set(mine)))


def _asked(session: Session, officer: str) -> Json:
    for one in session.connection.pages("new-keys/", "new_keys"):
        if one["officer"] == officer:
            return one
    raise NotFound("This officer has not made new keys yet. They begin with: hub keys lost", "no-new-keys")


def _plain(code: str) -> str:
    kept = "".join(letter for letter in code.upper() if letter.isalnum())
    return kept.replace("I", "1").replace("L", "1").replace("O", "0")
