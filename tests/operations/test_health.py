"""Health, figures and log."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from hub.base import clock
from hub.base.logs import JsonLines
from hub.operations import health
from hub.operations.models import JobRun
from tests.cast import Cast

TOKEN = "a-token-for-figures-only"  # noqa: S105 - of this test
CANARY = "zq7canary"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    health.ready.forget()
    yield
    health.ready.forget()


@pytest.mark.django_db
def test_a_hub_that_is_well_says_so() -> None:
    client = Client()
    assert client.get("/health/live").json() == {"status": "live"}
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert set(answer.json()["parts"]) == {"database", "migrations", "cache", "storage", "signing_key"}
    assert not default_storage.exists("health") or not default_storage.listdir("health")[1]


@pytest.mark.django_db
def test_the_part_that_fails_is_named_and_nothing_of_its_secrets(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "full").write_text("")
    settings.MEDIA_ROOT = tmp_path / "full" / CANARY
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert [name for name, word in parts.items() if word != "ok"] == ["storage"]
    assert CANARY not in answer.content.decode()
    assert Client().get("/health/live").status_code == 200


@pytest.mark.django_db
def test_figures_need_their_token(settings: Any) -> None:
    client = Client()
    assert client.get("/metrics").status_code == 404
    settings.HUB_METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 401
    JobRun.objects.create(name="run_clocks", ended=clock.now() - timedelta(seconds=90))
    said = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    assert 'hub_requests_total{method="GET",route="/metrics",status="401"}' in said
    assert 'hub_queue_length{queue="webhooks"} 0.0' in said
    age = next(line for line in said.splitlines() if line.startswith('hub_job_age_seconds{job="run_clocks"}'))
    assert 90 <= float(age.split()[-1]) < 190


@pytest.mark.django_db
def test_a_job_leaves_word_that_it_ran() -> None:
    call_command("run_clocks", stdout=io.StringIO())
    assert JobRun.objects.get(name="run_clocks").ended is not None


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, at the lowest level, as production writes it."""
    said, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(said)
    handler.setFormatter(JsonLines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_canary_reaches_the_log(cast: Cast, log: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    client.post("/sign-in/", {"email": f"{CANARY}@example.org", "password": CANARY})
    client.get(f"/library/?q={CANARY}", headers={"Cookie": f"sessionid={CANARY}"})
    client.get(f"/calendar/{CANARY}.ics")
    client.get(f"/{CANARY}/", headers={"X-Request-ID": CANARY * 3})
    client.get("/", headers={"Host": f"{CANARY}.example.org"})
    api = cast.sender.officer.api()
    api.post(f"/api/v1/streams/{cast.sender.post.id}/events/", {"envelope": CANARY, "wraps": [], "parts": []})
    client.get("/api/v1/me/", headers={"Authorization": f"Bearer hub_{CANARY}"})
    _break_something(log)
    lines = [orjson.loads(line) for line in log.getvalue().splitlines()]
    assert {"/sign-in/", "/calendar/<str:secret>.ics"} <= {one.get("route") for one in lines}
    assert all(one["request"] for one in lines if "route" in one)
    assert CANARY not in log.getvalue()


def _break_something(log: io.StringIO) -> None:
    """Errors whose words hold what they were about, written by us and by others."""
    for name in ("hub.web", "django.request", "asyncio", "psycopg"):
        logger = logging.getLogger(name)
        try:
            raise ValueError(f"Key (email)=({CANARY}) exists")
        except ValueError as error:
            logger.exception("It broke: %r", error)
            if name != "hub.web":
                logger.error(f"Task <{CANARY}> was never retrieved")  # noqa: G004 - as libraries do
                logger.warning("Not Found: %s", f"/{CANARY}/")
    assert '"error":"ValueError"' in log.getvalue()
    assert "_break_something" in log.getvalue()
