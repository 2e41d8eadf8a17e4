"""The agreements of one's own authority: what waits for it, what holds, what was."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements import queries
from agreements.models import Agreement
from agreements.rules import may_propose_at_all
from agreements.states import Side, Status
from agreements.views.wording import CHANNEL_LABELS
from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint
from hub.base.pages import page
from hub.base.results import Text


@dataclass(frozen=True)
class Row:
    """One agreement in the list; `peer` is the other authority."""

    agreement: Agreement
    peer: FocalPoint
    waits: bool
    status: Text
    channel: Text


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """What waits first, then what is in force, then the rest."""
    acting = acting_for(request)
    rows = [_row(one, acting) for one in queries.rows(acting)]
    context = {
        "waiting": [row for row in rows if row.agreement.status == Status.PROPOSED],
        "standing": [row for row in rows if row.agreement.status == Status.IN_FORCE],
        "over": [row for row in rows if row.agreement.status not in (Status.PROPOSED, Status.IN_FORCE)],
        "may": may_propose_at_all(acting),
        "rail": "agreements",
    }
    return render(request, "agreements/list.html", context)


def _row(agreement: Agreement, acting: Acting) -> Row:
    side, status = agreement.side_of(acting.focal_point), Status(agreement.status)
    return Row(
        agreement,
        agreement.other if side == Side.PROPOSER else agreement.proposer,
        waits=status == Status.PROPOSED and side == Side.OTHER,
        status=status.label,
        channel=CHANNEL_LABELS[agreement.rules["channel"]],
    )
