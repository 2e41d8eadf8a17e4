"""Signing for one's own country: officers in and out, posts, seats, keys, and other countries' fingerprints.

Where one administrator signs, it is done in one go. Where two sign (policy 2) the statement waits at the hub,
and every function here ends with Waits (hub.client.cosigning has the second administrator's part).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from hub.client.clock import now_text
from hub.client.errors import RefusedByHub, Waits
from hub.client.session import Session, open_own_posts
from hub.encryption import hpke
from hub.encryption.canonical import Json, b64
from hub.encryption.chain import ChainState, Rotation, make_seed_wrap, make_statement, material_hash
from hub.encryption.chain_state import KEY_ROLES, RECOVERY
from hub.encryption.errors import Refused
from hub.encryption.fields import ZERO_HASH
from hub.encryption.material import check_material
from hub.encryption.seeds import SEED_LENGTH, FocalPointKey
from hub.encryption.statement import read_statement

TRIES = 5


@dataclass(frozen=True)
class Material:
    """Key material beside a statement."""

    wraps: Sequence[Json] = ()
    boxes: Sequence[Json] = ()


NOTHING = Material()


def genesis(session: Session) -> str:
    """Begin the own country's chain with this officer as its administrator. Returns the fingerprint."""
    envelope = _sign(session, 0, ZERO_HASH, "genesis", _beginning(session))
    _post(session, envelope, NOTHING)
    return session.own_chain(refresh=True).fingerprint


def refound(session: Session) -> str:
    """Begin the country anew after all its administrators are lost. Returns the new fingerprint.

    Its posts and their history stay; other countries treat it as unverified until they compared again.
    """
    chain = session.own_chain(refresh=True)
    body = _beginning(session) | {"replaces": chain.fingerprint}
    envelope = _sign(session, chain.head_seq + 1, chain.head_hash, "refound", body)
    _check(chain, envelope, NOTHING)
    _post(session, envelope, NOTHING)
    session.trust.accept(chain.country, read_statement(envelope).hash)
    return session.own_chain(refresh=True).fingerprint


def _beginning(session: Session) -> Json:
    public = session.ring.keys.public
    admin = {
        "officer": session.ring.officer,
        "name": own_name(session),
        "kem": b64(public.kem),
        "sig": b64(public.sig),
    }
    return {"policy": 1, "admins": [admin]}


def add_post(session: Session, name: str, kind: str, roles: Sequence[str]) -> str:
    """State a new post and take its first seats. Returns the post's id.

    The seed of its first key is kept, wrapped to this officer, until the seat that publishes the wrap is
    stated.
    """
    post = str(uuid.uuid4())
    key = FocalPointKey.generate(session.hub, post)
    wrap = _wrap(session, post, 1, session.ring.officer, session.ring.keys.public.kem, key.seed)
    session.home.write(f"posts/{post}.json", wrap)
    kit = _for_kit(session, session.own_chain(), post, key)
    rotation = Rotation(post, 1, key.kem_public, material_hash(kit))
    state(
        session,
        "focal_point_add",
        {"focal_point": post, "name": name, "type": kind, "rotation": rotation.to_dict()},
        Material(kit),
    )
    for number, role in enumerate(roles):
        _seat(session, session.ring.officer, post, role, [wrap] if number == 0 else [])
    session.home.remove(f"posts/{post}.json")
    return post


def add_officer(session: Session, officer: Json) -> None:
    """State that a person belongs to the country: {"officer", "name", "kem", "sig"}."""
    if officer["officer"] not in session.own_chain(refresh=True).officers:
        state(session, "officer_add", officer)


def seat(session: Session, officer: str, post: str, role: str) -> None:
    """Give an officer a seat; with the first seat that holds a key goes the post's present key."""
    chain = session.own_chain(refresh=True)
    if role in chain.roles(officer, post, chain.head_seq):
        return
    wraps: list[Json] = []
    if role in KEY_ROLES and not chain.holds_key(officer, post, chain.head_seq):
        current = chain.focal_points[post].current
        seed = session.ring.post_key(post, current).seed
        wraps = [_wrap(session, post, current, officer, chain.officers[officer].kem, seed)]
    _seat(session, officer, post, role, wraps)


def unseat(session: Session, officer: str, post: str, role: str) -> None:
    """End one seat; the post's key turns if the officer holds no other seat there that has it."""
    chain = session.own_chain(refresh=True)
    left = chain.roles(officer, post, chain.head_seq) - {role}
    turning = [post] if role in KEY_ROLES and not KEY_ROLES & left else []
    rotations, material = _turn(session, chain, turning, without=officer)
    state(
        session,
        "unseat",
        {"officer": officer, "focal_point": post, "role": role, "rotations": rotations},
        material,
    )
    session.ring = open_own_posts(session)


def remove(session: Session, officer: str) -> list[str]:
    """Remove an officer and turn every key he held, in one statement. Returns the posts whose key turned."""
    chain = session.own_chain(refresh=True)
    held = sorted(post for post in chain.focal_points if chain.holds_key(officer, post, chain.head_seq))
    rotations, material = _turn(session, chain, held, without=officer)
    state(session, "officer_remove", {"officer": officer, "rotations": rotations}, material)
    if officer != session.ring.officer:
        session.ring = open_own_posts(session)
    return held


def rotate(session: Session, posts: Sequence[str]) -> None:
    """Replace the keys of posts this officer holds; the earlier ones stay readable with the new ones."""
    turn_keys(session, posts)
    session.ring = open_own_posts(session)


def turn_keys(session: Session, posts: Sequence[str]) -> None:
    """State new keys of posts whose present ones are in the keyring (from an own seat or a recovery kit)."""
    if posts:
        rotations, material = _turn(session, session.own_chain(refresh=True), posts)
        state(session, "key_rotate", {"rotations": rotations}, material)


def verify_peer(session: Session, country: str, fingerprint: str) -> None:
    """State for the own country that another country's fingerprint was compared outside the hub."""
    state(session, "peer_verified", {"country": country, "fingerprint": fingerprint})


def is_admin(session: Session) -> bool:
    """Whether this officer may sign for the country now."""
    return session.ring.officer in session.own_chain().admins()


def state(session: Session, kind: str, body: Json, material: Material = NOTHING) -> None:
    """Sign the next statement of the own country and post it; try again if another administrator was first.

    Rotations and first wraps are checked as every other reader will check them, before anything is sent.
    Raises Waits where a second administrator has to sign.
    """
    for _ in range(TRIES):
        chain = session.own_chain(refresh=True)
        envelope = _sign(session, chain.head_seq + 1, chain.head_hash, kind, body)
        _check(chain, envelope, material)
        try:
            _post(session, envelope, material, "" if chain.policy == 1 else "waiting/")
        except RefusedByHub as refusal:
            if refusal.code != "chain_moved":
                raise
            continue
        if chain.policy != 1:
            raise _waits(envelope)
        session.own_chain(refresh=True)
        return
    raise RefusedByHub(
        "Another administrator keeps changing your country's list. Try again.", "chain_moved", 409
    )


@contextmanager
def and_then(what: str) -> Iterator[None]:
    """What is left to do once the second signature is there, said with Waits."""
    try:
        yield
    except Waits as waits:
        raise Waits(f"{waits.message} {what}", waits.code) from waits


def _waits(envelope: Json) -> Waits:
    name = read_statement(envelope).hash
    return Waits(
        "Signed. It waits for a second administrator's signature, for a week or until the list changes. "
        f"He looks at it and signs with: hub country cosign {name[:12]}",
        name,
    )


def own_name(session: Session) -> str:
    """The officer's name as the account has it."""
    return str(session.connection.get("me/")["name"])


def _seat(session: Session, officer: str, post: str, role: str, wraps: Sequence[Json]) -> None:
    body = {"officer": officer, "focal_point": post, "role": role, "wraps_sha256": material_hash(wraps)}
    state(session, "seat", body, Material(wraps))


def _turn(
    session: Session, chain: ChainState, posts: Sequence[str], *, without: str = ""
) -> tuple[list[Json], Material]:  # fmt: skip
    rotations, wraps, boxes = [], [], []
    for post in posts:
        known = chain.focal_points[post].current
        old = session.ring.post_key(post, known)
        new = FocalPointKey(session.hub, post, known + 1, os.urandom(SEED_LENGTH))
        box = new.box_previous(old.seed)
        holders = sorted(chain.key_holders(post) - {without})
        given = [_wrap(session, post, known + 1, one, chain.officers[one].kem, new.seed) for one in holders]
        given += _for_kit(session, chain, post, new)
        rotations.append(Rotation(post, known + 1, new.kem_public, material_hash(given, box)).to_dict())
        wraps += given
        boxes.append({"focal_point": post, "generation": known + 1, "box": b64(box)})
    return rotations, Material(wraps, boxes)


def _for_kit(session: Session, chain: ChainState, post: str, key: FocalPointKey) -> list[Json]:
    """The wrap of a new seed to the country's recovery kit, if it has one."""
    if chain.recovery is None:
        return []
    return [_wrap(session, post, key.generation, RECOVERY, chain.recovery, key.seed)]


def _wrap(session: Session, post: str, generation: int, officer: str, kem: bytes, seed: bytes) -> Json:
    info = hpke.seed_info(session.hub, session.account.country, post, generation, officer)
    return make_seed_wrap(post, generation, officer, hpke.wrap(kem, seed, info))


def _sign(session: Session, seq: int, prev: str, kind: str, body: Json) -> Json:
    return make_statement(
        hub=session.hub, country=session.account.country, seq=seq, prev=prev, kind=kind,
        by=session.ring.officer, created=now_text(), body=body, signers=[session.ring.keys],
    )  # fmt: skip


def _check(chain: ChainState, envelope: Json, material: Material) -> None:
    """As every other reader checks it; a second signature may still be missing."""
    try:
        after = chain.foresee(envelope)
        check_material(after, read_statement(envelope), list(material.wraps), list(material.boxes))
    except Refused as error:
        raise RefusedByHub(f"Your country's rules do not allow this: {error.message}.", error.code) from error


def _post(session: Session, envelope: Json, material: Material, rest: str = "") -> None:
    body = {"envelope": envelope, "wraps": list(material.wraps), "boxes": list(material.boxes)}
    session.connection.post(f"countries/{session.account.country}/chain/{rest}", body)
