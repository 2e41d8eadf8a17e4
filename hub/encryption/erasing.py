"""Acts by which a post has its own copy of sealed content destroyed: what they say, and what they excuse.

The acts themselves, and everything signed, stay for ever. Only keys and sealed bytes go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hub.encryption import fields
from hub.encryption.errors import BadFormat, Refused
from hub.encryption.manifest import Manifest

FAMILY = "erase."
PROPOSE = FAMILY + "propose"
CONTENT = FAMILY + "content"
RULES = ("retention", "court", "victim", "error")
MOST = 100


@dataclass(frozen=True)
class Erasing:
    """What is to go and by which rule: all acts up to a place, or some by id and hash.

    `proposal` is the act of a colleague that this one carries out; None in a proposal itself, and where one
    person acted alone.
    """

    rule: str
    upto: int | None
    events: Mapping[str, str]
    proposal: str | None = None

    def covers(self, seq: int, event: str, name: str) -> bool:
        """Whether the act at a place, with its id and hash, is meant."""
        return self.events.get(event) == name if self.upto is None else seq <= self.upto


def read(kind: str, facts: Any) -> Erasing:
    """The parsed facts of an act of this family; raises BadFormat."""
    if kind not in (PROPOSE, CONTENT):
        raise BadFormat("unknown-kind", "no act of this family")
    raw = fields.exact(facts, {"rule", "upto", "events"} | ({"proposal"} if kind == CONTENT else set()))
    upto = None if raw["upto"] is None else fields.whole(raw["upto"])
    listed = [fields.exact(one, {"event", "hash"}) for one in fields.items(raw["events"])]
    events = {fields.uuid(one["event"]): fields.hash_hex(one["hash"]) for one in listed}
    if (upto is None) != bool(events) or len(events) != len(listed) or len(events) > MOST:
        raise BadFormat("bad-facts", "either a place or a list of different acts")
    proposal = raw.get("proposal")
    rule = fields.one_of(raw["rule"], RULES)
    return Erasing(rule, upto, events, None if proposal is None else fields.uuid(proposal))


def erased(acts: Iterable[tuple[Manifest, str]]) -> dict[str, set[str]]:
    """{event: posts} whose keys are gone by the signed acts of a stream, given in order with their hashes.

    An act counts for the sender's own post alone, and only if a colleague of the same post had proposed
    the very same. Whether a post might act alone is the hub's to judge: such acts count.
    """
    seen: list[tuple[Manifest, str]] = []
    gone: dict[str, set[str]] = defaultdict(set)
    for manifest, name in acts:
        if manifest.kind == CONTENT and (meant := _carried_out(manifest, [one for one, _ in seen])):
            for before, before_name in seen:
                if is_content(before.kind) and meant.covers(before.seq, before.event, before_name):
                    gone[before.event].add(manifest.sender.focal_point)
        seen.append((manifest, name))
    return gone


def is_content(kind: str) -> bool:
    """Acts of this family hold nothing that could be erased."""
    return not kind.startswith(FAMILY)


def _carried_out(act: Manifest, before: Iterable[Manifest]) -> Erasing | None:
    try:
        meant = read(act.kind, act.facts)
        if meant.proposal is None:
            return meant
        found = next(one for one in before if one.event == meant.proposal)
        same = read(found.kind, found.facts) == replace(meant, proposal=None)
    except (Refused, StopIteration):
        return None
    post = found.sender.focal_point == act.sender.focal_point
    return meant if same and post and found.sender.officer != act.sender.officer else None
