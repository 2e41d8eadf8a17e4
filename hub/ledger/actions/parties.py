"""Posts that come to a stream later, or leave it."""

from collections.abc import Mapping

from focal_points.access import grant
from focal_points.models import FocalPoint
from hub.ledger.models import Event, Party, SharedKey, Stream, StreamGroupObjectPermission


def join(stream: Stream, post: FocalPoint, since_seq: int) -> None:
    """Put a post on a stream from a place on, or put it on it again; inside the caller's transaction.

    What was sealed to it before, if it was there once, it still sees; of the rest nothing.
    """
    Party.objects.update_or_create(
        stream=stream, focal_point=post, defaults={"since_seq": since_seq, "until_seq": None}
    )
    grant([post], "open_stream", stream, StreamGroupObjectPermission)


def depart(stream: Stream, post: FocalPoint, until_seq: int) -> None:
    """Take a post off a stream; it keeps what was sealed to it, and nothing more can be."""
    Party.objects.filter(stream=stream, focal_point=post).update(until_seq=until_seq)


def share_keys(admit: Event, post: FocalPoint, keys: Mapping[str, str]) -> None:
    """Keep the keys of older events {event: wrap} that the act `admit` opens to a post's newest key."""
    SharedKey.objects.bulk_create(
        SharedKey(event_id=event, admit=admit, focal_point=post, generation=post.generation, wrap=wrap)
        for event, wrap in keys.items()
    )
