"""Plain facts for random acts: honest ones that fit the standing, and others that do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hub.procedure import MOVES, WORDS, MeasureStatus, Standing

COMMITMENTS = [f"{n:02x}" * 32 for n in range(1, 9)]
Say = Callable[["Speaker"], dict[str, Any]]


@dataclass
class Speaker:
    """Who says something about a request as it stands; `honest` ones say what could be true."""

    rng: Random
    standing: Standing
    now: datetime
    request: UUID
    colleagues: list[UUID]
    honest: bool = True

    def day(self, least: int, most: int) -> str:
        """A day so many days from now; dishonest ones are off by a fortnight or two."""
        shift = 0 if self.honest else -self.rng.choice([14, 60])
        return (self.now + timedelta(days=self.rng.randint(least, most) + shift)).date().isoformat()

    def word(self, name: str) -> str:
        """One word of a list of the table."""
        return self.rng.choice(WORDS[name])

    def some(self, labels: list[str], letter: str = "m") -> list[str]:
        """One or more of the labels; dishonest ones name one that does not exist."""
        if not self.honest or not labels:
            return [f"{letter}{self.rng.randint(1, 9)}"]
        return self.rng.sample(labels, self.rng.randint(1, len(labels)))

    def measures(self, *statuses: MeasureStatus) -> list[str]:
        """Some measures in one of the statuses."""
        return self.some(self.standing.labels(*statuses) or list(self.standing.measures))

    def label(self, letter: str, last: int) -> str:
        """The next label; dishonest ones use one again."""
        return f"{letter}{last + 1 if self.honest else max(1, last)}"


def facts(kind: str, speaker: Speaker) -> dict[str, Any]:
    """Well-formed facts of an act, whether or not the rules will take them."""
    said = SAYINGS[kind](speaker) if kind in SAYINGS else {}
    made = {key: value for key, value in said.items() if key in MOVES[kind].facts}
    for key, shape in MOVES[kind].facts.items():
        if key not in made:
            made[key] = str(speaker.request) if key == "request" else _plain(shape, speaker)
    return made


def _plain(shape: str, speaker: Speaker) -> Any:
    """A value of a simple shape."""
    if shape == "flag":
        return speaker.rng.random() < 0.7
    if shape in ("date", "date?"):
        return speaker.day(2, 40)
    if shape == "uuid?":
        return None
    if shape.startswith("words:"):
        return speaker.rng.sample(WORDS[shape[6:]], 2)
    return speaker.word(shape)


def content(speaker: Speaker) -> dict[str, Any]:
    """The plain content of a draft."""
    rng = speaker.rng
    labels = [f"m{n}" for n in range(1, rng.randint(2, 4))]
    return {
        "measures": [{"label": label, "code": speaker.word("measures")} for label in labels],
        "legal_basis": rng.choice(["untoc", "tip"]),
        "offence": speaker.word("offence"),
        "urgent": rng.random() < 0.2,
        "wanted_by": speaker.day(20, 90) if rng.random() < 0.4 else None,
        "commitment": rng.choice(COMMITMENTS),
    }


def _draft(speaker: Speaker) -> dict[str, Any]:
    now = speaker.standing
    return {
        **content(speaker),
        "from": str(now.requesting),
        "to": str(now.requested),
        "conducting": str(now.conducting) if now.conducting else None,
        "links": [],
        "number": now.version_number + (1 if speaker.honest else speaker.rng.randint(0, 2)),
    }


def _same_content(speaker: Speaker) -> dict[str, Any]:
    now = speaker.standing
    said = {
        "measures": [{"label": label, "code": m.code} for label, m in now.measures.items()],
        "legal_basis": now.legal_basis,
        "offence": now.offence,
        "urgent": now.urgent,
        "wanted_by": now.wanted_by.isoformat() if now.wanted_by else None,
        "commitment": now.commitment,
    }
    return said if speaker.honest else {**said, **content(speaker)}


def _transmit(speaker: Speaker) -> dict[str, Any]:
    channel = speaker.word("channel")
    outside = "" if channel == "formal" or not speaker.honest else speaker.rng.choice(WORDS["outside"][1:])
    return {**_same_content(speaker), "channel": channel, "outside": outside}


def _version(speaker: Speaker) -> dict[str, Any]:
    now = speaker.standing
    version = now.version if speaker.honest else UUID(int=speaker.rng.getrandbits(128), version=4)
    commitment = now.commitment if speaker.honest else speaker.rng.choice(COMMITMENTS)
    return {"version": str(version), "commitment": commitment}


def _oral(speaker: Speaker) -> dict[str, Any]:
    said = content(speaker)
    made = speaker.now - timedelta(hours=5 if speaker.honest else speaker.rng.choice([-5, 500]))
    chosen = {key: said[key] for key in ("measures", "legal_basis", "offence")}
    return {"made_at": made.strftime("%Y-%m-%dT%H:%M:%SZ"), **chosen}


def _questions(speaker: Speaker) -> dict[str, Any]:
    first = speaker.label("q", speaker.standing.last_question)
    return {"questions": {f"q{int(first[1:]) + n}": speaker.word("topics") for n in range(2)}}


def _answers(speaker: Speaker) -> dict[str, Any]:
    open_ones = list(speaker.standing.open_questions)
    asked = open_ones if speaker.honest and open_ones else speaker.some(open_ones, "q")
    return {"answers": {label: speaker.word("answers") for label in asked}}


def _results(speaker: Speaker) -> dict[str, Any]:
    now, rng = speaker.standing, speaker.rng
    running = now.labels(MeasureStatus.IN_EXECUTION)
    final = rng.random() < 0.6
    chosen = running if final else rng.sample(running, rng.randint(0, len(running)))
    source = list(running or now.measures) if speaker.honest else ["m9"]
    item = {"measure": rng.choice(source), "file": 1, "limit": speaker.word("limits")}
    lent = speaker.day(10, 60) if rng.random() < 0.4 else None
    return {
        "outcomes": {label: speaker.word("outcomes") for label in chosen},
        "items": [{"label": speaker.label("i", now.last_item), **item, "return_by": lent}],
        "counts": {speaker.word("counts"): rng.randint(0, 3)},
        "final": final,
    }


def _receipts(speaker: Speaker) -> dict[str, Any]:
    waiting = list(speaker.standing.open_items)
    named = waiting if speaker.honest else speaker.some(waiting, "i")
    return {"items": {label: speaker.word("received") for label in named}}


def _close(speaker: Speaker) -> dict[str, Any]:
    now = speaker.standing
    ends = ["refused", "withdrawn", "redirected", "returned"]
    fits = [now.status.value] if now.status.value in ends else ["assisted", "partly", "not_possible"]
    return {"outcome": speaker.rng.choice(fits if speaker.honest else list(WORDS["closings"]))}


def _refuse(speaker: Speaker) -> dict[str, Any]:
    grounds = WORDS["grounds"] if speaker.honest else tuple(WORDS["not_grounds"])
    talk = speaker.standing.consultation
    open_ones = [
        m for m in speaker.standing.open_measures if not talk or not talk.measures or m in talk.measures
    ]
    return {"measures": {label: speaker.rng.choice(grounds) for label in speaker.some(open_ones)}}


def _consult(speaker: Speaker) -> dict[str, Any]:
    open_ones = speaker.standing.open_measures
    named = speaker.some(open_ones) if open_ones and speaker.rng.random() < 0.5 else []
    return {"topic": speaker.word("consultations"), "measures": named, "reply_by": speaker.day(2, 20)}


def _executed(speaker: Speaker) -> dict[str, Any]:
    chosen = speaker.measures(MeasureStatus.IN_EXECUTION)
    said = {label: speaker.word("outcomes") for label in chosen}
    return {"outcomes": said, "procedure": {chosen[0]: speaker.word("procedures")}}


def _use(speaker: Speaker) -> dict[str, Any]:
    last = max((int(label[1:]) for label in speaker.standing.uses), default=0)
    items = speaker.some(list(speaker.standing.items), "i")
    return {"use": speaker.label("u", last), "items": items, "proceeding": speaker.word("proceedings")}


def _duties(state: str) -> Say:
    def said(speaker: Speaker) -> dict[str, Any]:
        found = [k for k, d in speaker.standing.duties.items() if d.state != state]
        return {"duties": speaker.some(found, "d")}

    return said


def _postpone(speaker: Speaker) -> dict[str, Any]:
    talk = speaker.standing.consultation
    named = list(talk.measures) if talk and talk.measures else speaker.standing.open_measures
    return {"measures": speaker.some(named), "review_by": speaker.day(10, 60)}


M = MeasureStatus
SAYINGS: dict[str, Say] = {
    "mla.draft": _draft,
    "mla.submit": _version,
    "mla.return_draft": _version,
    "mla.approve": _version,
    "mla.share_draft": _version,
    "mla.transmit": _transmit,
    "mla.oral": _oral,
    "mla.return": lambda s: {"deficiencies": {"f1": s.word("deficiencies")}},
    "mla.assign": lambda s: {"officer": str(s.rng.choice(s.colleagues))},
    "mla.extend": lambda s: {"until": s.day(1, 40)},
    "mla.ask": _questions,
    "mla.answer": _answers,
    "mla.consult": _consult,
    "mla.conditions": lambda s: {"measures": s.some(s.standing.open_measures), "reply_by": s.day(2, 20)},
    "mla.accept": lambda s: {"measures": s.measures(M.REQUESTED, M.POSTPONED)},
    "mla.refuse": _refuse,
    "mla.postpone": _postpone,
    "mla.resume": lambda s: {"measures": s.measures(M.POSTPONED)},
    "mla.executed": _executed,
    "mla.results": _results,
    "mla.receive": _receipts,
    "mla.close": _close,
    "mla.original_arrived": lambda s: {"on": s.day(-3, 0) if s.honest else s.now.date().isoformat()},
    "mla.contact": lambda s: {"on": s.day(-3, 0)},
    "mla.preserved": lambda s: {"measure": s.measures()[0], "expires": s.day(5, 60)},
    "mla.custody": lambda s: {"measure": s.measures()[0], "return_by": s.day(5, 60)},
    "mla.safe_conduct": lambda s: {"measure": s.measures()[0], "told": s.day(-2, 0)},
    "mla.duty_done": _duties("done"),
    "mla.duty_confirm": _duties("confirmed"),
    "mla.ask_use": _use,
    "mla.answer_use": lambda s: {
        "use": s.some(list(s.standing.uses), "u")[0],
        "answer": s.word("use_answers"),
    },
    "mla.exculpatory": lambda s: {"items": s.some(list(s.standing.items), "i")},
}
