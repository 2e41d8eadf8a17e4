"""One recommendation, the revisions of its text in each language, and what delegations propose."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint
from hub.conferences.models.conference import Visibility, members_of
from hub.conferences.models.meeting import WorkingGroup
from hub.conferences.models.sets import RecommendationSet, readable
from hub.conferences.states import SHOWN
from hub.publishing.audience import tokens_for


class Force(models.TextChoices):
    """How strongly it is said."""

    SHALL = "shall", _("shall")
    SHOULD = "should", _("should")
    MAY = "may", _("may")
    ENCOURAGE = "encourage", _("are encouraged to")
    INVITE = "invite", _("are invited to")


class RecommendationQuery(models.QuerySet["Recommendation"]):
    """Recommendations, narrowed to what a reader may see."""

    def visible_to(self, reader: Acting | None) -> "RecommendationQuery":
        """Those of sets the reader sees; confidential ones only inside the mechanism."""
        tokens = tokens_for(reader)
        inside = members_of(tokens, "set__conference__")
        return self.filter(inside | (readable(tokens, "set__") & models.Q(confidential=False)))

    def published(self) -> "RecommendationQuery":
        """What everybody may read."""
        return self.filter(
            confidential=False,
            set__state__in=SHOWN,
            set__conference__visibility=Visibility.PUBLIC,
        )


class Recommendation(models.Model):
    """One paragraph of a set. `para_no` and `symbol` are given at adoption and never again.

    Until then `order` says where it stands. `addressees` are codes of countries, or "all", "secretariat",
    "organisations". `instruments` are [{"symbol": "A/RES/64/293", "paragraph": "4"}].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="recommendations")
    group = models.ForeignKey(
        WorkingGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    order = models.PositiveIntegerField(default=0)
    para_no = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=70, blank=True)
    themes = models.JSONField(default=list)
    pillars = models.JSONField(default=list)
    force = models.CharField(max_length=10, choices=Force.choices, default=Force.SHOULD)
    addressees = models.JSONField(default=list)
    actors = models.JSONField(default=list)
    deadline = models.DateField(null=True, blank=True)
    sdg = models.JSONField(default=list)
    instruments = models.JSONField(default=list)
    confidential = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    source_note = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    updated = models.DateTimeField(auto_now=True)

    objects = RecommendationQuery.as_manager()

    class Meta:
        ordering = ["set", "para_no", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol"], condition=~models.Q(symbol=""), name="one_recommendation_of_a_symbol"
            )
        ]

    def __str__(self) -> str:
        return self.symbol or str(self.id)


class Translation(models.TextChoices):
    """Who stands behind a text that is not the authoritative one."""

    OFFICIAL = "official", _("Official translation")
    UNOFFICIAL = "unofficial", _("Unofficial translation")
    MACHINE = "machine", _("Machine translation")


class RecommendationText(models.Model):
    """One revision of the text in one language. Rows are only added.

    `based_on`: the revision of the authoritative text that a translation renders. `outcome` says how the
    revision came about: saved, merged with somebody else's, or with both in brackets (conflict).
    """

    class Outcome(models.TextChoices):
        """How a revision came about."""

        SAVED = "saved", _("Saved")
        MERGED = "merged", _("Merged with another change")
        CONFLICT = "conflict", _("Both wordings kept in brackets")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(default=1)
    body = models.TextField()
    authoritative = models.BooleanField(default=False)
    translation = models.CharField(max_length=10, choices=Translation.choices, blank=True)
    based_on = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.SAVED)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    officer = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["recommendation", "language", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "language", "revision"], name="one_text_of_a_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.language} {self.revision}"


class ProposalKind(models.TextChoices):
    """What a delegation asks for."""

    REPLACE = "replace", _("Replace the text")
    INSERT = "insert", _("Insert")
    DELETE = "delete", _("Delete the paragraph")
    ADD_NEW = "add_new", _("Add a paragraph after this one")


class Disposition(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TextProposal(models.Model):
    """A change that a delegation proposes to one revision of a draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="proposals")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    officer = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=ProposalKind.choices, default=ProposalKind.REPLACE)
    language = models.CharField(max_length=10)
    base = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    disposition = models.CharField(max_length=10, choices=Disposition.choices, default=Disposition.OPEN)
    answer = models.TextField(blank=True)
    result = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    disposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["recommendation", "disposition"])]

    def __str__(self) -> str:
        return f"{self.country_id} {self.kind} {self.disposition}"
