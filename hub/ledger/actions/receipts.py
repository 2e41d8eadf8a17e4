"""Receipts: the hub's for what it took and delivered, an officer's for what was opened (ETSI EN 319 522)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country
from hub.audit.actions import lines, record
from hub.audit.models import Kind
from hub.base import clock
from hub.base.errors import Conflict, Forbidden, Invalid, require
from hub.base.lines import run
from hub.base.rows import insertion
from hub.encryption.canonical import Json, unb64
from hub.encryption.receipt import check_retrieval, make_receipt
from hub.ledger import signing
from hub.ledger.incoming import refused_as
from hub.ledger.models import Event, Receipt
from hub.ledger.reading import Reader, Shown, receipt_json
from hub.ledger.rules import NOT_RECIPIENT, may_use_keys

Evidence = Receipt.Evidence


RECEIPT = ("event_id", "evidence", "focal_point_id", "envelope", "at")


def sign_receipt(event: Event, evidence: Evidence, focal_point: UUID | None, now: datetime) -> Receipt:
    """An unsaved receipt in the hub's name."""
    place = (str(event.stream_id), str(event.pk), event.hash, event.seq)
    envelope = _signed(evidence, place, focal_point, now)
    return Receipt(event=event, evidence=evidence, focal_point_id=focal_point, envelope=envelope, at=now)


def deliver(
    stream: UUID, shown: Iterable[Shown], who: Reader, by: Acting, now: datetime, *, parts: bool = False
) -> None:
    """Confirm that events reached the reader's posts (other than the sender's), once each.

    The new receipts are added to what is shown. With `parts` the ciphertext goes out too, which is audited.
    """
    page = list(shown)
    rows = [row for one in page for row in _deliveries(stream, one, who, now)]
    read = [f"{one.json['id']}/{part['n']}" for one in page for part in one.json["parts"] if "data" in part]
    if not rows and not (parts and read):
        return
    audited = lines(Kind.PART_READ, who=by.officer.pk, country=by.country, what=read if parts else ())
    with transaction.atomic():
        run(*insertion(Receipt, RECEIPT, rows, ignore=True), *audited)


def _deliveries(stream: UUID, one: Shown, who: Reader, now: datetime) -> list[tuple[Any, ...]]:
    done, place = one.delivered, (str(stream), one.json["id"], one.json["hash"], one.json["seq"])
    rows = []
    for post in sorted((who.keys & one.sealed_to) - {one.sender}):
        if str(post) not in done:
            envelope = _signed(Evidence.DELIVERED, place, post, now)
            one.json["receipts"].append(receipt_json(Evidence.DELIVERED, post, orjson.dumps(envelope)))
            rows.append((UUID(one.json["id"]), Evidence.DELIVERED.value, post, envelope, now))
    return rows


def _signed(evidence: Evidence, place: tuple[str, str, str, int], post: UUID | None, now: datetime) -> Json:
    stream, event, name, seq = place
    return make_receipt(
        signing.private_key(),
        hub=settings.HUB_ID,
        evidence=evidence.value,
        stream=stream,
        event=event,
        event_hash=name,
        seq=seq,
        at=clock.text(now),
        focal_point=str(post) if post else None,
    )


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
