"""The log: one leaf for each act, statement and lapse, the tiles of its tree, and its signed checkpoints."""

from django.db import models

from focal_points.models import Country, Officer


class Log(models.Model):
    """The one row that whoever appends locks: how many leaves there are, and how far each source was read."""

    size = models.PositiveBigIntegerField(default=0)
    read_to = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.size)


class Leaf(models.Model):
    """What was logged at a place, and the 32 random bytes that hide it from whoever may not see it.

    `name` is the hexadecimal hash that people know it by; `row` its row in the table of its kind.
    """

    class Kind(models.TextChoices):
        EVENT = "event"
        STATEMENT = "statement"
        LAPSE = "lapse"

    index = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    row = models.PositiveBigIntegerField()
    name = models.CharField(max_length=64, unique=True)
    blind = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["index"]
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="one_leaf_each")]

    def __str__(self) -> str:
        return f"{self.index} {self.kind}"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, each 32 bytes; never shorter than before."""

    level = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="one_tile_each")]

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class Checkpoint(models.Model):
    """A signed state of the log; `note` is the signed note as published, without cosignatures."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    made = models.DateTimeField()

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return str(self.size)


class Cosignature(models.Model):
    """A country's officer confirmed a checkpoint, dated by the own clock; `line` as it stands in a note."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-checkpoint_id", "country_id", "officer_id"]
        constraints = [models.UniqueConstraint(fields=["checkpoint", "officer"], name="cosigned_once")]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} by {self.country_id}"
