"""Reads.

Streams, events and chains, in the shapes the API answers with. Each page costs the same number of queries.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from focal_points import access
from focal_points.acting import KEY_ROLES, Acting
from focal_points.models import ChainStatement, FocalPoint, FocalPointKey, Seat
from focal_points.queries import ends_at
from hub.base.clock import now
from hub.encryption.canonical import Json, b64
from hub.ledger import signing
from hub.ledger.models import GONE, Event, Part, Party, Receipt, SharedKey, Stream, Upload, Wrap


def posts_of(by: Acting) -> set[UUID]:
    """The posts whose key the officer holds now, as far as the call may read for them."""
    seats = Seat.objects.filter(officer=by.officer, to_seq__isnull=True, role__in=KEY_ROLES)
    held = set(seats.values_list("focal_point_id", flat=True))
    return held if by.only is None else held & {by.only}


def stream_card(stream: Stream, by: Acting) -> Json:
    """A stream with its parties and the present public key of each.

    Whose posts have all left it is shown the parties and the newest place of that moment, and nothing later.
    """
    head = _last_seen(stream, by)
    parties = _parties(stream, head)
    keys = FocalPointKey.objects.filter(focal_point__in=parties, generation=F("focal_point__generation"))
    rows = keys.order_by("focal_point_id").values_list(
        "focal_point_id", "focal_point__country_id", "generation", "kem"
    )
    return {
        "id": str(stream.pk),
        "kind": stream.kind,
        "head_seq": stream.head_seq if head is None else head.seq,
        "head_hash": stream.head_hash if head is None else head.hash,
        "parties": [{"focal_point": str(p), "country": c, "generation": g, "kem": k} for p, c, g, k in rows],
    }


def _last_seen(stream: Stream, by: Acting) -> Event | None:
    """The act with which the last of the officer's posts left; None while one of them is on the stream."""
    posts = access.posts_of(by.officer, by.only).values("pk")
    own = Party.objects.filter(stream=stream, focal_point__in=posts).values_list("until_seq", flat=True)
    places = [seq for seq in own if seq is not None]
    if len(places) < len(own) or not places:
        return None
    return Event.objects.get(stream=stream, seq=max(places))


def _parties(stream: Stream, last: Event | None) -> list[UUID]:
    """Who is on the stream, or to whom the last act was sealed that the reader may know of."""
    if last is not None:
        return list(last.wraps.values_list("focal_point_id", flat=True))
    present = Party.objects.filter(stream=stream, until_seq__isnull=True)
    return list(present.values_list("focal_point_id", flat=True))


def events_of(stream: Stream, by: Acting) -> QuerySet[Event]:
    """The events of a stream sealed to the officer's posts, in order, with all that proves them."""
    parts = Prefetch("parts", Part.objects.defer("inline"))
    seen = Event.objects.visible_to(by.officer, by.only).filter(stream=stream)
    return seen.order_by("seq").prefetch_related("wraps", "shared_keys", parts, "receipts")


def wraps_json(event: Event) -> list[Json]:
    """All wraps in the order the manifest signs."""
    rows = [
        {"focal_point": str(w.focal_point_id), "generation": w.generation, "wrap": w.wrap}
        for w in event.wraps.all()
    ]
    return sorted(rows, key=lambda row: str(row["focal_point"]))


def bundle(stream: Stream, by: Acting) -> Json:
    """The stream as it is verified offline: events, receipts, and the chain of every country on it."""
    events = [
        {"envelope": e.envelope, "wraps": wraps_json(e), "receipts": [r.envelope for r in e.receipts.all()]}
        for e in events_of(stream, by)
    ]
    return {
        "v": 1,
        "hub": settings.HUB_ID,
        "hub_key": b64(signing.public_key()),
        "stream": {"id": str(stream.pk), "kind": stream.kind},
        "events": events,
        "chains": _chains(events_of(stream, by)),
    }


def _chains(events: QuerySet[Event]) -> dict[str, list[Any]]:
    """Of every country to which one of the events was sealed: the reader's other ones are not told."""
    sealed_to = Wrap.objects.filter(event__in=events.order_by().values("pk"))
    countries = sealed_to.values("focal_point__country")
    found: dict[str, list[Any]] = {}
    for statement in ChainStatement.objects.filter(country__in=countries).order_by("country_id", "seq"):
        found.setdefault(statement.country_id, []).append(statement.envelope)
    return found


def receipt_json(receipt: Receipt) -> Json:
    """A receipt as the API shows it."""
    post = receipt.focal_point_id
    return {
        "evidence": receipt.evidence,
        "focal_point": str(post) if post else None,
        "envelope": receipt.envelope,
    }


def stored_bytes(country: str) -> int:
    """Bytes of large parts that a country's posts began or sent."""
    rows = Upload.objects.filter(focal_point__country=country)
    return int(rows.aggregate(bytes=Sum("length", default=0))["bytes"])


def may_still_read(event: UUID, by: Acting) -> bool:
    """Whether the officer may open the event's parts at this moment, with this token or session.

    It takes a key-holding seat at a post that has the event's key, not erased. Asked again while a
    long download runs.
    """
    seats = {
        "pk__in": posts_of(by),
        "seats__officer": by.officer.pk,
        "seats__officer__is_active": True,
        "seats__to_seq__isnull": True,
        "seats__role__in": KEY_ROLES,
    }
    posts = FocalPoint.objects.filter(**seats).values("pk")
    own = Q(focal_point__in=posts) & ~Q(wrap=GONE)
    held = Exists(Wrap.objects.filter(own, event=OuterRef("pk")))
    shared = Exists(SharedKey.objects.filter(own, event=OuterRef("pk")))
    seen = Event.objects.visible_to(by.officer, by.only).filter(held | shared, pk=event)
    return ends_at(by, now()) is not None and seen.exists()
