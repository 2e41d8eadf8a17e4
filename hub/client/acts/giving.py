"""What was found and sent, what became of it, and what is still owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.client.acts.making import Words, act, numbered
from hub.client.drafts import attachment
from hub.client.requests import Request
from hub.client.sending import Intent
from hub.encryption.canonical import Json

PLAIN_LIMITS = ("18.19", "none")


@dataclass(frozen=True)
class Item:
    """A piece of evidence: file, the measure it answers, the limit on its use, and when it must come back.

    The limit is "18.19", "none", or words of one's own; `returns` says what must come back (an original).
    """

    path: Path
    measure: str
    limit: str = "18.19"
    return_by: str | None = None
    returns: str = ""


def results(
    request: Request, outcomes: Mapping[str, str], items: Sequence[Item] = (), *, final: bool,
    text: str = "", counts: Mapping[str, int] | None = None,
) -> Intent:  # fmt: skip
    """Send results: per measure the outcome, per file its item with use limit (article 18(17), (19))."""
    listed, fields = listed_items(request, items)
    facts = {"outcomes": dict(outcomes), "items": listed, "counts": dict(counts or {}), "final": final}
    words = Words(text, fields=fields)
    return act(request, "mla.results", facts, words, [attachment(item.path) for item in items])


def listed_items(request: Request, items: Sequence[Item]) -> tuple[list[Json], Json]:
    """The items as facts, numbered on from the last ones, and the sealed words about them."""
    labels = numbered("i", request.standing.last_item, [one.measure for one in items])
    listed: list[Json] = []
    limits: dict[str, str] = {}
    returns: dict[str, str] = {}
    for n, (label, item) in enumerate(zip(labels, items, strict=True), start=1):
        plain = item.limit in PLAIN_LIMITS
        listed.append({
            "label": label, "measure": item.measure, "file": n, "return_by": item.return_by,
            "limit": item.limit if plain else "text",
        })  # fmt: skip
        limits |= {} if plain else {label: item.limit}
        returns |= {label: item.returns} if item.returns else {}
    return listed, {name: said for name, said in (("limits", limits), ("returns", returns)) if said}


def receive(request: Request, missing: Sequence[str] = (), text: str = "") -> Intent:
    """Confirm the results item by item."""
    items = {label: "missing" if label in missing else "received" for label in request.standing.open_items}
    return act(request, "mla.receive", {"items": items}, Words(text))


def close(
    request: Request, outcome: str, *, useful: str = "unknown", used_in: Sequence[str] = (), text: str = ""
) -> Intent:  # fmt: skip
    """Propose to close, and say how useful the help was and in what it was used (FATF, INR.40(1))."""
    facts = {"outcome": outcome, "useful": useful, "used_in": list(used_in)}
    return act(request, "mla.close", facts, Words(text))


def ask_use(request: Request, items: Sequence[str], proceeding: str, reasons: str) -> Intent:
    """Ask for consent to use items in another proceeding (article 18(19))."""
    [label] = numbered("u", len(request.standing.uses), [proceeding])
    facts = {"use": label, "items": list(items), "proceeding": proceeding}
    return act(request, "mla.ask_use", facts, Words(reasons))
