"""Putting Python's keys and events into the plain JSON that cases in the page take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hub.encryption.canonical import Json, b64
from hub.encryption.errors import Refused
from hub.encryption.event import SealedEvent
from hub.encryption.keys import OfficerKeys
from tests.encryption.world import Nation

POST = "Central authority"


def secret_of(keys: OfficerKeys) -> Json:
    """An officer's private keys."""
    return {"kem": b64(keys.kem.private_bytes_raw()), "sig": b64(keys.sig.private_bytes_raw())}


def seeds_of(nation: Nation) -> Json:
    """The private keys of each generation of the country's central authority."""
    return {str(g): b64(key.kem_private.private_bytes_raw()) for g, key in nation.posts[POST].items()}


def told(nation: Nation) -> Json:
    """The country's central authority as a recipient."""
    to = nation.recipient(POST)
    return {"focal_point": to.focal_point, "generation": to.generation, "kem": b64(to.kem_public)}


def parts_of(sealed: SealedEvent) -> list[bytes]:
    """The ciphertext of each part."""
    return [one.source for one in sealed.parts if isinstance(one.source, bytes)]


def for_page(sealed: SealedEvent, sender: Nation, recipient: Nation) -> Json:
    """What the page needs to open an event that Chandra sent."""
    return {
        "envelope": sealed.envelope,
        "wraps": sealed.wraps,
        "parts": [b64(part) for part in parts_of(sealed)],
        "senderSig": b64(sender.keys["Chandra"].public.sig),
        "focalPoint": recipient.id(POST),
        "secrets": seeds_of(recipient),
    }


def refusal(work: Callable[[], Any]) -> str:
    """The code with which Python refuses."""
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.code
