"""Who was at a conference, what it dealt with, its working groups and what delegations told."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint
from hub.conferences.labels import spoken
from hub.conferences.models.conference import Conference


class DelegationRole(models.TextChoices):
    """In what capacity somebody was there."""

    DELEGATE = "delegate", _("Delegate")
    HOST = "host", _("Host")
    OBSERVER = "observer", _("Observer")


class Attendance(models.TextChoices):
    """What a source says about it."""

    INVITED = "invited", _("Invited")
    REGISTERED = "registered", _("Registered")
    ATTENDED = "attended", _("Attended")
    DECLINED = "declined", _("Declined")


class Delegation(models.Model):
    """What one source says about one country or organisation. Sources disagree, and all of them are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="delegations")
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=DelegationRole.choices, default=DelegationRole.DELEGATE)
    source = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=Attendance.choices, default=Attendance.INVITED)
    listed_by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["country__name_en", "name", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "country", "name", "source"],
                name="one_word_of_a_source",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return str(self.country) if self.country_id else self.name


class AgendaItem(models.Model):
    """One item of the programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="agenda")
    number = models.CharField(max_length=10)
    day = models.DateField()
    start = models.TimeField(null=True, blank=True)
    end = models.TimeField(null=True, blank=True)
    title = models.JSONField(default=dict)
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["day", "start", "number"]

    def __str__(self) -> str:
        return f"{self.number} {spoken(self.title)}"


class WorkingGroup(models.Model):
    """A group that drafts on one theme. Posts sit on it, not persons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="groups")
    theme = models.CharField(max_length=20)
    name = models.JSONField(default=dict)
    chair = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="chairs"
    )
    rapporteur = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )

    class Meta:
        ordering = ["conference", "theme", "id"]

    def __str__(self) -> str:
        return spoken(self.name) or self.theme


class GroupMember(models.Model):
    """A post on a working group; `edits` means that the chair gave it the pen."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="working_groups")
    edits = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "post"], name="one_seat_in_a_group")]

    def __str__(self) -> str:
        return f"{self.post_id} in {self.group_id}"


class StatementSet(models.QuerySet["Statement"]):
    """Statements, narrowed to what a reader may see."""

    def visible_to(self, reader: Acting | None) -> "StatementSet":
        """A country's own, and what countries have cleared at conferences that the reader sees."""
        seen = Conference.objects.visible_to(reader).values("pk")
        cleared = Q(state=Statement.State.CLEARED, delegation__conference__in=seen)
        own = Q(delegation__country=reader.country) if reader else Q(pk__in=())
        return self.filter(cleared | own)


class Statement(models.Model):
    """What a delegation told the conference; its own until another officer of the country cleared it."""

    class State(models.TextChoices):
        """Whether the country stands behind it."""

        DRAFT = "draft", _("Draft")
        CLEARED = "cleared", _("Cleared")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="statements")
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="en")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.UUIDField(null=True)
    cleared_by = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now=True)

    objects = StatementSet.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.title
