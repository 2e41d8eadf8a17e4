"""The shapes of this room's API for the OpenAPI description."""

from deconfliction.states import Status
from hub.base.openapi import COUNTRY, DAY, HASH, OPEN, TEXT, TIME, UUID, WHOLE, YES_OR_NO, many, maybe, shape

POST = shape(focal_point=UUID, country=COUNTRY, name=TEXT)
PAIR = shape(
    id=UUID,
    proposer=POST,
    other=POST,
    status={"type": "string", "enum": Status.values},
    waits_for_us=YES_OR_NO,
    proposed=TIME,
    since=maybe(TIME),
    ended=maybe(TIME),
)
REGISTRATION = shape(
    id=UUID,
    pair=UUID,
    token=HASH,
    until=DAY,
    created=TIME,
    withdrawn=maybe(TIME),
    head=shape(stream=UUID, event=UUID),
)
_HIT = {"id": UUID, "at": TIME, "pair": UUID, "peer": POST, "own": REGISTRATION}
PROOF = shape(id=UUID, seq=WHOLE, kind=TEXT, hash=HASH, stream=UUID, envelope=OPEN, all_wraps=many(OPEN))
HIT = shape(**_HIT, theirs=PROOF)
PAIRS = shape(pairs=many(PAIR), next=maybe(TEXT))
REGISTRATIONS = shape(registrations=many(REGISTRATION), next=maybe(TEXT))
HITS = shape(hits=many(shape(**_HIT)), next=maybe(TEXT))
