"""The shapes of this room's API for the OpenAPI description."""

from drf_spectacular.utils import OpenApiParameter

from hub.ledger.schemas import HASH, TEXT, TIME, UUID, WHOLE, Schema, many, maybe, shape
from mla_requests.states import MOVES, MeasureStatus, Side, Status

FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
STATUS: Schema = {"type": "string", "enum": Status.values}
SIDE: Schema = {"type": "string", "enum": Side.values}
KIND: Schema = {"type": "string", "enum": list(MOVES)}
DIRECTION: Schema = {"type": "string", "enum": ["in", "out"]}
POST = shape(focal_point=UUID, country=TEXT, country_name=TEXT, name=TEXT)
MEASURE = shape(
    label=TEXT,
    code=TEXT,
    status={"type": "string", "enum": MeasureStatus.values},
    status_label=TEXT,
    ground=TEXT,
)
_ROW: dict[str, Schema] = {
    "id": UUID,
    "file": maybe(UUID),
    "stream": maybe(UUID),
    "direction": DIRECTION,
    "requesting": POST,
    "requested": POST,
    "status": STATUS,
    "status_label": TEXT,
    "ball": SIDE,
    "mine": FLAG,
    "since": TIME,
    "urgent": FLAG,
    "legal_basis": TEXT,
    "wanted_by": maybe(DAY),
    "measures": many(MEASURE),
    "updated": TIME,
    "head": shape(stream=UUID, event=UUID),
}
ACT = shape(kind=KIND, label=TEXT, stream=TEXT, allowed=FLAG, code=TEXT, reason=TEXT, source=TEXT)
ENTRY = shape(
    event=UUID,
    stream=UUID,
    seq=WHOLE,
    kind=KIND,
    label=TEXT,
    by=TEXT,
    officer=UUID,
    focal_point=UUID,
    at=TIME,
    facts={"type": "object"},
)
REQUESTS = shape(requests=many(shape(**_ROW)), next=maybe(TEXT))
REQUEST = shape(
    **_ROW,
    version=maybe(UUID),
    version_number=WHOLE,
    commitment=HASH,
    open_questions=many(TEXT),
    open_items=many(TEXT),
    consultation=maybe(shape(topic=TEXT, answered=FLAG, reply_by=maybe(DAY))),
    next=shape(question=TEXT, item=TEXT),
    outcome=TEXT,
    acts=many(ACT),
    timeline=many(ENTRY),
)
MOVE = shape(
    kind=KIND,
    label=TEXT,
    done=TEXT,
    stream=TEXT,
    sources=many(STATUS),
    target=TEXT,
    sides=many(SIDE),
    roles=many(TEXT),
    source=TEXT,
    facts=many(TEXT),
)
PROCEDURE = shape(
    moves=many(MOVE),
    statuses=many(shape(status=STATUS, label=TEXT, ball=SIDE)),
)
FILTERS = [
    OpenApiParameter("box", str, enum=["in", "out", "all"], description="Received, made, or both (all)."),
    OpenApiParameter("status", str, enum=Status.values),
    OpenApiParameter("ball", str, enum=["mine", "theirs"], description="Whose turn it is."),
    OpenApiParameter("q_country", str, description="The other side's country, two letters."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]
