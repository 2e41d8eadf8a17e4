"""Accept an event.

One winner per place in the stream, signed by a seated officer, sealed to the newest keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from focal_points.acting import KEY_ROLES, Acting
from focal_points.models import FocalPoint, FocalPointKey
from hub.base import clock
from hub.base.errors import Conflict, Forbidden, Invalid, Unseen, require
from hub.base.lines import Statement
from hub.encryption.canonical import Json
from hub.ledger.actions.append import append, exists
from hub.ledger.actions.place import Place, Post, Posts, hold
from hub.ledger.incoming import Incoming
from hub.ledger.models import Event, Receipt
from hub.ledger.rules import NO_KEY, may_use_keys


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
    held: Place | None = None,
    also: Sequence[Statement] = (),
) -> Accepted:
    """Append a verified act to its stream, inside the caller's transaction, accepted at `at`.

    Without `at` that is now; either way not before the act before, if the hub's clock went back.

    `held` is the place, if it was locked and read before; `also` is written in the same journey as the event.
    The first event makes the stream for `parties` and grants it to them; later ones go to the parties it has.
    Raises Unseen; Conflict seq_taken, chain_moved, generation_old, event_exists; Invalid bad_manifest,
    bad_parts, missing_part; Forbidden no_key_seat.
    """
    require(may_use_keys(by))
    place = held or hold(incoming, stream_kind, parties, by)
    if str(by.focal_point.pk) not in place.posts or place.kind != stream_kind:
        raise Unseen
    if incoming.manifest.seq <= place.head_seq and (before := find_repeat(incoming)):
        return before
    _require_next(place, incoming)
    _require_credible_date(incoming.manifest.created, now)
    _require_present_sender(incoming, by, place)
    _require_newest_keys(incoming, place.posts)
    return Accepted(*append(incoming, by, _after_the_last(place, at or now), also))


def _after_the_last(place: Place, now: datetime) -> datetime:
    """Times in a stream never go back, whatever the hub's clock does."""
    return now if place.last is None else max(now, place.last)


def find_repeat(incoming: Incoming) -> Accepted | None:
    """The earlier acceptance of the very same act, if a client sends it again.

    Raises Conflict event_exists.
    """
    event = Event.objects.filter(pk=incoming.event).first()
    if event is None:
        return None
    if event.hash != incoming.hash:
        raise exists()
    receipt = event.receipts.get(evidence=Receipt.Evidence.SUBMISSION_ACCEPTED)
    return Accepted(event, receipt.envelope, repeated=True)


def _require_next(place: Place, incoming: Incoming) -> None:
    if (incoming.manifest.seq, incoming.manifest.prev) != (place.head_seq + 1, place.head_hash):
        raise taken(place.head_seq, place.head_hash)


def taken(head_seq: int, head_hash: str) -> Conflict:
    """The place in the stream is somebody else's; the head is where the next one goes."""
    text = _("Somebody else was first. Read what is new, then sign again after it.")
    return Conflict("seq_taken", text, head_seq=head_seq, head_hash=head_hash)


def _require_credible_date(created: str, now: datetime) -> None:
    """The signed date is shown as the country's own word, so an absurd one is not taken."""
    if not clock.credible(created, now):
        text = _("The date of the act is more than a week old or ahead of the hub's clock. Sign it again.")
        raise Invalid("bad_manifest", text, reason="bad-date", now=clock.text(now))


def _require_present_sender(incoming: Incoming, by: Acting, place: Place) -> None:
    """Removed officers, lost roles, changed keys and moved chains are seen here, under the lock."""
    if not place.roles & KEY_ROLES or place.keys != {incoming.signer}:
        raise Forbidden(NO_KEY)
    post = place.posts[str(by.focal_point.pk)]
    if incoming.manifest.sender.chain_seq != post.head_seq or place.roles != by.roles:
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
