"""Random walks over rules and steps: every act that the rules allow is taken, every other is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hub.base.results import Answer
from hub.procedure import MOVES, Act, Move, Side, Standing, Target, begin, read, step
from mla_requests.rules import Around, Question, judge
from tests.procedure import saying
from tests.procedure.saying import Speaker

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROLES = {"officer": frozenset({"officer"}), "approver": frozenset({"approver"})}
HASTE = (timedelta(0), timedelta(minutes=5), timedelta(hours=7), timedelta(days=1), timedelta(days=6))


@dataclass(frozen=True)
class Player:
    """An officer at a post, on a side; `role` is officer or approver."""

    side: Side
    post: UUID
    officer: UUID
    role: str


@dataclass(frozen=True)
class Done:
    """One act that was taken: what was said in plain JSON, by whom, and what came of it."""

    act: Act
    facts: dict[str, Any]
    player: Player | None
    before: Standing | None
    after: Standing


@dataclass
class Walk:
    """One request on its way. `tried` counts acts offered to the rules."""

    seed: int
    conducting: bool = True
    rng: Random = field(init=False)
    now: datetime = START
    done: list[Done] = field(default_factory=list)
    tried: int = 0

    def __post_init__(self) -> None:
        """Cast the players and write the first draft."""
        self.rng = Random(self.seed)  # noqa: S311 - a seed makes the walk repeatable
        self.request = self.id()
        self.posts = {side: self.id() for side in (Side.REQUESTING, Side.REQUESTED, Side.CONDUCTING)}
        self.posts[Side.NOBODY] = self.id()
        self.players = [
            Player(side, post, self.id(), role) for side, post in self.posts.items() for role in ROLES
        ]
        self._begin()

    @property
    def standing(self) -> Standing:
        """Where the request stands."""
        return self.done[-1].after

    def id(self) -> UUID:
        """A new id."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def run(self, attempts: int) -> Walk:
        """Offer so many acts to the rules, and let the hub say something now and then."""
        for _ in range(attempts):
            self.now += self.rng.choice(HASTE)
            if self.rng.random() < 0.06:
                self._system()
            else:
                self.attempt()
        return self

    def attempt(self) -> Done | None:
        """One act by somebody: likely one that fits the status, and then mostly said honestly."""
        side = self.rng.choices(list(Side), [5, 5, 1, 0])[0]
        player = self.rng.choice([p for p in self.players if p.side == side])
        if self.rng.random() < 0.25:
            player = self.rng.choice(self.players)
            return self.offer(self.rng.choice(list(MOVES)), player, honest=self.rng.random() < 0.5)
        kind = fitting(self.rng, self.standing, player.side)
        return self.offer(kind, player, honest=self.rng.random() < 0.85) if kind else None

    def offer(self, kind: str, player: Player, *, honest: bool = True) -> Done | None:
        """Offer one act; it is taken if the rules allow it."""
        self.tried += 1
        colleagues = [p.officer for p in self.players if p.post == player.post or not honest]
        speaker = Speaker(self.rng, self.standing, self.now, self.request, colleagues, honest)
        said = saying.facts(kind, speaker)
        if not self.judge(MOVES[kind], player, read(kind, said)):
            return None
        return self._take(kind, said, player)

    def judge(self, move: Move, player: Player, facts: Any) -> Answer:
        """The rules' answer."""
        colleagues = frozenset(p.officer for p in self.players if p.post == player.post)
        around = Around(colleagues=colleagues)
        side = self.standing.side_of(player.post)
        roles = ROLES[player.role]
        return judge(move, Question(self.standing, side, player.officer, roles, facts, self.now, around))

    def _take(self, kind: str, said: dict[str, Any], player: Player) -> Done:
        at = max(self.now, self.standing.updated + timedelta(microseconds=1))
        act = Act(kind, read(kind, said), self.id(), player.officer, player.post, at)
        return self._append(act, said, player)

    def _append(self, act: Act, said: dict[str, Any], player: Player | None) -> Done:
        before = self.standing
        self.done.append(Done(act, said, player, before, step(before, act)))
        return self.done[-1]

    def _begin(self) -> None:
        drafter = self.players[0]
        conducting = self.posts[Side.CONDUCTING] if self.conducting else None
        speaker = Speaker(self.rng, None, self.now, self.request, [])  # type: ignore[arg-type]
        said = {
            **saying.content(speaker),
            "request": str(self.request),
            "from": str(self.posts[Side.REQUESTING]),
            "to": str(self.posts[Side.REQUESTED]),
            "conducting": str(conducting) if conducting else None,
            "case": None,
            "links": [],
            "number": 1,
        }
        act = Act("mla.draft", read("mla.draft", said), self.id(), drafter.officer, drafter.post, self.now)
        self.done.append(Done(act, said, drafter, None, begin(act)))

    def _system(self) -> None:
        """The hub states that a clock ran out, or that the request was opened."""
        running = [c for c in self.standing.clocks if c.runs and c.lapsed is None and c.paused_since is None]
        if not running:
            return
        # A proposal to close is rare, and its silence rarer still.
        closing = [c for c in running if c.code == "closing"]
        clock = self.rng.choice(closing or running)
        kinds = {"delivery": self.rng.choice(["sys.delivered", "sys.undelivered"]), "closing": "sys.closed"}
        said = {"clock": clock.code, "ref": clock.ref}
        at = max(self.now, self.standing.updated + timedelta(microseconds=1))
        self._append(Act(kinds.get(clock.code, "sys.lapsed"), said, None, None, None, at), said, None)


def fitting(rng: Random, standing: Standing, side: Side) -> str | None:
    """An act that fits side and status, if there is one."""
    status = standing.seen_by(side)
    found = [move for move in MOVES.values() if status in move.sources and side in move.sides]
    return rng.choices(found, [_weight(move) for move in found])[0].kind if found else None


def _weight(move: Move) -> float:
    """Ends and rewriting are rare, so that most walks come far; talk is less frequent than what moves."""
    if move.kind in WEIGHTS:
        return WEIGHTS[move.kind]
    return 0.7 if move.target == Target.SAME else 3


ENDS = ("mla.withdraw", "mla.discard", "mla.redirect", "mla.return", "mla.return_draft")
TALK = ("mla.file_note", "mla.note", "mla.comment_draft", "mla.oral", "mla.assign", "mla.identities")
WEIGHTS = (
    dict.fromkeys(ENDS, 0.06)
    | dict.fromkeys(TALK, 0.15)
    | {
        "mla.draft": 0.3,
        "mla.share_draft": 0.5,
        "mla.submit": 6.0,
        "mla.approve": 6.0,
        "mla.transmit": 12.0,
        "mla.acknowledge": 6.0,
        "mla.execute": 6.0,
        "mla.consult": 1.5,
        "mla.consult_end": 0.7,
        "mla.close": 6.0,
        "mla.refuse": 6.0,
        "mla.postpone": 6.0,
    }
)
