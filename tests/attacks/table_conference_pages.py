"""The expected answers of the pages of conferences. A row is (verbs, things), as in `table.Row`."""

from __future__ import annotations

from typing import Any

from tests.attacks.table_conferences import (
    CONFERENCE,
    DRAFT,
    EVERYBODY,
    INSIDE,
    SENDER,
    SET,
    SHOW,
    Rows,
    drafter,
    organiser,
    thing,
)

# The act that is tried on each kind of thing, and what an empty form gets.
ACTS: dict[str, tuple[str, str, Any]] = {
    "conference": ("edition", "change", organiser(400)),
    "delegation": ("delegation", "remove", organiser(302)),
    "agenda item": ("item", "change", organiser(400)),
    "group": ("group", "seat", drafter(400)),
    "statement": ("statement", "change", {"officer": 400, "*": 403}),
    "set": ("set", "change", organiser(400)),
    "recommendation": ("draft", "describe", drafter(400)),
    "proposal": ("proposal", "dispose", drafter(400)),
    "objection": ("objection", "lift", {"recipient": 302, "*": 403}),
    "ancestor": ("link", "remove", drafter(302)),
}
_POST: dict[str, int] = {
    f"{role} {name}": answer.get(role, answer["*"])
    for name, (_kind, _act, answer) in ACTS.items()
    for role in INSIDE
}
_SEEN = {name: SENDER if name == "statement" else INSIDE for name in ACTS}
PAGES: Rows = {
    "": (SHOW, EVERYBODY),
    "new/": ({"GET": organiser(200), "POST": organiser(400)}, EVERYBODY),
    "series/new/": ({"GET": organiser(200), "POST": organiser(400)}, EVERYBODY),
    "do/<slug:kind>/<uuid:pk>/<slug:act>/": ({"GET": 200, "POST": _POST | {"*": 403}}, _SEEN),
    "drafts/<uuid:pk>/": ({"GET": 200, "POST": 400}, DRAFT),
    "drafts/<uuid:pk>/changes/<str:chosen>/<int:old>/<int:new>/": (SHOW, DRAFT),
    "sets/<uuid:pk>/publish/": (SHOW, SET),
    "<uuid:pk>/": (SHOW, CONFERENCE),
    "<uuid:pk>/<slug:tab>/": (SHOW, CONFERENCE),
}
API: Rows = {
    "drafts/<uuid:pk>/text/<str:language>/": ({"GET": 200, "POST": 400}, DRAFT),
    "drafts/<uuid:pk>/here/": ({"POST": 200}, DRAFT),
}
EDITION = "public/<str:lang>/conferences/<slug:series>/<str:which>/"
FILES = ("programme.ics", "recommendations.json", "recommendations.csv", "recommendations.atom")
READABLE = thing("public edition", frozenset(EVERYBODY[""]))
# Everybody reads these, signed in or not.
PUBLIC: Rows = {
    "public/<str:lang>/": (SHOW, READABLE),
    "public/<str:lang>/conferences/": (SHOW, READABLE),
    "public/<str:lang>/conferences/feed.atom": (SHOW, READABLE),
    "public/<str:lang>/conferences/calendar.ics": (SHOW, READABLE),
    "public/<str:lang>/recommendations/<path:symbol>/": (SHOW, READABLE),
    EDITION: (SHOW, READABLE),
}
PUBLIC |= {EDITION + name: (SHOW, READABLE) for name in FILES}


def named(name: str) -> dict[str, Any]:
    """Words and numbers in the addresses of a thing's pages, besides its id."""
    kind, act, _answer = ACTS.get(name, ("", "", None))
    return {"kind": kind, "act": act, "chosen": "en", "old": 0, "new": 1, "tab": "drafts", "language": "en"}
