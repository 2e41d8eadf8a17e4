"""On whose behalf a call acts: one officer at one focal point, with the roles held there now."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from focal_points.models import FocalPoint, Officer, Role, Seat
from focal_points.organisations import is_organisation
from hub.base.errors import Forbidden, Problem, Unseen
from hub.base.results import Denied

SESSION_POST = "focal_point"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALL_SCOPES = frozenset({"read", "write", "admin"})
KEY_ROLES = frozenset({Role.OFFICER, Role.APPROVER, Role.ADMIN})


@dataclass(frozen=True)
class Acting:
    """An officer at a post, with the roles held there now and the token's scopes (all in a browser).

    `token` or `session` is what the call came with: when that ends, what it began ends too.
    """

    officer: Officer
    focal_point: FocalPoint
    roles: frozenset[str]
    scopes: frozenset[str] = ALL_SCOPES
    token: int | None = None
    session: str = ""

    @property
    def only(self) -> UUID | None:
        """The one post a token reads for; None in a browser, where an officer sees all the own posts."""
        return None if self.token is None else self.focal_point.pk

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code of the post's country."""
        return self.focal_point.country_id

    @property
    def organisation(self) -> bool:
        """Whether the post is that of an organisation without a country."""
        return is_organisation(self.country)

    @property
    def contributes(self) -> bool:
        """Whether one writes in library and conferences: key holders, and organisations without keys."""
        return self.holds_key or self.organisation

    @property
    def holds_key(self) -> bool:
        """Whether one of the roles opens sealed content (an observer sees metadata only)."""
        return bool(self.roles & KEY_ROLES)


@dataclass(frozen=True)
class TokenAuth:
    """What authentication found in a bearer token; `acting` is empty while the officer has no seat."""

    id: int
    scopes: frozenset[str]
    acting: Acting | None


def officer_of(request: Any, scope: str | None = None) -> Officer:
    """The signed-in officer, seated or not. Raises 401, or Forbidden if the token lacks the scope.

    The scope asked for is "read" on safe methods and "write" on the others, unless given.
    """
    user = request.user
    if not isinstance(user, Officer) or not user.is_active:
        raise Problem(401, "not_authenticated", _("Sign in first, or send a valid token."))
    token = getattr(request, "auth", None)
    needed = scope or ("read" if request.method in SAFE else "write")
    if isinstance(token, TokenAuth) and needed not in token.scopes:
        raise Forbidden(
            Denied(
                _("This token was not made for that. Make one with the scope it needs."),
                code="scope_missing",
                source=needed,
            )
        )
    return user


def acting_for(request: Any, scope: str | None = None) -> Acting:
    """The officer and post of a call, from the token's seat or the session's choice.

    Works for Django and REST framework requests. Raises 401 without an officer, Unseen without a seat.
    """
    officer = officer_of(request, scope)
    token = getattr(request, "auth", None)
    if isinstance(token, TokenAuth):
        return _present(token.acting)
    held = getattr(request, "acting_now", None)
    if held is None:
        held = request.acting_now = _from_session(request, officer)
    return _present(held)


def switch(request: Any, focal_point: UUID) -> Acting:
    """Act at another of the officer's own posts from now on; raises Unseen if there is no seat there."""
    acting = _pick(officer_of(request), str(focal_point), strict=True)
    request.session[SESSION_POST] = str(_present(acting).focal_point.pk)
    request.acting_now = acting
    return _present(acting)


def _from_session(request: Any, officer: Officer) -> Acting | None:
    found = _pick(officer, str(request.session.get(SESSION_POST, "")))
    key = getattr(request.session, "session_key", None) or ""
    return found and replace(found, session=key)


def _pick(officer: Officer, wanted: str, *, strict: bool = False) -> Acting | None:
    seats = list(open_seats(officer).select_related("focal_point__country").order_by("pk"))
    posts = {str(s.focal_point_id): s.focal_point for s in seats}
    post = posts.get(wanted) or (None if strict else next(iter(posts.values()), None))
    if post is None:
        return None
    return Acting(officer, post, frozenset(s.role for s in seats if s.focal_point_id == post.pk))


def open_seats(officer: Officer) -> Any:
    """The seats an officer holds now."""
    return Seat.objects.filter(officer=officer, to_seq__isnull=True)


def _present(acting: Acting | None) -> Acting:
    if acting is None:
        raise Unseen
    return acting
