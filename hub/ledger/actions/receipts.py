"""Receipts: the hub's for what it took and delivered, an officer's for what was opened (ETSI EN 319 522)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock
from hub.base.errors import Conflict, Forbidden, Invalid, require
from hub.encryption.canonical import Json, unb64
from hub.encryption.receipt import check_retrieval, make_receipt
from hub.ledger import signing
from hub.ledger.incoming import refused_as
from hub.ledger.models import Event, Receipt
from hub.ledger.rules import NOT_RECIPIENT, may_use_keys

Evidence = Receipt.Evidence


def sign_receipt(event: Event, evidence: Evidence, focal_point: UUID | None, now: datetime) -> Receipt:
    """An unsaved receipt in the hub's name."""
    envelope = make_receipt(
        signing.private_key(),
        hub=settings.HUB_ID,
        evidence=evidence.value,
        stream=str(event.stream_id),
        event=str(event.pk),
        event_hash=event.hash,
        seq=event.seq,
        at=clock.text(now),
        focal_point=str(focal_point) if focal_point else None,
    )
    return Receipt(event=event, evidence=evidence, focal_point_id=focal_point, envelope=envelope, at=now)


def record_delivery(events: Iterable[Event], posts: set[UUID], now: datetime) -> list[Receipt]:
    """Confirm that events reached `posts` (other than the sender's), once each; answers the new receipts.

    The events come with their wraps and receipts prefetched.
    """
    new = [
        sign_receipt(event, Evidence.DELIVERED, post, now)
        for event in events
        for post in _waiting(event, posts)
    ]
    if new:
        Receipt.objects.bulk_create(new, ignore_conflicts=True)
    return new


def _waiting(event: Event, posts: set[UUID]) -> list[UUID]:
    sealed_to = {wrap.focal_point_id for wrap in event.wraps.all()}
    done = {one.focal_point_id for one in event.receipts.all() if one.evidence == Evidence.DELIVERED}
    return sorted((posts & sealed_to) - done - {event.focal_point_id})


def record_retrieval(event: Event, envelope: object, *, by: Acting, now: datetime) -> tuple[Receipt, bool]:
    """Keep an officer's signed word that the event was opened, once per post; answers (receipt, whether new).

    Raises Invalid bad_envelope, bad_signature, bad_receipt; Conflict chain_moved; Forbidden.
    """
    require(may_use_keys(by))
    sealed_to = {wrap.focal_point_id for wrap in event.wraps.all()}
    if by.focal_point.pk not in sealed_to - {event.focal_point_id}:
        raise Forbidden(NOT_RECIPIENT)
    with refused_as("bad_envelope", _("The receipt is not in the form of version 1.")):
        content = check_retrieval(envelope, unb64(by.officer.sig, 32))
    with transaction.atomic():
        _require_about(content, event, by)
        if not clock.credible(content["at"], now):
            raise Invalid("bad_receipt", _("The date of the receipt cannot be right. Sign it again."))
        receipt, made = Receipt.objects.get_or_create(
            event=event,
            evidence=Evidence.RETRIEVED,
            focal_point=by.focal_point,
            defaults={"envelope": envelope, "at": now},
        )
        if made:
            record(Kind.RETRIEVED, who=by.officer.pk, country=by.country, what=event.pk)
    return receipt, made


def _require_about(content: Json, event: Event, by: Acting) -> None:
    head = Country.objects.values_list("head_seq", flat=True).get(pk=by.country)
    sender = {"focal_point": str(by.focal_point.pk), "officer": str(by.officer.pk)}
    chain_seq = content["sender"]["chain_seq"]
    about = {
        "hub": settings.HUB_ID,
        "stream": str(event.stream_id),
        "event": str(event.pk),
        "event_hash": event.hash,
    }
    if any(content[name] != value for name, value in about.items()) or content["sender"] != sender | {
        "chain_seq": chain_seq
    }:
        raise Invalid("bad_receipt", _("The receipt is about another act or names another officer."))
    if chain_seq != head:
        text = _("Your country's chain has moved on. Load it and sign again.")
        raise Conflict("chain_moved", text, country=by.country, head_seq=head)
