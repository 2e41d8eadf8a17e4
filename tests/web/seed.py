"""Fills the database of a test's hub with the cast, and gives each officer a keystore that opens.

Run as `python -m tests.web.seed` in that hub's environment; prints JSON: what each e-mail's owner knows.
"""

import json
from typing import Any

import django

WORDS = "ten quiet rivers of the north"
ACCOUNT_SECRET = bytes(range(16))
RECOVERY_CODE = bytes(range(16, 32))


def main() -> dict[str, Any]:
    """Make everybody and answer what they know."""
    from tests.cast import make_cast

    return {
        person.email: _ready(person, side)
        for side in make_cast().sides
        for person in side.chancery.people.values()
    }


def _ready(person: Any, side: Any) -> dict[str, str]:
    from django.conf import settings

    from focal_points.models import Officer
    from hub.encryption import codes, keystore
    from tests.factories.people import PASSWORD

    made = keystore.create(
        settings.HUB_ID, str(person.id), person.keys, WORDS, ACCOUNT_SECRET, RECOVERY_CODE, side.code,
        side.chancery.country.fingerprint,
    )  # fmt: skip
    Officer.objects.filter(pk=person.id).update(keystore=made)
    secret, recovery = codes.human(ACCOUNT_SECRET, "A"), codes.human(RECOVERY_CODE, "R")
    return {"password": PASSWORD, "passphrase": WORDS, "secret": secret, "recovery": recovery}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))
