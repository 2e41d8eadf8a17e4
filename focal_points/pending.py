"""Between password and second factor: a session that belongs to nobody yet.

Nobody is signed in until both were given, so that no page, call or socket can be reached by going around the
second step: `request.user` is anonymous there, and what is below only says who may go on.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth import login
from django.utils.crypto import constant_time_compare

from focal_points.models import Officer
from hub.notifications import actions as notifications

PENDING, CHALLENGE, SECRET, FRESH = "pending", "factor_challenge", "factor_secret", "factor_fresh"
BEGUN, SEEN, DEVICE = "hub.begun", "hub.seen", "hub.device"
WAITS = timedelta(minutes=10)
LONGEST_DEVICE = 60
BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def begin(request: Any, officer: Officer, now: datetime) -> None:
    """Remember that the password was right. The key changes: one planted before is worth nothing."""
    if not request.user.is_authenticated:
        request.session.cycle_key()
    held = {"officer": str(officer.pk), "hash": officer.get_session_auth_hash(), "at": now.timestamp()}
    request.session[PENDING] = held
    request.session.pop(CHALLENGE, None)


def waiting(request: Any, now: datetime) -> Officer | None:
    """The officer who gave the password less than ten minutes ago, if it is still the password."""
    held = request.session.get(PENDING)
    if not held or now.timestamp() - held["at"] > WAITS.total_seconds():
        return None
    officer = Officer.objects.filter(pk=held["officer"], is_active=True).first()
    same = officer and constant_time_compare(held["hash"], officer.get_session_auth_hash())
    return officer if same else None


def finish(request: Any, officer: Officer, now: datetime) -> None:
    """Sign in: a new key, when it began, and on what kind of device."""
    for name in (PENDING, CHALLENGE, SECRET):
        request.session.pop(name, None)
    before = request.session.session_key
    login(request, officer)
    if before and before == request.session.session_key:
        # Django keeps the key of whoever was signed in already; who knew it must not be fresh now, too.
        notifications.close_sockets([notifications.session_group(before)], again=True)
        request.session.cycle_key()
    stamp = now.timestamp()
    request.session.update({BEGUN: stamp, SEEN: stamp, FRESH: stamp, DEVICE: device(request)})


def fresh(request: Any, now: datetime) -> bool:
    """Whether the officer signed in, with everything asked for, in the last ten minutes."""
    return now.timestamp() - float(request.session.get(FRESH, 0)) <= WAITS.total_seconds()


def keep_challenge(request: Any, challenge: str) -> None:
    """Keep the challenge for one answer in this session."""
    request.session[CHALLENGE] = challenge


def take_challenge(request: Any) -> str:
    """The challenge, which nothing can be answered with a second time; empty if there is none."""
    return str(request.session.pop(CHALLENGE, ""))


def session_name(key: str) -> str:
    """What a session is called in lists: its key is a secret, and stays where it is."""
    return sha256(f"session name {key}".encode()).hexdigest()[:16]


def device(request: Any) -> str:
    """Browser and system in two words; neither version nor address."""
    said = request.META.get("HTTP_USER_AGENT", "")
    found = [
        next((word for sign, word in words.items() if sign in said), "") for words in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found))[:LONGEST_DEVICE]
