"""The pages of one conference, part by part."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.conferences import queries, rules
from hub.conferences.models import Conference, Statement
from hub.conferences.queries_lineage import accounts, unaccounted
from hub.conferences.states import EDITABLE, OVER
from hub.conferences.views import adoption, texts
from hub.conferences.views.lineage import called
from hub.conferences.views.parts import TABS, frame, inside, listed, moves, offer
from hub.conferences.views.public.addresses import place
from hub.conferences.views.public.conference import delegations, ties

Part = Callable[[Acting, Conference], dict[str, Any]]


@require_safe
@page
def conference_page(request: HttpRequest, pk: UUID, tab: str = "overview") -> HttpResponse:
    """One part of a conference; parts for those who draft do not exist for others."""
    by = acting_for(request)
    conference = queries.conference(by, pk)
    within = inside(by, conference)
    if tab not in TABS or (tab in ("groups", "adoption") and not within):
        raise Unseen
    context = frame(by, conference, tab, within=within) | PARTS[tab](by, conference)
    context["part"] = f"conferences/tabs/{tab}.html"
    return render(request, "conferences/conference.html", context)


def _overview(by: Acting, conference: Conference) -> dict[str, Any]:
    within = inside(by, conference)
    open_ = sum(queries.open_proposals(one).count() for one in queries.sets(by, conference)) if within else 0
    return {
        "place": place(conference),
        "answer": adoption.where(by, conference) if within else "",
        "open_proposals": open_,
        "missing": len(unaccounted(conference)) if within else 0,
        "predecessor": queries.conferences(by).filter(successors=conference).first(),
        "successors": queries.conferences(by).filter(predecessor=conference),
        "ties": ties("conferences.conference", conference, by),
        **listed(moves(by, conference)),
    }


def _delegations(by: Acting, conference: Conference) -> dict[str, Any]:
    own = conference.delegations.filter(country=by.country)
    statements = Statement.objects.visible_to(by).filter(delegation__conference=conference)
    offers = []
    if rules.may_organise(by, conference):
        offers.append(offer("edition", conference, "list_delegation", rules.may_prepare(by, conference)))
    if own.exists() and rules.speaks(by) and conference.state not in OVER:
        offers += [offer("edition", conference, act) for act in ("register", "add_statement", "decline")]
    return {
        "delegations": delegations(conference),
        "statements": [_statement(by, one) for one in statements.select_related("delegation__country")],
        **listed(offers),
    }


def _statement(by: Acting, one: Statement) -> dict[str, Any]:
    own = one.delegation.country_id == by.country
    draft = own and one.state == Statement.State.DRAFT
    return {
        "statement": one,
        "own": draft,
        "may_clear": draft and one.drafted_by != by.officer.pk,
        "may_shelve": own and bool(rules.speaks(by)),
    }


def _programme(by: Acting, conference: Conference) -> dict[str, Any]:
    offers = []
    if rules.may_organise(by, conference):
        offers.append(offer("edition", conference, "add_item", rules.may_prepare(by, conference)))
    return {"agenda": conference.agenda.all(), **listed(offers)}


def _groups(by: Acting, conference: Conference) -> dict[str, Any]:
    rows = conference.groups.select_related(
        "chair__country", "rapporteur__country", "conference__series__network"
    )
    offers = []
    if rules.may_organise(by, conference):
        offers.append(offer("edition", conference, "add_group", rules.may_prepare(by, conference)))
    return {
        "groups": [
            {
                "group": one,
                "members": one.members.select_related("post__country"),
                "leads": bool(rules.may_lead(by, one)),
                "drafts": one.drafts.filter(withdrawn=False).count(),
            }
            for one in rows
        ],
        **listed(offers),
    }


def _lineage(by: Acting, conference: Conference) -> dict[str, Any]:
    within = inside(by, conference)
    found = accounts(conference) if within else []
    own = rules.may_prepare(by, conference)
    newest = next(iter(queries.sets(by, conference)), None)
    return {
        "accounts": [{"account": one, "symbol": called(one.ancestor)} for one in found],
        "missing": sum(not one.fate for one in found),
        "may_account": bool(own) and newest is not None,
        "set": newest,
        "editing": newest is not None and newest.state in EDITABLE,
        **texts.lineage_of(by, conference),
        **listed([]),
    }


def _adoption(by: Acting, conference: Conference) -> dict[str, Any]:
    return adoption.adoption(by, conference, now())


PARTS: dict[str, Part] = {
    "overview": _overview,
    "delegations": _delegations,
    "programme": _programme,
    "groups": _groups,
    "drafts": texts.texts,
    "lineage": _lineage,
    "adoption": _adoption,
}
