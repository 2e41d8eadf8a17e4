"""The expected answers of conferences. A row is (verbs, things), as in `table.Row`.

Everything hangs on one meeting for members in drafting: Pakistan chairs, Nepal is a delegate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Rows = dict[str, tuple[Mapping[str, Any], Mapping[str, frozenset[str]]]]

SENDER = frozenset({"observer", "officer", "admin"})
INSIDE = SENDER | {"recipient", "secretariat"}
EVERYBODY = {"": INSIDE | {"stranger"}}
SHOW = {"GET": 200}


def organiser(status: int) -> Mapping[str, int]:
    """Only the organiser gets that far."""
    return {"secretariat": status, "*": 403}


def drafter(status: int) -> Mapping[str, int]:
    """The chair's officers and the organiser."""
    return {"officer": status, "secretariat": status, "*": 403}


def delegate(status: int) -> Mapping[str, int]:
    """Officers of the two countries that take part."""
    return {"officer": status, "recipient": status, "*": 403}


def thing(name: str, who: frozenset[str] = INSIDE) -> Mapping[str, frozenset[str]]:
    """One thing and who sees it."""
    return {name: who}


CONFERENCE, SET, DRAFT = thing("conference"), thing("set"), thing("recommendation")
API: Rows = {
    "": ({"GET": 200, "POST": 404}, EVERYBODY),
    "series/": ({"GET": 200, "POST": 400}, EVERYBODY),
    "<uuid:pk>/": ({"GET": 200, "PATCH": organiser(200)}, CONFERENCE),
    "<uuid:pk>/acts/": ({"POST": 400}, CONFERENCE),
    "<uuid:pk>/lineage/": (SHOW, CONFERENCE),
    "<uuid:pk>/delegations/": ({"POST": organiser(400)}, CONFERENCE),
    "<uuid:pk>/agenda/": ({"POST": organiser(400)}, CONFERENCE),
    "<uuid:pk>/groups/": ({"POST": organiser(400)}, CONFERENCE),
    "<uuid:pk>/statements/": ({"POST": delegate(400)}, CONFERENCE),
    "<uuid:pk>/sets/": ({"GET": 200, "POST": organiser(201)}, CONFERENCE),
    "delegations/<uuid:pk>/": ({"DELETE": organiser(204)}, thing("delegation")),
    "agenda/<uuid:pk>/": ({"PATCH": organiser(200), "DELETE": organiser(204)}, thing("agenda item")),
    "groups/<uuid:pk>/": ({"PATCH": organiser(200)}, thing("group")),
    "groups/<uuid:pk>/members/": ({"POST": drafter(400)}, thing("group")),
    "statements/<uuid:pk>/": ({"PATCH": {"officer": 200, "*": 403}}, thing("statement", SENDER)),
    "statements/<uuid:pk>/library/": ({"POST": {"officer": 201, "*": 403}}, thing("statement", SENDER)),
    "sets/<uuid:pk>/": ({"GET": 200, "PATCH": organiser(200)}, SET),
    "sets/<uuid:pk>/acts/": ({"POST": 400}, SET),
    "sets/<uuid:pk>/recommendations/": ({"POST": 400}, SET),
    "sets/<uuid:pk>/fates/": ({"POST": organiser(400)}, SET),
    "sets/<uuid:pk>/corrigenda/": ({"POST": organiser(409)}, SET),
    "objections/<uuid:pk>/": ({"DELETE": {"recipient": 204, "*": 403}}, thing("objection")),
    "recommendations/<uuid:pk>/": ({"GET": 200, "PATCH": drafter(200)}, DRAFT),
    "recommendations/<uuid:pk>/texts/": ({"POST": 400}, DRAFT),
    "recommendations/<uuid:pk>/texts/<slug:language>/": (SHOW, DRAFT),
    "recommendations/<uuid:pk>/texts/<slug:language>/changes/": ({"GET": 400}, DRAFT),
    "recommendations/<uuid:pk>/proposals/": ({"POST": delegate(400)}, DRAFT),
    "recommendations/<uuid:pk>/ancestors/": ({"POST": drafter(400)}, DRAFT),
    "proposals/<uuid:pk>/": ({"PATCH": drafter(400)}, thing("proposal")),
    "ancestors/<uuid:pk>/": ({"DELETE": drafter(204)}, thing("ancestor")),
}
