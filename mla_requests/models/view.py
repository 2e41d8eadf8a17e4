"""Filters of the lists that an officer keeps under a name."""

from django.db import models

from focal_points.models import Officer


class SavedView(models.Model):
    """A list as its address shows it: `query` is what follows the question mark."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name
