"""What every page knows: who reads it, at which post, in which language and light."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from focal_points.models import FocalPoint, Officer, Role, Seat
from hub.notifications.queries import unread_count

THEMES = ("light", "dark")
RAIL = {"home": "home", "requests": "in", "request": "in", "directory": "directory", "countries": "countries"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Names for base.html; nothing is looked up before a template asks."""
    theme = request.COOKIES.get("theme", "")
    return {
        "hub_id": settings.HUB_ID,
        "theme": theme if theme in THEMES else "",
        "posts": SimpleLazyObject(lambda: posts_of(request)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
        "languages": [get_language_info(code) for code, _name in settings.LANGUAGES],
        "machine_made": get_language() != "en",
    }


def _unread(request: HttpRequest) -> int:
    return unread_count(request.user.pk) if isinstance(request.user, Officer) else 0


def posts_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The officer's posts with the roles held there; the one in use comes first and says so."""
    officer = request.user
    if not isinstance(officer, Officer):
        return []
    rows: dict[str, dict[str, Any]] = {}
    seats = Seat.objects.filter(officer=officer, to_seq__isnull=True)
    for seat in seats.select_related("focal_point__country").order_by("pk"):
        row = rows.setdefault(str(seat.focal_point_id), _post(seat.focal_point))
        row["roles"].append(Role(seat.role))
    chosen = str(request.session.get("focal_point", ""))
    ordered = sorted(rows.values(), key=lambda r: r["id"] != chosen)
    if ordered:
        ordered[0]["current"] = True
    return ordered


def _post(post: FocalPoint) -> dict[str, Any]:
    return {
        "id": str(post.pk),
        "name": post.name,
        "country": post.country,
        "type": post.type,
        "roles": [],
        "current": False,
    }
