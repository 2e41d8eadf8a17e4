"""Series and their editions; who may see an edition, and who takes part in its drafting."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint, Network
from hub.conferences.labels import spoken
from hub.conferences.states import ConferenceState
from hub.publishing.audience import tokens_for

SECRETARIAT = "type:secretariat"


class Kind(models.TextChoices):
    """What sort of meeting it is."""

    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    EXPERT_GROUP = "expert_group", _("Expert group meeting")
    SENIOR_OFFICIALS = "senior_officials", _("Senior officials' meeting")


class Visibility(models.TextChoices):
    """Who learns that the meeting takes place, and reads what it published."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members and who was invited")


class Series(models.Model):
    """Meetings that follow one another. `code` is the first part of every symbol, in capitals."""

    code = models.SlugField(max_length=20, primary_key=True)
    network = models.ForeignKey(
        Network, null=True, blank=True, on_delete=models.PROTECT, related_name="conference_series"
    )
    name = models.JSONField(default=dict)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return spoken(self.name) or self.code


def members_of(tokens: frozenset[str], path: str = "") -> Q:
    """A filter on conferences (or on what has one at `path`): those whose drafts the tokens open.

    Members of the mechanism, its secretariat, delegates and hosts, posts in a working group, and the
    Secretariat of the hub. An observer is not among them.
    """
    if SECRETARIAT in tokens:
        # An empty Q would vanish from "this or that" instead of opening everything.
        return ~Q(pk__in=())
    networks = [token.removeprefix("net:") for token in tokens if token.startswith("net:")]
    invited = _delegations(tokens).filter(role__in=("delegate", "host"))
    return (
        Q(**{f"{path}series__network__in": networks})
        | Exists(_of(path, invited))
        | Exists(_of(path, _groups(tokens)))
    )


def guests_of(tokens: frozenset[str], path: str = "") -> Q:
    """A filter on conferences: those to which the tokens' holder was invited in any role."""
    return Q(Exists(_of(path, _delegations(tokens))))


def _of(path: str, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows.filter(conference=OuterRef(f"{path.removesuffix('__')}_id" if path else "pk"))


def _delegations(tokens: frozenset[str]) -> models.QuerySet[Any]:
    from hub.conferences.models.meeting import Attendance, Delegation

    countries = [token.removeprefix("cc:") for token in tokens if token.startswith("cc:")]
    return Delegation.objects.filter(country__in=countries).exclude(status=Attendance.DECLINED)


def _groups(tokens: frozenset[str]) -> models.QuerySet[Any]:
    from hub.conferences.models.meeting import WorkingGroup

    posts = [token.removeprefix("post:") for token in tokens if token.startswith("post:")]
    sits = Q(chair__in=posts) | Q(rapporteur__in=posts) | Q(members__post__in=posts)
    return WorkingGroup.objects.filter(sits)


class ConferenceSet(models.QuerySet["Conference"]):
    """Conferences, narrowed to what a reader may see."""

    def visible_to(self, reader: Acting | None) -> "ConferenceSet":
        """Public ones; for members also theirs, and for guests those they were invited to."""
        tokens = tokens_for(reader)
        return self.filter(Q(visibility=Visibility.PUBLIC) | members_of(tokens) | guests_of(tokens))

    def drafted_by(self, reader: Acting | None) -> "ConferenceSet":
        """Those whose drafts the reader may read."""
        return self.filter(members_of(tokens_for(reader)))


class Conference(models.Model):
    """One edition of a series. `title` is a text for each language; `symbol` never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60, unique=True)
    title = models.JSONField(default=dict)
    city = models.CharField(max_length=120, blank=True)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences"
    )
    country_name = models.CharField(max_length=120, blank=True)
    start = models.DateField()
    end = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CONFERENCE)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.MEMBERS)
    host = models.CharField(max_length=200, blank=True)
    aims = models.JSONField(default=dict)
    source = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=15, choices=ConferenceState.choices, default=ConferenceState.PLANNED)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    label = models.CharField(max_length=60, blank=True)
    created_by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    updated = models.DateTimeField(auto_now=True)

    objects = ConferenceSet.as_manager()

    class Meta:
        ordering = ["-start", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_edition_of_a_number"),
        ]

    def __str__(self) -> str:
        return spoken(self.title) or self.symbol

    @property
    def year(self) -> int:
        """The year in symbols: that of the first day."""
        return self.start.year
