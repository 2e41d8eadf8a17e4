"""Around every answer: headers that isolate it, and fewer bytes where that betrays nothing."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

# Features of a device that no page of the hub uses.
CLOSED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb"),
)
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in CLOSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Styles are not enforced by browsers yet; their tags carry hashes all the same.
    "Integrity-Policy": "blocked-destinations=(script)",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class IsolationHeaders:
    """Nothing is cached unless a view says so, no device feature is open, no other origin embeds us.

    It stands outside of everything that can answer early: files, redirects and refusals carry the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response


WORTH = 1024
# Random bytes in the head of the packed answer, against reading lengths (Heal the BREACH).
PADDING = 100
TEXTS = (
    *("text/html", "text/plain", "text/css", "text/javascript", "text/csv", "text/calendar"),
    *("application/json", "application/problem+json", "application/atom+xml", "image/svg+xml"),
)
# Ciphertext, receipts, codes and secrets shown once; public pages are packed where they are kept.
NEVER = (
    *("/api/v1/streams/", "/api/v1/uploads/", "/api/v1/tokens/", "/public/", "/oai/", "/tlog/"),
    *("/account/", "/officers/", "/join/", "/sign-in/", "/unlock/"),
)
# With a weight above zero (RFC 9110 section 12.4.2).
GZIP = re.compile(r"gzip(;q=(1(\.0*)?|0?\.0*[1-9]\d*))?")
# What no page of another origin can have asked for (Fetch metadata).
OWN = ("same-origin", "none")


class CompressedPages:
    """Officers' texts go out as gzip when the browser takes it.

    Who guesses a secret by lengths (BREACH) must make a browser ask again and again with guesses beside it: a
    call of another site is answered in plain bytes, the CSRF token is masked anew in every answer, lengths
    are padded at random, and what shows codes or ciphertext is never packed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(NEVER) or not _packable(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding", "Sec-Fetch-Site"))
        if _takes_gzip(request) and _asked_by_us(request):
            _pack(response)
        return response


def _packable(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    taken = any(name in response.headers for name in ("Content-Encoding", "Content-Disposition"))
    return not response.streaming and not taken and kind in TEXTS and len(response.content) >= WORTH


def _takes_gzip(request: HttpRequest) -> bool:
    offered = request.headers.get("Accept-Encoding", "").lower().replace(" ", "").split(",")
    return any(GZIP.fullmatch(one) for one in offered)


def _asked_by_us(request: HttpRequest) -> bool:
    """A program with a token of its own is nobody's browser; one with a cookie says which page asked."""
    site = request.headers.get("Sec-Fetch-Site", "")
    return site in OWN or (not site and not request.COOKIES)


def _pack(response: HttpResponse) -> None:
    packed = compress_string(response.content, max_random_bytes=PADDING)
    if len(packed) >= len(response.content):
        return
    response.content = packed
    response.headers["Content-Length"] = str(len(packed))
    response.headers["Content-Encoding"] = "gzip"
    if response.headers.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response.headers['ETag']}"
