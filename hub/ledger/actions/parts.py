"""The parts of an incoming act: small ones came with it, larger ones were uploaded before."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Invalid
from hub.encryption import manifest as signed
from hub.encryption.blocks import BLOCK, blocks_root
from hub.ledger.incoming import Incoming
from hub.ledger.models import Event, Part, Upload, UploadBlock

Blocks = dict[int, str]


def collect_parts(incoming: Incoming, event: Event, by: Acting) -> list[Part]:
    """Unsaved rows for all parts the sender signed. Raises Invalid missing_part, bad_parts."""
    wanted = incoming.manifest.parts
    found = [
        Part(event=event, n=n, length=len(data), blocks_root=wanted[n].blocks_root, inline=data)
        for n, data in incoming.inline.items()
    ]
    rest = [part for part in wanted if part.n not in incoming.inline]
    return found + (_uploaded(rest, event, by) if rest else [])


def block_count(length: int) -> int:
    """How many 1 MiB blocks a part of `length` bytes has."""
    return -(-length // BLOCK)


def _uploaded(wanted: list[signed.Part], event: Event, by: Acting) -> list[Part]:
    # Locked, so that expiry cannot take an upload away between this look and the commit.
    rows = Upload.objects.select_for_update().filter(
        officer=by.officer, stream=event.stream_id, event=event.pk
    )
    uploads = {upload.n: upload for upload in rows}
    blocks: dict[object, Blocks] = defaultdict(dict)
    received = UploadBlock.objects.filter(upload__in=uploads.values())
    for upload_id, index, sha256 in received.values_list("upload_id", "index", "sha256"):
        blocks[upload_id][index] = sha256
    return [_claimed(part, event, uploads.get(part.n), blocks) for part in wanted]


def _claimed(part: signed.Part, event: Event, upload: Upload | None, blocks: dict[object, Blocks]) -> Part:
    have = blocks[upload.pk] if upload else {}
    if upload is None or len(have) < block_count(upload.length):
        raise Invalid(
            "missing_part", _("A part has not arrived whole. Continue its upload, then send again."), n=part.n
        )
    root = blocks_root([bytes.fromhex(have[index]) for index in sorted(have)])
    if (upload.length, root) != (part.length, part.blocks_root):
        raise Invalid("bad_parts", _("An uploaded part is not the one the sender signed."), n=part.n)
    return Part(event=event, n=part.n, length=part.length, blocks_root=root, upload=upload)
