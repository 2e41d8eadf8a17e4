"""Writing one accepted act: its event, parts, wraps, the stream's new head and the hub's receipt."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base import clock
from hub.base.errors import Conflict
from hub.base.lines import Statement, run
from hub.base.rows import insertion, statement, table
from hub.encryption.canonical import Json
from hub.ledger.actions.parts import collect_parts
from hub.ledger.actions.receipts import sign_receipt
from hub.ledger.incoming import Incoming
from hub.ledger.models import Event, Part, Receipt, Stream, Wrap

EVENT = (
    "id", "stream_id", "seq", "kind", "hash", "envelope", "facts", "handling", "focal_point_id", "officer_id",
    "created", "accepted_at",
)  # fmt: skip
PART = ("event_id", "n", "length", "blocks_root", "inline", "upload_id")
WRAP = ("event_id", "focal_point_id", "generation", "wrap")
RECEIPT = ("event_id", "evidence", "focal_point_id", "envelope", "at")
HEAD = f"UPDATE {table(Stream)} SET head_seq = %s, head_hash = %s WHERE id = %s"  # noqa: S608 - own names


def append(
    incoming: Incoming, by: Acting, at: datetime, also: Sequence[Statement] = ()
) -> tuple[Event, Json]:
    """Five statements in one go, inside the caller's transaction and under the stream's lock, then `also`.

    Answers the event and the receipt. Raises Conflict event_exists; Invalid missing_part, bad_parts.
    """
    event = _event(incoming, by, at)
    parts = collect_parts(incoming, event, by)
    wraps = [(event.pk, UUID(w["focal_point"]), w["generation"], w["wrap"]) for w in incoming.wraps]
    receipt = sign_receipt(event, Receipt.Evidence.SUBMISSION_ACCEPTED, None, at)
    signed = (event.pk, receipt.evidence, None, receipt.envelope, at)
    try:
        run(
            *insertion(Event, EVENT, [[getattr(event, name) for name in EVENT]]),
            *insertion(Part, PART, [[getattr(part, name) for name in PART] for part in parts]),
            *insertion(Wrap, WRAP, wraps),
            statement(HEAD, event.seq, event.hash, event.stream_id),
            *insertion(Receipt, RECEIPT, [signed]),
            *also,
        )
    except IntegrityError as error:
        raise exists() from error
    return event, receipt.envelope


def exists() -> Conflict:
    """The id of the act is taken by another one."""
    return Conflict("event_exists", _("There is another act with this id. Make a new id and sign again."))


def _event(incoming: Incoming, by: Acting, at: datetime) -> Event:
    manifest = incoming.manifest
    return Event(
        id=incoming.event,
        stream_id=incoming.stream,
        seq=manifest.seq,
        kind=manifest.kind,
        hash=incoming.hash,
        envelope=incoming.envelope,
        facts=manifest.facts,
        handling=manifest.handling,
        focal_point=by.focal_point,
        officer=by.officer,
        created=clock.parse(manifest.created),
        accepted_at=at,
    )
