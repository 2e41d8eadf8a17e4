"""Pairs, registrations and hits. No identifier and no key is here: both are sealed in the events."""

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from deconfliction.states import Status
from focal_points.access import posts_of
from focal_points.models import FocalPoint, Officer
from hub.ledger.models import Stream


class PairSet(models.QuerySet["BlindPair"]):
    """Pairs, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "PairSet":
        """Pairs of a post where the officer has a seat now (of the post `only`)."""
        posts = posts_of(officer, only).values("pk")
        return self.filter(Q(proposer__in=posts) | Q(other__in=posts))


class BlindPair(models.Model):
    """Two posts that compare. Its id is that of its stream; the first event holds the sealed key of the two.

    `low` and `high` are the posts in the order of their ids, so that two posts have one open pair at most.
    """

    id = models.UUIDField(primary_key=True)
    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="blind_pair")
    proposer = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    low = models.UUIDField()
    high = models.UUIDField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed = models.DateTimeField()
    since = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    objects = PairSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["low", "high"], condition=~Q(status="ended"), name="one_open_blind_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"

    def peer_of(self, post: UUID) -> FocalPoint:
        """The other post of the two."""
        return self.other if self.proposer_id == post else self.proposer


class RegistrationSet(models.QuerySet["Registration"]):
    """Registrations, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "RegistrationSet":
        """Registrations of a post where the officer has a seat now (of the post `only`)."""
        return self.filter(focal_point__in=posts_of(officer, only))

    def live(self, today: date) -> "RegistrationSet":
        """Neither withdrawn nor past their last day."""
        return self.filter(withdrawn__isnull=True, until__gte=today)


class Registration(models.Model):
    """One identifier that a post registered for one pair. Its id is that of its own national stream."""

    id = models.UUIDField(primary_key=True)
    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="blind_registration")
    pair = models.ForeignKey(BlindPair, on_delete=models.PROTECT, related_name="registrations")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    event = models.UUIDField()
    token = models.CharField(max_length=64)
    until = models.DateField()
    created = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, blank=True)

    objects = RegistrationSet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["pair", "token"], name="blind_match"),
            models.Index(fields=["pair", "focal_point", "created"], name="blind_quota"),
            models.Index(fields=["focal_point", "-created", "-id"], name="blind_newest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class HitSet(models.QuerySet["Hit"]):
    """Hits, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "HitSet":
        """Hits of pairs where the officer has a seat at one of the two posts now."""
        posts = posts_of(officer, only).values("pk")
        return self.filter(Q(pair__proposer__in=posts) | Q(pair__other__in=posts))


class Hit(models.Model):
    """Both posts of a pair had the same token registered at one time."""

    id = models.UUIDField(primary_key=True)
    pair = models.ForeignKey(BlindPair, on_delete=models.PROTECT, related_name="hits")
    earlier = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    later = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HitSet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="blind_hit_newest")]
        constraints = [models.UniqueConstraint(fields=["earlier", "later"], name="blind_hit_once")]

    def __str__(self) -> str:
        return str(self.pk)

    def of(self, post: UUID) -> tuple[Registration, Registration]:
        """The registration of a post, and the other one."""
        if self.earlier.focal_point_id == post:
            return self.earlier, self.later
        return self.later, self.earlier
