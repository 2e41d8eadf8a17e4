"""Kinds of items, and the one table of acts: who moves a version from where to where."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.base.results import Text


class ItemType(models.TextChoices):
    """What sort of knowledge an item holds."""

    GOOD_PRACTICE = "good_practice", _("Good practice")
    LESSON = "lesson", _("Lesson learned")
    LAW = "law", _("Law")
    MODEL_LAW = "model_law", _("Model law")
    TOOL = "tool", _("Tool")
    CASE_DIGEST = "case_digest", _("Case digest")
    REPORT = "report", _("Report")
    MANUAL = "manual", _("Manual")
    HELPLINE = "helpline", _("Helpline")
    TEMPLATE = "template", _("Template")


class State(models.TextChoices):
    """Where an item, or one version of it, stands. Only an item is under revision or retired.

    `clearance` means cleared: nothing but publication is missing.
    """

    DRAFT = "draft", pgettext_lazy("item of the library", "Draft")
    SUBMITTED = "submitted", _("Waiting for national clearance")
    REVIEW = "review", _("In review")
    CLEARANCE = "clearance", _("Cleared for publication")
    PUBLISHED = "published", pgettext_lazy("item of the library", "Published")
    UNDER_REVISION = "under_revision", _("Published, under revision")
    RETIRED = "retired", _("Retired")


class Translation(models.TextChoices):
    """Whose translation a text is."""

    OFFICIAL = "official", _("Official translation")
    UNOFFICIAL = "unofficial", _("Unofficial translation")
    MACHINE = "machine", _("Machine translation")


class Side(models.TextChoices):
    """Whose part an act is."""

    WRITER = "writer", _("Writers of the owner country")
    CLEARER = "clearer", _("An approver of the owner country who did not write it")
    REVIEWER = "reviewer", _("The reviewing secretariat")


@dataclass(frozen=True)
class Act:
    """A move: code, word on the button, who, from where; the target "" is worked out by the act."""

    code: str
    label: Text
    sides: frozenset[str]
    sources: frozenset[str]
    target: str = ""
    reason: bool = False


def _act(
    code: str,
    label: Text,
    sides: AbstractSet[str],
    sources: AbstractSet[str],
    target: str = "",
    *,
    reason: bool = False,
) -> Act:
    return Act(code, label, frozenset(sides), frozenset(sources), target, reason)


_S = State
_WAITING = {_S.SUBMITTED, _S.REVIEW, _S.CLEARANCE}
# Sources are states of the version being worked on; those of revise and retire are states of the item.
ACTS: Mapping[str, Act] = {
    act.code: act
    for act in (
        _act("save", _("Save"), {Side.WRITER}, {_S.DRAFT}, _S.DRAFT),
        _act("submit", _("Submit for clearance"), {Side.WRITER}, {_S.DRAFT}),
        _act("clear", _("Clear"), {Side.CLEARER}, {_S.SUBMITTED}),
        _act(
            "return",
            _("Return to the writers"),
            {Side.CLEARER, Side.REVIEWER},
            _WAITING,
            _S.DRAFT,
            reason=True,
        ),
        _act("review_pass", _("Approve in review"), {Side.REVIEWER}, {_S.REVIEW}, _S.CLEARANCE),
        _act("publish", _("Publish"), {Side.WRITER}, {_S.CLEARANCE}, _S.PUBLISHED),
        _act("revise", _("Begin a new version"), {Side.WRITER}, {_S.PUBLISHED}, _S.UNDER_REVISION),
        _act(
            "retire",
            _("Retire"),
            {Side.CLEARER},
            {_S.DRAFT, _S.PUBLISHED, _S.UNDER_REVISION},
            _S.RETIRED,
            reason=True,
        ),
    )
}
OF_ITEM = frozenset({"revise", "retire"})
# What others than the owner may come to see, besides a version in review.
OPENED = frozenset({_S.PUBLISHED, _S.UNDER_REVISION, _S.RETIRED})
