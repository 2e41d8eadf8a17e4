"""Results item by item, and their receipt (18(19), 18(24), 18(29))."""

from dataclasses import replace
from typing import Any

from hub.procedure.standing import Act, Duty, Item, Standing
from hub.procedure.statuses import MeasureStatus, Side
from hub.procedure.steps.effect import Changes, last


def _sent(before: Standing, act: Act) -> Changes:
    facts = act.facts
    outcomes = {label: MeasureStatus(word) for label, word in facts["outcomes"].items()}
    items = {i["label"]: Item(i["measure"], i["limit"], i["return_by"]) for i in facts["items"]}
    return {
        "measures": {k: replace(m, status=outcomes.get(k, m.status)) for k, m in before.measures.items()},
        "items": {**before.items, **items},
        "open_items": (*before.open_items, *items),
        "last_item": last(before.last_item, items),
        "duties": {**before.duties, **_originals(before, facts["items"])},
        "counts": _sum(before, facts["counts"]),
        # More results answer a proposal to close: there was something left to send.
        "closing": None,
    }


def _originals(before: Standing, items: list[dict[str, Any]]) -> dict[str, Duty]:
    """Originals lent are to be given back (18(19) and the conditions of the sender)."""
    lent = [i for i in items if i["return_by"] is not None]
    first = len(before.duties) + 1
    return {
        f"d{n}": Duty("return_original", i["label"], Side.REQUESTING, i["return_by"])
        for n, i in enumerate(lent, first)
    }


def _sum(before: Standing, more: dict[str, int]) -> dict[str, int]:
    return {**before.counts, **{k: before.counts.get(k, 0) + n for k, n in more.items()}}


def _received(before: Standing, act: Act) -> Changes:
    said = act.facts["items"]
    missing = tuple(label for label, word in said.items() if word == "missing")
    return {
        "open_items": tuple(label for label in before.open_items if label not in said),
        "missing_items": (*before.missing_items, *missing),
    }


EFFECTS = {"mla.results": _sent, "mla.receive": _received}
