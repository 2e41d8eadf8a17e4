"""What erasing acts excuse: only the signer's own key, only with a colleague's same proposal."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from hub.encryption.erasing import CONTENT, PROPOSE, erased, read
from hub.encryption.errors import BadFormat, Tampered
from hub.encryption.manifest import Manifest, Sender
from hub.encryption.verify import VerifiedEvent, check_erased

OURS, THEIRS = str(uuid4()), str(uuid4())
ONE, TWO = str(uuid4()), str(uuid4())
FACTS: dict[str, Any] = {"rule": "court", "upto": 0, "events": []}


def act(seq: int, kind: str, facts: dict[str, Any], post: str = OURS, officer: str = ONE) -> Manifest:
    """A manifest of which only the place, the kind, the sender and the facts matter."""
    return Manifest(
        "hub", "stream", str(uuid4()), kind, seq, "0" * 64, Sender(post, officer, 0), (), (), "0" * 64,
        "H0", facts, "2026-11-23T02:00:00Z", None,
    )  # fmt: skip


def stream(**changes: Any) -> list[tuple[Manifest, str]]:
    """A word, a proposal and the act that carries it out, with other senders or facts if told."""
    first, proposal = act(0, "mla.note", {}), act(1, PROPOSE, FACTS)
    facts = FACTS | {"proposal": proposal.event} | changes.pop("facts", {})
    last = act(2, CONTENT, facts, changes.pop("post", OURS), changes.pop("officer", TWO))
    return [(one, f"{one.seq:064x}") for one in (first, proposal, last)]


def test_two_people_erase_their_own_key() -> None:
    acts = stream()
    assert erased(acts) == {acts[0][0].event: {OURS}}


@pytest.mark.parametrize(
    "changes",
    [
        {"officer": ONE},
        {"post": THEIRS},
        {"facts": {"rule": "error"}},
        {"facts": {"proposal": str(uuid4())}},
        {"facts": {"upto": "0"}},
    ],
)
def test_what_does_not_follow_a_colleagues_proposal_excuses_nothing(changes: dict[str, Any]) -> None:
    assert erased(stream(**changes)) == {}


def test_a_missing_key_needs_a_signed_act() -> None:
    wraps = [{"focal_point": one, "generation": 1, "wrap": ""} for one in (OURS, THEIRS)]
    acts = [VerifiedEvent(one, name, [], "PK", b"") for one, name in stream()]
    check_erased([replace(acts[0], wraps=wraps[:1]), *acts[1:]])
    with pytest.raises(Tampered):
        check_erased([replace(acts[0], wraps=wraps), *acts[1:]])
    with pytest.raises(Tampered):
        check_erased([replace(acts[0], wraps=wraps[:1]), acts[1]])


@pytest.mark.parametrize(
    "facts",
    [{}, FACTS | {"upto": None}, FACTS | {"rule": "boredom"}, FACTS | {"x": 1}, FACTS | {"upto": True},
     FACTS | {"events": [{"event": str(uuid4()), "hash": "0" * 64}]}],
)  # fmt: skip
def test_facts_of_another_shape_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(BadFormat):
        read(PROPOSE, facts)
