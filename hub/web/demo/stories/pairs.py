"""Rules between two States, and what each keeps on paper beside the hub."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import as_file

from hub.client import agreements, register
from hub.client.sending import Outbox
from hub.encryption.canonical import Json
from hub.web.demo.stage import HERE, Stage

ASIA: Json = {
    "channel": "formal", "grounds_removed": [], "statistics": ["counts", "outcomes", "times", "waiting"],
    "clocks": {
        "ack": {"days": 5, "working": True, "urgent_hours": 24}, "decision": {"days": 20, "working": True},
    },
    "languages": {"PK": ["en"], "NP": ["en"]},
}  # fmt: skip
AFRICA: Json = {
    "channel": "formal", "grounds_removed": [], "statistics": ["counts", "times"],
    "clocks": {"decision": {"days": 45}}, "languages": {"EG": ["ar", "fr"], "MA": ["ar", "fr"]},
}  # fmt: skip


def agreed(stage: Stage, proposer: str, other: str, rules: Json) -> str:
    """Proposed by one approver, accepted by the other State's."""
    session, peer = stage.sessions[proposer], stage.sessions[other]
    sent = Outbox(session).send(agreements.propose(session, peer.focal_point, rules, "As discussed."))
    found = agreements.read(peer, sent.stream)
    Outbox(peer).send(agreements.answer(found, agreements.ACCEPT))
    return sent.stream


def paper(stage: Stage, who: str) -> int:
    """Older requests on paper, taken into the national register. Returns how many."""
    session = stage.sessions[who]
    with as_file(HERE / "paper.csv") as path:
        fates = register.plan(session, path, datetime.now(UTC).date())
    return len([one for one in register.carry_out(session, fates) if one.sent])
