"""Walks of requests for every reader of the procedure: acts in plain JSON, and where each leaves the request.

Sixty of the random walks of tests/procedure, chosen so that every act and every status is among them.
"""

from __future__ import annotations

from typing import Any

from hub.procedure import MOVES, Standing, Status, to_plain
from tests.procedure.walking import Done, Walk

COUNT, SEEDS, ATTEMPTS = 60, 2000, 80
EVERYTHING = {
    *MOVES,
    "sys.delivered",
    "sys.undelivered",
    "sys.closed",
    "sys.lapsed",
    *(s.value for s in Status),
}


def walks() -> list[dict[str, Any]]:
    """The cases of procedure.json."""
    return [case(walk) for walk in chosen()]


def chosen() -> list[Walk]:
    """The walks that bring something new until nothing is missing, and the first of the others."""
    missing, kept, others = set(EVERYTHING), list[Walk](), list[Walk]()
    for seed in range(SEEDS):
        walk = Walk(seed, conducting=seed % 2 == 0).run(ATTEMPTS)
        (kept if missing & content(walk) else others).append(walk)
        missing -= content(walk)
        if not missing and seed >= COUNT:
            return sorted([*kept, *others[: COUNT - len(kept)]], key=lambda walk: walk.seed)
    raise AssertionError(missing)


def content(walk: Walk) -> set[str]:
    """Acts and statuses of a walk."""
    found = {done.act.kind for done in walk.done}
    return found | {
        word for done in walk.done for word in (done.after.status.value, done.after.shared) if word
    }


def case(walk: Walk) -> dict[str, Any]:
    """One walk: its posts by side, its acts, and the whole standing at the end."""
    return {
        "request": str(walk.request),
        "posts": {side.value: str(post) for side, post in walk.posts.items() if side.value != "nobody"},
        "acts": [act(done) for done in walk.done],
        "standing": to_plain(walk.standing),
    }


def act(done: Done) -> dict[str, Any]:
    """An act and what it changes. Acts of the hub have neither event nor officer nor post."""
    made, now = done.act, expected(done.after)
    before = expected(done.before) if done.before else {}
    return {
        "kind": made.kind,
        "facts": done.facts,
        "event": _text(made.event),
        "officer": _text(made.officer),
        "post": _text(made.post),
        "at": made.at.isoformat(),
        "expect": {key: value for key, value in now.items() if key not in before or before[key] != value},
    }


def expected(now: Standing) -> dict[str, Any]:
    """What a reader shows after the act."""
    parts = ("status", "shared", "open_questions", "open_items", "duties", "uses", "conditions")
    return {
        **{name: to_plain(getattr(now, name)) for name in parts},
        "ball": now.ball.value,
        "shared_ball": now.shared_ball.value,
        "measures": {label: m.status.value for label, m in now.measures.items()},
        "clocks": sorted(f"{c.code}{c.ref}" for c in now.clocks if c.runs),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
