"""Verified acts of a conversation for tests of pure parts: what signatures would prove is taken as proven."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hub.client.streams import Act
from hub.encryption.fields import ZERO_HASH
from hub.encryption.manifest import Address, Manifest, Sender
from hub.encryption.verify import VerifiedEvent

THREAD = "00000000-0000-4000-8000-0000000000ff"
PK, NP, EG = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
COUNTRIES = {PK: "PK", NP: "NP", EG: "EG"}


def name(number: int) -> str:
    """The id of the act at a place."""
    return f"00000000-0000-4000-8000-0000000001{number:02x}"


def proof(
    seq: int, kind: str, post: str, facts: dict[str, Any], to: Sequence[str] = (PK, NP), handling: str = "H0"
) -> VerifiedEvent:
    """One act; its hash is made of its place."""
    recipients = tuple(Address(one, 1) for one in sorted(to))
    prev = ZERO_HASH if seq == 0 else f"{seq - 1:064x}"
    manifest = Manifest(
        "hub.test", THREAD, name(seq), f"thread.{kind}", seq, prev, Sender(post, PK, 1), recipients, (),
        "0" * 64, handling, {"thread": THREAD, **facts}, "2026-11-22T10:00:00Z", None,
    )  # fmt: skip
    return VerifiedEvent(manifest, f"{seq:064x}", [], COUNTRIES[post], b"")


def act(one: VerifiedEvent) -> Act:
    """The same as the client holds it."""
    return Act(one, {}, [], datetime(2026, 11, 22, 10, tzinfo=UTC))


def opened(policy: str = "one") -> VerifiedEvent:
    """The beginning, by Pakistan with Nepal."""
    return proof(0, "open", PK, {"members": [PK, NP], "policy": policy, "about": None})


def said(seq: int, post: str = NP, to: Sequence[str] = (PK, NP), handling: str = "H0") -> VerifiedEvent:
    """A message."""
    return proof(seq, "say", post, {"mentions": [], "urgent": False}, to, handling)


def admitted(
    seq: int,
    shared: dict[str, str] | None = None,
    by: str = PK,
    proposal: str | None = None,
    policy: str = "one",
) -> VerifiedEvent:
    """Egypt is admitted."""
    facts = {
        "proposal": proposal, "post": EG, "members": [PK, NP, EG], "policy": policy, "links": [],
        "shared": shared or {},
    }  # fmt: skip
    return proof(seq, "admit", by, facts, (PK, NP, EG))
