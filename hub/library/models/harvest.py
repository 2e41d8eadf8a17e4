"""What repositories may harvest, and what they must forget again."""

from django.db import models


class HarvestRecord(models.Model):
    """An item that everybody may read since `stamp`, or could until then (`deleted`, kept for ever).

    A `stamp` in the future is the end of an embargo: nobody is told of the item before.
    """

    number = models.IntegerField(primary_key=True)
    item = models.UUIDField(unique=True)
    type = models.CharField(max_length=20)
    version = models.CharField(max_length=40)
    stamp = models.DateTimeField()
    deleted = models.BooleanField(default=False)

    class Meta:
        ordering = ["stamp", "number"]
        indexes = [models.Index(fields=["stamp", "number"], name="library_harvest")]

    def __str__(self) -> str:
        return f"{self.version} {self.stamp:%Y-%m-%d}"
