"""A second opinion on conversations: it keeps the log of acts and answers every question by reading it anew.

Nothing of `hub.threads` but the shape of an act is used here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.threads.standing import Act

BINDS = {"H0": "", "H1": "evidence", "H2": "share", "H3": "share evidence lead convert"}
WHILE_CLOSED = ("thread.reopen", "thread.leave", "thread.ask_consent", "thread.consent")
PARTS = ("thread.open", "thread.say")


@dataclass
class Oracle:
    """The acts that were allowed so far, oldest first, and the country of each post."""

    countries: Mapping[str, str]
    log: list[Act] = field(default_factory=list)

    def add(self, act: Act) -> None:
        """Take an act into the log."""
        self.log.append(act)

    def members(self, before: int | None = None) -> dict[str, int]:
        """Who is on it, since which place."""
        found: dict[str, int] = {}
        for act in self.log if before is None else self.log[:before]:
            if act.kind == "thread.open":
                found = dict.fromkeys(act.facts["members"], 0)
            elif act.kind == "thread.admit":
                found[act.facts["post"]] = act.seq
            elif act.kind == "thread.leave":
                del found[act.post]
        return found

    def holders(self, event: str) -> set[str]:
        """Which posts have the key of an act."""
        place = next(n for n, act in enumerate(self.log) if act.event == event)
        first = set(self.members(place)) | set(self.members(place + 1))
        opened = {a.facts["post"] for a in self.all("thread.admit") if event in a.facts["shared"]}
        return first | opened

    def all(self, *kinds: str, **facts: Any) -> list[Act]:
        """The acts of these kinds that say these facts."""
        return [a for a in self.log if a.kind in kinds and all(a.facts[k] == v for k, v in facts.items())]

    def one(self, event: str) -> Act | None:
        """An act by its id."""
        return next((act for act in self.log if act.event == event), None)

    @property
    def closed(self) -> bool:
        """Whether the last word on it was closing."""
        words = [act.kind for act in self.all("thread.close", "thread.reopen")]
        return bool(words) and words[-1] == "thread.close"

    @property
    def policy(self) -> str:
        """One or every."""
        return str(self.log[0].facts["policy"])

    @property
    def links(self) -> list[str]:
        """Linked requests in order."""
        about = self.log[0].facts["about"]
        return [*([about] if about else []), *(a.facts["request"] for a in self.all("thread.link"))]

    def withdrawn(self, event: str) -> bool:
        """Whether a message was taken back; with it go its corrections."""
        return bool(self.all("thread.withdraw", event=self.first(event)))

    def first(self, event: str) -> str:
        """The message that a correction corrects; any other act is its own."""
        found = self.one(event)
        return str(found.facts["event"]) if found and found.kind == "thread.correct" else event

    def codes(self, event: str) -> list[str]:
        """The handling codes of a message and of all that corrects it."""
        first = self.one(self.first(event))
        assert first is not None
        return [first.handling, *(act.handling for act in self.all("thread.correct", event=first.event))]

    def proposal_open(self, number: str) -> bool:
        """Whether a proposal can still be answered or carried out."""
        made = self.all("thread.propose", proposal=number)
        if not made:
            return False
        ended = self.all("thread.agree", proposal=number, answer="no") or self.all(
            "thread.admit", proposal=number
        )
        gone = [a for a in self.all("thread.leave") if a.post == made[0].post and a.seq > made[0].seq]
        return not ended and not gone

    def agreed(self, number: str) -> bool:
        """Whether all other countries on it now have said yes."""
        author = self.countries[self.all("thread.propose", proposal=number)[0].post]
        said = {self.countries[a.post] for a in self.all("thread.agree", proposal=number, answer="yes")}
        return {self.countries[post] for post in self.members()} <= said | {author}

    def may_use(self, event: str, way: str, by: str, to: str | None) -> bool:
        """Whether a post may use an act of another in this way."""
        found = self.one(event)
        assert found is not None
        if found.post == by or not any(way in BINDS[code].split() for code in self.codes(event)):
            return True
        for answer in self.all("thread.consent", answer="given"):
            ask = self.all("thread.ask_consent", ask=answer.facts["ask"])[0]
            named = event in ask.facts["items"] and way in ask.facts["ways"]
            if named and (ask.facts["to"] in (None, to) if way == "share" else ask.post == by):
                return True
        return False

    def may_open_to(self, events: list[str], by: str, to: str) -> bool:
        """Whether a member may give a newcomer the keys of these acts."""
        return all(self._may_open(event, by, to) for event in events)

    def _may_open(self, event: str, by: str, to: str) -> bool:
        if self.one(event) is None or self.withdrawn(event):
            return False
        holders = self.holders(event)
        return by in holders and to not in holders and self.may_use(event, "share", by, to)

    def plain(self) -> dict[str, Any]:
        """The standing as JSON values."""
        left: dict[str, int] = {}
        for act in self.all("thread.leave", "thread.admit"):
            if act.kind == "thread.leave":
                left[act.post] = act.seq
            else:
                left.pop(act.facts["post"], None)
        return {
            "policy": self.policy, "status": "closed" if self.closed else "open", "members": self.members(),
            "left": left, "links": self.links,
            "tasks": {a.facts["task"]: self._task(a) for a in self.all("thread.task")},
            "polls": {a.facts["poll"]: self._poll(a) for a in self.all("thread.poll")},
            "proposals": {a.facts["proposal"]: self._proposal(a) for a in self.all("thread.propose")},
            "asks": {a.facts["ask"]: self._ask(a) for a in self.all("thread.ask_consent")},
        }  # fmt: skip

    def task_state(self, number: str) -> str:
        """Open, done or dropped, by the last word on it."""
        words = [a.facts["state"] for a in self.all("thread.task_done", task=number)]
        return {"reopened": "open"}.get(words[-1], words[-1]) if words else "open"

    def _task(self, made: Act) -> dict[str, Any]:
        state = self.task_state(made.facts["task"])
        return _of(made, post=made.facts["post"], due=made.facts["due"], state=state)

    def _poll(self, made: Act) -> dict[str, Any]:
        number = made.facts["poll"]
        voted = {a.post: a.event for a in self.all("thread.vote", poll=number)}
        fixed = [a.event for a in self.all("thread.decide", poll=number)]
        return _of(made, closes=made.facts["closes"], voted=voted, decided=fixed[0] if fixed else None)

    def _proposal(self, made: Act) -> dict[str, Any]:
        number = made.facts["proposal"]
        answers = {a.post: a.facts["answer"] for a in self.all("thread.agree", proposal=number)}
        ended = "" if self.proposal_open(number) else "left"
        ended = "no" if "no" in answers.values() else ended
        ended = "admitted" if self.all("thread.admit", proposal=number) else ended
        shared = list(made.facts["shared"])
        return _of(made, post=made.facts["post"], shared=shared, answers=answers, ended=ended)

    def _ask(self, made: Act) -> dict[str, Any]:
        said = self.all("thread.consent", ask=made.facts["ask"])
        answer = {"answer": said[0].facts["answer"] if said else None}
        facts = {name: made.facts[name] for name in ("owner", "items", "ways", "to")}
        return _of(made, **facts, **answer, answered=said[0].event if said else None)


def _of(made: Act, **more: Any) -> dict[str, Any]:
    return {"event": made.event, "by": made.post, **more}
