"""Destroying keys and sealed bytes, as signed acts say. What proves that something was there stays."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from hub.encryption.erasing import CONTENT
from hub.ledger import storage
from hub.ledger.models import GONE, Erasure, Event, Part, SharedKey, Upload, UploadBlock, Wrap
from hub.ledger.queries_erasing import targets


def shred(act: Event) -> int:
    """Empty the post's own wraps, and remove the sealed bytes of events that no post can open any more.

    Inside the caller's transaction. Doing it again changes nothing. Answers how many events the act is about.
    """
    events = targets(act)
    own = {"event__in": events, "focal_point": act.focal_point_id}
    Wrap.objects.filter(**own).update(wrap=GONE)
    SharedKey.objects.filter(**own).update(wrap=GONE)
    Erasure.objects.bulk_create(
        [Erasure(event_id=event, focal_point_id=act.focal_point_id, act=act) for event in events],
        ignore_conflicts=True,
    )
    _remove_bytes(events)
    return len(events)


def _remove_bytes(events: Iterable[UUID]) -> None:
    """The hub's own act: the rows of sealed bytes belong to the sender's post, perhaps of another country."""
    wraps = Wrap.objects.filter(event=OuterRef("event")).exclude(wrap=GONE)
    shared = SharedKey.objects.filter(event=OuterRef("event")).exclude(wrap=GONE)
    parts = Part.objects.filter(~Exists(wraps), ~Exists(shared), event__in=events)
    ids = list(parts.values_list("pk", flat=True))
    uploads = list(Upload.objects.filter(part__in=ids).values_list("pk", flat=True))
    files = list(UploadBlock.objects.filter(upload__in=uploads).values_list("file", flat=True))
    Part.objects.filter(pk__in=ids).update(inline=None, upload=None)
    Upload.objects.filter(pk__in=uploads).delete()
    # After the commit, so that an undone act loses nothing; what a crash leaves are strays (`uploads`).
    transaction.on_commit(partial(storage.discard, files))


def erase_again() -> tuple[int, int]:
    """Carry out every erasing act anew, e.g. after a restore; answers (acts, events they are about).

    The hub's own act: it follows what posts of every country signed.
    """
    acts = events = 0
    for act in Event.objects.filter(kind=CONTENT).order_by("accepted_at", "pk").iterator(100):
        with transaction.atomic():
            events += shred(act)
        acts += 1
    return acts, events
