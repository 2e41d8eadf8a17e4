"""One flat row for a case, so that a page of figures is a few scans of one table; and frozen releases."""

from django.db import models


class Figure(models.Model):
    """What `figure.FigureRow` says, in columns. Its id is that of the case. Follows from the case alone.

    `measures` is text, e.g. "|18.3.f:executed:|18.3.a:refused:18.9|": counting whole texts and taking the few
    different ones apart is many times faster than joining a table of measures.
    """

    id = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=10)
    sender = models.CharField(max_length=2)
    receiver = models.CharField(max_length=2)
    owner = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=20, blank=True)
    offence = models.CharField(max_length=20, blank=True)
    measures = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    month = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    acknowledged = models.BooleanField(default=False)
    in_time = models.BooleanField(null=True, blank=True)
    returned = models.BooleanField(default=False)
    rounds = models.PositiveIntegerField(default=0)
    accepted = models.BooleanField(default=False)
    conditions = models.BooleanField(default=False)
    postponed = models.BooleanField(default=False)
    converted = models.BooleanField(default=False)
    uses_asked = models.PositiveIntegerField(default=0)
    uses_granted = models.PositiveIntegerField(default=0)
    uses_denied = models.PositiveIntegerField(default=0)
    deliver = models.BigIntegerField(null=True, blank=True)
    acknowledge = models.BigIntegerField(null=True, blank=True)
    decide = models.BigIntegerField(null=True, blank=True)
    decide_net = models.BigIntegerField(null=True, blank=True)
    execute = models.BigIntegerField(null=True, blank=True)
    execute_net = models.BigIntegerField(null=True, blank=True)
    total = models.BigIntegerField(null=True, blank=True)
    total_net = models.BigIntegerField(null=True, blank=True)
    held_sender = models.BigIntegerField(default=0)
    held_receiver = models.BigIntegerField(default=0)
    useful = models.CharField(max_length=12, blank=True)
    used_investigation = models.BooleanField(default=False)
    used_indictment = models.BooleanField(default=False)
    used_conviction = models.BooleanField(default=False)
    used_acquittal = models.BooleanField(default=False)
    used_asset_recovery = models.BooleanField(default=False)
    used_victim_protection = models.BooleanField(default=False)
    persons_heard = models.PositiveIntegerField(default=0)
    victims_heard = models.PositiveIntegerField(default=0)
    documents_served = models.PositiveIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    assets_frozen = models.PositiveIntegerField(default=0)
    assets_confiscated = models.PositiveIntegerField(default=0)
    assets_returned = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["sender", "source", "month"]),
            models.Index(fields=["receiver", "source", "month"]),
            models.Index(fields=["source", "month"]),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.id}"


class Release(models.Model):
    """The tables of one closed year of one universe, as they were published. Made once, never changed.

    `tables` is {table: {"rows": [[category, count]], "hidden": [categories], "block": count or None}};
    `total` is None if there were fewer than 5 cases.
    """

    year = models.PositiveIntegerField()
    source = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    total = models.PositiveIntegerField(null=True, blank=True)
    tables = models.JSONField(default=dict)

    class Meta:
        ordering = ["-year", "source"]
        constraints = [models.UniqueConstraint(fields=["year", "source"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"
