"""One pair, one registration, one hit."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deconfliction import queries
from deconfliction.models import BlindPair
from deconfliction.rules import may_change, may_withdraw
from deconfliction.states import AGREE, END, Status
from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.pages import page


@require_safe
@page
def pair_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who compares with whom, and agreeing or ending it."""
    by = acting_for(request)
    pair: BlindPair = queries.one(queries.pairs(by), pk)
    context = {
        **_between(pair, by),
        "status": Status(pair.status).label,
        "agree": may_change(AGREE, pair, by),
        "end": may_change(END, pair, by),
        "waits": pair.status == Status.PROPOSED and pair.proposer_id != by.focal_point.pk,
    }
    return render(request, "deconfliction/pair.html", context)


@require_safe
@page
def registration_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was registered, opened by the browser, and taking it back."""
    by = acting_for(request)
    row = queries.one(queries.registrations(by), pk)
    live = not row.withdrawn and row.until >= now().date()
    context = {**_between(row.pair, by), "row": row, "live": live, "may": may_withdraw(by, row)}
    return render(request, "deconfliction/registration.html", context)


@require_safe
@page
def hit_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The own registration, the other side's signature on the same token, and the way to a conversation."""
    by = acting_for(request)
    hit = queries.one(queries.hits(by), pk)
    own, _theirs = hit.of(by.focal_point.pk)
    context = {**_between(hit.pair, by), "hit": hit, "row": own}
    return render(request, "deconfliction/hit.html", context)


def _between(pair: BlindPair, by: Acting) -> dict[str, object]:
    return {"rail": "deconfliction", "pair": pair, "peer": pair.peer_of(by.focal_point.pk)}
