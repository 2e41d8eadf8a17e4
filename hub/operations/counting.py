"""Figures for Prometheus: of requests as they pass, of queues, jobs and sockets when they are asked for.

Several processes of one host share their counts if PROMETHEUS_MULTIPROC_DIR names an empty folder; without
it each process answers for itself. Labels are patterns of addresses and families of acts, never names.
"""

import logging
import os
from collections.abc import Iterable

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from hub.operations.queries import job_ages, open_sockets, pool, queues, replica

logger = logging.getLogger(__name__)
REQUESTS = Counter(
    "hub_requests", "Answers, by method, pattern of the address and status", ["method", "route", "status"]
)
SECONDS = Histogram("hub_request_seconds", "Time to answer, by pattern of the address", ["route"])
ACTS = Counter("hub_acts_accepted", "Acts that were accepted, by family", ["family"])
READS = Counter("hub_public_reads", "Public answers, by the database they were read from", ["database"])
TYPE = "text/plain; version=0.0.4; charset=utf-8"


def answered(method: str, route: str, status: int, seconds: float) -> None:
    """Count an answer and write its line into the log."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)
    logger.info(
        "answered", extra={"method": method, "route": route, "status": status, "ms": round(seconds * 1000)}
    )


def read_from(database: str) -> None:
    """Count a public answer: `replica`, or `default` without a standby that keeps up."""
    READS.labels(database).inc()


def accepted(kind: str) -> None:
    """Count an accepted act."""
    ACTS.labels(kind.partition(".")[0]).inc()


class Now(Collector):
    """What is so at this moment."""

    def collect(self) -> Iterable[Metric]:
        """Queues, jobs, sockets and the pool of connections."""
        yield _gauge("hub_queue_length", "What waits, by queue", "queue", queues())
        yield _gauge(
            "hub_replica", "The standby: whether it is read, seconds it is behind", "figure", replica()
        )
        yield _gauge("hub_job_age_seconds", "Time since a job ended well", "job", job_ages())
        yield _gauge("hub_open_sockets", "Sockets of this process", "process", open_sockets())
        yield _gauge("hub_database_pool", "Connections of this process (psycopg_pool)", "figure", pool())


def _gauge(name: str, text: str, label: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def exposition() -> bytes:
    """Everything, in the text format of Prometheus."""
    now = CollectorRegistry()
    now.register(Now())
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(now)
