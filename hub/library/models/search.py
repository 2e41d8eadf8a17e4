"""What is found and who may find it; the terms lie in a table that each database has its own kind of."""

from django.db import models


class Side(models.TextChoices):
    """Which version of an item a row holds: the one its audience reads, or the one its country works on."""

    SHOWN = "shown", "shown"
    WORK = "work", "work"


class SearchRow(models.Model):
    """One version of an item as the search knows it. Changing a row gives it a new place, the highest.

    `tokens` are words between spaces ("cc:PK public"), `facets` lines ("type:law"); `texts` is
    {language: [title, summary, body]}, the authoritative language first.
    """

    place = models.BigIntegerField(primary_key=True)
    item = models.UUIDField()
    side = models.CharField(max_length=5, choices=Side.choices)
    number = models.IntegerField()
    identifier = models.CharField(max_length=40)
    owner = models.CharField(max_length=4)
    state = models.CharField(max_length=20)
    tokens = models.TextField()
    facets = models.TextField()
    embargo = models.DateField(null=True)
    texts = models.JSONField()
    title_line = models.TextField()
    line = models.TextField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-place"]
        constraints = [models.UniqueConstraint(fields=["item", "side"], name="one_row_per_side")]

    def __str__(self) -> str:
        return self.identifier


class SearchStamp(models.Model):
    """One change of the index: its highest place then, the places it emptied, and a random mark of its own.

    The mark is what tells one history from another, as after a restored backup.
    """

    number = models.BigAutoField(primary_key=True)
    place = models.BigIntegerField()
    gone = models.TextField(blank=True)
    mark = models.CharField(max_length=16)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.mark}"
