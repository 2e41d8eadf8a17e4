"""What a focal point keeps until when, its term and holds, and the page on which its copy is erased."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Invalid, Unseen
from hub.base.pages import page
from hub.ledger.actions import hold_keeping, lift_hold, set_term
from hub.ledger.models import Keeping, Stream
from hub.ledger.queries_erasing import holders, kept_json, kept_page, waiting_for
from hub.ledger.rules_erasing import ERASABLE, may_manage, may_set_term, term_of
from mla_requests.models import MlaRequest

RULES = (
    ("retention", gettext_lazy("The time to keep it has passed")),
    ("court", gettext_lazy("A court ordered it")),
    ("victim", gettext_lazy("A victim asked for it")),
    ("error", gettext_lazy("It was sent or written in error")),
)


@require_safe
@page
def retention_page(request: HttpRequest) -> HttpResponse:
    """Cases that are over, with the day until which they are kept."""
    by, number = acting_for(request), request.GET.get("page", "0")
    rows, following = kept_page(
        by, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    )
    listed = kept_json(rows, by, now().date())
    of = _requests(one["stream"] for one in listed)
    for one, row in zip(listed, rows, strict=True):
        one |= {"row": row, "request": of.get(row.stream_id), "until": _day(one["until"])}
    context = {"rows": listed, "next": following, "term": term_of(by), "sets": may_set_term(by)}
    return render(request, "operations/retention.html", context)


@require_POST
@page
def save_term(request: HttpRequest) -> HttpResponse:
    """Set the post's term."""
    by, years = acting_for(request), request.POST.get("years", "")
    number = int(years) if years.isascii() and years.isdigit() and len(years) < 4 else 0
    try:
        set_term(number, "alone" in request.POST, by=by)
    except Invalid as problem:
        messages.error(request, str(problem.detail))
    else:
        messages.success(request, _("Kept. It holds for everything that is not erased yet."))
    return redirect("retention")


@require_safe
@page
def keeping_page(request: HttpRequest, stream: UUID) -> HttpResponse:
    """One request or national file: who holds it, until when, and erasing the own copy."""
    by = acting_for(request)
    found = _seen(stream, by)
    kept = Keeping.objects.filter(stream=found, focal_point=by.focal_point).first()
    kept = kept or Keeping(stream=found, focal_point=by.focal_point)
    [row] = kept_json([kept], by, now().date())
    posts, proposal = holders(stream), waiting_for(stream, by)
    context = {
        "kept": kept,
        "row": row | {"until": _day(row["until"])},
        "request_id": _requests([str(stream)]).get(stream),
        "holders": posts,
        "countries": json.dumps({str(post.pk): post.country_id for post in posts}),
        "proposal": proposal,
        "proposal_json": json.dumps(proposal and {"event": str(proposal.pk), "facts": proposal.facts}),
        "own_proposal": proposal is not None and proposal.officer_id == by.officer.pk,
        "rule": proposal and dict(RULES)[proposal.facts["rule"]],
        "rules": RULES,
        "manages": may_manage(by),
        "alone": term_of(by).alone,
        "shared": found.kind == Stream.Kind.REQUEST,
    }
    return render(request, "operations/keeping.html", context)


@require_POST
@page
def change_hold(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Put on hold, or lift the hold."""
    by = acting_for(request)
    if request.POST.get("do") == "lift":
        lift_hold(stream, by=by)
    else:
        hold_keeping(stream, by=by, now=now())
    return redirect("keeping", stream)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _seen(stream: UUID, by: Acting) -> Stream:
    seen = Stream.objects.visible_to(by.officer, by.focal_point.pk).filter(kind__in=ERASABLE)
    found = seen.filter(pk=stream).first()
    if found is None:
        raise Unseen
    return found


def _requests(streams: Any) -> dict[UUID, UUID]:
    """The request that each stream belongs to."""
    ids = [UUID(one) for one in streams]
    files = MlaRequest.objects.filter(file_id__in=ids).values_list("file_id", "pk")
    return dict(files) | {
        one: one for one in MlaRequest.objects.filter(pk__in=ids).values_list("pk", flat=True)
    }
