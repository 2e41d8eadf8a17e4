"""Sealed bytes in rows and in storage, against the hashes that were signed."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage

from hub.encryption.blocks import BlockHasher, blocks_root
from hub.encryption.manifest import Part as SignedPart
from hub.ledger.models import Part, Upload, UploadBlock
from hub.library.models import ItemFile
from hub.operations.integrity.findings import Finding, Findings

PIECE = 256 * 1024


def digest(name: str) -> str | None:
    """SHA-256 of a stored file, read a piece at a time; None if it is not there."""
    total = hashlib.sha256()
    try:
        with default_storage.open(name) as file:
            while piece := file.read(PIECE):
                total.update(piece)
    except OSError:
        return None
    return total.hexdigest()


def compare(what: str, name: str, sha256: str, findings: Findings) -> None:
    """A stored file must be there with its hash."""
    found = digest(name)
    if found is None:
        findings.add(what, f"the stored file {name} is missing or cannot be read")
    elif found != sha256:
        findings.add(what, f"the stored file {name} has other bytes than were received")


def part(what: str, row: Part, signed: SignedPart, findings: Findings) -> None:
    """A part's bytes, in the row or in blocks, have the root that the sender signed."""
    findings.same(what, "length", row.length, signed.length)
    findings.same(what, "blocks_root", row.blocks_root, signed.blocks_root)
    if row.upload_id is None:
        hasher = BlockHasher()
        hasher.update(bytes(row.inline or b"") or b"\0")
        if not row.inline or (hasher.length, hasher.root()) != (signed.length, signed.blocks_root):
            findings.add(what, "the sealed bytes in the row are not the ones that were signed")
        return
    blocks = list(UploadBlock.objects.filter(upload=row.upload_id).order_by("index"))
    for block in blocks:
        compare(f"{what} block {block.index}", block.file, block.sha256, findings)
    hashes = [bytes.fromhex(block.sha256) for block in blocks]
    if not hashes or blocks_root(hashes) != signed.blocks_root:
        findings.add(what, "the list of its stored blocks is not the one that was signed")


def unclaimed() -> Iterator[Finding]:
    """Blocks of uploads that no act claimed yet."""
    findings = Findings()
    waiting = Upload.objects.filter(part__isnull=True).values("pk")
    for block in UploadBlock.objects.filter(upload__in=waiting).order_by("pk").iterator():
        compare(f"upload {block.upload_id} block {block.index}", block.file, block.sha256, findings)
        yield from findings.take()


def library() -> Iterator[Finding]:
    """Files of the library."""
    findings = Findings()
    for row in ItemFile.objects.order_by("pk").iterator():
        compare(f"library file {row.pk}", row.storage, row.sha256, findings)
        yield from findings.take()
