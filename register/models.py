"""One row for each request on paper: its newest plain facts. Subject, references and scans are sealed."""

from uuid import UUID

from django.db import models

from focal_points.access import posts_of
from focal_points.models import FocalPoint, Officer
from hub.ledger.models import Stream

FACTS = (
    "direction", "partner", "basis", "offence", "urgent", "measures", "sent_on", "received_on",
    "acknowledged_on", "decided_on", "ended_on", "outcome", "ground", "rounds", "counts",
)  # fmt: skip


class PaperSet(models.QuerySet["PaperRequest"]):
    """Entries, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "PaperSet":
        """Entries of a post where the officer has a seat now (of the post `only`)."""
        return self.filter(focal_point__in=posts_of(officer, only))


class PaperRequest(models.Model):
    """A request on paper as its keeper last wrote it down. Its id is that of its own national stream.

    `partner` is the other State, which need not be a member. `event` is the newest version, which holds the
    sealed subject. All columns follow from the events.
    """

    id = models.UUIDField(primary_key=True)
    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="paper")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="paper_requests")
    direction = models.CharField(max_length=3)
    partner = models.CharField(max_length=2)
    basis = models.CharField(max_length=20)
    offence = models.CharField(max_length=20)
    urgent = models.BooleanField()
    measures = models.JSONField()
    sent_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    rounds = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    event = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    updated = models.DateTimeField()

    objects = PaperSet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["focal_point", "-sent_on", "-id"])]

    def __str__(self) -> str:
        return str(self.id)
