"""Every act that a page offers, by the kind of thing it is done to."""

from typing import Any
from uuid import UUID

from focal_points.acting import Acting
from hub.base.errors import Unseen
from hub.conferences import queries
from hub.conferences.models import (
    AgendaItem,
    Conference,
    Delegation,
    Objection,
    RecommendationLink,
    Statement,
    TextProposal,
    WorkingGroup,
)
from hub.conferences.views.acts import drafts, meeting
from hub.conferences.views.acts.act import Act, Kind
from hub.conferences.views.acts.addresses import act_url, draft_url, tab_url

__all__ = ["KINDS", "Act", "Kind", "act_url", "draft_url", "tab_url"]


def _row(table: Any, pk: UUID, *related: str) -> Any:
    found = table.objects.filter(pk=pk).select_related(*related).first()
    if found is None:
        raise Unseen
    return found


def _around(table: Any, *, within: bool = False) -> Any:
    """Find a thing of a conference that the reader sees, or whose drafts the reader reads."""

    def find(by: Acting, pk: UUID) -> Any:
        row = _row(table, pk, "conference__series__network")
        queries.conference(by, row.conference_id)
        if within and not Conference.objects.drafted_by(by).filter(pk=row.conference_id).exists():
            raise Unseen
        return row

    return find


def _statement(by: Acting, pk: UUID) -> Any:
    rows = Statement.objects.visible_to(by).filter(pk=pk)
    found = rows.select_related("delegation__conference__series__network").first()
    if found is None:
        raise Unseen
    return found


def _proposal(by: Acting, pk: UUID) -> Any:
    row = _row(TextProposal, pk)
    row.recommendation = queries.recommendation(by, row.recommendation_id)
    return _inside(by, row, row.recommendation.set.conference_id)


def _objection(by: Acting, pk: UUID) -> Any:
    row = _row(Objection, pk)
    row.set = queries.one_set(by, row.set_id)
    return _inside(by, row, row.set.conference_id)


def _link(by: Acting, pk: UUID) -> Any:
    row = _row(RecommendationLink, pk)
    row.start = queries.recommendation(by, row.start_id)
    return row


def _inside(by: Acting, row: Any, conference: UUID) -> Any:
    """Proposals and objections are for those who draft, also after publication."""
    if not Conference.objects.drafted_by(by).filter(pk=conference).exists():
        raise Unseen
    return row


KINDS: dict[str, Kind] = {
    "edition": Kind(queries.conference, tab_url, meeting.CONFERENCE),
    "delegation": Kind(
        _around(Delegation), lambda one: tab_url(one.conference, "delegations"), meeting.DELEGATION
    ),
    "item": Kind(_around(AgendaItem), lambda one: tab_url(one.conference, "programme"), meeting.ITEM),
    "group": Kind(
        _around(WorkingGroup, within=True), lambda one: tab_url(one.conference, "groups"), meeting.GROUP
    ),
    "statement": Kind(
        _statement, lambda one: tab_url(one.delegation.conference, "delegations"), meeting.STATEMENT
    ),
    "set": Kind(queries.one_set, lambda one: tab_url(one.conference, "adoption"), drafts.SET),
    "draft": Kind(queries.recommendation, draft_url, drafts.DRAFT),
    "proposal": Kind(_proposal, lambda one: draft_url(one.recommendation), drafts.PROPOSAL),
    "objection": Kind(_objection, lambda one: tab_url(one.set.conference, "adoption"), drafts.OBJECTION),
    "link": Kind(_link, lambda one: draft_url(one.start), drafts.LINK),
}
