"""Which requests are plain enough for the short way: a token, no cookie, a known host, a secure line."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest
from django.http.request import validate_host
from django.utils.translation import get_language_from_request

PATH = re.compile(r"/api/v1/streams/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/events/")
PORT = re.compile(r":\d+$")
NUMBER = re.compile(r"-1|\d{1,10}")
PAGE = {"after": (-1, 2**31 - 1), "before": (0, 2**31 - 1), "limit": (1, 200)}
JSON = frozenset({b"*/*", b"application/json"})


@dataclass(frozen=True)
class Call:
    """One call: the stream's id, the token, the language of texts, and of a list the place and length."""

    stream: str
    token: bytes
    language: str
    query: dict[str, Any] | None = None


def plain_call(scope: Any) -> Call | None:
    """The call, if the short way can answer it; None leaves it to Django."""
    found = PATH.fullmatch(scope["path"])
    if found is None or scope["method"] not in ("GET", "POST"):
        return None
    headers = dict(scope["headers"])
    kind, _, token = headers.get(b"authorization", b"").partition(b" ")
    if kind.lower() != b"bearer" or len(headers) < len(scope["headers"]) or not _expected(scope, headers):
        return None
    language = _language(headers.get(b"accept-language", b""))
    if scope["method"] == "POST":
        return None if scope["query_string"] else Call(found[1], token.strip(), language)
    query = _query(scope["query_string"])
    return None if query is None else Call(found[1], token.strip(), language, query)


def _expected(scope: Any, headers: dict[bytes, bytes]) -> bool:
    if b"cookie" in headers or headers.get(b"accept", b"*/*") not in JSON:
        return False
    host = PORT.sub("", headers.get(b"host", b"").decode("latin-1").lower())
    return validate_host(host, settings.ALLOWED_HOSTS) and _secure(scope, headers)


def _secure(scope: Any, headers: dict[bytes, bytes]) -> bool:
    if not settings.SECURE_SSL_REDIRECT:
        return True
    if settings.SECURE_PROXY_SSL_HEADER:
        return headers.get(b"x-forwarded-proto") == b"https"
    return bool(scope.get("scheme") == "https")


def _language(wanted: bytes) -> str:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = wanted.decode("latin-1")
    return get_language_from_request(request)


def _query(text: bytes) -> dict[str, Any] | None:
    pairs = parse_qsl(text.decode("latin-1"), keep_blank_values=True)
    query: dict[str, Any] = {"after": -1, "before": None, "limit": 50, "inline": "no"}
    if len(dict(pairs)) < len(pairs) or not dict(pairs).keys() <= query.keys():
        return None
    for name, value in pairs:
        if name == "inline":
            query[name] = value
        elif not NUMBER.fullmatch(value) or not PAGE[name][0] <= int(value) <= PAGE[name][1]:
            return None
        else:
            query[name] = int(value)
    return query
