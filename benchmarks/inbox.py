"""A page of 50 of the inbox among 100 000 requests, against the bare indexed join that finds the same rows.

The rows are inserted in bulk: the list alone is measured. A tenth of them is the reader's.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from benchmarks import world
from benchmarks.figures import Figure, median, seconds

if TYPE_CHECKING:
    from focal_points.models import FocalPoint, Officer
    from mla_requests.models import MlaRequest
    from tests.cast import Cast

REQUESTS = 100_000
MINE = 10
BATCH = 5000
ROUNDS = 30
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
JOIN = """
SELECT id, file_id, stream_id, requesting_id, requested_id, conducting_id, status, shared, ball, shared_ball,
       since, updated, shared_at, urgent, legal_basis, offence, wanted_by, version, transmission, channel,
       next_due, next_due_side, next_due_code, state
FROM mla_requests_mlarequest r
WHERE requested_id = %s AND EXISTS (
    SELECT 1 FROM mla_requests_mlarequestgroupobjectpermission g
    JOIN focal_points_focalpoint p ON p.group_id = g.group_id
    JOIN focal_points_seat s ON s.focal_point_id = p.id
    WHERE g.content_object_id = r.id AND s.officer_id = %s AND s.to_seq IS NULL)
ORDER BY shared_at DESC, id DESC LIMIT 51
"""


def fill(cast: "Cast") -> None:
    """Requests between three posts with their files, grants and one measure each."""
    from django.db import transaction

    reader, sender, stranger = (s.post.row for s in (cast.recipient, cast.sender, cast.stranger))
    drafter = cast.sender.officer.officer
    with transaction.atomic():
        for first in range(0, REQUESTS, BATCH):
            pairs = [
                (sender, reader) if i % MINE == 0 else (stranger, sender) for i in range(first, first + BATCH)
            ]
            insert([row(i, *pair, drafter) for i, pair in enumerate(pairs, first)])


def row(i: int, requesting: "FocalPoint", requested: "FocalPoint", drafter: "Officer") -> "MlaRequest":
    """A request after transmission, two of three of them closed since; the later i, the newer."""
    from hub.ledger.models import Stream
    from mla_requests.models import MlaRequest

    moment = BEGIN + timedelta(minutes=i)
    status, ball = ("transmitted", "requested") if i % 3 == 0 else ("closed", "nobody")
    due = moment + timedelta(days=7) if ball == "requested" else None
    told = {
        "legal_basis": "untoc", "offence": "tip", "urgent": False, "wanted_by": None,
        "measures": {"m1": "18.3.f"}, "event": str(uuid4()),
    }  # fmt: skip
    return MlaRequest(
        pk=uuid4(), file=Stream(pk=uuid4(), kind="file"), requesting=requesting, requested=requested,
        status=status, shared=status, ball=ball, shared_ball=ball, since=moment, updated=moment,
        shared_at=moment, transmitted_at=moment, next_due=due, next_due_side=ball if due else "",
        next_due_code="ack" if due else "", state={"told": told, "links": []}, legal_basis="untoc",
        offence="tip",
        version=uuid4(), transmission=uuid4(), commitment="0" * 64, drafter=drafter,
    )  # fmt: skip


def insert(requests: list["MlaRequest"]) -> None:
    """Streams, requests, measures and grants to both posts."""
    from django.contrib.auth.models import Permission

    from hub.ledger.models import Stream
    from mla_requests.models import Measure, MlaRequest, MlaRequestGroupObjectPermission

    see = Permission.objects.get(codename="see_request")
    Stream.objects.bulk_create([request.file for request in requests])
    MlaRequest.objects.bulk_create(requests)
    Measure.objects.bulk_create([Measure(request=request, label="m1", code="18.3.f") for request in requests])
    posts = [(request, post) for request in requests for post in (request.requesting, request.requested)]
    grants = [
        MlaRequestGroupObjectPermission(permission=see, group_id=post.group_id, content_object=request)
        for request, post in posts
    ]
    MlaRequestGroupObjectPermission.objects.bulk_create(grants)


def bare(post: UUID, officer: UUID) -> list[Any]:
    """The join alone, as Django reads rows: the same columns, no measures, no countries, no JSON."""
    from mla_requests.models import MlaRequest

    return list(MlaRequest.objects.raw(JOIN, [post.hex, officer.hex]))


def times(*works: Callable[[], object]) -> list[float]:
    """Median milliseconds of each, in turns."""
    rounds = [[seconds(work) * 1000 for work in works] for _ in range(ROUNDS + 3)][3:]
    return [median(list(column)) for column in zip(*rounds, strict=True)]


def measure(folder: Path) -> list[Figure]:
    """The page as rows, and as an answer of the API."""
    cast = world.start(folder)
    fill(cast)
    from django.db import connection
    from django.test import Client

    from mla_requests.queries import Filters, inbox

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    person = cast.recipient.officer
    acting, headers = person.acting, {"Authorization": f"Bearer {person.token(('read',))}"}
    client = Client(SERVER_NAME="localhost")

    def page() -> None:
        assert len(inbox(acting, Filters(box="in")).rows) == 50

    def call() -> None:
        assert len(client.get("/api/v1/requests/?box=in", headers=headers).json()["requests"]) == 50

    baseline, rows, answer = times(lambda: bare(acting.focal_point.pk, acting.officer.pk), page, call)
    return [
        figure("inbox page, rows", rows, baseline, "at most 2"),
        figure("inbox page, API answer", answer, baseline, ""),
    ]


def figure(name: str, ours: float, baseline: float, goal: str) -> Figure:
    """Milliseconds."""
    met = None if not goal else ours <= 2 * baseline
    return Figure(name, f"{ours:.1f} ms", f"{baseline:.1f} ms (bare join)", ours / baseline, goal, met)
