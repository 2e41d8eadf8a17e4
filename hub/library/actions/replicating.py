"""Countries that used a practice too say so, and clear it themselves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from focal_points.acting import Acting
from hub.base.errors import Unseen, require
from hub.library import reading
from hub.library.actions.notices import tell_about
from hub.library.actions.settling import held, is_public, settled
from hub.library.models import Replication
from hub.library.queries.detail import replications_for
from hub.library.rules import may_clear_replication, may_replicate
from hub.library.telling import Notice

LONGEST = 5_000


@transaction.atomic
def replicate(item_id: UUID, by: Acting, given: Any, now: datetime) -> Replication:
    """Say {"note", "result"} of the own use; said again it replaces the first and waits for clearance anew.

    Raises Unseen, Forbidden, Invalid.
    """
    sent = reading.table(given, {"note", "result"})
    item = held(item_id, by, now)
    require(may_replicate(item, by))
    said = {
        "note": reading.text(sent.get("note"), "note", LONGEST, required=True),
        "result": reading.text(sent.get("result"), "result", LONGEST),
        "version": item.current,
        "state": Replication.State.PENDING,
        "author": by.officer,
        "cleared_by": None,
        "at": now,
    }
    before = Replication.objects.filter(item=item, country=by.country, state=Replication.State.SHOWN).exists()
    row, _made = Replication.objects.update_or_create(item=item, country_id=by.country, defaults=said)
    settled(item, by, "replicate", public=before and is_public(item, now))
    return row


@transaction.atomic
def clear_replication(item_id: UUID, by: Acting, replication_id: UUID, now: datetime) -> Replication:
    """Let the readers of the item see what the own country said. Raises Unseen, Forbidden."""
    item = held(item_id, by, now)
    row = next((one for one in replications_for(item, by) if one.pk == replication_id), None)
    if row is None:
        raise Unseen
    require(may_clear_replication(row, by))
    row.state, row.cleared_by = Replication.State.SHOWN, by.officer
    row.save(update_fields=["state", "cleared_by"])
    settled(item, by, "clear_replication", public=is_public(item, now))
    tell_about([Notice(frozenset({item.created_by_id}), "library.replicated", item.pk)])
    return row
