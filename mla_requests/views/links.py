"""Requests that belong together: earlier, parallel, supplementary, same case. Only those one may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.results import Text
from hub.procedure import Side, Standing
from mla_requests import queries
from mla_requests.models import MlaRequest
from mla_requests.views.rows import Row, row
from mla_requests.views.shown import in_words

MOST = 20


@dataclass(frozen=True)
class LinkRow:
    """Another request, and how it belongs to this one."""

    row: Row
    words: Text


def linked(found: Row, standing: Standing, acting: Acting, moment: datetime) -> list[LinkRow]:
    """Requests this one names, those of the same national case, and those that supplement it."""
    kinds = _kinds(found, standing)
    wanted = Q(pk__in=list(kinds)) | Q(supplements=found.request.pk)
    if found.ours and standing.case is not None:
        wanted |= Q(case=standing.case)
    others = queries.whole_requests(acting).filter(wanted).exclude(pk=found.request.pk)[:MOST]
    return [LinkRow(row(one, acting, moment), _words(one, kinds, found)) for one in others]


def _kinds(found: Row, standing: Standing) -> dict[UUID, str]:
    """What links say is the asking side's own; the other side knows only what is supplemented."""
    kinds = {link.request: link.kind for link in standing.links} if found.ours else {}
    if standing.supplements is not None and found.side != Side.CONDUCTING:
        kinds.setdefault(standing.supplements, "earlier")
    return kinds


def _words(other: MlaRequest, kinds: Mapping[UUID, str], found: Row) -> Text:
    if other.pk in kinds:
        return in_words("links", kinds[other.pk])
    if other.supplements == found.request.pk:
        return _("Supplements this request")
    return in_words("links", "same_case")
