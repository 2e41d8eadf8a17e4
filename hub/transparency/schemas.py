"""The shapes of the log's API for the OpenAPI description."""

from hub.ledger.schemas import BYTES, HASH, TEXT, TIME, UUID, WHOLE, many, maybe, shape

PLACE = shape(index=WHOLE, blind=BYTES, proof=many(BYTES))
PROVEN = shape(checkpoint=maybe(TEXT), places=many(shape(name=HASH, place=maybe(PLACE))))
PLACES = shape(checkpoint=maybe(TEXT), places=many(shape(name=HASH, place=maybe(PLACE))), next=maybe(WHOLE))
GROWTH = shape(new=WHOLE, proofs=many(shape(old=WHOLE, proof=many(BYTES))))
WITNESS = shape(country=TEXT, officer=UUID, size=WHOLE, at=TIME)
STATE = shape(origin=TEXT, checkpoint=maybe(TEXT), made=maybe(TIME), witnesses=many(WITNESS))
COSIGN = shape(size=WHOLE, line=TEXT)
COSIGNED = shape(size=WHOLE, at=TIME)
