"""Keep a standing in the tables: named columns, changed measures only."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError

from focal_points.access import grant
from focal_points.models import FocalPoint
from hub.base.errors import Unseen
from mla_requests.models import PLAIN, Measure, MlaRequest, MlaRequestGroupObjectPermission
from mla_requests.states import MeasureStanding, Standing

COLUMNS = (*PLAIN, "status", "ball", "open_questions", "open_items", "stream_id")


def create(request_id: UUID, requesting: FocalPoint, file: UUID, standing: Standing) -> MlaRequest:
    """A new request, granted to the requesting post alone.

    Raises Unseen if the id is that of somebody else's request: nothing is told about it.
    """
    request = MlaRequest(pk=request_id, requesting=requesting, file_id=file)
    _fill(request, standing)
    try:
        request.save(force_insert=True)
    except IntegrityError as error:
        raise Unseen from error
    _add_measures(request, standing.measures)
    grant([requesting], "see_request", request, MlaRequestGroupObjectPermission)
    return request


def keep(request: MlaRequest, standing: Standing) -> None:
    """Save what changed; on transmission the requested post sees the request for the first time."""
    first_sent = standing.transmission is not None and request.transmission is None
    before = {name: getattr(request, name) for name in COLUMNS}
    _fill(request, standing)
    request.save(update_fields=[name for name in COLUMNS if getattr(request, name) != before[name]])
    _keep_measures(request, standing.measures)
    if first_sent:
        grant([request.requested], "see_request", request, MlaRequestGroupObjectPermission)


def _fill(request: MlaRequest, standing: Standing) -> None:
    for name in PLAIN:
        setattr(request, name, getattr(standing, name.removesuffix("_id")))
    request.status, request.ball = standing.status, standing.ball
    request.open_questions, request.open_items = list(standing.open_questions), list(standing.open_items)
    request.stream_id = request.pk if standing.transmission else None


def _add_measures(request: MlaRequest, measures: Mapping[str, MeasureStanding]) -> None:
    rows = [
        Measure(request=request, label=label, code=m.code, status=m.status, ground=m.ground)
        for label, m in measures.items()
    ]
    Measure.objects.bulk_create(rows)


def _keep_measures(request: MlaRequest, measures: Mapping[str, MeasureStanding]) -> None:
    rows = list(request.measures.all())
    if {row.label: row.code for row in rows} != {label: m.code for label, m in measures.items()}:
        request.measures.all().delete()
        _add_measures(request, measures)
        return
    changed = [row for row in rows if row.standing() != measures[row.label]]
    for row in changed:
        row.status, row.ground = measures[row.label].status, measures[row.label].ground
    Measure.objects.bulk_update(changed, ["status", "ground"])
