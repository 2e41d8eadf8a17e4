"""Tables that library and conferences share: who may see a thing, what it is tied to, when pages changed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models import FocalPoint


class AudienceRow(models.Model):
    """One token of a thing's readers. The concrete table adds `thing`, related name `audience_rows`.

    A token is `public`, `cc:PK`, `net:glo-act`, `type:tip` or `post:<id>`; see hub.publishing.audience.
    """

    token = models.CharField(max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.token


class Relation(models.TextChoices):
    """How one thing is tied to another, read from the first to the second."""

    USED_IN = "used_in", _("Used in")
    PROVENANCE = "provenance", _("Comes from")
    EVIDENCE = "evidence", _("Is evidence for")
    RELATED = "related", _("Related")
    DERIVED = "derived_from", _("Derived from")


class Link(models.Model):
    """A typed tie between two things of any rooms, shown only to who may see the thing at its other end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    from_kind = models.CharField(max_length=40)
    from_id = models.UUIDField()
    relation = models.CharField(max_length=20, choices=Relation.choices)
    to_kind = models.CharField(max_length=40)
    to_id = models.UUIDField()
    created_by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_kind", "from_id", "relation", "to_kind", "to_id"], name="one_link_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["to_kind", "to_id"], name="links_to")]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.relation} {self.to_kind}"


class Stamp(models.Model):
    """A counter that every act raises which changes what everybody may read; kept pages compare it."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
