"""Reads of webhooks: a post sees its own, nobody else's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base import cursor
from hub.base.clock import text
from hub.base.errors import Invalid, Unseen
from hub.webhooks.models import Delivery, Endpoint, State

PAGE = 50


def endpoints(by: Acting) -> QuerySet[Endpoint]:
    """The post's endpoints, oldest first."""
    return Endpoint.objects.filter(focal_point=by.focal_point).order_by("created", "id")


def endpoint(by: Acting, pk: UUID) -> Endpoint:
    """One of them. Raises Unseen."""
    found = endpoints(by).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found


def log(of: Endpoint, place: str, limit: int = PAGE) -> tuple[list[Delivery], str | None]:
    """A page of deliveries, newest first, and the cursor of the next. Raises Invalid bad_cursor."""
    rows = Delivery.objects.filter(endpoint=of).order_by("-at", "-id")
    if place:
        rows = rows.filter(_before(*cursor.read(place, 2)))
    found = list(rows[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return shown, cursor.write([last.at.isoformat(), str(last.pk)]) if last else None


def due(now: datetime) -> QuerySet[Delivery]:
    """Deliveries to try now: not held by a worker, their endpoint not disabled."""
    free = Q(claimed__isnull=True) | Q(claimed__lte=now)
    rows = Delivery.objects.filter(free, state=State.WAITING, due__lte=now, endpoint__disabled__isnull=True)
    return rows.order_by("due", "id")


def endpoint_json(of: Endpoint) -> dict[str, Any]:
    """An endpoint as the API shows it; never a secret."""
    return {
        "id": str(of.pk),
        "address": of.address,
        "label": of.label,
        "kinds": of.kinds,
        "created": text(of.created),
        "succeeded": text(of.succeeded) if of.succeeded else None,
        "active": of.disabled is None,
        "why": of.why,
    }


def delivery_json(one: Delivery) -> dict[str, Any]:
    """A line of the log."""
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "target": one.target,
        "at": text(one.at),
        "state": one.state,
        "tries": one.tries,
        "last_try": text(one.last_try) if one.last_try else None,
        "next_try": text(one.due) if one.state == State.WAITING else None,
        "status": one.status,
        "problem": one.problem,
    }


def _before(at: str, pk: str) -> Q:
    try:
        moment, key = datetime.fromisoformat(at), UUID(pk)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
    if moment.tzinfo is None:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor")
    return Q(at__lte=moment) & (Q(at__lt=moment) | Q(id__lt=key))
