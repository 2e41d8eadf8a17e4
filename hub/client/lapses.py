"""Time limits that ran out, as the hub stated and signed it: so it cannot deny later what it once said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.client.errors import Forged, forged
from hub.client.session import Session
from hub.encryption.canonical import Json
from hub.encryption.errors import Refused
from hub.encryption.lapse import check_lapse, exact_time

DELIVERED, UNDELIVERED, LAPSED, CLOSED = "sys.delivered", "sys.undelivered", "sys.lapsed", "sys.closed"


@dataclass(frozen=True)
class Lapse:
    """One signed statement of the hub: its kind, the clock it is about, and the exact moment."""

    kind: str
    clock: str
    ref: str
    at: datetime


def lapses(session: Session, summary: Json) -> list[Lapse]:
    """The statements beside a request. Raises Forged for one that the hub's key did not sign, that is about
    another request, or that came before its time."""
    return [_checked(session, str(summary["id"]), row) for row in summary.get("lapses", ())]


def _checked(session: Session, request: str, row: Json) -> Lapse:
    try:
        said = check_lapse(row["envelope"], session.trust.hub_key)
    except Refused as error:
        raise forged("What the hub says of a time limit", error) from error
    at = exact_time(said["at"])
    if (said["hub"], said["request"]) != (session.hub, request):
        raise Forged("The hub shows a time limit of another request.", "another-request")
    early = said["due"] is not None and at < datetime.fromisoformat(said["due"])
    if early and said["kind"] != DELIVERED:
        raise Forged("The hub says that a time limit ran out before it did.", "too-early")
    return Lapse(said["kind"], said["clock"], said["ref"], at)
