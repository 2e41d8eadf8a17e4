"""The shapes of this room's API for the OpenAPI description."""

from drf_spectacular.utils import OpenApiParameter

from hub.ledger.schemas import TEXT, TIME, UUID, WHOLE, Schema, many, maybe, shape
from hub.procedure import MOVES, MeasureStatus, Side, Status
from mla_requests.queries.filters import DUES, FLAGS

FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
STATUS: Schema = {"type": "string", "enum": [s.value for s in Status]}
SIDE: Schema = {"type": "string", "enum": [s.value for s in Side]}
KIND: Schema = {"type": "string", "enum": list(MOVES)}
DIRECTION: Schema = {"type": "string", "enum": ["in", "out"]}
ANYTHING: Schema = {"type": "object"}
LABELS: Schema = many(TEXT)
BY_LABEL: Schema = {"type": "object", "additionalProperties": TEXT}
NUMBERS: Schema = {"type": "object", "additionalProperties": WHOLE}
TIMES: Schema = {"type": "object", "additionalProperties": TIME}
POST = shape(focal_point=UUID, country=TEXT, country_name=TEXT, name=TEXT)
MEASURE = shape(
    label=TEXT,
    code=TEXT,
    status={"type": "string", "enum": [s.value for s in MeasureStatus]},
    status_label=TEXT,
    ground=TEXT,
    conditional=FLAG,
    procedure=TEXT,
)
CLOCK = shape(code=TEXT, ref=TEXT, side=SIDE, due=maybe(TIME), overdue=FLAG, paused=maybe(TIME), source=TEXT)
ITEM = shape(measure=TEXT, limit=TEXT, return_by=maybe(DAY))
DUTY = shape(kind=TEXT, ref=TEXT, side=SIDE, due=DAY, state=TEXT)
USE = shape(items=LABELS, proceeding=TEXT, answer=TEXT)
_ROW: dict[str, Schema] = {
    "id": UUID,
    "file": maybe(UUID),
    "stream": maybe(UUID),
    "side": SIDE,
    "direction": DIRECTION,
    "requesting": POST,
    "requested": POST,
    "conducting": maybe(POST),
    "case": maybe(UUID),
    "status": STATUS,
    "status_label": TEXT,
    "ball": SIDE,
    "mine": FLAG,
    "since": TIME,
    "urgent": FLAG,
    "legal_basis": TEXT,
    "offence": TEXT,
    "wanted_by": maybe(DAY),
    "channel": TEXT,
    "measures": many(MEASURE),
    "next_due": maybe(shape(code=TEXT, side=SIDE, due=TIME, overdue=FLAG)),
    "updated": TIME,
    "head": shape(stream=UUID, event=UUID),
}
ACT = shape(kind=KIND, label=TEXT, stream=TEXT, allowed=FLAG, code=TEXT, reason=TEXT, source=TEXT)
ENTRY = shape(
    event=maybe(UUID),
    stream=maybe(UUID),
    seq=maybe(WHOLE),
    kind=TEXT,
    label=TEXT,
    by=TEXT,
    officer=maybe(UUID),
    focal_point=maybe(UUID),
    at=TIME,
    facts=ANYTHING,
    clock=maybe(shape(code=TEXT, ref=TEXT, side=SIDE, due=maybe(TIME))),
)
REQUESTS = shape(requests=many(shape(**_ROW)), next=maybe(TEXT))
REQUEST = shape(
    **_ROW,
    version=maybe(UUID),
    version_number=maybe(WHOLE),
    commitment={"type": "string", "pattern": "^([0-9a-f]{64})?$"},
    links=many(shape(request=UUID, kind=TEXT)),
    drafter=maybe(UUID),
    assessor=maybe(UUID),
    conditions=LABELS,
    items={"type": "object", "additionalProperties": ITEM},
    open_items=LABELS,
    missing_items=LABELS,
    duties={"type": "object", "additionalProperties": DUTY},
    uses={"type": "object", "additionalProperties": USE},
    times=TIMES,
    closing=maybe(shape(outcome=TEXT, at=TIME)),
    oral=maybe(shape(made_at=TIME, confirmed=maybe(FLAG))),
    date_proposed=maybe(shape(side=SIDE, date=DAY)),
    confidentiality_notice=maybe(TEXT),
    deficiencies=BY_LABEL,
    counts=NUMBERS,
    outside=TEXT,
    useful=TEXT,
    used_in=LABELS,
    original_on=maybe(DAY),
    redirected_to=maybe(UUID),
    rounds=WHOLE,
    open_questions=BY_LABEL,
    consultation=maybe(shape(topic=TEXT, measures=LABELS, by=SIDE, reply_by=DAY, answered=FLAG)),
    agreement=maybe(UUID),
    supplements=maybe(UUID),
    status_asked=maybe(TIME),
    outcome=TEXT,
    assignees={"type": "object", "additionalProperties": shape(officer=UUID, name=TEXT)},
    held=NUMBERS,
    paused=WHOLE,
    clocks=many(CLOCK),
    next=shape(question=TEXT, item=TEXT, use=TEXT),
    acts=many(ACT),
    timeline=many(ENTRY),
)
BOARD_ROW = shape(
    **_ROW,
    waits_for=shape(code=TEXT, label=TEXT),
    assignee=maybe(shape(officer=UUID, name=TEXT)),
)
TRACKED = shape(
    **BOARD_ROW["properties"],
    milestones={"type": "object", "additionalProperties": TIME},
    held=shape(requesting=WHOLE, requested=WHOLE),
)
MOVE = shape(
    kind=KIND,
    label=TEXT,
    done=TEXT,
    stream=TEXT,
    sources=many(STATUS),
    target=TEXT,
    target_label=TEXT,
    sides=many(SIDE),
    roles=many(TEXT),
    source=TEXT,
    guard=TEXT,
    facts=BY_LABEL,
)
PROCEDURE = shape(
    moves=many(MOVE),
    statuses=many(shape(status=STATUS, label=TEXT, ball=SIDE)),
    measures=many(shape(status=TEXT, label=TEXT)),
    words={"type": "object", "additionalProperties": many(TEXT)},
)
FILTER_NAMES = (
    "status", "ball", "due", "urgent", "basis", "offence", "measure", "assignee", "case", "cursor",
)  # fmt: skip
FILTERS = [
    OpenApiParameter("box", str, enum=["in", "out", "all"], description="Received, made, or both (all)."),
    OpenApiParameter("status", str, enum=[s.value for s in Status]),
    OpenApiParameter("ball", str, enum=["mine", "theirs"], description="Whose turn it is."),
    OpenApiParameter("due", str, enum=[d for d in DUES if d], description="Overdue, or due within a week."),
    OpenApiParameter("urgent", str, enum=[f for f in FLAGS if f]),
    OpenApiParameter("basis", str, description="Legal basis."),
    OpenApiParameter("offence", str),
    OpenApiParameter("measure", str, description="Code of a measure, e.g. 18.3.f."),
    OpenApiParameter("assignee", str, description="Id of the officer it is assigned to."),
    OpenApiParameter("case", str, description="Id of the own case."),
    OpenApiParameter("q_country", str, description="The other side's country, two letters."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]
