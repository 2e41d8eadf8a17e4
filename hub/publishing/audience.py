"""Who may read a thing: the tokens a reader holds, the tokens a thing asks for, and the one filter of both.

There is no rule for reading besides `visible_to`: list, page, search, feed and export cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, Model, OuterRef

from focal_points.acting import Acting
from focal_points.queries_networks import networks_of
from hub.base import clock
from hub.publishing.models import AudienceRow

__all__ = ["KINDS", "PUBLIC", "Audience", "AudienceRow", "VisibleTo", "rows_for", "tokens_for"]

PUBLIC = "public"
EVERYBODY = frozenset({PUBLIC})
KINDS = ("public", "network", "countries", "types", "owner")
PREFIX = {"network": "net:", "countries": "cc:", "types": "type:"}


def tokens_for(reader: Acting | None, on: date | None = None) -> frozenset[str]:
    """What a reader holds on a day (today): `public`; signed in also country, networks, type and post.

    The post is the one the reader acts at: a token made for one post never reads as another.
    """
    if reader is None:
        return EVERYBODY
    post = reader.focal_point
    networks = networks_of(reader.officer, on or clock.now().date(), post=post.pk)
    own = {country_token(post.country_id), f"type:{post.type}", post_token(post.pk)}
    return EVERYBODY | own | {f"net:{code}" for code in networks}


def country_token(code: str) -> str:
    """The token that every post of a country (or organisation) holds."""
    return f"cc:{code}"


def post_token(post: UUID) -> str:
    """The token that one post holds."""
    return f"post:{post}"


@dataclass(frozen=True)
class Audience:
    """Whom an owner shows a thing to: a kind of KINDS and the networks, countries or types it names."""

    kind: str
    names: tuple[str, ...] = ()

    def tokens(self, owner: str) -> frozenset[str]:
        """The tokens that open the thing; the owner's own country is always among them.

        Raises ValueError for a kind that is not known.
        """
        if self.kind not in KINDS:
            raise ValueError(self.kind)
        own = {country_token(owner)}
        if self.kind == PUBLIC:
            return frozenset(own | EVERYBODY)
        return frozenset(own | {PREFIX[self.kind] + name for name in self.names if self.kind in PREFIX})


def rows_for(table: type[AudienceRow], thing: Model, tokens: Iterable[str]) -> list[Any]:
    """Unsaved rows of a thing's own audience table, in a steady order; the caller's action writes them."""
    make: Any = table
    return [make(thing=thing, token=token) for token in sorted(tokens)]


class VisibleTo:
    """Mixed into the queryset of a thing whose audience table has the related name `audience_rows`."""

    model: Any
    filter: Any

    def visible_to(self, reader: Acting | None, on: date | None = None) -> Self:
        """Only what the reader (None: nobody signed in) may see, whatever its state."""
        return self.holding(tokens_for(reader, on))

    def holding(self, tokens: frozenset[str]) -> Self:
        """Only what one of the tokens opens."""
        rows = self.model._meta.get_field("audience_rows").related_model  # noqa: SLF001
        found = rows._default_manager.filter(thing=OuterRef("pk"), token__in=sorted(tokens))  # noqa: SLF001
        answer: Self = self.filter(Exists(found))
        return answer
