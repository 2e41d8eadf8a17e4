"""What was erased is gone, what was not is there, and only signed acts say which."""

from hub.encryption.manifest import Part as SignedPart
from hub.ledger.models import GONE, Event, Part, SharedKey, Wrap
from hub.operations.integrity.findings import Findings


def keys(what: str, event: Event, gone: set[str], findings: Findings) -> None:
    """Each key is empty exactly if a signed act of its post had it erased."""
    for row in _keys(event):
        meant = str(row.focal_point_id) in gone
        if row.wrap == GONE and not meant:
            findings.add(what, "a key is missing and no signed act had it erased")
        elif row.wrap != GONE and meant:
            findings.add(what, "a key that was erased is here again; run erase_again")


def _keys(event: Event) -> list[Wrap | SharedKey]:
    return [*event.wraps.all(), *event.shared_keys.all()]


def nobody_opens(event: Event, gone: set[str]) -> bool:
    """Whether every post that had a key had it erased."""
    holders = {str(row.focal_point_id) for row in _keys(event)}
    return bool(gone) and holders <= gone


def part(what: str, row: Part, signed: SignedPart, findings: Findings) -> None:
    """Of erased bytes the length and the root stay, and nothing else."""
    findings.same(what, "length", row.length, signed.length)
    findings.same(what, "blocks_root", row.blocks_root, signed.blocks_root)
    if row.inline is not None or row.upload_id is not None:
        findings.add(what, "sealed bytes that were erased are here again; run erase_again")
