"""Organisations without a country: how their codes differ, and which addresses their officers reach.

They work in library and conferences, by the networks they belong to. Of cases they learn nothing, not even
that an address exists: whatever is not named here is 404 to them.
"""

import re
from string import ascii_uppercase, digits

CODE = re.compile(r"[A-Z][0-9]")
CODES = tuple(letter + digit for letter in ascii_uppercase for digit in digits)
# Whole sections, then single addresses.
SECTIONS = (
    "/account/",
    "/api/v1/conferences/",
    "/api/v1/library/",
    "/api/v1/me/sessions/",
    "/api/v1/networks/",
    "/api/v1/notices/",
    "/api/v1/tokens/",
    "/conferences/",
    "/library/",
    "/networks/",
    "/notices/",
    "/oai/",
    "/public/",
    "/static/",
    "/tlog/",
)
ADDRESSES = frozenset(
    {
        "/",
        "/api/v1/hub/",
        "/api/v1/me/",
        "/api/v1/schema/",
        "/help/",
        "/language/",
        "/post/",
        "/seen/",
        "/sign-in/",
        "/sign-in/second/",
        "/sign-out/",
    }
)
# Deadlines of cases have no place in an organisation's calendar.
CLOSED = ("/account/calendar/",)


def is_organisation(code: str) -> bool:
    """Whether a code is an organisation's: a letter and a digit, which ISO 3166-1 never assigns."""
    return bool(CODE.fullmatch(code))


def open_to_organisations(path: str) -> bool:
    """Whether an organisation's officer may ask for an address at all."""
    return (path in ADDRESSES or path.startswith(SECTIONS)) and not path.startswith(CLOSED)
