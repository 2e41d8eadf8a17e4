"""Agreements as pages and the API show them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from agreements.models import Agreement
from agreements.queries.effect import present
from agreements.rules import acts_for
from agreements.states import MOVES, Side, Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.ledger.models import Event

MOST = 200


def rows(acting: Acting) -> QuerySet[Agreement]:
    """What the acting post proposed or was proposed, open and in force first, then the newest."""
    seen = Agreement.objects.visible_to(acting.officer, acting.only)
    mine = seen.filter(proposer=acting.focal_point) | seen.filter(other=acting.focal_point)
    return whole(mine).order_by("-status", "-proposed", "pk")[:MOST]


def whole(seen: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """With both posts and their countries."""
    return seen.select_related("proposer__country", "other__country", "stream")


def row_json(agreement: Agreement, acting: Acting) -> dict[str, Any]:
    """One agreement in a list."""
    side = agreement.side_of(acting.focal_point)
    peer = agreement.other if side == Side.PROPOSER else agreement.proposer
    return {
        "id": str(agreement.pk),
        "country": peer.country_id,
        "country_name": str(peer.country),
        "proposer": _post(agreement.proposer),
        "other": _post(agreement.other),
        "side": side.value,
        "status": agreement.status,
        "status_label": str(Status(agreement.status).label),
        "waits_for_us": agreement.status == Status.PROPOSED and side == Side.OTHER,
        "proposed": text(agreement.proposed),
        "since": text(agreement.since) if agreement.since else None,
        "ended": text(agreement.ended) if agreement.ended else None,
        "replaces": str(agreement.replaces) if agreement.replaces else None,
        "rules": agreement.rules,
    }


def detail(agreement: Agreement, acting: Acting) -> dict[str, Any]:
    """One agreement with what may be done now, why not the rest, and what was done."""
    current = present(agreement.low, agreement.high)
    return {
        **row_json(agreement, acting),
        "stream": {"head_seq": agreement.stream.head_seq, "head_hash": agreement.stream.head_hash},
        "acts": [
            {
                "kind": move.kind,
                "label": str(move.label),
                "allowed": bool(answer),
                "code": getattr(answer, "code", ""),
                "reason": str(getattr(answer, "reason", "")),
                "source": str(getattr(answer, "source", "") or move.source),
            }
            for move, answer in acts_for(agreement, acting, current)
        ],
        "timeline": list(_timeline(agreement)),
    }


def _timeline(agreement: Agreement) -> Iterable[dict[str, Any]]:
    events = Event.objects.filter(stream=agreement.pk).select_related("officer", "focal_point__country")
    for event in events.defer("envelope").order_by("seq"):
        yield {
            "event": str(event.pk),
            "kind": event.kind,
            "label": str(MOVES[event.kind].done),
            "by": event.officer.name,
            "focal_point": str(event.focal_point_id),
            "country_name": str(event.focal_point.country),
            "at": text(event.accepted_at),
        }


def _post(post: FocalPoint) -> dict[str, str]:
    return {"focal_point": str(post.pk), "country": post.country_id, "name": post.name}
