"""Where a proposed agreement can be, the few acts on it, and what each does. No database here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.base.results import Text


class Status(models.TextChoices):
    """Where a proposal is; both countries see the same word."""

    PROPOSED = "proposed", _("Proposed")
    IN_FORCE = "in_force", _("In force")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("agreement", "Withdrawn")
    ENDED = "ended", _("Ended")


class Side(models.TextChoices):
    """The one that proposed, and the other."""

    PROPOSER = "proposer", _("Proposing side")
    OTHER = "other", _("Other side")
    NOBODY = "nobody", _("Nobody")


@dataclass(frozen=True)
class Move:
    """An act: from which status, by whom, by which rule, and what people call it."""

    kind: str
    sources: frozenset[Status]
    sides: frozenset[Side]
    source: str
    label: Text
    done: Text


BOTH = frozenset({Side.PROPOSER, Side.OTHER})
OTHER = frozenset({Side.OTHER})
OPEN = frozenset({Status.PROPOSED})
RULE = "UNTOC 18(7), 18(30)"
_MOVES = (
    Move("pair.propose", frozenset(), BOTH, RULE, _("Propose rules"), _("Rules proposed")),
    Move("pair.accept", OPEN, OTHER, RULE, _("Accept these rules"), _("Rules accepted")),
    Move("pair.decline", OPEN, OTHER, RULE, _("Decline these rules"), _("Rules declined")),
    Move("pair.end", OPEN | {Status.IN_FORCE}, BOTH, RULE, _("End this"), _("Ended")),
)
MOVES = {move.kind: move for move in _MOVES}


@dataclass(frozen=True)
class Act:
    """An accepted act: its kind, its checked facts, whose it was, and when."""

    kind: str
    facts: Mapping[str, Any]
    post: UUID
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands. `since` is when it came into force, `ended` when it stopped."""

    proposer: UUID
    other: UUID
    rules: Mapping[str, Any]
    replaces: UUID | None
    proposed: datetime
    status: Status = Status.PROPOSED
    since: datetime | None = None
    ended: datetime | None = None

    def side_of(self, post: UUID) -> Side:
        """Which side a post is on."""
        return {self.proposer: Side.PROPOSER, self.other: Side.OTHER}.get(post, Side.NOBODY)


def begin(act: Act) -> Standing:
    """The standing after the proposal."""
    return Standing(act.post, act.facts["to"], act.facts["rules"], act.facts["replaces"], act.at)


def step(before: Standing, act: Act) -> Standing:
    """The standing after an act that the rules allowed."""
    if act.kind == "pair.accept":
        return replace(before, status=Status.IN_FORCE, since=act.at)
    if act.kind == "pair.decline":
        return replace(before, status=Status.DECLINED, ended=act.at)
    return stop(before, act.at)


def stop(before: Standing, at: datetime) -> Standing:
    """The standing when it is ended, or replaced by another."""
    over = Status.ENDED if before.since else Status.WITHDRAWN
    return replace(before, status=over, ended=at)
