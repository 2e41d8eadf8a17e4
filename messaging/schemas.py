"""The shapes of this room's API for the OpenAPI description."""

from drf_spectacular.utils import OpenApiParameter

from hub.ledger.schemas import TEXT, TIME, UUID, WHOLE, Schema, many, maybe, shape
from messaging.queries.lists import WORDS

FLAG: Schema = {"type": "boolean"}
OBJECT: Schema = {"type": "object"}
_BY_ID: Schema = {"type": "object", "additionalProperties": OBJECT}
PLACE: Schema = {"type": "integer", "minimum": -1}
POST = shape(focal_point=UUID, country=TEXT, country_name=TEXT, name=TEXT)
_ROW: dict[str, Schema] = {
    "id": UUID,
    "status": {"type": "string", "enum": ["open", "closed"]},
    "status_label": TEXT,
    "policy": {"type": "string", "enum": ["one", "every"]},
    "members": many(POST),
    "links": many(UUID),
    "opened_by": POST,
    "updated": TIME,
    "head_seq": WHOLE,
    "read_seq": PLACE,
    "unread": WHOLE,
    "mentioned": FLAG,
    "left": FLAG,
    "head": shape(stream=UUID, event=UUID),
}
ACT = shape(kind=TEXT, label=TEXT, allowed=FLAG, code=TEXT, reason=TEXT, source=TEXT)
THREADS = shape(threads=many(shape(**_ROW)), next=maybe(TEXT))
THREAD = shape(
    **_ROW,
    acts=many(ACT),
    tasks=_BY_ID,
    polls=_BY_ID,
    proposals=_BY_ID,
    asks=_BY_ID,
    read={"type": "object", "additionalProperties": PLACE},
)
READ = shape(seq=WHOLE)
UNREAD = shape(threads=WHOLE, mentions=WHOLE)
TABLE: Schema = OBJECT
_ABOUT = {
    "box": "Open, closed, those that the post has left, or all.",
    "unread": "Only those with something unread.",
}
FILTERS = [
    *(
        OpenApiParameter(name, str, enum=[word for word in words if word], description=_ABOUT[name])
        for name, words in WORDS.items()
    ),
    OpenApiParameter("about", str, description="Only those linked to this request."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]
