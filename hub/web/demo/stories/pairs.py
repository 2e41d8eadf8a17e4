"""Rules between two States, and what each keeps on paper beside the hub."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import as_file

from hub.client import agreements, deconfliction, register
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

COMPARED_DAYS = 90
# The same telephone in two cases, each in the spelling of its file.
OF_PAKISTAN = (
    ("phone", "+92 300 1234567", "FIA/2026/117"),
    ("vehicle", "PK LEA 1234", "FIA/2026/117"),
)
OF_NEPAL = (
    ("phone", "0092-300-123-4567", "AG-MLA-083/341"),
    ("passport", "NPL 07654321", "AG-MLA-083/322"),
)


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


def compared(stage: Stage, proposer: str, other: str, officers: tuple[str, str]) -> None:
    """Two authorities that compare blindly: both hold a case on one number, and each one that is its own."""
    session, peer = stage.sessions[proposer], stage.sessions[other]
    sent = Outbox(session).send(deconfliction.open_pair(session, peer.focal_point))
    pair = deconfliction.read_pair(peer, sent.stream)
    Outbox(peer).send(deconfliction.change(pair, deconfliction.AGREE))
    last = datetime.now(UTC).date() + timedelta(days=COMPARED_DAYS)
    for who, written in zip(officers, (OF_PAKISTAN, OF_NEPAL), strict=True):
        own = stage.sessions[who]
        found = deconfliction.read_pair(own, sent.stream)
        for kind, typed, case in written:
            Outbox(own).send(deconfliction.register(own, found, kind, typed, case, str(last)))
