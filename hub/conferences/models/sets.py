"""A set of recommendations: what a conference drafts together, adopts and publishes."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.conferences.labels import spoken
from hub.conferences.models.conference import Conference, Visibility, guests_of, members_of
from hub.conferences.states import SHOWN, SetState
from hub.publishing.audience import tokens_for


class Mode(models.TextChoices):
    """How a set is adopted."""

    CONSENSUS = "consensus", _("By consensus in the meeting")
    SILENCE = "silence", _("By the silence procedure")
    VOTE = "vote", _("By vote")


class Majority(models.TextChoices):
    """What a vote needs, counted among those who voted yes or no."""

    SIMPLE = "simple", _("More than half")
    TWO_THIRDS = "two_thirds", _("Two thirds")


class SetSet(models.QuerySet["RecommendationSet"]):
    """Sets, narrowed to what a reader may see."""

    def visible_to(self, reader: Acting | None) -> "SetSet":
        """What was published, to whoever sees the conference; what was not, only inside the mechanism."""
        return self.filter(readable(tokens_for(reader)))

    def published(self) -> "SetSet":
        """What everybody may read: published sets of public conferences."""
        return self.filter(state__in=SHOWN, conference__visibility=Visibility.PUBLIC)


def readable(tokens: frozenset[str], path: str = "") -> Q:
    """A filter on sets (or on what has one at `path`): those that the tokens open."""
    at = f"{path}conference__"
    known = Q(**{f"{at}visibility": Visibility.PUBLIC}) | guests_of(tokens, at)
    return (Q(**{f"{path}state__in": SHOWN}) & known) | members_of(tokens, at)


class RecommendationSet(models.Model):
    """Recommendations that are adopted together.

    `symbol` is that of the draft ({SERIES}/{year}/L.{n}[/Rev.{m}]) until adoption gives the lasting one;
    `draft_symbol` is kept. `hash` is that of the adopted text: what is confirmed at publication.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="sets")
    title = models.JSONField(default=dict)
    preamble = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="en")
    symbol = models.CharField(max_length=60, unique=True)
    draft_symbol = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=0)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.CONSENSUS)
    silence_until = models.DateTimeField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(default=50)
    majority = models.CharField(max_length=10, choices=Majority.choices, default=Majority.SIMPLE)
    round = models.PositiveIntegerField(default=0)
    adopted_at = models.DateTimeField(null=True, blank=True)
    meeting_no = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=15, choices=SetState.choices, default=SetState.DRAFT)
    hash = models.CharField(max_length=64, blank=True)
    updated = models.DateTimeField(auto_now=True)

    objects = SetSet.as_manager()

    class Meta:
        ordering = ["conference", "draft_symbol"]
        indexes = [
            models.Index(fields=["silence_until"], condition=Q(state="silence"), name="silence_ends"),
        ]

    def __str__(self) -> str:
        return spoken(self.title) or self.symbol
