"""Settings that would be unsafe outside the demo. Nothing here asks another machine."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Doubt

SHORTEST_SECRET = 50
FEWEST_DIFFERENT = 12
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def secret_key() -> Iterator[CheckMessage]:
    """A secret nobody guesses: long, mixed, and not one that was printed anywhere."""
    secret = settings.SECRET_KEY
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_DIFFERENT:
        yield Error(
            "The secret key is short or repeats few characters, so sessions could be forged.",
            hint="Put 64 random characters into the file named by HUB_SECRET_KEY_FILE.",
            id="hub.E001",
        )
    if secret.startswith(("demo-only-", "django-insecure-")):
        yield Error(
            "The secret key is a published example, so anybody can forge sessions.",
            hint="Make a new one: openssl rand -base64 48",
            id="hub.E002",
        )


def debug() -> Iterator[CheckMessage]:
    """Error pages that show settings and data."""
    if settings.DEBUG:
        yield Error(
            "DEBUG is on, so every error page shows settings and data to whoever caused it.",
            hint="Remove DEBUG = True from the settings module that is in use.",
            id="hub.E003",
        )


def hosts() -> Iterator[CheckMessage]:
    """Names the hub answers to."""
    if not settings.ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        yield Error(
            "The hub answers to any host name, so links in its e-mails can be made to lead elsewhere.",
            hint="Set HUB_ALLOWED_HOSTS to the full names that people type.",
            id="hub.E004",
        )


def transport() -> Iterator[CheckMessage]:
    """Whether the hub can know that a request came by TLS, and keeps its cookies to it."""
    if settings.BEHIND_PROXY is None:
        yield Error(
            "Nothing says who ends TLS, so the hub either redirects for ever or trusts a forged header.",
            hint="HUB_BEHIND_PROXY=1: a proxy overwrites X-Forwarded-Proto; 0: uvicorn has the certificate.",
            id="hub.E005",
        )
    secured = (settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT)
    if not all(secured) or not settings.SECURE_HSTS_SECONDS:
        yield Error(
            "Cookies or pages may travel without TLS, where anybody on the line can take a session over.",
            hint="Run the product's own settings (hub.settings) without HUB_DEMO.",
            id="hub.E006",
        )
    plain = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if not origin.startswith("https://")]
    if plain:
        yield Error(
            "A trusted origin is not https, so a page changed on its way could send forms.",
            hint="Write every address of HUB_TRUSTED_ORIGINS with https://",
            id="hub.E007",
        )


def second_factor() -> Iterator[CheckMessage]:
    """Members sign in with two factors."""
    if getattr(settings, "HUB_REQUIRE_SECOND_FACTOR", True) is False:
        yield Error(
            "Members may sign in with a password alone, so one stolen password opens a post's records.",
            hint="Remove HUB_REQUIRE_SECOND_FACTOR=0.",
            id="hub.E008",
        )


def shared_state() -> Iterator[CheckMessage]:
    """Redis, as soon as processes must know of each other."""
    if settings.REDIS_URL:
        return
    if settings.WEB_PROCESSES > 1:
        yield Error(
            "Several web processes run without Redis: each counts failed sign-ins alone, and rings get lost.",
            hint="Set HUB_REDIS_URL, or run one process.",
            id="hub.E009",
        )
    else:
        yield Doubt(
            "Without Redis the jobs beside the server cannot ring; people see news when they next ask.",
            hint="Set HUB_REDIS_URL.",
            id="hub.W009",
        )


def object_store() -> Iterator[CheckMessage]:
    """Ciphertext, names and the store's credentials travel to it."""
    entry: dict[str, Any] = settings.STORAGES["default"]
    options: dict[str, str] = entry.get("OPTIONS", {})
    address = urlsplit(options.get("endpoint_url", ""))
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        yield Doubt(
            "The object store is reached without TLS; on a shared network others can change what is kept.",
            hint="Use s3:// in HUB_STORAGE_URL unless the network between the two is encrypted.",
            id="hub.W010",
        )
