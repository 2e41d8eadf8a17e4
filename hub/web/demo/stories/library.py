"""The library of the demo: pieces of `library/`, each taken as far as it is instructive to look at it."""

from __future__ import annotations

import json
from typing import Any

from hub.client import library
from hub.client.connection import Connection
from hub.web.demo.stage import HERE, Stage, in_days

REVIEWER = "xh"
# The order gives the numbers.
PIECES = (
    *("two_rooms", "departure_desk", "posters", "child_friendly", "law_ma", "law_pk", "bank_checklist"),
    *("joint_training", "contact_rota", "remand_study", "old_template", "draft_ir", "waiting_af"),
)
END = {"published": ("clear", "review_pass", "publish"), "retired": ("clear", "review_pass", "publish")}

Json = dict[str, Any]


def shelves(stage: Stage) -> None:
    """Write, clear, review and publish; talk about one, revise one, retire one."""
    made = {name: _made(stage, name) for name in PIECES}
    _tied(stage, made["bank_checklist"], made["old_template"])


def _made(stage: Stage, name: str) -> Json:
    given: Json = json.loads((HERE / "library" / f"{name}.json").read_text("utf-8"))
    writer = _line(stage, given["writer"])
    facts = given["facts"]
    if days := given.get("embargo_days"):
        facts["embargo_until"] = in_days(days)
    piece = library.Piece(given["type"], facts, given["detail"], given["texts"])
    item = library.begin(writer, piece)
    if given["end"] != "draft":
        _go(stage, given, item)
    _talk(stage, given, item)
    return item


def _go(stage: Stage, given: Json, item: Json) -> None:
    """From the draft to where the piece shall end, each act by who may do it."""
    who = {"submit": given["writer"], "clear": given["clearer"], "publish": given["writer"]}
    who |= {"review_pass": REVIEWER, "retire": given["clearer"], "revise": given["writer"]}
    for code in ("submit", *END.get(given["end"], ())):
        if code == "review_pass" and given["facts"]["audience"]["kind"] not in ("public", "network"):
            continue
        line = _line(stage, who[code])
        library.act(line, library.find(line, str(item["id"])), code)
    if "revision" in given:
        _revise(stage, given, item)
    if given["end"] == "retired":
        line = _line(stage, given["clearer"])
        library.act(line, library.find(line, str(item["id"])), "retire", given["reason"])


def _revise(stage: Stage, given: Json, item: Json) -> None:
    line, place = _line(stage, given["writer"]), f"library/items/{item['id']}/"
    change = given["revision"]
    library.act(line, library.find(line, str(item["id"])), "revise")
    line.patch(place, {"change_note": change["note"]})
    for code, text in change["texts"].items():
        line.put(f"{place}texts/{code}/", text)
    _go(stage, {name: value for name, value in given.items() if name != "revision"}, item)


def _talk(stage: Stage, given: Json, item: Json) -> None:
    first: str | None = None
    for said in given.get("comments", ()):
        parent = first if said.get("answer") else None
        made = library.comment(_line(stage, said["who"]), item, said["text"], parent)
        first = first or str(made["id"])
    for said in given.get("replications", ()):
        told = library.used(_line(stage, said["who"]), item, said["note"], said["result"])
        library.clear_used(_line(stage, said["clearer"]), item, str(told["id"]))


def _tied(stage: Stage, newer: Json, older: Json) -> None:
    tie = {"relation": "related", "kind": "library.item", "id": older["id"]}
    _line(stage, "np-officer").post(f"library/items/{newer['id']}/links/", tie)


def _line(stage: Stage, who: str) -> Connection:
    return stage.sessions[who].connection
