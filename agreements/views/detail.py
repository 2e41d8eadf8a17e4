"""One agreement: its rules in words, since when they hold, and what may be done now."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements import queries
from agreements.api import find
from agreements.models import Agreement
from agreements.rules import acts_for
from agreements.states import MOVES, Side, Status
from agreements.views import wording
from focal_points.acting import Acting, acting_for
from hub.base.pages import page
from hub.ledger.models import Event


@require_safe
@page
def agreement_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one agreement."""
    acting = acting_for(request)
    found = find(acting, pk)
    acts = [{"move": move, "answer": answer} for move, answer in _acts(found, acting)]
    side = found.side_of(acting.focal_point)
    context = {
        "found": found,
        "status": Status(found.status).label,
        "peer": found.other if side == Side.PROPOSER else found.proposer,
        "waits": found.status == Status.PROPOSED and side == Side.OTHER,
        "rules_text": json.dumps(found.rules),
        "channel": wording.CHANNEL_LABELS[found.rules["channel"]],
        "limits": wording.limits(found.rules),
        "removed": [ground for ground in wording.grounds(found.rules) if ground["removed"]],
        "statistics": [one for one in wording.statistics(found.rules) if one["agreed"]],
        "languages": sorted(found.rules["languages"].items()),
        "allowed": [act for act in acts if act["answer"]],
        "denied": [act for act in acts if not act["answer"]],
        "timeline": _timeline(found),
        "holds_key": acting.holds_key,
        "rail": "agreements",
    }
    return render(request, "agreements/agreement.html", context)


def _acts(found: Agreement, acting: Acting) -> Any:
    return acts_for(found, acting, queries.present(found.low, found.high))


def _timeline(found: Agreement) -> list[dict[str, Any]]:
    events = Event.objects.filter(stream=found.pk).select_related("officer", "focal_point__country")
    return [{"event": one, "label": MOVES[one.kind].done} for one in events.order_by("seq")]
