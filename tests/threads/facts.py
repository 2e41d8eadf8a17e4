"""Facts of every kind that are in good form, and values that are never in good form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hub.encryption.canonical import b64

A, B, C = (str(UUID(int=n)) for n in (0xA1, 0xB2, 0xC3))
GOOD: dict[str, dict[str, Any]] = {
    "thread.open": {"members": [A, B], "policy": "every", "about": None},
    "thread.say": {"mentions": [B], "urgent": True},
    "thread.correct": {"event": A},
    "thread.withdraw": {"event": A},
    "thread.task": {"task": A, "post": B, "due": "2026-12-31"},
    "thread.task_done": {"task": A, "state": "reopened"},
    "thread.poll": {"poll": A, "closes": "2026-12-31T10:00:00Z"},
    "thread.vote": {"poll": A},
    "thread.decide": {"poll": A},
    "thread.propose": {"proposal": A, "post": B, "shared": [A, C]},
    "thread.agree": {"proposal": A, "answer": "no"},
    "thread.admit": {
        "proposal": None, "post": C, "members": [A, B, C], "policy": "one", "links": [A],
        "shared": {A: b64(bytes(80))},
    },
    "thread.leave": {},
    "thread.close": {},
    "thread.reopen": {},
    "thread.link": {"request": A},
    "thread.ask_consent": {"ask": A, "owner": B, "items": [A], "ways": ["share", "lead"], "to": C},
    "thread.consent": {"ask": A, "answer": "given"},
}  # fmt: skip
# None is good where a shape ends with "?", {} where wraps are asked for and [] in lists that may be empty.
JUNK: list[Any] = [
    "", "x", A.upper(), A[:-1], A + "\n", f"{{{A}}}", "2026-13-01", "2026-02-30", "1999-12-31", "٢٠٢٦-١٢-٣١",
    "2026-12-31T10:00:00+00:00", "2026-12-31T25:00:00Z", 0, 1, -1, 1.5, 10**30, [[]], [None],
    [A, A], [B, A, 7], {"a": {}}, {A: "x"}, {A: b64(bytes(79))}, {A: None}, {"x": b64(bytes(80))},
    ["share", "share"], ["nothing"], "Yes", [str(UUID(int=n)) for n in range(400)], "\ud800",
]  # fmt: skip


def good(kind: str, thread: str = A) -> dict[str, Any]:
    """Facts that are read as they are."""
    return {"thread": thread, **GOOD[kind]}
