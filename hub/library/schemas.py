"""The shapes of the library's API for the OpenAPI description."""

from hub.base.openapi import DAY, HASH, OPEN, TEXT, TIME, UUID, WHOLE, YES_OR_NO, many, maybe, shape
from hub.library.states import ACTS, ItemType

# A country, or an organisation without one: a letter and a digit.
OWNER = {"type": "string", "pattern": "^[A-Z][A-Z0-9]$"}
TYPE = {"type": "string", "enum": list(ItemType.values)}
ROW = shape(
    id=UUID,
    identifier=TEXT,
    number=WHOLE,
    type=TYPE,
    country=OWNER,
    state=TEXT,
    title=TEXT,
    language=TEXT,
    languages=many(TEXT),
    published_at=maybe(TIME),
)
ITEMS = shape(items=many(ROW), next=maybe(TEXT))
FILE = shape(id=UUID, name=TEXT, media_type=TEXT, size=WHOLE, sha256=HASH)
RENDITION = shape(
    language=TEXT,
    title=TEXT,
    summary=TEXT,
    body=TEXT,
    authoritative=YES_OR_NO,
    translation=TEXT,
    behind=YES_OR_NO,
    files=many(FILE),
)
_PLACE = {
    "number": WHOLE,
    "identifier": TEXT,
    "state": TEXT,
    "revision": WHOLE,
    "hash": TEXT,
    "change_note": TEXT,
    "published_at": maybe(TIME),
}
VERSION = shape(**_PLACE, facts=OPEN, detail=OPEN, renditions=many(RENDITION))
COMMENT = shape(
    id=UUID,
    version=WHOLE,
    parent=maybe(UUID),
    country=OWNER,
    post=TEXT,
    officer=TEXT,
    at=TIME,
    text=TEXT,
    internal=YES_OR_NO,
    withdrawn=YES_OR_NO,
)
COMMENTS = shape(comments=many(COMMENT))
REPLICATION = shape(id=UUID, country=OWNER, note=TEXT, result=TEXT, state=TEXT, at=TIME)
# A retired item has only what its tombstone says, so nothing besides is promised.
ITEM = {
    "type": "object",
    "properties": {
        **ROW["properties"],
        "post": shape(id=UUID, name=TEXT),
        "version": VERSION,
        "versions": many(shape(**_PLACE)),
        "replications": many(REPLICATION),
        "comments": many(COMMENT),
        "decisions": many(OPEN),
        "links": many(OPEN),
        "back_links": many(OPEN),
        "following": YES_OR_NO,
        "acts": many(TEXT),
        "used": maybe(WHOLE),
        "retired_at": maybe(TIME),
        "reason": TEXT,
    },
    "required": ["id", "identifier", "number", "type", "country", "state"],
}
FACTS = {
    "type": "object",
    "properties": {
        "audience": shape(kind=TEXT, names=many(TEXT)),
        "pillars": many(TEXT),
        "themes": many(TEXT),
        "countries": many(OWNER),
        "instruments": many(shape(symbol=TEXT, article=TEXT)),
        "sdg": many(TEXT),
        "licence": TEXT,
        "rights_note": TEXT,
        "embargo_until": DAY,
    },
}
TEXT_SENT = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "summary": TEXT,
        "body": TEXT,
        "translation": TEXT,
        "authoritative": YES_OR_NO,
        "revision": WHOLE,
    },
    "required": ["title"],
}
NEW = {
    "type": "object",
    "properties": {"type": TYPE, "facts": FACTS, "detail": OPEN, "text": TEXT_SENT, "language": TEXT},
    "required": ["type"],
}
SAVED = {
    "type": "object",
    "properties": {"facts": FACTS, "detail": OPEN, "change_note": TEXT, "revision": WHOLE},
}
ACT = {
    "type": "object",
    "properties": {
        "act": {"type": "string", "enum": [code for code in ACTS if code != "save"]},
        "reason": TEXT,
        "hash": TEXT,
        "revision": WHOLE,
    },
    "required": ["act"],
}
COMMENT_SENT = {
    "type": "object",
    "properties": {"text": TEXT, "parent": UUID, "internal": YES_OR_NO},
    "required": ["text"],
}
REPLICATION_SENT = {"type": "object", "properties": {"note": TEXT, "result": TEXT}, "required": ["note"]}
TIE = shape(relation=TEXT, kind=TEXT, id=UUID)
