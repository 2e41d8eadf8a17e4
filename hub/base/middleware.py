"""Headers that isolate every answer from other origins."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
