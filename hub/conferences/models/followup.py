"""What a country says about a recommendation: position, commitment, status report; and what others say of it.

A national text is its country's own until a second officer of that country clears it. Once cleared, it never
changes: a newer version begins as a draft beside it and takes its place when it is cleared in turn.
"""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint, Officer, PostType
from hub.conferences.models.recommendation import Recommendation
from hub.publishing.audience import tokens_for


class TextState(models.TextChoices):
    """Where a national text is on its way; `published` is cleared for everybody."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waits for clearance")
    RETURNED = "returned", _("Returned to the drafter")
    CLEARED = "cleared", _("Cleared")
    PUBLISHED = "published", _("Cleared and published")


class Visibility(models.TextChoices):
    """Who sees a national text once it is cleared."""

    PUBLIC = "public", _("Everybody")
    NETWORK = "network", _("Members of the network and its secretariat")
    OWNER = "owner", _("Our own country only")


class Support(models.TextChoices):
    """Where a country stands on a recommendation."""

    SUPPORTED = "supported", _("Supported")
    IN_PART = "in_part", _("Supported in part")
    NOTED = "noted", _("Noted")
    NONE = "none", _("No position")


class Status(models.TextChoices):
    """How far a country says it is. Not reported is its own value: it is not “not started”."""

    NOT_REPORTED = "not_reported", _("Not reported")
    NOT_STARTED = "not_started", _("Not started")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTIALLY_IMPLEMENTED = "partially_implemented", _("Partly implemented")
    FULLY_IMPLEMENTED = "fully_implemented", _("Fully implemented")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Verdict(models.TextChoices):
    """What an assessor says of a report; it never changes what the country said."""

    AGREES = "agrees", _("Assessed: agrees")
    DIFFERS = "differs", _("Assessed: differs")
    NOT_ASSESSED = "not_assessed", _("Not assessed")


CLEARED = (TextState.CLEARED, TextState.PUBLISHED)


class NationalTexts(models.QuerySet[Any]):
    """National texts; the one rule of who reads them."""

    def visible_to(self, reader: Acting | None) -> Self:
        """All of the own country; of others what they cleared last, for the reader (None: anybody)."""
        shown = Q(visibility=Visibility.PUBLIC)
        if reader is not None:
            networks = [token[4:] for token in tokens_for(reader) if token.startswith("net:")]
            within = Q(recommendation__set__conference__series__network__in=networks)
            if reader.focal_point.type == PostType.SECRETARIAT:
                within = Q()
            shown |= Q(visibility=Visibility.NETWORK) & within
        seen = Recommendation.objects.visible_to(reader).values("pk")
        cleared = Q(state__in=CLEARED, current=True, recommendation__in=seen) & shown
        return self.filter(cleared if reader is None else cleared | Q(country=reader.country))

    def of(self, country: str) -> Self:
        """Those of one country."""
        return self.filter(country=country)

    def standing(self) -> Self:
        """Those that count now: cleared, and no newer one cleared."""
        return self.filter(state__in=CLEARED, current=True)


class NationalText(models.Model):
    """Common to all: whose it is, which version, where it is on its way, who wrote and who cleared it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="%(class)ss")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    current = models.BooleanField(default=False)
    authors = models.JSONField(default=list)
    drafted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    cleared_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    returned_for = models.TextField(blank=True)
    changed = models.DateTimeField()

    objects: ClassVar[Any] = NationalTexts.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.country_id} v{self.number} {self.state}"

    @property
    def cleared(self) -> bool:
        """Whether a second officer cleared it."""
        return self.state in CLEARED


class NationalPosition(NationalText):
    """What a country thinks of a recommendation, with its reservation."""

    support = models.CharField(max_length=10, choices=Support.choices, default=Support.NONE)
    reservation = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "country", "number"], name="position_version")
        ]


class Commitment(NationalText):
    """What a country will do: action, lead agency, partners, until when. A country may have several."""

    thread = models.UUIDField(default=uuid.uuid4)
    action = models.TextField()
    lead = models.CharField(max_length=300, blank=True)
    partners = models.TextField(blank=True)
    deadline = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["deadline", "changed"]
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="commitment_version")]


class ReportingCycle(models.Model):
    """A period on which the countries of a series or of a network report, and until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.ForeignKey(
        "conferences.Series", null=True, on_delete=models.PROTECT, related_name="cycles"
    )
    network = models.ForeignKey(
        "focal_points.Network", null=True, on_delete=models.PROTECT, related_name="cycles"
    )
    name = models.CharField(max_length=120)
    period_from = models.DateField()
    period_to = models.DateField()
    opens = models.DateField()
    due = models.DateField()
    closes = models.DateField()
    created_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-due", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(series__isnull=True) ^ Q(network__isnull=True), name="cycle_of_one"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DueState(models.TextChoices):
    """Late is overdue, never zero."""

    DUE = "due", _("Due")
    OVERDUE = "overdue", _("Overdue")
    REPORTED = "reported", _("Reported")


class ReportingDue(models.Model):
    """One report that a country owes in a cycle. It is `reported` once a report was cleared."""

    cycle = models.ForeignKey(ReportingCycle, on_delete=models.CASCADE, related_name="dues")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="dues")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DueState.choices, default=DueState.DUE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "recommendation", "country"], name="one_due_of_a_cycle")
        ]
        indexes = [models.Index(fields=["country", "state"], name="dues_of_a_country")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.state}"


class StatusReport(NationalText):
    """How far a country is with a recommendation in one cycle, with evidence, obstacles and needs."""

    cycle = models.ForeignKey(ReportingCycle, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(max_length=24, choices=Status.choices, default=Status.NOT_STARTED)
    narrative = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    obstacles = models.TextField(blank=True)
    needs = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "recommendation", "country", "number"], name="report_version"
            )
        ]


class Assessment(models.Model):
    """What a secretariat says of a cleared report. Every word is kept; the newest counts."""

    report = models.ForeignKey(StatusReport, on_delete=models.PROTECT, related_name="assessments")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=14, choices=Verdict.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.verdict


class OutsideRecommendation(models.Model):
    """A recommendation that no conference here adopted: one State's word to another, from a named source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    source = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    recommending = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, blank=True)
    text = models.TextField()
    decision = models.CharField(max_length=12)
    raw_decision = models.CharField(max_length=40, blank=True)
    notes = models.JSONField(default=list)
    key = models.CharField(max_length=64, unique=True)
    imported_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "country__name_en", "number", "key"]

    def __str__(self) -> str:
        return f"{self.source} {self.year} {self.country_id} {self.number}"


class PendingImport(models.Model):
    """A file between its dry run and the import. Only who brought it sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    target = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    raw = models.BinaryField()
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(FocalPoint, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
