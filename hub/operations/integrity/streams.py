"""Streams: every event, its place, signature, wraps, parts and receipts."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from django.conf import settings

from hub.base import clock
from hub.encryption import dsse
from hub.encryption.bundle import receipt_of
from hub.encryption.chain import ChainState
from hub.encryption.erasing import CONTENT, erased
from hub.encryption.errors import Refused
from hub.encryption.manifest import Manifest
from hub.encryption.verify import VerifiedEvent, verify_event
from hub.ledger import signing
from hub.ledger.models import Event, Receipt, Stream
from hub.ledger.queries import wraps_json
from hub.operations.integrity import erasing, stored
from hub.operations.integrity.findings import Finding, Findings

States = Mapping[str, ChainState]
AT_ONCE = 200


def streams(states: States) -> Iterator[Finding | int]:
    """Findings of every stream; an int is a number of events that were looked at."""
    for stream in Stream.objects.order_by("pk").iterator():
        yield from _one(stream, states)


def _one(stream: Stream, states: States) -> Iterator[Finding | int]:
    findings, place = Findings(), (0, "0" * 64)
    gone = _gone(stream)
    events = Event.objects.filter(stream=stream).order_by("seq")
    for event in events.prefetch_related("wraps", "shared_keys", "parts", "receipts").iterator(AT_ONCE):
        place = _event(event, place, states, findings, gone.get(str(event.pk), set()))
        yield from findings.take()
        yield 1
    if (stream.head_seq, stream.head_hash) != (place[0] - 1, place[1]):
        yield Finding(f"stream {stream.pk}", "its newest event is missing, or the head was changed")


def _gone(stream: Stream) -> Mapping[str, set[str]]:
    """Whose keys of which events the signed acts of the stream had erased."""
    if not Event.objects.filter(stream=stream, kind=CONTENT).exists():
        return {}
    rows = Event.objects.filter(stream=stream).order_by("seq").values_list("envelope", "hash")
    read: list[tuple[Manifest, str]] = []
    for envelope, name in rows.iterator(AT_ONCE):
        with suppress(Refused):  # what cannot be read is found, and named, by the look at the event itself
            read.append((Manifest.parse(dsse.peek(envelope)[1]), name))
    return erased(read)


def _event(
    event: Event, place: tuple[int, str], states: States, findings: Findings, gone: set[str]
) -> tuple[int, str]:
    """Look at one event; answers the place that the next one must have."""
    what = f"event {event.pk} ({event.stream_id}, {event.seq})"
    with findings.of(what):
        one = verify_event(event.envelope, wraps_json(event), states, settings.HUB_ID)
        _columns(what, event, one, findings)
        if (one.manifest.seq, one.manifest.prev) != place:
            findings.add(what, "it does not follow the event before it")
        erasing.keys(what, event, gone, findings)
        _parts(what, event, one, findings, erasing.nobody_opens(event, gone))
        _receipts(what, event, one, states, findings)
    return event.seq + 1, event.hash


def _columns(what: str, event: Event, one: VerifiedEvent, findings: Findings) -> None:
    said = one.manifest
    kept = {
        "id": (str(event.pk), said.event),
        "stream": (str(event.stream_id), said.stream),
        "seq": (event.seq, said.seq),
        "hash": (event.hash, one.hash),
        "kind": (event.kind, said.kind),
        "facts": (event.facts, said.facts),
        "handling": (event.handling, said.handling),
        "focal_point": (str(event.focal_point_id), said.sender.focal_point),
        "officer": (str(event.officer_id), said.sender.officer),
        "created": (event.created, clock.parse(said.created)),
    }
    for name, (column, signed) in kept.items():
        findings.same(what, name, column, signed)


def _parts(what: str, event: Event, one: VerifiedEvent, findings: Findings, gone: bool) -> None:
    kept = {row.n: row for row in event.parts.all()}
    for signed in one.manifest.parts:
        name = f"part {signed.n} of {what}"
        if gone and signed.n in kept:
            erasing.part(name, kept.pop(signed.n), signed, findings)
        elif signed.n in kept:
            stored.part(name, kept.pop(signed.n), signed, findings)
        else:
            findings.add(name, "missing")
    for n in kept:
        findings.add(f"part {n} of {what}", "nobody signed it")


def _receipts(what: str, event: Event, one: VerifiedEvent, states: States, findings: Findings) -> None:
    rows = list(event.receipts.all())
    for row in rows:
        name = f"receipt {row.evidence} of {what}"
        with findings.of(name):
            said = receipt_of(row.envelope, one, signing.public_key(), states)
            findings.same(name, "evidence", row.evidence, said["evidence"])
            post = said["sender"]["focal_point"] if "sender" in said else said["focal_point"]
            findings.same(name, "focal_point", row.focal_point_id and str(row.focal_point_id), post)
    if Receipt.Evidence.SUBMISSION_ACCEPTED not in {row.evidence for row in rows}:
        findings.add(what, "the hub's receipt is missing")
