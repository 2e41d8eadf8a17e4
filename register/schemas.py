"""The shapes of this room's API for the OpenAPI description."""

from hub.base.openapi import COUNTRY, DAY, OPEN, TEXT, TIME, UUID, WHOLE, YES_OR_NO, many, maybe, shape
from hub.forms.register import DATES

ENTRY = shape(
    id=UUID,
    direction={"type": "string", "enum": ["in", "out"]},
    partner=COUNTRY,
    basis=TEXT,
    offence=TEXT,
    urgent=YES_OR_NO,
    measures=many(TEXT),
    **{name: maybe(DAY) for name in DATES},
    outcome=TEXT,
    ground=TEXT,
    rounds=WHOLE,
    counts=OPEN,
    version=WHOLE,
    updated=TIME,
    head=shape(stream=UUID, event=UUID),
)
ENTRIES = shape(entries=many(ENTRY), next=maybe(TEXT))
