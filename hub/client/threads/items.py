"""The acts of a conversation as things that are corrected, withdrawn, shared and passed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hub.client.streams import Act
from hub.threads.handling import Item

CORRECT, WITHDRAW, ADMIT = "thread.correct", "thread.withdraw", "thread.admit"


@dataclass
class Items:
    """What became of each act so far: its handling, who has its key, its corrections {event: [events]}, the
    act that withdrew it {event: event}."""

    all: dict[str, Item] = field(default_factory=dict)
    corrections: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, acts: Iterable[Act]) -> Items:
        """Everything that these acts did."""
        found = cls()
        for act in acts:
            found.add(act)
        return found

    def add(self, act: Act) -> None:
        """Take one more act into account."""
        manifest = act.manifest
        holders = frozenset(one.focal_point for one in manifest.recipients)
        codes = (manifest.handling,)
        sender = manifest.sender.focal_point
        self.all[manifest.event] = Item(manifest.event, manifest.kind, sender, codes, holders)
        if manifest.kind == ADMIT:
            self._shared(manifest.facts["shared"], str(manifest.facts["post"]))
        elif manifest.kind in (CORRECT, WITHDRAW):
            self._changed(manifest.kind, str(manifest.facts["event"]), manifest.event, manifest.handling)

    def newest(self, event: str) -> str:
        """The act that holds the present text of a message."""
        return self.corrections.get(event, [event])[-1]

    def together(self, event: str) -> list[str]:
        """A message with its corrections: who is given one must be given all."""
        return [event, *self.corrections.get(event, [])]

    def _shared(self, events: Iterable[str], post: str) -> None:
        for event in events:
            if event in self.all:
                one = self.all[event]
                self.all[event] = replace(one, holders=one.holders | {post})

    def _changed(self, kind: str, target: str, event: str, handling: str) -> None:
        """A message and its corrections count as one: the strictest code, and withdrawn together."""
        known = self.all.get(target)
        codes, gone = (known.codes, known.withdrawn) if known else ((), False)
        if kind == WITHDRAW:
            self.withdrawn[target], gone = event, True
        else:
            self.corrections.setdefault(target, []).append(event)
            codes = (*codes, handling)
        for one in self.together(target):
            if one in self.all:
                self.all[one] = replace(self.all[one], codes=codes or self.all[one].codes, withdrawn=gone)
