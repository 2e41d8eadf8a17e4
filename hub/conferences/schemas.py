"""The shapes of this room's API for the OpenAPI description."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema

from hub.base.openapi import (
    DAY,
    OPEN,
    TEXT,
    TIME,
    UUID,
    WHOLE,
    YES_OR_NO,
    Schema,
    answers,
    many,
    maybe,
    shape,
)
from hub.conferences.models import Kind, Majority, Mode, Visibility
from hub.conferences.states import ConferenceState, SetState

TAG = ["conferences"]
STATE: Schema = {"type": "string", "enum": ConferenceState.values}
SET_STATE: Schema = {"type": "string", "enum": SetState.values}
ACT = shape(act=TEXT, label=TEXT, allowed=YES_OR_NO, reason=TEXT)
MAY = shape(allowed=YES_OR_NO, reason=TEXT)
SERIES = shape(code=TEXT, name=OPEN, network=maybe(TEXT))
_CONFERENCE: dict[str, Schema] = {
    "id": UUID,
    "series": TEXT,
    "number": WHOLE,
    "symbol": TEXT,
    "title": OPEN,
    "city": TEXT,
    "country_name": TEXT,
    "kind": {"type": "string", "enum": Kind.values},
    "visibility": {"type": "string", "enum": Visibility.values},
    "host": TEXT,
    "state": STATE,
    "label": TEXT,
    "state_label": TEXT,
    "country": maybe(TEXT),
    "start": DAY,
    "end": DAY,
    "predecessor": maybe(UUID),
}
CONFERENCE = shape(**_CONFERENCE)
DELEGATION = shape(id=UUID, country=maybe(TEXT), name=TEXT, role=TEXT, source=TEXT, status=TEXT, shown=TEXT)
ITEM = shape(id=UUID, number=TEXT, day=DAY, start=maybe(TEXT), end=maybe(TEXT), title=OPEN, place=TEXT)
GROUP = shape(
    id=UUID,
    theme=TEXT,
    name=OPEN,
    chair=maybe(UUID),
    rapporteur=maybe(UUID),
    members=many(shape(post=UUID, edits=YES_OR_NO)),
)
SHELVED = shape(item=UUID)
STATEMENT = shape(id=UUID, country=maybe(TEXT), title=TEXT, language=TEXT, text=TEXT, state=TEXT)
_SET: dict[str, Schema] = {
    "id": UUID,
    "conference": UUID,
    "title": OPEN,
    "language": TEXT,
    "symbol": TEXT,
    "draft_symbol": TEXT,
    "mode": {"type": "string", "enum": Mode.values},
    "meeting_no": TEXT,
    "state": SET_STATE,
    "hash": TEXT,
    "quorum": WHOLE,
    "silence_until": maybe(TIME),
    "adopted_at": maybe(TIME),
    "published_at": maybe(TIME),
    "majority": {"type": "string", "enum": Majority.values},
    "state_label": TEXT,
}
SET = shape(**_SET)
CONFERENCE_WHOLE = shape(
    **_CONFERENCE,
    aims=OPEN,
    source=TEXT,
    inside=YES_OR_NO,
    organises=YES_OR_NO,
    delegations=many(DELEGATION),
    agenda=many(ITEM),
    groups=many(GROUP),
    statements=many(STATEMENT),
    sets=many(SET),
    acts=many(ACT),
)
TEXT_ROW: dict[str, Schema] = {
    "language": TEXT,
    "revision": WHOLE,
    "body": TEXT,
    "authoritative": YES_OR_NO,
    "translation": TEXT,
    "based_on": maybe(WHOLE),
    "outcome": TEXT,
    "note": TEXT,
    "by": maybe(UUID),
    "at": TIME,
    "contested": many(TEXT),
}
REVISION = shape(**TEXT_ROW)
_RECOMMENDATION: dict[str, Schema] = {
    "id": UUID,
    "group": maybe(UUID),
    "order": WHOLE,
    "para_no": maybe(WHOLE),
    "symbol": TEXT,
    "themes": many(TEXT),
    "pillars": many(TEXT),
    "force": TEXT,
    "addressees": many(TEXT),
    "actors": many(TEXT),
    "sdg": many(TEXT),
    "instruments": many(OPEN),
    "confidential": YES_OR_NO,
    "deadline": maybe(DAY),
    "source_note": TEXT,
    "withdrawn": YES_OR_NO,
    "text": maybe(REVISION),
}
RECOMMENDATION = shape(**_RECOMMENDATION)
CORRIGENDUM = shape(
    symbol=TEXT, number=WHOLE, language=TEXT, para_no=WHOLE, old=TEXT, new=TEXT, reason=TEXT, at=TIME
)
OBJECTION = shape(id=UUID, country=TEXT, reason=TEXT, at=TIME, lifted_at=maybe(TIME))
SET_WHOLE = shape(
    **_SET,
    preamble=OPEN,
    recommendations=many(RECOMMENDATION),
    corrigenda=many(CORRIGENDUM),
    objections=many(OBJECTION),
    vote=maybe(OPEN),
    acts=many(ACT),
)
PROPOSAL = shape(
    id=UUID,
    recommendation=UUID,
    country=TEXT,
    kind=TEXT,
    language=TEXT,
    base=WHOLE,
    body=TEXT,
    reason=TEXT,
    disposition=TEXT,
    answer=TEXT,
    result=maybe(WHOLE),
    at=TIME,
)
END = shape(id=UUID, symbol=TEXT, para_no=maybe(WHOLE))
LINK = shape(id=UUID, kind=TEXT, note=TEXT, recommendation=END)
RECOMMENDATION_WHOLE = shape(
    **_RECOMMENDATION,
    set=SET,
    texts=many(shape(**TEXT_ROW, behind=YES_OR_NO)),
    proposals=many(PROPOSAL),
    ancestors=many(LINK),
    descendants=many(LINK),
    may=shape(edit=MAY, propose=MAY, dispose=MAY),
)
ACCOUNT = shape(ancestor=END, fate=TEXT, reason=TEXT, links=many(shape(id=UUID, start=UUID, kind=TEXT)))
ACCOUNTS = shape(accounts=many(ACCOUNT), unaccounted=WHOLE)
SAVED = shape(revision=WHOLE, body=TEXT, outcome=TEXT)
CHANGES = shape(ops=many(many(TEXT)))
FILTERS = [
    OpenApiParameter("series", str, description="The code of a series."),
    OpenApiParameter("state", str, enum=ConferenceState.values),
    OpenApiParameter("kind", str, enum=Kind.values),
    OpenApiParameter("year", str, description="Four digits."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]
BODY: Any = {"application/json": OPEN}


def read(name: str, good: Schema, parameters: Any = None) -> Callable[[Any], Any]:
    """The description of a reading operation."""
    said = answers({200: good}, 400, 401, 404)
    return extend_schema(operation_id=name, tags=TAG, parameters=parameters, responses=said)


def write(name: str, good: Schema | None, status: int = 200, body: Any = BODY) -> Callable[[Any], Any]:
    """The description of a writing operation."""
    said = answers({status: good}, 400, 401, 403, 404, 409)
    return extend_schema(operation_id=name, tags=TAG, request=body, responses=said)
