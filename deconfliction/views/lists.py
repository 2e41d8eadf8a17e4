"""Hits first, then what the own post registered, then with whom it compares."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deconfliction import queries
from deconfliction.models import Registration
from deconfliction.queries.paging import LIMIT, page
from deconfliction.rules import may_open_at_all, may_register_at_all
from deconfliction.states import Status
from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.base.pages import page as as_page


@require_safe
@as_page
def list_page(request: HttpRequest) -> HttpResponse:
    """The newest hits, a page of registrations, and pairs."""
    by, own = acting_for(request), acting_for(request).focal_point.pk
    rows, following = _registrations(by, request.GET.get("cursor", ""))
    pairs = list(queries.pairs(by)[:LIMIT])
    context = {
        "rail": "deconfliction",
        "hits": [{"hit": one, "peer": one.pair.peer_of(own)} for one in queries.hits(by)[:LIMIT]],
        "registrations": [_row(one, by) for one in rows],
        "next": following,
        "pairs": [
            {
                "pair": one,
                "peer": one.peer_of(own),
                "status": Status(one.status).label,
                "waits": one.status == Status.PROPOSED and one.proposer_id != own,
            }
            for one in pairs
        ],
        "may_register": may_register_at_all(by) and any(one.status == Status.IN_FORCE for one in pairs),
        "may_open": bool(may_open_at_all(by)),
        "country": by.country,
    }
    return render(request, "deconfliction/list.html", context)


def _registrations(by: Acting, given: str) -> tuple[list[Registration], str | None]:
    try:
        return page(queries.registrations(by), "created", given)
    except Invalid:
        return page(queries.registrations(by), "created", "")


def _row(one: Registration, by: Acting) -> dict[str, object]:
    live = not one.withdrawn and one.until >= now().date()
    return {"row": one, "peer": one.pair.peer_of(by.focal_point.pk), "live": live}
