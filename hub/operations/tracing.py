"""Spans for OpenTelemetry, if it is installed (`opentelemetry-api`); nothing otherwise.

Exporters are set up outside, by `opentelemetry-instrument` and its variables. A span holds the pattern of the
address, never the address.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


def _tracer() -> Any:
    try:
        return import_module("opentelemetry.trace").get_tracer("hub")
    except ImportError:
        return None


TRACER = _tracer()


@contextmanager
def span(method: str) -> Iterator[Any]:
    """A span around a request, to be told of its route and status; None without OpenTelemetry."""
    if TRACER is None:
        yield None
        return
    with TRACER.start_as_current_span(method, record_exception=False) as found:
        yield found


def tell(found: Any, route: str, status: int) -> None:
    """Name a span after its route."""
    if found is not None:
        found.update_name(route)
        found.set_attribute("http.route", route)
        found.set_attribute("http.response.status_code", status)
