"""What a State asked for when it received requests before: counted over all who asked it, never one case."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hub.ledger.models import Event
from hub.tenancy.context import system
from mla_requests.models import Measure

FEWEST = 3
BACK = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Asked:
    """In how many requests with a measure of this code (18.3.f) a question on this topic was asked."""

    code: str
    topic: str
    requests: int


def asks_of(country: str, now: datetime) -> list[Asked]:
    """The questions a country put (UNTOC 18(16)) in the last three years, most frequent first.

    A count below three is left out, so that no single request can be recognised.
    """
    with system():  # Counts over all who asked; the cases are nobody's to see here.
        topics = _topics(country, now - BACK)
        codes = list(Measure.objects.filter(request__in=topics).values_list("request_id", "code").distinct())
    counted = Counter((code, topic) for request, code in codes for topic in topics[request])
    found = [Asked(code, topic, count) for (code, topic), count in counted.items() if count >= FEWEST]
    return sorted(found, key=lambda one: (-one.requests, one.code, one.topic))


def _topics(country: str, since: datetime) -> dict[UUID, set[str]]:
    """Topics by request: the shared stream's id is the request's."""
    events = Event.objects.filter(kind="mla.ask", focal_point__country=country, accepted_at__gte=since)
    found: dict[UUID, set[str]] = defaultdict(set)
    for stream, facts in events.values_list("stream_id", "facts"):
        questions = facts.get("questions")
        if isinstance(questions, dict):
            found[stream] |= {topic for topic in questions.values() if isinstance(topic, str)}
    return dict(found)
