"""The shapes of this room's API for the OpenAPI description."""

from drf_spectacular.utils import OpenApiParameter

from agreements.states import MOVES, Side, Status
from hub.base.openapi import (
    COUNTRY,
    HASH,
    OPEN,
    PLACE,
    TEXT,
    TIME,
    UUID,
    WHOLE,
    YES_OR_NO,
    many,
    maybe,
    shape,
)

POST = shape(focal_point=UUID, country=COUNTRY, name=TEXT)
_ROW = {
    "id": UUID,
    "country": COUNTRY,
    "country_name": TEXT,
    "proposer": POST,
    "other": POST,
    "side": {"type": "string", "enum": Side.values},
    "status": {"type": "string", "enum": Status.values},
    "status_label": TEXT,
    "waits_for_us": YES_OR_NO,
    "proposed": TIME,
    "since": maybe(TIME),
    "ended": maybe(TIME),
    "replaces": maybe(UUID),
    "rules": OPEN,
}
KIND = {"type": "string", "enum": list(MOVES)}
ACT = shape(kind=KIND, label=TEXT, allowed=YES_OR_NO, code=TEXT, reason=TEXT, source=TEXT)
ENTRY = shape(event=UUID, kind=KIND, label=TEXT, by=TEXT, focal_point=UUID, country_name=TEXT, at=TIME)
AGREEMENTS = shape(agreements=many(shape(**_ROW)))
AGREEMENT = shape(**_ROW, stream=shape(head_seq=PLACE, head_hash=HASH), acts=many(ACT), timeline=many(ENTRY))
LIMIT = shape(
    days=maybe(WHOLE),
    hours=maybe(WHOLE),
    working=YES_OR_NO,
    exact=YES_OR_NO,
    extend=WHOLE,
    law=YES_OR_NO,
    source=TEXT,
)
CLOCK = shape(code=TEXT, label=TEXT, limit=maybe(LIMIT), urgent=maybe(LIMIT))
GROUND = shape(code=TEXT, article=TEXT, label=TEXT)
ITEM = shape(code=TEXT, article=TEXT, level=TEXT, label=TEXT)
RULES = shape(
    basis=TEXT,
    title=TEXT,
    article=TEXT,
    note=TEXT,
    agreement=maybe(UUID),
    channel=TEXT,
    channel_source=TEXT,
    languages=OPEN,
    clocks=many(CLOCK),
    grounds=many(GROUND),
    not_grounds=many(GROUND),
    content=many(ITEM),
)
ASKED = [
    OpenApiParameter("focal_point", str, description="The other authority. Without it: the shipped rules."),
]
