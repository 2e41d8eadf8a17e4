"""What lies around the process: key file, storage, Redis, and the time as others tell it."""

import socket
import struct
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from django.conf import settings
from django.core.cache import cache
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Doubt
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hub.base.standby import configured, standby
from hub.doctor.database import LARGEST_SKEW
from hub.ledger import signing

PATIENCE = 3.0
NTP_ASK = b"\x23" + 47 * b"\0"
SECONDS_1900_TO_1970 = 2_208_988_800


def signing_key() -> Iterator[CheckMessage]:
    """Receipts could not be signed, or somebody else could sign them."""
    try:
        signing.private_key()
    except (ImproperlyConfigured, OSError) as error:
        yield Error(
            f"The hub's signing key cannot be used: {error}",
            hint="Restore it from the offline copy; a new key ends the series of receipts.",
            id="hub.E030",
        )


def storage() -> Iterator[CheckMessage]:
    """Write, read and remove one small object."""
    name, content = f"doctor/{uuid4().hex}", uuid4().bytes
    try:
        kept = default_storage.save(name, ContentFile(content))
        with default_storage.open(kept) as file:
            whole = file.read() == content
        default_storage.delete(kept)
    except Exception:  # every library of a store raises its own, and some show credentials
        whole = False
    if not whole:
        yield Error(
            "The storage for ciphertext cannot be written and read back, so uploads would fail.",
            hint="See HUB_STORAGE_DIR (owner, space) or HUB_STORAGE_URL (bucket, key, address).",
            id="hub.E031",
        )


def redis() -> Iterator[CheckMessage]:
    """Write and read back one count in the shared cache."""
    if not settings.REDIS_URL:
        return
    name = f"doctor:{uuid4().hex}"
    try:
        cache.set(name, "1", 10)
        found = cache.get(name) == "1"
    except Exception:  # the client raises many kinds, some with the address in them
        found = False
    if not found:
        yield Doubt(
            "Redis does not answer; pages work, nothing rings, and failed sign-ins are not counted together.",
            hint="See HUB_REDIS_URL and that Redis runs.",
            id="hub.W032",
        )


def replica() -> Iterator[CheckMessage]:
    """Whether the standby is one, answers and keeps up; without it the primary serves everything."""
    if not configured():
        return
    end = time.monotonic() + PATIENCE
    standby.look()
    # What was written this very moment may still be under way.
    while standby.answers and not standby.used and time.monotonic() < end:
        time.sleep(0.5)
        standby.look()
    if standby.used:
        return
    yield Doubt(
        "The standby is too far behind, so public pages are read from the primary."
        if standby.answers
        else "The standby does not answer, or is none of this database; public pages come from the primary.",
        hint="See HUB_REPLICA_URL, HUB_REPLICA_MAX_LAG and pg_stat_replication on the primary."
        " After a promotion take HUB_REPLICA_URL away.",
        id="hub.W035",
    )


def time_sources() -> Iterator[CheckMessage]:
    """The clock against every source in HUB_TIME_SOURCES."""
    for source in settings.TIME_SOURCES:
        host = urlsplit(source).hostname
        try:
            skew = told_by(source) - time.time()
        except (OSError, ValueError, KeyError, httpx.HTTPError, struct.error):
            yield Doubt(
                f"The time source {host} does not answer, so the clock could not be compared.",
                hint="See HUB_TIME_SOURCES: https://host/ or ntp://host",
                id="hub.W033",
            )
            continue
        if abs(skew) > LARGEST_SKEW:
            yield Error(
                f"The clock of this machine differs from {host} by {abs(skew):.0f} seconds.",
                hint="Set it by NTP before the hub states time limits; what is signed too early stays.",
                id="hub.E034",
            )


def told_by(source: str) -> float:
    """Seconds since 1970 as a source tells them: SNTP (RFC 4330), or a Date (RFC 9110, 6.6.1)."""
    parts = urlsplit(source)
    if parts.scheme == "ntp" and parts.hostname:
        return _sntp(parts.hostname, parts.port or 123)
    if parts.scheme not in {"https", "http"}:
        raise ValueError(parts.scheme)
    answer = httpx.head(source, timeout=PATIENCE, trust_env=False)
    # The header has whole seconds; half of one is the likeliest rest.
    return parsedate_to_datetime(answer.headers["Date"]).timestamp() + 0.5


def _sntp(host: str, port: int) -> float:
    with socket.socket(type=socket.SOCK_DGRAM) as ask:
        ask.settimeout(PATIENCE)
        ask.connect((host, port))
        ask.send(NTP_ASK)
        seconds, fraction = struct.unpack("!II", ask.recv(512)[40:48])
    return float(seconds - SECONDS_1900_TO_1970 + fraction / 2**32)
