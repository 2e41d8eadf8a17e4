"""Following conversations as they go on: each act once, in its order, whatever happens to the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hub.client.errors import NotFound, Unreachable
from hub.client.session import Session
from hub.client.streams import Act
from hub.client.threads import lists
from hub.client.threads.history import History, read_history
from hub.client.threads.kept import Kept
from hub.client.threads.line import EVERYTHING, Line
from hub.client.threads.opening import Opener
from hub.encryption.event import OpenedEvent

SOON = 2.0  # seconds until the next try to look while the hub is away


@dataclass(frozen=True)
class News:
    """One act that came: the conversation as read now, the act, and what it says."""

    history: History
    act: Act
    opened: OpenedEvent = field(repr=False)


class Following:
    """What was seen so far, by conversation. `only`: one conversation; else all of the own post."""

    def __init__(self, session: Session, only: str | None = None, after: int | None = None) -> None:
        self.session = session
        self.only = only
        self.places: dict[str, Kept] = {}
        self.seen: dict[str, int] = {}
        self.given: set[str] = set()
        self._begin(after)

    def look(self, wanted: str) -> Iterator[News]:
        """What is new on one conversation, or on EVERYTHING. Raises Unreachable, Forged."""
        for thread in [wanted] if wanted != EVERYTHING else self._changed():
            if self.only in (None, thread):
                yield from self._new(thread)

    def _begin(self, after: int | None) -> None:
        if self.only is None:
            self.seen = {str(row["id"]): int(row["head_seq"]) for row in lists.rows(self.session, box="all")}
            return
        history = read_history(self.session, self.only, whole=after is not None)
        if after is None:
            self.places[self.only] = history.last
        self.seen[self.only] = history.last.seq if after is None else after

    def _changed(self) -> list[str]:
        if self.only is not None:
            return [self.only]
        rows = lists.rows(self.session, box="all")
        return [str(row["id"]) for row in rows if int(row["head_seq"]) > self.seen.get(str(row["id"]), -1)]

    def _new(self, thread: str) -> Iterator[News]:
        """Each act is counted as given before it is given out, so that none comes twice."""
        try:
            history = read_history(self.session, thread, before=self.places.get(thread))
        except NotFound:
            return
        opener, seen = Opener(self.session, history), self.seen.get(thread, -1)
        for act in history.events:
            event, by = act.manifest.event, history.shared.get(act.manifest.event)
            seq = history.find(str(by["by"])).manifest.seq if by else act.manifest.seq
            if seq > seen and event not in self.given:
                opened = opener.open(event)
                self.given.add(event)
                yield News(history, act, opened)
        self.seen[thread] = history.last.seq
        self.places[thread] = history.last


def watch(
    following: Following, line: Line, tell: Callable[[News], None], lost: Callable[[bool], None]
) -> None:  # fmt: skip
    """Give out everything new until somebody stops it; `lost` hears when the hub is away, and is back.

    Raises RefusedByHub when the officer is signed out, Forged for a lie.
    """
    wanted: str | None = EVERYTHING
    away = False
    while True:
        try:
            for news in following.look(wanted) if wanted is not None else ():
                tell(news)
        except Unreachable:
            if not away:
                lost(True)
            away = True
            line.wait(SOON)
            wanted = EVERYTHING
            continue
        if away and wanted is not None:
            lost(False)
            away = False
        wanted = line.wait()
