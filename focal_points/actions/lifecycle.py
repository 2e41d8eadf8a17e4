"""Lost keys made anew, and devices that remember an officer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from focal_points.actions.applying import clean
from focal_points.actions.keystore import check_keystore
from focal_points.models import Device, NewKeys, Officer
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid, Unseen
from hub.encryption.canonical import unb64
from hub.encryption.errors import Refused
from hub.encryption.keys import PublicKeys

MOST_DEVICES = 20


@transaction.atomic
def keep_new_keys(officer: Officer, *, kem: str, sig: str, keystore: Any, now: datetime) -> None:
    """Keep new keys until the country signs them; later ones replace earlier ones. Raises Invalid."""
    if not officer.sig:
        raise Invalid("no_keys_yet", _("Your country has not signed keys for you yet, so none can be lost."))
    check_keystore(keystore, str(officer.pk))
    try:
        PublicKeys(unb64(kem), unb64(sig))
    except Refused as refused:
        detail = _("These keys cannot be used: %(why)s.") % {"why": refused.message}
        raise Invalid("bad_key", detail, reason=refused.code) from refused
    made = {"kem": kem, "sig": sig, "keystore": keystore, "made": now}
    NewKeys.objects.update_or_create(officer=officer, defaults=made)
    record(Kind.KEYSTORE_SAVED, who=officer.pk, country=officer.country_id, what="new keys")


@transaction.atomic
def remember_device(officer: Officer, device: UUID, label: str, now: datetime) -> Device:
    """List a device. Raises Conflict if its number is taken or the officer has too many."""
    if Device.objects.filter(officer=officer).count() >= MOST_DEVICES:
        raise Conflict("too_many_devices", _("You have 20 remembered devices. Forget one first."))
    try:
        with transaction.atomic():
            return Device.objects.create(id=device, officer=officer, label=clean(label), made=now, used=now)
    except IntegrityError as error:
        raise Conflict("device_exists", _("This device number is taken. Make a new one.")) from error


def use_device(officer: Officer, device: UUID, now: datetime) -> Device:
    """Note that a device was used. Raises Unseen when it was forgotten: the device then drops its keys."""
    found = Device.objects.filter(officer=officer, pk=device).first()
    if found is None:
        raise Unseen
    found.used = now
    found.save(update_fields=["used"])
    return found


def forget_device(officer: Officer, device: UUID) -> None:
    """Take a device off the list; it drops its keys the next time it asks. Raises Unseen."""
    gone, _rows = Device.objects.filter(officer=officer, pk=device).delete()
    if not gone:
        raise Unseen
