"""Keep a standing in the tables: named columns, changed measures only, grants as sides come to know of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError

from focal_points.access import grant
from focal_points.models import FocalPoint
from hub.base.errors import Unseen
from hub.ledger.actions import ended
from hub.procedure import OVER, MeasureStanding, Standing
from mla_requests.actions.counting import count
from mla_requests.models import (
    JSON_COLUMNS,
    PLAIN,
    Measure,
    MlaRequest,
    MlaRequestGroupObjectPermission,
)
from mla_requests.queries.clocks import next_due

COLUMNS = (
    *PLAIN, *JSON_COLUMNS, "state", "status", "ball", "shared_ball", "stream_id", "assignee_requesting_id",
    "assignee_requested_id", "next_due", "next_due_side", "next_due_code",
)  # fmt: skip
MEASURE_COLUMNS = ("status", "ground", "conditional", "procedure", "before")
TICK = timedelta(microseconds=1)


def lock(request_id: UUID) -> MlaRequest:
    """The request under its lock, with posts and measures. It is locked before its streams, always."""
    rows = MlaRequest.objects.select_for_update(of=("self",)).prefetch_related("measures")
    return rows.select_related("requesting__country", "requested__country", "conducting__country").get(
        pk=request_id
    )


def moment_after(request: MlaRequest, now: datetime) -> datetime:
    """The moment of the next act: later than that of every act before it, whatever the clock says."""
    return max(now, request.updated + TICK)


def create(request_id: UUID, file: UUID, standing: Standing, posts: list[FocalPoint]) -> MlaRequest:
    """A new request, granted to the posts of its file alone.

    Raises Unseen if the id is that of somebody else's request: nothing is told about it.
    """
    request = MlaRequest(pk=request_id, file_id=file)
    _fill(request, standing)
    try:
        request.save(force_insert=True)
    except IntegrityError as error:
        raise Unseen from error
    _add_measures(request, standing.measures)
    grant(posts, "see_request", request, MlaRequestGroupObjectPermission)
    return request


def keep(request: MlaRequest, standing: Standing) -> None:
    """Save what changed; with the first shared act the requested post sees the request for the first time."""
    first_shared = bool(standing.shared) and not request.shared
    before = {name: getattr(request, name) for name in COLUMNS}
    _fill(request, standing)
    request.save(update_fields=[name for name in COLUMNS if getattr(request, name) != before[name]])
    _keep_measures(request, standing.measures)
    if first_shared:
        grant([request.requested], "see_request", request, MlaRequestGroupObjectPermission)
    count(request, standing)
    if standing.status in OVER and before["status"] not in OVER:
        ended([request.file_id, request.pk], standing.updated.date())


def _fill(request: MlaRequest, standing: Standing) -> None:
    request.take(standing)
    due, side, code = next_due(standing, request)
    request.next_due, request.next_due_side, request.next_due_code = due, side, code


def _add_measures(request: MlaRequest, measures: Mapping[str, MeasureStanding]) -> None:
    rows = []
    for label, standing in measures.items():
        row = Measure(request=request, label=label)
        row.take(standing)
        rows.append(row)
    Measure.objects.bulk_create(rows)


def _keep_measures(request: MlaRequest, measures: Mapping[str, MeasureStanding]) -> None:
    rows = list(request.measures.all())
    if {row.label: row.code for row in rows} != {label: m.code for label, m in measures.items()}:
        Measure.objects.filter(request=request).delete()
        _add_measures(request, measures)
        return
    changed = [row for row in rows if row.standing() != measures[row.label]]
    for row in changed:
        row.take(measures[row.label])
    Measure.objects.bulk_update(changed, MEASURE_COLUMNS)
