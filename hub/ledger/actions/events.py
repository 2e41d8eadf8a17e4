"""Accept an event.

One winner per place in the stream, signed by a seated officer, sealed to the newest keys.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from focal_points.access import grant
from focal_points.acting import KEY_ROLES, Acting
from focal_points.models import FocalPoint, FocalPointKey, Seat
from hub.base import clock
from hub.base.errors import Conflict, Forbidden, Invalid, Unseen, require
from hub.encryption.canonical import Json
from hub.ledger.actions.parts import collect_parts
from hub.ledger.actions.receipts import sign_receipt
from hub.ledger.incoming import Incoming
from hub.ledger.locks import hold_chains
from hub.ledger.models import Event, Part, Party, Receipt, Stream, StreamGroupObjectPermission, Wrap
from hub.ledger.rules import NO_KEY, may_use_keys


@dataclass(frozen=True)
class Post:
    """A post on the stream as it is now: its newest key, its country and the head of the country's chain."""

    id: UUID
    generation: int
    country: str
    head_seq: int


Posts = dict[str, Post]


@dataclass(frozen=True)
class Accepted:
    """An event that is in the stream, and the hub's signed word for it; `repeated` if it was there before."""

    event: Event
    receipt: Json
    repeated: bool = False


def accept_event(
    incoming: Incoming,
    *,
    by: Acting,
    stream_kind: str,
    parties: list[FocalPoint],
    now: datetime,
    at: datetime | None = None,
) -> Accepted:
    """Append a verified act to its stream, inside the caller's transaction, accepted at `at`.

    Without `at` that is now, or the time of the act before if the hub's clock went back.

    The first event makes the stream for `parties` and grants it to them; later ones go to the parties it has.
    Raises Unseen; Conflict seq_taken, chain_moved, generation_old, event_exists; Invalid bad_manifest,
    bad_parts, missing_part; Forbidden no_key_seat.
    """
    require(may_use_keys(by))
    stream = _lock(incoming, stream_kind, parties)
    posts = _posts_on(stream)
    if str(by.focal_point.pk) not in posts or stream.kind != stream_kind:
        raise Unseen
    if incoming.manifest.seq <= stream.head_seq and (before := find_repeat(incoming)):
        return before
    _require_next(stream, incoming)
    _require_credible_date(incoming.manifest.created, now)
    _require_present_sender(incoming, by, posts)
    _require_newest_keys(incoming, posts)
    return _append(stream, incoming, by, at or _after_the_last(stream, now))


def _after_the_last(stream: Stream, now: datetime) -> datetime:
    """Times in a stream never go back, whatever the hub's clock does."""
    times = Event.objects.filter(stream=stream, seq=stream.head_seq).values_list("accepted_at", flat=True)
    return max([now, *times])


def find_repeat(incoming: Incoming) -> Accepted | None:
    """The earlier acceptance of the very same act, if a client sends it again.

    Raises Conflict event_exists.
    """
    event = Event.objects.filter(pk=incoming.event).first()
    if event is None:
        return None
    if event.hash != incoming.hash:
        raise _exists()
    receipt = event.receipts.get(evidence=Receipt.Evidence.SUBMISSION_ACCEPTED)
    return Accepted(event, receipt.envelope, repeated=True)


def _lock(incoming: Incoming, kind: str, parties: list[FocalPoint]) -> Stream:
    """The locked stream.

    Two first events at once: the second waits here and then finds the first one's head.
    """
    if incoming.manifest.seq == 0:
        Stream.objects.bulk_create([Stream(pk=incoming.stream, kind=kind)], ignore_conflicts=True)
    stream = Stream.objects.select_for_update().filter(pk=incoming.stream).first()
    if stream is None:
        raise Unseen
    if stream.head_seq < 0:
        rows = [Party(stream=stream, focal_point=post, since_seq=0) for post in parties]
        Party.objects.bulk_create(rows)
        grant(parties, "open_stream", stream, StreamGroupObjectPermission)
    return stream


def _posts_on(stream: Stream) -> Posts:
    """The posts on the stream, whose countries' chains stand still until this transaction ends."""
    hold_chains(stream)
    rows = Party.objects.filter(stream=stream).values_list(
        "focal_point_id",
        "focal_point__generation",
        "focal_point__country_id",
        "focal_point__country__head_seq",
    )
    return {str(row[0]): Post(*row) for row in rows}


def _require_next(stream: Stream, incoming: Incoming) -> None:
    if (incoming.manifest.seq, incoming.manifest.prev) != (stream.head_seq + 1, stream.head_hash):
        text = _("Somebody else was first. Read what is new, then sign again after it.")
        raise Conflict("seq_taken", text, head_seq=stream.head_seq, head_hash=stream.head_hash)


def _require_credible_date(created: str, now: datetime) -> None:
    """The signed date is shown as the country's own word, so an absurd one is not taken."""
    if not clock.credible(created, now):
        text = _("The date of the act is more than a week old or ahead of the hub's clock. Sign it again.")
        raise Invalid("bad_manifest", text, reason="bad-date", now=clock.text(now))


def _require_present_sender(incoming: Incoming, by: Acting, posts: Posts) -> None:
    """Removed officers, lost roles, changed keys and moved chains are seen here, under the lock."""
    seats = Seat.objects.filter(officer=by.officer, focal_point=by.focal_point, to_seq__isnull=True)
    held = dict(seats.filter(officer__is_active=True).values_list("role", "officer__sig"))
    if not held.keys() & KEY_ROLES or set(held.values()) != {incoming.signer}:
        raise Forbidden(NO_KEY)
    post = posts[str(by.focal_point.pk)]
    if incoming.manifest.sender.chain_seq != post.head_seq or held.keys() != by.roles:
        text = _("Your country's chain has moved on. Load it and sign again.")
        raise Conflict("chain_moved", text, country=post.country, head_seq=post.head_seq)


def _require_newest_keys(incoming: Incoming, posts: Posts) -> None:
    named = {one.focal_point: one.generation for one in incoming.manifest.recipients}
    if not named.keys() <= posts.keys() or incoming.manifest.sender.focal_point not in named:
        text = _("An act is sealed to focal points of this stream, and to the sender's own among them.")
        raise Invalid("bad_manifest", text, reason="recipients")
    for name, generation in named.items():
        if generation != posts[name].generation:
            raise _old_generation(posts[name])


def _old_generation(post: Post) -> Conflict:
    key = FocalPointKey.objects.filter(focal_point=post.id, generation=post.generation).values_list(
        "kem", flat=True
    )
    text = _("A focal point has a new key. Seal the act to the new key and sign again.")
    return Conflict(
        "generation_old", text, focal_point=str(post.id), generation=post.generation, kem=key.first()
    )


def _append(stream: Stream, incoming: Incoming, by: Acting, now: datetime) -> Accepted:
    event = _new_event(incoming, by, now)
    parts = collect_parts(incoming, event, by)
    try:
        event.save(force_insert=True)
    except IntegrityError as error:
        raise _exists() from error
    Part.objects.bulk_create(parts)
    Wrap.objects.bulk_create(
        [
            Wrap(
                event=event, focal_point_id=UUID(w["focal_point"]), generation=w["generation"], wrap=w["wrap"]
            )
            for w in incoming.wraps
        ]
    )
    Stream.objects.filter(pk=stream.pk).update(head_seq=event.seq, head_hash=event.hash)
    receipt = sign_receipt(event, Receipt.Evidence.SUBMISSION_ACCEPTED, None, now)
    receipt.save(force_insert=True)
    return Accepted(event, receipt.envelope)


def _new_event(incoming: Incoming, by: Acting, now: datetime) -> Event:
    manifest = incoming.manifest
    return Event(
        pk=incoming.event,
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
        accepted_at=now,
    )


def _exists() -> Conflict:
    return Conflict("event_exists", _("There is another act with this id. Make a new id and sign again."))
