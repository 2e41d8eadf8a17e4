"""Who has a draft open now. Told to nobody but those who read the same draft."""

from django.db import models

from focal_points.models import FocalPoint, Officer
from hub.conferences.models.recommendation import Recommendation


class DraftPresence(models.Model):
    """An officer at a draft, at one post; `seen` is when the page last said so."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="present")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(FocalPoint, on_delete=models.CASCADE, related_name="+")
    seen = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "officer"], name="present_at_a_draft_once")
        ]
        indexes = [models.Index(fields=["seen"])]

    def __str__(self) -> str:
        return f"{self.officer_id} at {self.recommendation_id}"
