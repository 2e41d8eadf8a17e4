"""Who calls the API: a token's officer and seat in one query, or the browser session's officer."""

import hashlib
from typing import Any

from django.db.models import F
from rest_framework.authentication import SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from focal_points.acting import Acting, TokenAuth
from focal_points.models import AccessToken, Officer, Seat
from hub.base import clock

PREFIX = "hub_"
LONGEST = 100


class TokenOrSession(SessionAuthentication):
    """`Authorization: Bearer hub_…`, else the session (with its CSRF check)."""

    def authenticate(self, request: Any) -> Any:
        """(officer, TokenAuth), (officer, None) or None. Raises AuthenticationFailed for a dead token."""
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
    seats = list(
        Seat.objects.filter(
            to_seq__isnull=True,
            officer__is_active=True,
            officer__tokens__digest=name,
            officer__tokens__expires__gt=clock.now(),
            officer__tokens__seat__to_seq__isnull=True,
            focal_point_id=F("officer__tokens__seat__focal_point_id"),
        )
        .annotate(token_id=F("officer__tokens__id"), token_scopes=F("officer__tokens__scopes"))
        .select_related("officer", "focal_point__country")
        .defer("officer__keystore")
    )
    if not seats:
        return None
    first = seats[0]
    scopes = frozenset(first.token_scopes.split())
    roles = frozenset(s.role for s in seats)
    acting = Acting(first.officer, first.focal_point, roles, scopes, first.token_id)
    return first.officer, TokenAuth(first.token_id, scopes, acting)


def _seatless(name: str) -> tuple[Officer, TokenAuth] | None:
    tokens = AccessToken.objects.filter(
        digest=name, seat__isnull=True, expires__gt=clock.now(), officer__is_active=True
    )
    row = tokens.select_related("officer").first()
    return None if row is None else (row.officer, TokenAuth(row.pk, frozenset(row.scopes.split()), None))
