"""Who calls the API: a token's officer and seat in one query, or the browser session's officer."""

import hashlib
from typing import Any

from rest_framework.authentication import SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from focal_points.acting import Acting, TokenAuth
from focal_points.models import AccessToken, Country, FocalPoint, Officer, Seat
from focal_points.organisations import is_organisation, open_to_organisations
from hub.base import clock
from hub.base.errors import Unseen
from hub.base.rows import columns, select, table, whole
from hub.tenancy.context import become

PREFIX = "hub_"
LONGEST = 100
LARGE = "keystore"
OFFICER, POST, COUNTRY = columns(Officer, "o", LARGE), columns(FocalPoint, "f"), columns(Country, "c")
SEATED = f"""
SELECT t.id, t.scopes, s.role, {", ".join(OFFICER + POST + COUNTRY)}
FROM {table(AccessToken)} t
JOIN {table(Seat)} own ON own.id = t.seat_id AND own.to_seq IS NULL
JOIN {table(Seat)} s ON s.officer_id = t.officer_id AND s.focal_point_id = own.focal_point_id
  AND s.to_seq IS NULL
JOIN {table(Officer)} o ON o.id = t.officer_id AND o.is_active
JOIN {table(FocalPoint)} f ON f.id = own.focal_point_id
JOIN {table(Country)} c ON c.code = f.country_id
WHERE t.digest = %s AND t.expires > %s
"""  # noqa: S608 - own names


class TokenOrSession(SessionAuthentication):
    """`Authorization: Bearer hub_…`, else the session (with its CSRF check)."""

    def authenticate(self, request: Any) -> Any:
        """(officer, TokenAuth), (officer, None) or None. Raises AuthenticationFailed for a dead token.

        Raises Unseen for an organisation's officer where organisations have no business.
        """
        header = get_authorization_header(request).decode("latin-1")
        if not header:
            return super().authenticate(request)
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            return None
        found = read_token(token.strip())
        if found is None:
            raise AuthenticationFailed(
                "This token is unknown, expired or ended with its seat. Sign in again."
            )
        if is_organisation(found[0].country_id) and not open_to_organisations(request.path):
            raise Unseen
        become(found[0].pk)
        return found

    def authenticate_header(self, request: Any) -> str:
        """Answer 401 with the scheme to use (RFC 6750)."""
        del request
        return "Bearer"


def digest(token: str) -> str:
    """What is stored instead of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def read_token(token: str) -> tuple[Officer, TokenAuth] | None:
    """The officer and post of a token, if the token, its seat and its officer are alive."""
    if not token.startswith(PREFIX) or len(token) > LONGEST:
        return None
    return _seated(digest(token)) or _seatless(digest(token))


def _seated(name: str) -> tuple[Officer, TokenAuth] | None:
    """One query: every open seat of the token's officer at the post of the token's own open seat."""
    rows = select(SEATED, name, clock.now())
    if not rows:
        return None
    number, scopes, _role, *found = rows[0]
    officer = whole(Officer, found[: len(OFFICER)], LARGE)
    post = whole(FocalPoint, found[len(OFFICER) : len(OFFICER) + len(POST)])
    post.country = whole(Country, found[len(OFFICER) + len(POST) :])
    held = frozenset(scopes.split())
    acting = Acting(officer, post, frozenset(row[2] for row in rows), held, number)
    return officer, TokenAuth(number, held, acting)


def _seatless(name: str) -> tuple[Officer, TokenAuth] | None:
    tokens = AccessToken.objects.filter(
        digest=name, seat__isnull=True, expires__gt=clock.now(), officer__is_active=True
    )
    row = tokens.select_related("officer").first()
    return None if row is None else (row.officer, TokenAuth(row.pk, frozenset(row.scopes.split()), None))
