"""What real spans of OpenTelemetry hold: the pattern of the address, never what stands in it."""

from uuid import uuid4

import pytest
from django.test import Client
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.cast import Cast


@pytest.fixture(scope="module")
def spans() -> InMemorySpanExporter:
    """Where spans go; a process sets its provider once."""
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    trace.set_tracer_provider(provider)
    return kept


@pytest.mark.django_db
def test_a_span_names_the_route_and_nothing_of_the_request(cast: Cast, spans: InMemorySpanExporter) -> None:
    spans.clear()
    who, canary = cast.sender.officer, uuid4()
    token = who.token(("read",))
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().get(f"/api/v1/requests/{canary}/?q=Zuwara-7731", headers=headers)
    assert answer.status_code == 404
    (found,) = spans.get_finished_spans()
    assert found.name == "/api/v1/requests/<uuid:pk>/"
    assert dict(found.attributes or {}) == {"http.route": found.name, "http.response.status_code": 404}
    for secret in (str(canary), "Zuwara", token, who.email, str(who.id)):
        assert secret not in found.to_json()
