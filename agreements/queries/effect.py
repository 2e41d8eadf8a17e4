"""What two countries agreed, as it takes effect on requests."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from agreements.models import Agreement
from agreements.states import Status
from focal_points.models import DirectoryEntry, FocalPoint
from hub.forms.rulesets import RuleSet, rules_for

FROM_DIRECTORY = {"draft": "track", "advance": "advance", "formal": "formal"}


@dataclass(frozen=True)
class Ceiling:
    """The most that may go through the hub, and who said so: "agreement", "directory", or "" for nobody."""

    channel: str
    source: str


def in_force(one: str, other: str, at: datetime) -> Agreement | None:
    """What the two countries (by code, in any order) had in force at a moment."""
    low, high = sorted((one, other))
    then = Q(since__lte=at) & (Q(ended__isnull=True) | Q(ended__gt=at))
    return Agreement.objects.filter(then, low=low, high=high).order_by("-since").first()


def present(one: str, other: str) -> Agreement | None:
    """What the two countries have in force, whatever any clock says."""
    low, high = sorted((one, other))
    return Agreement.objects.filter(low=low, high=high, status=Status.IN_FORCE).first()


def rules_of(agreement: UUID | None, basis: str) -> RuleSet:
    """The rules frozen for a request when it was sent: those of its legal basis under its agreement."""
    if agreement is None:
        return rules_for(basis)
    rules = Agreement.objects.filter(pk=agreement).values_list("rules", flat=True).first()
    return rules_for(basis, rules)


def rules_between(one: str, other: str, basis: str, at: datetime) -> RuleSet:
    """The rules that a request between two countries would have if it were sent at a moment."""
    found = in_force(one, other, at)
    return rules_for(basis, found.rules if found else None)


def most_channel(asking: FocalPoint, asked: FocalPoint, at: datetime) -> Ceiling:
    """The channel that both agreed on, or else what the asked authority states in the directory.

    Where nobody stated anything it is "formal" without a source: the hub then claims nothing about what the
    transmission counts as (18(13)).
    """
    found = in_force(asking.country_id, asked.country_id, at)
    if found:
        return Ceiling(found.rules["channel"], "agreement")
    stated = DirectoryEntry.objects.filter(focal_point=asked).values_list("hub_use", flat=True).first()
    known = FROM_DIRECTORY.get(stated or "")
    return Ceiling(known, "directory") if known else Ceiling("formal", "")
