"""The shapes of this room's API for the OpenAPI description."""

from hub.base.openapi import TEXT, TIME, WHOLE, Schema, many, maybe, shape

UNIT: Schema = {"type": "string", "enum": ["count", "seconds", "percent"]}
TABLE = shape(
    id=TEXT,
    group=TEXT,
    title=TEXT,
    note=TEXT,
    columns=many(shape(id=TEXT, label=TEXT, unit=UNIT)),
    rows=many(shape(id=TEXT, label=TEXT, values=many(maybe(WHOLE)))),
)
SELECTION = shape(
    since=TEXT,
    until=TEXT,
    partner=TEXT,
    basis=TEXT,
    offence=TEXT,
    measure=TEXT,
    urgency=TEXT,
    source=TEXT,
)
RELEASE = shape(year=WHOLE, source=TEXT, as_at=TIME, total=maybe(WHOLE))
REPORT = shape(selection=maybe(SELECTION), release=maybe(RELEASE), tables=many(TABLE))
STATISTICS = shape(reports=many(REPORT))
