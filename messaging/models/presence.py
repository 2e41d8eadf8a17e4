"""Who is there now, told to nobody but the colleagues at the same post."""

from django.db import models

from focal_points.models import FocalPoint, Officer


class Presence(models.Model):
    """An officer with an open socket in one server process, at the post the socket was opened for.

    `seen` is when the process last said so: a process that was killed says nothing any more.
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.CASCADE, related_name="+")
    process = models.CharField(max_length=32)
    seen = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["focal_point", "officer", "process"], name="present_once")
        ]
        indexes = [models.Index(fields=["seen"])]

    def __str__(self) -> str:
        return f"{self.officer_id} at {self.focal_point_id}"
