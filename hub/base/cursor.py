"""Cursors of keyset pages: opaque to the caller, only places in an order, never secrets."""

import base64
import binascii
from collections.abc import Sequence

import orjson
from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid

LONGEST = 2000


def write(place: Sequence[str]) -> str:
    """The cursor of a row, from the texts it is ordered by."""
    return base64.urlsafe_b64encode(orjson.dumps(list(place))).decode("ascii")


def read(cursor: str, length: int) -> list[str]:
    """The texts in a cursor; raises Invalid bad_cursor unless they are `length` clean texts."""
    try:
        place = orjson.loads(base64.urlsafe_b64decode(cursor[:LONGEST].encode("ascii")))
    except (ValueError, binascii.Error) as error:
        raise _bad() from error
    if not isinstance(place, list) or len(place) != length:
        raise _bad()
    if not all(isinstance(text, str) and "\x00" not in text for text in place):
        raise _bad()
    return place


def _bad() -> Invalid:
    return Invalid(
        "bad_cursor", _("This cursor was not given by the hub. Begin again without one."), field="cursor"
    )
