"""The form of one act, which the browser seals."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.queries import in_force, most_channel
from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint, Officer
from hub.base.clock import now
from hub.base.errors import Forbidden, Unseen
from hub.base.pages import page
from hub.base.results import Denied
from hub.forms import schema
from hub.procedure import MOVES, OPEN_MEASURE, UNDECIDED_MEASURE, MeasureStatus, Standing
from hub.procedure.statuses import RUNNING_MEASURE
from mla_requests import words
from mla_requests.rules import may
from mla_requests.views import shown
from mla_requests.views.detail import base, find
from mla_requests.views.fields import field_words
from mla_requests.views.rows import Row

# The whole letter is on the page, because the officer decides on it.
SHOWS_LETTER = frozenset(
    f"mla.{kind}"
    for kind in (
        *("submit", "approve", "return_draft", "share_draft", "transmit", "oral"),
        *("comment_draft", "return", "redirect", "assess", "accept", "identities"),
    )
)
GRAVE = frozenset({"mla.refuse", "mla.withdraw", "mla.discard", "mla.return"})
# What an act answers is shown above its form, opened.
ANSWERS = {
    "mla.oral_confirm": "mla.oral",
    "mla.comment_draft": "mla.share_draft",
    "mla.consult_reply": "mla.consult mla.consult_reply mla.counter",
    "mla.consult_end": "mla.consult_reply mla.consult",
    "mla.conditions": "mla.consult_reply mla.counter mla.consult",
    "mla.accept_conditions": "mla.conditions",
    "mla.counter": "mla.conditions",
    "mla.refuse": "mla.consult_reply mla.consult",
    "mla.postpone": "mla.consult_reply mla.consult",
    "mla.status_update": "mla.status_query",
    "mla.agree_date": "mla.propose_date",
    "mla.continue_anyway": "mla.cannot_keep_confidential",
    "mla.confirm_close": "mla.close",
    "mla.object_close": "mla.close",
    "mla.answer_use": "mla.ask_use",
    "mla.duty_confirm": "mla.duty_done",
}
# Measures an act may name, where that is not every open one.
MEASURES = {
    "mla.accept": UNDECIDED_MEASURE | {MeasureStatus.POSTPONED},
    "mla.resume": frozenset({MeasureStatus.POSTPONED}),
    "mla.executed": RUNNING_MEASURE,
    "mla.results": RUNNING_MEASURE,
    "mla.custody": frozenset(MeasureStatus),
    "mla.safe_conduct": frozenset(MeasureStatus),
    "mla.preserved": frozenset(MeasureStatus),
}
# Where leaving the boxes unticked is the likelier choice.
UNTICKED = frozenset({"mla.consult", "mla.conditions"})


@require_safe
@page
def act_page(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """The form of one act on a request."""
    acting = acting_for(request)
    kind = f"mla.{act}"
    if kind not in MOVES or kind == "mla.draft":
        raise Unseen
    found = find(acting, pk)
    answer = may(MOVES[kind], found.request, acting, None, now())
    if isinstance(answer, Denied):
        raise Forbidden(answer)
    standing = found.request.standing()
    context = {**base(found, standing), **_form(kind), **_choices(kind, found, standing, acting)}
    return render(request, "mla_requests/act.html", context)


def _form(kind: str) -> dict[str, Any]:
    form = schema.act(kind)
    return {
        "move": MOVES[kind],
        "kind": kind,
        "label": words.label(kind),
        "facts": [field_words(one) for one in form.facts],
        "sealed": [field_words(one) for one in form.sealed],
        "shows_letter": kind in SHOWS_LETTER,
        "answers": ANSWERS.get(kind, ""),
        "grave": kind in GRAVE,
        "ticked": kind not in UNTICKED,
    }


def _choices(kind: str, found: Row, standing: Standing, acting: Acting) -> dict[str, Any]:
    open_to = MEASURES.get(kind, OPEN_MEASURE)
    return {
        "measures": [m for m in shown.measures(found, standing) if MeasureStatus(m["status"]) in open_to],
        "officers": _officers(acting) if kind == "mla.assign" else [],
        "authorities": _posts(acting) if kind == "mla.redirect" else [],
        **(_sending(found) if kind == "mla.transmit" else {}),
    }


def _sending(found: Row) -> dict[str, Any]:
    """The agreement between the two countries, and the most that its channel or the directory allows."""
    asking, asked = found.request.requesting, found.request.requested
    agreed = in_force(asking.country_id, asked.country_id, now())
    most = most_channel(asking, asked, now())
    agreed_words = shown.in_words("channel", most.channel) if most.source else ""
    return {"agreement": agreed.pk if agreed else "", "ceiling_words": agreed_words, "preset": most.channel}


def _officers(acting: Acting) -> QuerySet[Officer]:
    """Whoever has a seat with a key at the own post now."""
    seats = {"seats__focal_point": acting.focal_point.pk, "seats__to_seq__isnull": True}
    return (
        Officer.objects.filter(**seats, seats__role__in=("officer", "approver")).distinct().order_by("name")
    )


def _posts(acting: Acting) -> QuerySet[FocalPoint]:
    """Other posts of the own country that hold keys."""
    own = FocalPoint.objects.filter(country=acting.country, generation__gt=0)
    return own.exclude(pk=acting.focal_point.pk).order_by("name")
