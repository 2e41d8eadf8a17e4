"""One entry of the register, or its next version: into its stream, and into the table."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen, require
from hub.forms.register import KINDS
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from register import facts as shapes
from register.actions.counting import count
from register.models import FACTS, PaperRequest
from register.rules import may_record

RECORD, UPDATE = KINDS


def accept_paper(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept paper.record (begins an entry) or paper.update (its next version, stated in full).

    Raises Unseen; Invalid unknown_kind, bad_facts, wrong_stream, bad_manifest; Forbidden with the rule's
    reason; and whatever accept_event raises.
    """
    if incoming.kind not in KINDS:
        raise Invalid("unknown_kind", _("The register has entries and new versions of them, nothing else."))
    facts = shapes.read(incoming.facts, now.date())
    if incoming.stream != facts["paper"] or (incoming.kind == RECORD) != (incoming.manifest.seq == 0):
        raise Invalid("wrong_stream", _("An entry begins a stream whose id is its own."))
    with transaction.atomic():
        entry = None if incoming.kind == RECORD else _seen(incoming, by)
        require(may_record(by, facts))
        accepted = _accept(incoming, by, now)
        if not accepted.repeated:
            count(_keep(entry, facts, accepted, by))
            record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _seen(incoming: Incoming, by: Acting) -> PaperRequest:
    """The entry, if it is one of the acting post. Raises Unseen."""
    mine = PaperRequest.objects.visible_to(by.officer, by.only).filter(focal_point=by.focal_point)
    found = mine.filter(pk=incoming.stream).first()
    if found is None:
        raise Unseen
    return found


def _accept(incoming: Incoming, by: Acting, now: datetime) -> Accepted:
    """Into the stream, sealed to the own post alone: the register is the country's own."""
    if [one.focal_point for one in incoming.manifest.recipients] != [str(by.focal_point.pk)]:
        text = _("An entry of the register is sealed to your own focal point only.")
        raise Invalid("bad_manifest", text, reason="recipients")
    kind = Stream.Kind.REGISTER
    return accept_event(incoming, by=by, stream_kind=kind, parties=[by.focal_point], now=now)


def _keep(
    entry: PaperRequest | None, facts: dict[str, Any], accepted: Accepted, by: Acting
) -> PaperRequest:  # fmt: skip
    """The entry as the newest version says. Raises Unseen if the id is that of somebody else's entry."""
    event = accepted.event
    kept = entry or PaperRequest(pk=facts["paper"], stream_id=event.stream_id, focal_point=by.focal_point)
    for name in FACTS:
        setattr(kept, name, facts[name])
    kept.event, kept.version, kept.updated = event.pk, event.seq + 1, event.accepted_at
    try:
        kept.save(force_insert=entry is None)
    except IntegrityError as error:
        raise Unseen from error
    return kept
