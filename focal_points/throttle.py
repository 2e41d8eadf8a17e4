"""Limits on guessing: fixed windows counted in the shared cache, under names nobody can read back."""

from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hub.base.errors import TooMany

WINDOW = 15 * 60
PER_ACCOUNT = 10
PER_ADDRESS = 50
PER_INVITATION = 20


def spend(name: str, subject: str, limit: int, now: datetime) -> None:
    """Count one attempt; raises TooMany (429 with Retry-After in seconds) above `limit` in this window."""
    key = _key(name, subject, now)
    cache.add(key, 0, WINDOW)
    if _added(key, 1) > limit:
        wait = WINDOW - int(now.timestamp()) % WINDOW
        raise TooMany(
            _(
                "Too many attempts. Wait a while, then try again; a forgotten password is reset by your "
                "administrator."
            ),
            retry_after=wait,
        )


def refund(name: str, subject: str, now: datetime) -> None:
    """Take back one attempt that succeeded: only failures use up the limit."""
    _added(_key(name, subject, now), -1)


def client_address(request: Any) -> str:
    """Where a call comes from; behind our own proxy, what the proxy wrote last.

    Of IPv6 the first 64 bits: one line has all the addresses behind them, and could guess from each.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return _line(str(forwarded.rpartition(",")[2].strip()))
    return _line(str(request.META.get("REMOTE_ADDR", "")))


def _line(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return text
    if address.version == 4 or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(ip_network((address, 64), strict=False))


def _key(name: str, subject: str, now: datetime) -> str:
    window = int(now.timestamp()) // WINDOW
    return f"throttle:{window}:{salted_hmac('hub.throttle.' + name, subject, algorithm='sha256').hexdigest()}"


def _added(key: str, number: int) -> int:
    try:
        return int(cache.incr(key, number))
    except ValueError:  # the window ended between two calls
        return number
