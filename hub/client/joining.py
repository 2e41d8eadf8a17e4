"""Coming in: answering an invitation with keys made here, or fetching one's own keystore onto a new
machine."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from hub.client import country, keyring
from hub.client.connection import Connection
from hub.client.errors import Forged, Usage
from hub.client.home import Account, Home
from hub.client.keyring import Keyring
from hub.client.session import Ask, Session, ask_for_token, kept_token, open_own_posts, sign_in
from hub.client.trust import TrustStore
from hub.encryption import keystore
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.chain import ChainState
from hub.encryption.codes import (
    ACCOUNT,
    INVITATION,
    RECOVERY,
    check_join_mac,
    code_hash,
    human,
    join_mac,
    new_code,
    parse_code,
)
from hub.encryption.errors import Refused
from hub.encryption.fields import hash_hex
from hub.encryption.fields import uuid as read_uuid
from hub.encryption.hpke import keep_info, unwrap, wrap
from hub.encryption.keys import OfficerKeys


@dataclass(frozen=True)
class Link:
    """An invitation as it is handed over: hub, id, code, and (but for founders) the country's fingerprint."""

    url: str
    id: str
    code: bytes
    fingerprint: str | None

    @property
    def text(self) -> str:
        """The link to hand over, outside the hub."""
        tail = f".{self.fingerprint}" if self.fingerprint else ""
        return f"{self.url}/join/#{self.id}.{human(self.code, INVITATION)}{tail}"


@dataclass(frozen=True)
class Person:
    """What a new officer brings: name, e-mail, password (for the hub) and passphrase (for the keys, never
    sent)."""

    name: str
    email: str
    password: str
    passphrase: str


@dataclass(frozen=True)
class Made:
    """A new account with its two printed secrets, shown once, and its keys, open."""

    account: Account
    account_secret: str
    recovery_code: str
    ring: Keyring


def read_link(text: str, url: str = "") -> Link:
    """Read an invitation link, or its part after `#` together with the hub's address. Raises Usage."""
    try:
        parts = urlsplit(text.strip())
    except ValueError as error:
        raise Usage("This is not an invitation link: its address cannot be read.") from error
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else url
    pieces = (parts.fragment or text.strip()).split(".")
    if not origin or len(pieces) not in (2, 3):
        raise Usage("This is not an invitation link. It looks like https://hub.example.org/join/#….J-….…")
    try:
        fingerprint = hash_hex(pieces[2]) if len(pieces) == 3 else None
        return Link(origin, read_uuid(pieces[0]), parse_code(pieces[1], INVITATION), fingerprint)
    except Refused as error:
        raise Usage(f"The invitation link cannot be read: {error.message}.") from error


def open_invitation(link: Link) -> Json:
    """What the invitation says: hub, country, post, role, name."""
    found: Json = Connection(link.url).post(
        f"invitations/{link.id}/open/", {"code_sha256": code_hash(link.code)}
    )
    return found


def join(home: Home, link: Link, person: Person) -> Made:
    """Make keys on this machine, answer the invitation with them, and keep them sealed in the home."""
    if home.read("account.json") is not None:
        raise Usage(f"{home.folder} already belongs to an account. Set HUB_HOME to another folder.")
    invitation, connection = open_invitation(link), Connection(link.url)
    land, officer = str(invitation["country"]), str(uuid.uuid4())
    account = Account(link.url, TrustStore(home, connection, land).hub(), officer, person.email, land)
    keys, secret, recovery = OfficerKeys.generate(), new_code(), new_code()
    store = keystore.create(
        account.hub, officer, keys, person.passphrase, secret, recovery, land, link.fingerprint
    )  # fmt: skip
    joining = {
        "kem": b64(keys.public.kem),
        "sig": b64(keys.public.sig),
        "officer": officer,
        "name": person.name,
    }
    mac = join_mac(link.code, account.hub, land, link.id, joining)
    keyring.keep(home, store, secret)
    answer = {
        "code_sha256": code_hash(link.code),
        "email": person.email,
        "password": person.password,
        "mac": mac,
    }
    connection.post(f"invitations/{link.id}/answer/", {**joining, **answer, "keystore": store})
    home.keep_account(account)
    ring = Keyring(officer, land, keys, link.fingerprint)
    return Made(account, human(secret, ACCOUNT), human(recovery, RECOVERY), ring)


def import_keystore(
    home: Home,
    url: str,
    email: str,
    password: str,
    account_secret: str,
    passphrase: str,
    code: Ask | None = None,
) -> Account:
    """Set up another machine of an officer: sign in, fetch the sealed keystore, prove that it opens."""
    if home.read("account.json") is not None:
        raise Usage(f"{home.folder} already belongs to an account. Set HUB_HOME to another folder.")
    connection = Connection(url)
    hub = TrustStore(home, connection, "").hub()
    wanted = {"email": email, "password": password, "scopes": ["read"], "label": "hub init"}
    connection.use(str(ask_for_token(connection, wanted, code)["token"]))
    store = connection.get("me/keystore/")
    keyring.check_served(home, store)
    secret = _account_secret(account_secret)
    ring = keyring.unlock_with(store, passphrase, secret)
    account = Account(connection.url, hub, ring.officer, email, ring.country)
    keyring.keep(home, store, secret)
    home.keep_account(account)
    connection.delete("tokens/current/")
    return account


def found(
    session: Session, password: str, name: str, kind: str, roles: list[str], code: Ask | None = None
) -> str:
    """Begin a country: genesis, its first post, the founder's seats. Returns the fingerprint to publish.

    A country that had a list before begins anew: its administrators are lost.
    """
    head = session.connection.get(f"countries/{session.account.country}/")["head_seq"]
    fingerprint = country.genesis(session) if head < 0 else country.refound(session)
    country.add_post(session, name, kind, roles)
    session.account = sign_in(session.home, session.account, password, label="hub found", code=code)
    session.connection = Connection(session.account.url, kept_token(session.home))
    session.trust.connection = session.connection
    session.ring = open_own_posts(session)
    return fingerprint


def invite(session: Session, post: str, role: str, name: str, email: str) -> Link:
    """Invite an officer. The hub gets a hash of the code only; the link is handed over outside the hub."""
    chain = session.own_chain()
    link = Link(session.account.url, str(uuid.uuid4()), new_code(), chain.fingerprint)
    info = keep_info(session.hub, session.account.country, link.id)
    sealed = wrap(session.ring.keys.public.kem, link.code, info)
    asked = {"id": link.id, "focal_point": post, "role": role, "name": name, "email": email}
    session.connection.post(
        "invitations/", {**asked, "code_sha256": code_hash(link.code), "sealed_code": b64(sealed)}
    )  # fmt: skip
    return link


def admit_answered(session: Session) -> list[str]:
    """Take in everybody who answered this officer's invitations with genuine keys. Returns their names.

    Whoever was added and not seated yet is seated: where two administrators sign, each step waits by itself.
    """
    admitted, chain = [], session.own_chain(refresh=True)
    for invitation in session.connection.pages("invitations/", "invitations"):
        if invitation.get("answer") and (not invitation.get("closed") or _never_seated(chain, invitation)):
            answer = _genuine(session, invitation)
            if answer is None:
                continue
            with country.and_then("Then seat the new officer, with this command again: hub officers admit"):
                country.add_officer(session, answer)
            country.seat(session, answer["officer"], str(invitation["focal_point"]), str(invitation["role"]))
            admitted.append(str(answer["name"]))
    return admitted


def _never_seated(chain: ChainState, invitation: Json) -> bool:
    officer = chain.officers.get(str(invitation["answer"]["officer"]))
    if officer is None or officer.removed_seq is not None:
        return False
    return all(seat.officer != officer.officer for seat in chain.seats)


def _genuine(session: Session, invitation: Json) -> Json | None:
    answer, land = invitation["answer"], session.account.country
    info = keep_info(session.hub, land, str(invitation["id"]))
    try:
        code = unwrap(session.ring.keys.kem, unb64(invitation["sealed_code"]), info)
    except Refused:
        return None  # another administrator's invitation
    joining = {name: str(answer[name]) for name in ("kem", "sig", "officer", "name")}
    if not check_join_mac(str(answer["mac"]), code, session.hub, land, str(invitation["id"]), joining):
        raise Forged(
            f"The keys in the answer of {invitation['email']} were not made by the person you invited: "
            "the proof made with the invitation code does not fit. Nobody was admitted. "
            "Invite again, and find out who answered.",
            "ghost-officer",
        )
    return joining


def _account_secret(typed: str) -> bytes:
    try:
        return parse_code(typed, ACCOUNT)
    except Refused as error:
        raise Usage(f"The account secret cannot be read: {error.message}.") from error
