"""Who signs in: password and throttle. The answer never says whether the address or the password was wrong."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from focal_points.models import Officer
from hub.audit.actions import record
from hub.audit.models import Kind

WINDOW = 600
TRIES = {"email": 10, "address": 60}


@dataclass(frozen=True)
class Refusal:
    """Why the sign-in was refused; `field` is where the page puts the focus."""

    text: str
    status: int
    field: str = "email"


def check(request: HttpRequest, email: str, password: str) -> Officer | Refusal:
    """The officer, or a refusal; ten wrong passwords for one address end the tries for ten minutes."""
    email = email.strip().lower()
    keys = {"email": _key("email", email), "address": _key("address", request.META.get("REMOTE_ADDR", ""))}
    if any(cache.get(keys[name], 0) >= most for name, most in TRIES.items()):
        return Refusal(_("Too many tries. Wait ten minutes, then try again."), 429)
    officer: Any = authenticate(request, username=email, password=password)
    if not isinstance(officer, Officer):
        for key in keys.values():
            _count(key)
        record(Kind.SIGN_IN_FAILED)
        return Refusal(
            _("This e-mail address and password do not belong together. Check both and try again."), 400
        )
    cache.delete(keys["email"])
    record(Kind.SIGNED_IN, who=officer.pk, country=officer.country_id)
    return officer


def _key(name: str, value: str) -> str:
    return f"sign-in:{name}:{hashlib.sha256(value.encode()).hexdigest()}"


def _count(key: str) -> None:
    cache.add(key, 0, WINDOW)
    cache.incr(key)
