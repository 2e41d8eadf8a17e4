"""Every address the hub answers at, read from Django's own resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django.urls import URLResolver, get_resolver

VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes() -> list[str]:
    """The patterns of all routes below hub.urls, e.g. `api/v1/requests/<uuid:pk>/`."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, before: str) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def parameters(route: str) -> dict[str, str]:
    """Names of a route's parameters and their converters."""
    return {name: kind or "str" for kind, name in _PARAMETER.findall(route)}


def address(route: str, values: Mapping[str, object]) -> str:
    """The path of a route with its parameters filled in."""
    return "/" + _PARAMETER.sub(lambda found: str(values[found[2]]), route)


def absent(route: str) -> dict[str, object]:
    """Values of the right form that name nothing; a kind of act is no secret and stays what it is."""
    nothing = {"uuid": str(uuid4()), "int": 987_654, "str": "QQ", "slug": "note", "path": "QQ"}
    return {name: nothing[kind] for name, kind in parameters(route).items()}


def is_api(route: str) -> bool:
    """Whether it speaks JSON."""
    return route.startswith("api/")
