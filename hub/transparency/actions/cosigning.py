"""Keeping the word of a country's officer that a checkpoint follows from what that officer saw before."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Invalid, Unseen, require
from hub.encryption.canonical import unb64
from hub.encryption.checkpoint import check_cosignature, read_checkpoint, read_line, witness_name
from hub.encryption.errors import Refused
from hub.ledger.rules import may_use_keys
from hub.transparency.models import Checkpoint, Cosignature

APART = timedelta(minutes=5)


def keep_cosignature(size: int, line: str, *, by: Acting, now: datetime) -> tuple[Cosignature, bool]:
    """Check a signature line under the checkpoint of `size` leaves and publish it; (row, whether new).

    A later one of the same officer takes the place of the earlier. Raises Unseen without such a checkpoint;
    Invalid bad_cosignature; Forbidden for who holds no key.
    """
    require(may_use_keys(by))
    checkpoint = Checkpoint.objects.filter(pk=size).first()
    if checkpoint is None:
        raise Unseen
    name = witness_name(settings.HUB_ID, by.country, str(by.officer.pk))
    try:
        note = read_checkpoint(checkpoint.note)
        said = check_cosignature(read_line(line), note, name, unb64(by.officer.sig, 32))
    except Refused as error:
        text = _(
            "This is not a signature of yours under that checkpoint. Load the checkpoint and sign again."
        )
        raise Invalid("bad_cosignature", text, reason=error.code) from error
    at = datetime.fromtimestamp(said.at, UTC)
    if abs(at - now) > APART:
        text = _("The date of the signature is not now by the hub's clock. Set your clock and sign again.")
        raise Invalid("bad_cosignature", text, reason="bad-time")
    return Cosignature.objects.update_or_create(
        checkpoint=checkpoint,
        officer=by.officer,
        defaults={"country_id": by.country, "line": line, "at": at},
    )
