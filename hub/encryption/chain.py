"""Country chains: the append-only signed statements of who a country's officers and keys are.

Everything is verified from the genesis; its hash is the country's fingerprint, which countries
tell each other outside the hub (by note verbale).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hub.encryption import dsse
from hub.encryption.chain_rules import apply, founders
from hub.encryption.chain_state import ROLES, ChainFocalPoint, ChainOfficer, ChainRecord, Seat
from hub.encryption.errors import BadSignature, Tampered
from hub.encryption.keys import keyid
from hub.encryption.statement import (
    REFOUND,
    Rotation,
    Statement,
    make_seed_wrap,
    make_statement,
    material_hash,
    read_rotation,
    read_statement,
    sort_wraps,
)

__all__ = [
    "ROLES", "ChainFocalPoint", "ChainOfficer", "ChainState", "Pin", "Rotation", "Seat", "Statement",
    "fold", "make_seed_wrap", "make_statement", "material_hash", "read_rotation", "read_statement",
    "sort_wraps", "start",
]  # fmt: skip


@dataclass(frozen=True)
class Pin:
    """The longest chain of a country a device has seen: its genesis, and the hash at `seq`."""

    fingerprint: str
    seq: int
    hash: str


@dataclass(frozen=True)
class ChainState(ChainRecord):
    """A verified country chain up to its head."""

    @property
    def pin(self) -> Pin:
        """What to remember, so that a shorter or another chain is noticed next time."""
        return Pin(self.fingerprint, self.head_seq, self.head_hash)

    def admit(self, envelope: Any) -> ChainState:
        """Return the state after the next statement; raises Refused and leaves this one as it is."""
        return self._after(envelope, self.policy)

    def foresee(self, envelope: Any) -> ChainState:
        """Return the state that a statement with one signature leads to once enough signed; raises Refused.

        All else is checked as by `admit`. Nothing counts by it: it is what a second signer looks at.
        """
        return self._after(envelope, 1)

    def _after(self, envelope: Any, signatures: int) -> ChainState:
        said = read_statement(envelope)
        if (said.hub, said.country) != (self.hub, self.country):
            raise Tampered("another-chain", "this statement belongs to another chain")
        if said.seq != self.head_seq + 1 or said.prev != self.head_hash:
            raise Tampered("not-next", "this statement does not follow the last one")
        self._check_signers(envelope, said, signatures)
        changes = apply(self, said)
        hashes = (*self.hashes, said.hash)
        return replace(self, **changes, head_seq=said.seq, head_hash=said.hash, hashes=hashes)

    def _check_signers(self, envelope: Any, said: Statement, signatures: int) -> None:
        if said.kind == REFOUND:
            _check_founders(envelope, said)
            return
        publics = {keyid(self.officers[name].sig): self.officers[name].sig for name in self.admins()}
        dsse.verify(envelope, dsse.CHAIN, publics, signatures)
        by = self.officers.get(said.by)
        if by is None or keyid(by.sig) not in dsse.signers(envelope):
            raise BadSignature("by-did-not-sign", "who makes a statement also signs it")


def start(envelope: Any, hub: str, country: str) -> ChainState:
    """Return the state after a genesis, which all its administrators signed; raises Refused."""
    said = read_statement(envelope)
    if (said.hub, said.country) != (hub, country) or said.seq != 0:
        raise Tampered("another-chain", "this is not the beginning of this country's chain")
    policy, officers = _check_founders(envelope, said)
    return ChainState(
        hub=hub, country=country, fingerprint=said.hash, head_seq=0, head_hash=said.hash,
        policy=policy, officers=officers, hashes=(said.hash,),
    )  # fmt: skip


def _check_founders(envelope: Any, said: Statement) -> tuple[int, dict[str, ChainOfficer]]:
    """Policy and administrators of a beginning that all of them signed; raises Refused."""
    policy, officers = founders(said)
    publics = {keyid(one.sig): one.sig for one in officers.values()}
    dsse.verify(envelope, dsse.CHAIN, publics, len(publics))
    if said.by not in officers:
        raise BadSignature("by-did-not-sign", "a genesis is made by one of its administrators")
    return policy, officers


def fold(envelopes: Sequence[Any], hub: str, country: str, pin: Pin | None = None) -> ChainState:
    """Verify a whole chain from its genesis. With a pin, refuse another or a rolled-back chain."""
    if not envelopes:
        raise Tampered("no-chain", "the country has no chain")
    state = start(envelopes[0], hub, country)
    for envelope in envelopes[1:]:
        state = state.admit(envelope)
    if pin is not None:
        _check_pin(state, pin)
    return state


def _check_pin(state: ChainState, pin: Pin) -> None:
    if pin.fingerprint not in (state.fingerprint, *state.earlier):
        raise Tampered("another-genesis", "the chain begins otherwise than the one known before")
    if state.head_seq < pin.seq:
        raise Tampered("rolled-back", "the chain is shorter than the one known before")
    if state.hashes[pin.seq] != pin.hash:
        raise Tampered("forked", "the chain differs from the one known before")
    if state.fingerprint != pin.fingerprint:
        raise Tampered("began-anew", "the country began anew; its new fingerprint is not verified")
