"""Requests of the first release stand in the new tables as they stood in the old ones."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hub.procedure import Consultation, Side, Status
from mla_requests.models import MlaRequest
from tests.tenancy.role import wall_for_tests

APP = "mla_requests"
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def migrate(name: str) -> Apps:
    """Go to a migration, forwards or back; answer its tables."""
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, name)])
    return executor.loader.project_state([(APP, name)]).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Apps]:
    """The tables of the first release; the newest ones again afterwards."""
    del transactional_db
    newest = max(name for app, name in MigrationExecutor(connection).loader.disk_migrations if app == APP)
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET ROLE NONE")  # Migrations are the owner's.
    yield migrate("0001_initial")
    migrate(newest)
    if connection.vendor == "postgresql":
        wall_for_tests()
    connection.close()


def parties(apps: Apps) -> dict[str, Any]:
    """Two posts and a drafter."""
    country, group = apps.get_model("focal_points", "Country"), apps.get_model("auth", "Group")
    posts = []
    for code in ("PK", "NP"):
        land, _ = country.objects.get_or_create(pk=code)
        post = apps.get_model("focal_points", "FocalPoint")
        own = group.objects.create(name=code)
        posts.append(post.objects.create(id=uuid4(), country=land, name=code, type="police", group=own))
    people = apps.get_model("focal_points", "Officer")
    officer = people.objects.create(id=uuid4(), name="A", email="a@pk.example", country=posts[0].country)
    return {"requesting": posts[0], "requested": posts[1], "drafter": officer}


def old_request(apps: Apps, **columns: Any) -> UUID:
    """A request with one measure, as the first release kept it."""
    stream = apps.get_model("ledger", "Stream")
    streams = [stream.objects.create(id=uuid4(), kind=kind) for kind in ("file", "request")]
    request = apps.get_model(APP, "MlaRequest").objects.create(
        id=streams[1].pk, file=streams[0], stream=streams[1], since=NOW, updated=NOW, legal_basis="untoc",
        version=uuid4(), commitment="0" * 64, transmission=uuid4(), transmitted_at=NOW, **columns,
    )  # fmt: skip
    apps.get_model(APP, "Measure").objects.create(request=request, label="m1", code="18.3.f")
    return UUID(str(request.pk))


def test_questions_and_consultations_are_carried_over(before: Apps) -> None:
    people = parties(before)
    asked = old_request(
        before, **people, status="info_requested", ball="requesting", open_questions=["q2"], last_question=2
    )
    talked = old_request(
        before, **people, status="consultation", ball="requesting", consulted="refusal",
        consultation_reply_by=date(2026, 12, 1),
    )  # fmt: skip
    migrate("0004_drop_what_moved")
    first = MlaRequest.objects.get(pk=asked).standing()
    assert (first.status, first.shared, first.ball) == (
        Status.INFO_REQUESTED,
        "info_requested",
        Side.REQUESTING,
    )
    assert (first.open_questions, first.last_question) == ({"q2": "other"}, 2)
    assert first.told is not None
    assert first.told.measures == {"m1": "18.3.f"}
    second = MlaRequest.objects.get(pk=talked).standing()
    assert second.consultation == Consultation("refusal", (), Side.REQUESTED, date(2026, 12, 1))
    assert second.shared_ball == Side.REQUESTING
