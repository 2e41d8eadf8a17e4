"""The expected answers of the pages, feeds and searches of the library; a row is (verbs, things)."""

from __future__ import annotations

from typing import Any

from tests.attacks.table_conferences import EVERYBODY, SENDER, SHOW, Rows, thing

SEEN_BY_ALL = frozenset(EVERYBODY[""])
# Pakistan's draft and Pakistan's published item.
LIBRARY = {"library draft": SENDER, "library item": SEEN_BY_ALL}
PUBLIC_ITEM = thing("library public", SEEN_BY_ALL)
WRITING: Any = {"observer": 403, "admin": 403, "*": 200}


def writer(answer: int) -> Any:
    """What the officer gets who may write on the draft; nobody else may, and nobody on what is published."""
    return {"officer library draft": answer, "*": 403}


API: Rows = {
    "search/": (SHOW, EVERYBODY),
    "suggest/": (SHOW, EVERYBODY),
    "numbers/<int:number>/": (SHOW, {"library number": SEEN_BY_ALL, "library draft number": SENDER}),
}
ITEM = "<uuid:pk>/"
PAGES: Rows = {
    "": (SHOW, EVERYBODY),
    "desk/": (SHOW, EVERYBODY),
    "followed/": (SHOW, EVERYBODY),
    "new/": ({"GET": WRITING, "POST": {"observer": 403, "admin": 403, "*": 400}}, EVERYBODY),
    ITEM: (SHOW, LIBRARY),
    f"{ITEM}language/": ({"GET": writer(200)}, LIBRARY),
    f"{ITEM}edit/<str:code>/": ({"GET": writer(200), "POST": writer(400)}, LIBRARY),
    f"{ITEM}edit/<str:code>/remove/": ({"POST": writer(302)}, LIBRARY),
    f"{ITEM}about/": ({"GET": writer(200), "POST": writer(400)}, LIBRARY),
    f"{ITEM}detail/": ({"GET": writer(200), "POST": writer(302)}, LIBRARY),
    f"{ITEM}files/": ({"POST": writer(302)}, LIBRARY),
    f"{ITEM}files/<uuid:file>/remove/": ({"POST": writer(302)}, LIBRARY),
    f"{ITEM}act/<slug:code>/": (
        {
            "GET": {"officer library draft act": 200, "*": 403},
            "POST": {"officer library draft act": 302, "*": 403},
        },
        {"library draft act": SENDER, "library item act": SEEN_BY_ALL},
    ),
    f"{ITEM}comments/": ({"POST": 302}, LIBRARY),
    f"{ITEM}comments/<uuid:comment>/withdraw/": (
        {"POST": {"officer": 302, "secretariat": 302, "*": 403}},
        LIBRARY,
    ),
    f"{ITEM}follow/": ({"POST": 302}, LIBRARY),
    f"{ITEM}used/": ({"POST": {"stranger": 302, "recipient": 302, "secretariat": 302, "*": 403}}, LIBRARY),
    f"{ITEM}used/<uuid:replication>/show/": ({"POST": 403}, {"library word": frozenset({"recipient"})}),
    f"{ITEM}ties/": ({"POST": 302}, LIBRARY),
}
BELOW = "public/<str:lang>/library/"
ONE = f"{BELOW}<int:number>/"
VERSION = f"{ONE}v<int:version>/"
CITATIONS = ("cite.txt", "cite.bib", "cite.csl.json")
# Everybody reads these, signed in or not.
PUBLIC: Rows = {
    "oai/": ({"GET": 200, "POST": 200}, EVERYBODY),
    **{
        f"library/feed/<str:secret>/<str:lang>.{end}": (SHOW, thing("library feed", SEEN_BY_ALL))
        for end in ("atom", "json")
    },
    **{f"{BELOW}feed.{end}": (SHOW, PUBLIC_ITEM) for end in ("atom", "json")},
    **{f"{place}{name}": (SHOW, PUBLIC_ITEM) for place in (ONE, VERSION) for name in CITATIONS},
    BELOW: (SHOW, PUBLIC_ITEM),
    ONE: (SHOW, PUBLIC_ITEM),
    VERSION: (SHOW, PUBLIC_ITEM),
    f"{ONE}files/<uuid:file>/": (SHOW, PUBLIC_ITEM),
}
