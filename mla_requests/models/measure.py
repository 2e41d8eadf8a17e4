"""The measures of a request, each with its own standing."""

from django.db import models

from hub.procedure import MeasureStanding, MeasureStatus
from mla_requests.models.request import MlaRequest
from mla_requests.words import MEASURE_STATUSES


class Measure(models.Model):
    """One act of assistance asked for (UNTOC article 18(3)). `code` is e.g. 18.3.f; `label` is m1, m2 …"""

    request = models.ForeignKey(MlaRequest, on_delete=models.CASCADE, related_name="measures")
    label = models.CharField(max_length=8)
    code = models.CharField(max_length=10)
    status = models.CharField(max_length=20, choices=MEASURE_STATUSES, default=MeasureStatus.REQUESTED.value)
    ground = models.CharField(max_length=10, blank=True)
    conditional = models.BooleanField(default=False)
    procedure = models.CharField(max_length=12, blank=True)
    before = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["request_id", "label"]
        constraints = [models.UniqueConstraint(fields=["request", "label"], name="measure_label_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.code}"

    def order(self) -> int:
        """m2 comes before m10."""
        return int(self.label[1:])

    def standing(self) -> MeasureStanding:
        """The measure as plain values."""
        return MeasureStanding(
            self.code, MeasureStatus(self.status), self.ground, self.conditional, self.procedure, self.before
        )

    def take(self, standing: MeasureStanding) -> None:
        """Put a standing into the columns, without saving."""
        self.code, self.status, self.ground = standing.code, standing.status.value, standing.ground
        self.conditional, self.procedure = standing.conditional, standing.procedure
        self.before = standing.before
