"""Reads.

Streams, events and chains, in the shapes the API answers with. Each page costs the same number of queries.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Prefetch, QuerySet

from focal_points.acting import KEY_ROLES, Acting
from focal_points.models import ChainStatement, FocalPointKey, Seat
from focal_points.queries import ends_at
from hub.base.clock import exactly, now, text
from hub.encryption.canonical import Json, b64
from hub.ledger import signing
from hub.ledger.models import Event, Part, Party, Receipt, Stream


def posts_of(by: Acting) -> set[UUID]:
    """The posts whose key the officer holds now, as far as the call may read for them."""
    seats = Seat.objects.filter(officer=by.officer, to_seq__isnull=True, role__in=KEY_ROLES)
    held = set(seats.values_list("focal_point_id", flat=True))
    return held if by.only is None else held & {by.only}


def stream_card(stream: Stream) -> Json:
    """A stream with its parties and the present public key of each."""
    parties = Party.objects.filter(stream=stream).values_list("focal_point_id", flat=True)
    keys = FocalPointKey.objects.filter(focal_point__in=parties, generation=F("focal_point__generation"))
    rows = keys.order_by("focal_point_id").values_list(
        "focal_point_id", "focal_point__country_id", "generation", "kem"
    )
    return {
        "id": str(stream.pk),
        "kind": stream.kind,
        "head_seq": stream.head_seq,
        "head_hash": stream.head_hash,
        "parties": [{"focal_point": str(p), "country": c, "generation": g, "kem": k} for p, c, g, k in rows],
    }


def events_of(stream: Stream, by: Acting) -> QuerySet[Event]:
    """The events of a stream sealed to the officer's posts, in order, with all that proves them."""
    parts = Prefetch("parts", Part.objects.defer("inline"))
    seen = Event.objects.visible_to(by.officer, by.only).filter(stream=stream)
    return seen.order_by("seq").prefetch_related("wraps", parts, "receipts")


def page_of(
    stream: Stream, by: Acting, limit: int, *, after: int = -1, before: int | None = None
) -> tuple[list[Event], int | None]:
    """At most `limit` events of a stream in order, and where the next page goes on, if there is one.

    The first ones after a place or, with `before`, the last ones before it.
    """
    rows = events_of(stream, by).filter(seq__gt=after)
    if before is None:
        found = list(rows[: limit + 1])
        return found[:limit], found[limit - 1].seq if len(found) > limit else None
    found = list(rows.filter(seq__lt=before).order_by("-seq")[: limit + 1])
    return found[:limit][::-1], found[limit - 1].seq if len(found) > limit else None


def event_json(event: Event, posts: Iterable[UUID]) -> Json:
    """An event as the API shows it; `posts` are those whose wraps are the caller's own."""
    wraps, mine = wraps_json(event), {str(post) for post in posts}
    return {
        "id": str(event.pk),
        "seq": event.seq,
        "kind": event.kind,
        "hash": event.hash,
        "envelope": event.envelope,
        "wraps": [wrap for wrap in wraps if wrap["focal_point"] in mine],
        "all_wraps": wraps,
        "parts": [{"n": p.n, "length": p.length, "blocks_root": p.blocks_root} for p in event.parts.all()],
        "accepted_at": text(event.accepted_at),
        "at": exactly(event.accepted_at),
        "receipts": [receipt_json(one) for one in event.receipts.all()],
    }


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
        "chains": _chains(stream),
    }


def _chains(stream: Stream) -> dict[str, list[Any]]:
    countries = Party.objects.filter(stream=stream).values("focal_point__country")
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


def may_still_read(event: UUID, by: Acting) -> bool:
    """Whether the officer may open the event's parts at this moment, with this token or session.

    It takes a key-holding seat at a post the event is sealed to. Asked again while a long download runs.
    """
    seats = {
        "pk__in": posts_of(by),
        "seats__officer": by.officer.pk,
        "seats__officer__is_active": True,
        "seats__to_seq__isnull": True,
        "seats__role__in": KEY_ROLES,
    }
    sealed_to = {f"wraps__focal_point__{name}": value for name, value in seats.items()}
    seen = Event.objects.visible_to(by.officer, by.only).filter(pk=event, **sealed_to)
    return ends_at(by, now()) is not None and seen.exists()
