"""What an officer was told, in words and with the way to it: for the page, the start page and the API."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from agreements.models import Agreement
from deconfliction.models import BlindPair, Hit
from exchanges.models import Exchange
from focal_points.models import Officer
from hub.base.clock import text
from hub.base.results import Text
from hub.notifications.kinds import FAMILIES, GRAVE, UNANSWERED, family
from hub.notifications.models import Notification
from hub.web.letters import Letter
from hub.web.sentences import sentence
from messaging.models import Thread
from mla_requests.models import MlaRequest

# Where what has an id of its own is found, if the officer may see it.
_SEEN: dict[str, Callable[[], Any]] = {
    "requests": MlaRequest.objects.all,
    "exchanges": Exchange.objects.all,
    "threads": Thread.objects.all,
    "agreements": Agreement.objects.all,
    "deconfliction/pairs": BlindPair.objects.all,
    "deconfliction/hits": Hit.objects.all,
}
# What is told of one recommendation; what is told of a whole cycle leads to the list.
FOLLOWED = frozenset(f"followup.{act}" for act in ("submitted", "returned", "cleared", "assessed"))
_PLACES = {
    "followup": "/conferences/follow-up/",
    "officer": "/officers/",
    "seat": "/officers/",
    "pair": "/agreements/",
    "blind": "/deconfliction/",
}


@dataclass(frozen=True)
class Told:
    """One thing: the row, what happened in words, of what family, where it leads ("" if nowhere now).

    `letter` names the sealed subject, where a page shows it.
    """

    row: Notification
    words: Text
    family: Text
    address: str
    grave: bool
    letter: Letter | None = None

    def json(self) -> dict[str, Any]:
        """As the API shows it."""
        return {
            "id": self.row.pk,
            "kind": self.row.kind,
            "target": self.row.target,
            "words": str(self.words),
            "family": family(self.row.kind),
            "family_words": str(self.family),
            "address": self.address,
            "grave": self.grave,
            "at": text(self.row.created),
            "read": text(self.row.read_at) if self.row.read_at else None,
        }


def told(rows: Collection[Notification], officer: Officer, only: UUID | None = None) -> list[Told]:
    """The rows with words and addresses, in their order; six statements however many they are.

    `only` is the one post that a token reads for.
    """
    seen = _addresses(rows, officer, only)
    return [
        Told(one, sentence(one.kind), FAMILIES[family(one.kind)][1], _address(one, seen), one.kind in GRAVE)
        for one in rows
    ]


def _address(one: Notification, seen: dict[str, str]) -> str:
    first = one.kind.partition(".")[0]
    if one.target in seen:
        return seen[one.target]
    if one.kind == UNANSWERED:
        return f"/directory/{one.target}/"
    if first in ("webhook", "chain"):
        return f"/webhooks/{one.target}/" if first == "webhook" else f"/countries/{one.target}/"
    if first == "keeping":
        return f"/retention/{one.target}/"
    if first == "library":
        return f"/library/{one.target}/"
    if one.kind in FOLLOWED:
        return f"/conferences/follow-up/{one.target}/"
    return _PLACES.get(first, "")


def _addresses(rows: Iterable[Notification], officer: Officer, only: UUID | None) -> dict[str, str]:
    wanted = ids(one.target for one in rows)
    found = {}
    for place, everything in _SEEN.items() if wanted else ():
        visible = everything().visible_to(officer, only).filter(pk__in=wanted)
        found.update({str(pk): f"/{place}/{pk}/" for pk in visible.values_list("pk", flat=True)})
    return found


def ids(targets: Iterable[str]) -> set[UUID]:
    """Those targets that are ids of something."""
    found = set()
    for target in targets:
        try:
            found.add(UUID(target))
        except ValueError:
            continue
    return found
