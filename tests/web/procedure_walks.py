"""Random walks through the procedure: acts whose facts fit where the request stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hub.procedure import MOVES, OPEN_MEASURE, WORDS, Act, Side, Standing, begin, read, step

ASKING, ASKED, CONDUCTING = (str(UUID(int=n)) for n in (1, 2, 3))
REQUEST, OTHER_REQUEST = str(UUID(int=9)), str(UUID(int=10))
HASH = "a" * 64
START = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = "2027-01-31"
Facts = dict[str, Any]


@dataclass
class Walk:
    """Acts as they are signed, and where Python says the request stands after each."""

    random: Random
    acts: list[dict[str, Any]] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)

    @property
    def now(self) -> Standing:
        """Where it stands."""
        return self.standings[-1]

    def take(self, kind: str, post: str | None, facts: Facts) -> None:
        """One more act."""
        number = len(self.acts) + 1
        at = START + timedelta(hours=number)
        event = str(UUID(int=1000 + number))
        parsed = facts if kind.startswith("sys.") else read(kind, {"request": REQUEST, **facts})
        act = Act(kind, parsed, UUID(event), UUID(int=50), UUID(post) if post else None, at)
        self.standings.append(step(self.now, act) if self.standings else begin(act))
        said = {"kind": kind, "facts": facts, "event": event, "post": post, "to": [ASKING, ASKED]}
        self.acts.append({**said, "at": at.isoformat()})

    def draft(self) -> None:
        """A version with one to three measures."""
        labels = [f"m{n + 1}" for n in range(self.random.randint(1, 3))]
        codes = [{"label": label, "code": self.random.choice(WORDS["measures"])} for label in labels]
        whom = {"from": ASKING, "to": ASKED, "conducting": CONDUCTING, "case": None}
        links = [{"request": OTHER_REQUEST, "kind": "earlier"}]
        facts = {**whom, "links": links, "number": len(self.acts) + 1, **_content(codes)}
        self.take("mla.draft", self.random.choice([ASKING, CONDUCTING]), facts)

    def pick(self, labels: Any) -> list[str]:
        """Some of the labels, at least one."""
        found = list(labels)
        return sorted(self.random.sample(found, self.random.randint(1, len(found))))

    def word(self, name: str) -> str:
        """A word of a list."""
        return self.random.choice(WORDS[name])


def _content(codes: list[dict[str, str]]) -> Facts:
    return {"measures": codes, "legal_basis": "tip", "offence": "tip", "urgent": False, "wanted_by": None,
            "commitment": HASH}  # fmt: skip


def _codes(standing: Standing) -> list[dict[str, str]]:
    return [{"label": label, "code": one.code} for label, one in standing.measures.items()]


def _transmit(w: Walk) -> Facts:
    way = {"channel": w.word("channel"), "outside": "post", "agreement": None, "supplements": OTHER_REQUEST}
    return {**_content(_codes(w.now)), **way}


def _results(w: Walk) -> Facts:
    running = w.now.labels(*OPEN_MEASURE)
    outcomes = {label: w.word("outcomes") for label in running if w.random.random() < 0.5}
    items = [
        {"label": f"i{w.now.last_item + n}", "measure": "m1", "file": n, "limit": w.word("limits"),
         "return_by": w.random.choice([None, DAY])}
        for n in range(1, w.random.randint(1, 3))
    ]  # fmt: skip
    final = w.random.random() < 0.5
    if final:
        outcomes = {label: w.word("outcomes") for label in running}
    return {"outcomes": outcomes, "items": items, "counts": {"accounts": 2}, "final": final}


def _version(w: Walk) -> Facts:
    return {"version": str(w.now.version)}


def _duties(state: str) -> Callable[[Walk], Facts]:
    return lambda w: {"duties": w.pick(k for k, d in w.now.duties.items() if d.state == state)}


def _nothing(w: Walk) -> Facts:
    del w
    return {}


def _open(w: Walk) -> Facts:
    return {"measures": w.pick(w.now.open_measures)}


# Facts that fit; a generator that finds nothing to name raises, and another act is tried.
FITTING: dict[str, Callable[[Walk], Facts]] = {
    "mla.submit": _version,
    "mla.return_draft": _version,
    "mla.approve": lambda w: {**_version(w), "commitment": HASH},
    "mla.share_draft": lambda w: {**_version(w), "commitment": HASH},
    "mla.oral": lambda w: {"made_at": "2026-11-22T03:10:00Z", "measures": _codes(w.now),
                           "legal_basis": "tip", "offence": "tip"},
    "mla.oral_confirm": lambda w: {"agreed": w.random.random() < 0.5},
    "mla.transmit": _transmit,
    "mla.original_arrived": lambda _: {"on": DAY},
    "mla.acknowledge": lambda _: {"decision_expected": None},
    "mla.redirect": lambda _: {"to": CONDUCTING},
    "mla.return": lambda w: {"deficiencies": {"f1": w.word("deficiencies")}},
    "mla.assign": lambda _: {"officer": CONDUCTING},
    "mla.extend": lambda _: {"until": DAY},
    "mla.ask": lambda w: {"questions": {f"q{w.now.last_question + n}": w.word("topics") for n in (1, 2)}},
    "mla.answer": lambda w: {"answers": {k: w.word("answers") for k in w.pick(w.now.open_questions)}},
    "mla.consult": lambda w: {"topic": w.word("consultations"), "reply_by": DAY,
                              "measures": w.random.choice([[], w.pick(w.now.measures)])},
    "mla.conditions": lambda w: {**_open(w), "reply_by": DAY},
    "mla.accept": _open,
    "mla.refuse": lambda w: {"measures": {k: w.word("grounds") for k in w.pick(w.now.open_measures)}},
    "mla.postpone": lambda w: {**_open(w), "review_by": DAY},
    "mla.resume": _open,
    "mla.executed": lambda w: {"outcomes": {k: w.word("outcomes") for k in w.pick(w.now.open_measures)},
                               "procedure": {"m1": w.word("procedures")}},
    "mla.results": _results,
    "mla.receive": lambda w: {"items": {k: w.word("received") for k in w.pick(w.now.open_items)}},
    "mla.close": lambda w: {"outcome": w.word("closings"), "useful": w.word("usefulness"),
                            "used_in": ["investigation"]},
    "mla.contact": lambda _: {"on": DAY},
    "mla.propose_date": lambda _: {"date": DAY},
    "mla.agree_date": lambda w: {"agreed": w.random.random() < 0.5},
    "mla.preserved": lambda w: {"measure": w.pick(w.now.measures)[0], "expires": DAY},
    "mla.custody": lambda w: {"measure": w.pick(w.now.measures)[0], "return_by": DAY},
    "mla.safe_conduct": lambda w: {"measure": w.pick(w.now.measures)[0], "told": DAY},
    "mla.duty_done": _duties("open"),
    "mla.duty_confirm": _duties("done"),
    "mla.ask_use": lambda w: {"use": f"u{len(w.now.uses) + 1}", "items": w.pick(w.now.items),
                              "proceeding": w.word("proceedings")},
    "mla.answer_use": lambda w: {"use": w.pick(k for k, u in w.now.uses.items() if not u.answer)[0],
                                 "answer": w.word("use_answers")},
    "mla.exculpatory": lambda w: {"items": w.pick(w.now.items)},
}  # fmt: skip
# They end a walk or hold it where it is; without restraint few walks would get far.
RARE = {
    *("mla.withdraw", "mla.discard", "mla.redirect", "mla.return", "mla.return_draft", "mla.draft"),
    *("mla.file_note", "mla.share_draft", "mla.oral", "mla.refuse", "mla.close"),
    *("mla.note", "mla.contact", "mla.status_query", "mla.status_update", "mla.assign"),
    "mla.original_arrived",
}
POSTS = {Side.REQUESTING: ASKING, Side.REQUESTED: ASKED, Side.CONDUCTING: CONDUCTING}


def walk(seed: int, length: int) -> Walk:
    """A request from its first draft, by acts that the table of moves has for where it stands."""
    made = Walk(Random(seed))  # noqa: S311  # a walk that can be walked again
    made.draft()
    # Walks that end early stay short.
    for _ in range(length):
        _one_more(made)
    return made


def _one_more(made: Walk) -> None:
    if made.now.status == "transmitted" and made.random.random() < 0.1:
        made.take("sys.undelivered", None, {})
        return
    if made.now.closing is not None and made.random.random() < 0.3:
        made.take("sys.closed", None, {})
        return
    moves = [(m, s) for m in MOVES.values() for s in m.sides if made.now.seen_by(s) in m.sources]
    move, side = made.random.choice(sorted(moves, key=lambda pair: (pair[0].kind, pair[1])))
    if move.kind in RARE and made.random.random() < 0.93:
        return
    try:
        if move.kind == "mla.draft":
            made.draft()
        else:
            made.take(move.kind, POSTS[side], FITTING.get(move.kind, _nothing)(made))
    except (ValueError, IndexError):
        return
