"""Ciphertext on its way: checked block by block, resumable, bounded, and removed when nobody claims it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.errors import Conflict, Invalid, require
from hub.encryption.blocks import BLOCK
from hub.ledger import storage
from hub.ledger.actions.parts import block_count
from hub.ledger.models import Upload, UploadBlock
from hub.ledger.queries import stored_bytes
from hub.ledger.rules import may_use_keys

MAX_PART = 5 * 1024**3
LIFETIME = timedelta(days=7)
STRAY_AFTER = timedelta(days=1)


def begin_upload(*, by: Acting, stream: UUID, event: UUID, n: int, length: int) -> tuple[Upload, bool]:
    """Begin or find the upload of part `n` of an event to come; answers (upload, whether new).

    Raises Forbidden; Invalid bad_upload; Conflict upload_exists (another length), quota_reached.
    """
    require(may_use_keys(by))
    if not 1 <= length <= MAX_PART:
        raise Invalid(
            "bad_upload",
            _("A part has at least one byte and at most 5 GiB."),
            field="length",
            longest=MAX_PART,
        )
    with transaction.atomic():
        # The post's row is the lock on its quota; two uploads begun at once are counted one after the other.
        post = FocalPoint.objects.select_for_update(no_key=True).get(pk=by.focal_point.pk)
        known = Upload.objects.filter(officer=by.officer, stream=stream, event=event, n=n).first()
        if known is None:
            _require_room(post, length)
            return Upload.objects.create(
                officer=by.officer, focal_point=post, stream=stream, event=event, n=n, length=length
            ), True
    if known.length != length:
        raise Conflict(
            "upload_exists", _("This part was begun with another length. Make a new id for the act.")
        )
    return known, False


def _require_room(post: FocalPoint, length: int) -> None:
    _require_room_of_country(post.country_id, length)
    open_now = Upload.objects.filter(focal_point=post, part__isnull=True)
    held = open_now.aggregate(bytes=Sum("length", default=0), count=Count("pk"))
    everywhere = Upload.objects.filter(focal_point__country=post.country_id, part__isnull=True)
    nation = everywhere.aggregate(bytes=Sum("length", default=0))["bytes"]
    # A country makes its own posts, so theirs together are bounded as well.
    quota, most = settings.HUB_OPEN_BYTES, settings.HUB_OPEN_BYTES_PER_COUNTRY
    full = held["bytes"] + length > quota or nation + length > most
    if full or held["count"] >= settings.HUB_OPEN_UPLOADS:
        text = _(
            "Your focal point has too much on its way that was never sent. Send it, or wait until it expires."
        )
        raise Conflict("quota_reached", text, quota=quota, held=held["bytes"])


def _require_room_of_country(country: str, length: int) -> None:
    """Everything the country ever stored counts; asked once for each large part, never for an act."""
    limit = settings.HUB_STORAGE_PER_COUNTRY
    held = stored_bytes(country) if limit else 0
    if limit and held + length > limit:
        text = _(
            "Your country has used the storage it was given. Ask your administrator to agree on more with "
            "those who run the hub."
        )
        raise Conflict("storage_full", text, quota=limit, held=held)


def take_block(upload: Upload, index: int, data: bytes, sha256: str) -> None:
    """Keep one block once its length and hash are right.

    The same again changes nothing. Raises Invalid, Conflict.
    """
    if not 0 <= index < block_count(upload.length):
        raise Invalid("bad_block", _("There is no block with this number."), field="index")
    if len(data) != min(BLOCK, upload.length - index * BLOCK) or hashlib.sha256(data).hexdigest() != sha256:
        raise Invalid("bad_block", _("The block was damaged on its way. Send it again."), index=index)
    known = UploadBlock.objects.filter(upload=upload, index=index).first()
    if known is None:
        _keep_block(upload, index, data, sha256)
    elif known.sha256 != sha256:
        raise Conflict(
            "block_exists", _("This block is there with other bytes. Make a new id for the act."), index=index
        )


def _keep_block(upload: Upload, index: int, data: bytes, sha256: str) -> None:
    name = storage.keep(data)
    with _undone(name):
        UploadBlock.objects.create(upload=upload, index=index, sha256=sha256, file=name)


@contextmanager
def _undone(name: str) -> Iterator[None]:
    """Remove the bytes again if their row cannot be made.

    The upload expired, or the block came twice at once.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        storage.discard([name])
        raise Conflict(
            "block_exists", _("The block arrived twice at once, or its upload has ended. Ask again.")
        ) from error


def expire_uploads(now: datetime) -> tuple[int, int]:
    """Remove uploads that nobody claimed in 7 days, and bytes that have no row.

    Answers (uploads, stray files).
    """
    with transaction.atomic():
        late = Upload.objects.select_for_update(of=("self",)).filter(
            part__isnull=True, created__lt=now - LIFETIME
        )
        ids = list(late.values_list("pk", flat=True))
        # Asked again under the lock: an act may have claimed one while we waited for it.
        gone = list(Upload.objects.filter(pk__in=ids, part__isnull=True).values_list("pk", flat=True))
        Upload.objects.filter(pk__in=gone).delete()
    return len(gone), _remove_strays(now)


def _remove_strays(now: datetime) -> int:
    """Bytes without a row.

    Of expired uploads, or written just before a crash. Young ones may still get their row.
    """
    removed = 0
    for names in storage.folders():
        known = set(UploadBlock.objects.filter(file__in=names).values_list("file", flat=True))
        strays = storage.older_than(sorted(set(names) - known), now - STRAY_AFTER)
        storage.discard(strays)
        removed += len(strays)
    return removed
