"""The country chain as accepted, and the key material it binds."""

from django.db import models

from focal_points.models.country import Country
from focal_points.models.officer import Officer
from focal_points.models.post import FocalPoint


class ChainStatement(models.Model):
    """One signed statement of a country about its officers, posts and keys; `envelope` as received."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="chain")
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    envelope = models.JSONField()
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ["country_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["country", "seq"], name="one_statement_per_seq")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.seq} {self.kind}"


class WaitingStatement(models.Model):
    """A statement that one administrator signed and another one has to sign; it counts for nothing.

    It follows the head `prev` and no other; `wraps` and `boxes` are the keys that it binds by hash.
    """

    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="waiting")
    hash = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    envelope = models.JSONField()
    wraps = models.JSONField()
    boxes = models.JSONField()
    by = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="proposed_statements")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [models.UniqueConstraint(fields=["country", "hash"], name="one_wait_per_statement")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.seq} {self.kind}"


class FocalPointKey(models.Model):
    """One key generation of a post: the public half, and the previous seed boxed under this one."""

    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="keys")
    generation = models.PositiveIntegerField()
    kem = models.CharField(max_length=44)
    box = models.TextField(blank=True)

    class Meta:
        ordering = ["focal_point_id", "generation"]
        constraints = [
            models.UniqueConstraint(fields=["focal_point", "generation"], name="one_key_per_generation")
        ]

    def __str__(self) -> str:
        return f"{self.focal_point_id} generation {self.generation}"


class SeedWrap(models.Model):
    """The seed of one key generation, wrapped to one officer (none: the recovery kit). Opaque here."""

    key = models.ForeignKey(FocalPointKey, on_delete=models.CASCADE, related_name="wraps")
    officer = models.ForeignKey(Officer, null=True, on_delete=models.CASCADE, related_name="seed_wraps")
    wrap = models.CharField(max_length=108)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "officer"], name="one_seed_wrap_per_officer"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(officer__isnull=True), name="one_recovery_wrap"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} for {self.officer_id}"
