"""Keep an officer's keystore: sealed on the device, opaque here."""

from typing import Any

import orjson
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.models import Officer
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid
from hub.encryption import keystore as sealed
from hub.encryption.errors import Refused

LONGEST = 16 * 1024


@transaction.atomic
def save_keystore(officer: Officer, keystore: Any) -> None:
    """Replace the officer's keystore; raises Invalid bad_keystore."""
    check_keystore(keystore, str(officer.pk))
    officer.keystore = keystore
    officer.save(update_fields=["keystore"])
    record(Kind.KEYSTORE_SAVED, who=officer.pk, country=officer.country_id)


def check_keystore(keystore: Any, officer: str) -> None:
    """Check the form, the owner and the cost of guessing (no fewer iterations than version 1 demands)."""
    try:
        found = sealed.check(keystore)
    except Refused as refused:
        detail = _("The keystore was not kept: %(why)s.") % {"why": refused.message}
        raise Invalid("bad_keystore", detail, reason=refused.code, field="keystore") from refused
    if (found["hub"], found["officer"]) != (settings.HUB_ID, officer):
        raise Invalid("bad_keystore", _("This keystore belongs to another officer or hub."), field="keystore")
    if len(orjson.dumps(found)) > LONGEST:
        raise Invalid("bad_keystore", _("A keystore has at most 16 KiB."), field="keystore")
