"""The shapes of this room's API for the OpenAPI description."""

from drf_spectacular.utils import OpenApiParameter

from exchanges.queries.lists import WORDS
from exchanges.states import Family, Side, Status
from hub.forms.exchanges import MOVES, TYPES
from hub.ledger.schemas import TEXT, TIME, UUID, WHOLE, Schema, many, maybe, shape

FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
OBJECT: Schema = {"type": "object"}
KIND: Schema = {"type": "string", "enum": list(MOVES)}
STATUS: Schema = {"type": "string", "enum": Status.values}
SIDE: Schema = {"type": "string", "enum": Side.values}
POST = shape(focal_point=UUID, country=TEXT, country_name=TEXT, name=TEXT)
_ROW: dict[str, Schema] = {
    "id": UUID,
    "family": {"type": "string", "enum": Family.values},
    "type": {"type": "string", "enum": list(TYPES)},
    "type_label": TEXT,
    "direction": {"type": "string", "enum": ["in", "out"]},
    "sender": POST,
    "receiver": POST,
    "status": STATUS,
    "status_label": TEXT,
    "ball": SIDE,
    "mine": FLAG,
    "since": TIME,
    "urgent": FLAG,
    "handling": TEXT,
    "answer": TEXT,
    "due": maybe(TIME),
    "due_side": TEXT,
    "overdue": FLAG,
    "updated": TIME,
    "head": shape(stream=UUID, event=UUID),
}
CLOCK = shape(code=TEXT, side=SIDE, due=TIME, overdue=FLAG, asked=FLAG, source=TEXT)
ACT = shape(kind=KIND, label=TEXT, allowed=FLAG, code=TEXT, reason=TEXT, source=TEXT)
ENTRY = shape(
    event=UUID,
    seq=WHOLE,
    kind=KIND,
    label=TEXT,
    by=TEXT,
    officer=UUID,
    focal_point=UUID,
    at=TIME,
    facts=OBJECT,
)
EXCHANGES = shape(exchanges=many(shape(**_ROW)), next=maybe(TEXT))
EXCHANGE = shape(
    **_ROW,
    evaluation=TEXT,
    restrictions=many(TEXT),
    until=maybe(DAY),
    due_asked=maybe(TIME),
    reason=TEXT,
    ways=many(TEXT),
    asked=many(TEXT),
    permitted=many(TEXT),
    needs_consent=many(TEXT),
    consent=TEXT,
    notices=WHOLE,
    consultation=TEXT,
    times=OBJECT,
    held=OBJECT,
    clocks=many(CLOCK),
    acts=many(ACT),
    timeline=many(ENTRY),
)
TABLE: Schema = OBJECT
_ABOUT = {
    "box": "Received, sent, or both (all).",
    "family": "Quick requests or information.",
    "type": "Which question.",
    "status": "Where it is.",
    "ball": "Whose turn it is.",
    "late": "Only those of which a clock has run out.",
}
FILTERS = [
    *(
        OpenApiParameter(name, str, enum=[word for word in words if word], description=_ABOUT[name])
        for name, words in WORDS.items()
    ),
    OpenApiParameter("q_country", str, description="The other side's country, two letters."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]
