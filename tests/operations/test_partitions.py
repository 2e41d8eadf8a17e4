"""Events in partitions: the same hub to every act, reader and copy; nothing is twice, nothing is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor

from hub.base import clock
from hub.doctor import database
from hub.ledger.models import Event, Part
from hub.operations.partitions import catalogue
from hub.operations.partitions.ahead import keep
from hub.operations.partitions.catalogue import REST, TABLE, ask, tell
from hub.tenancy.context import acting_as
from tests.cast import Cast
from tests.ledger.acts import Thread
from tests.ledger.conftest import thread
from tests.ledger.test_concurrency import (
    test_of_many_acts_for_one_place_one_wins,
    test_of_many_first_acts_one_makes_the_stream,
    test_one_act_sent_many_times_at_once_is_one_event,
)
from tests.mla_requests.test_story import story, test_whole_story_closes
from tests.operations.partitioned import beside, divide
from tests.operations.test_backup import elsewhere

__all__ = [
    "story",
    "test_of_many_acts_for_one_place_one_wins",
    "test_of_many_first_acts_one_makes_the_stream",
    "test_one_act_sent_many_times_at_once_is_one_event",
    "test_whole_story_closes",
    "thread",
]
COUNT = "SELECT count(*) FROM ledger_eventplace"
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module", autouse=True)
def _partitioned(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001 - a fixture
    with django_db_blocker.unblock(), beside():
        divide()
        with django_db_blocker.block():
            yield


def where(event: Event) -> str:
    """The partition that an event is in."""
    found: str = ask("SELECT tableoid::regclass::text FROM ledger_event WHERE id = %s", event.pk)[0][0]
    return found


def said(cast: Cast, thread: Thread) -> Event:
    """An act of today."""
    return thread.say(cast.sender.officer).event


def copied(event: Event, **changes: Any) -> None:
    """Put the event in once more, past all our code, with other values in some columns."""
    names = [str(field.column) for field in Event._meta.concrete_fields]  # noqa: SLF001 - Django documents it
    chosen = ", ".join("%s" if name in changes else name for name in names)
    given = [changes[name] for name in names if name in changes]
    with transaction.atomic(), connection.cursor() as cursor:
        text = f"INSERT INTO {TABLE} ({', '.join(names)}) SELECT {chosen} FROM {TABLE} WHERE id = %s"  # noqa: S608
        cursor.execute(text, [*given, event.pk])


def test_an_act_lies_in_the_partition_of_its_time(cast: Cast, thread: Thread) -> None:
    event = said(cast, thread)
    assert where(event) == f"{TABLE}_{clock.now():%Y_%m}"
    later = {"id": uuid4(), "hash": "a" * 64, "seq": 9}
    copied(event, **later, accepted_at=datetime(2001, 1, 1, tzinfo=UTC))
    assert where(Event.objects.get(seq=9)) == catalogue.FIRST
    assert [one.seq for one in Event.objects.filter(stream=thread.id)] == [0, 9]


@pytest.mark.parametrize("same", ["id", "hash", "seq"])
def test_nothing_is_twice_across_partitions(cast: Cast, thread: Thread, same: str) -> None:
    event = said(cast, thread)
    other = {"id": uuid4(), "hash": "b" * 64, "seq": 9, "accepted_at": event.accepted_at - timedelta(200)}
    del other[same]
    with pytest.raises(IntegrityError):
        copied(event, **other)
    assert Event.objects.count() == 1
    assert ask(COUNT) == [(1,)]


def test_rights_and_policies_are_the_parents_and_nobody_reaches_past_them(cast: Cast, thread: Thread) -> None:
    event, role = said(cast, thread), settings.HUB_DATABASE_ROLE
    with transaction.atomic():
        tell(f"SET LOCAL ROLE {role}")
        copied(event, id=uuid4(), hash="e" * 64, seq=1)
        with acting_as(cast.recipient.officer.officer.pk):
            assert Event.objects.filter(stream=thread.id).count() == 2
        with acting_as(cast.stranger.officer.officer.pk):
            assert not Event.objects.exists()
    reached = "SELECT count(*) FROM aclexplode((SELECT relacl FROM pg_class WHERE oid = %s::regclass)) a"
    reached += " WHERE a.grantee = %s::regrole"
    assert ask(reached, TABLE, role)[0][0]
    assert {ask(reached, one, role)[0][0] for one in (*catalogue.children(), catalogue.PLACE)} == {0}


def test_a_reference_to_no_event_is_refused() -> None:
    with pytest.raises(IntegrityError):
        Part.objects.create(event_id=uuid4(), n=0, length=1, blocks_root="c" * 64)


@pytest.mark.parametrize("column", ["id", "hash", "place"])
def test_every_partition_is_asked_by_an_index(cast: Cast, thread: Thread, column: str) -> None:
    event = said(cast, thread)
    rows = {
        "id": Event.objects.filter(pk=event.pk),
        "hash": Event.objects.filter(hash=event.hash),
        "place": Event.objects.filter(stream=event.stream_id, seq=0).order_by(),
    }
    with transaction.atomic():
        tell("SET LOCAL enable_seqscan = off")
        assert "Seq Scan" not in rows[column].explain()


def test_it_may_be_run_again_and_makes_what_is_missing(cast: Cast, thread: Thread) -> None:
    event, before = said(cast, thread), catalogue.children()
    far = catalogue.end() + timedelta(3)
    then = datetime.combine(far, datetime.min.time(), UTC)
    copied(event, id=uuid4(), hash="d" * 64, seq=9, accepted_at=then)
    assert where(Event.objects.get(seq=9)) == REST
    assert [one.id for one in database.partitions()] == ["hub.W026"]
    keep("month", far, print, partitioned=True)
    assert where(Event.objects.get(seq=9)) == f"{TABLE}_{far:%Y_%m}"
    assert not list(database.partitions())
    assert set(catalogue.children()) > set(before)
    assert ask(COUNT) == [(2,)]
    out = io.StringIO()
    call_command("partition_events", stdout=out)
    assert "Events are in partitions" in out.getvalue()


def migrate(*operations: Any) -> None:
    """Apply operations of a migration of the ledger as `migrate` does."""
    before = MigrationExecutor(connection).loader.project_state()
    for one in operations:
        after = before.clone()
        one.state_forwards("ledger", after)
        with connection.schema_editor() as editor:
            one.database_forwards("ledger", editor, before, after)
        before = after


def test_a_later_migration_works(cast: Cast, thread: Thread) -> None:
    event = said(cast, thread)
    added = migrations.AddField("event", "added", models.CharField(max_length=9, db_default="new"))
    index = models.Index(fields=["kind"], name="event_kind_tried")
    migrate(added, migrations.AddIndex("event", index))
    assert ask("SELECT added FROM ledger_event WHERE id = %s", event.pk) == [("new",)]
    assert said(cast, thread).seq == 1
    tell(f"DROP INDEX {index.name}", f"ALTER TABLE {TABLE} DROP COLUMN added")
    assert Event.objects.count() == 2


def test_a_copy_is_restored_with_its_partitions(
    cast: Cast, thread: Thread, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    said(cast, thread)
    call_command("backup", str(tmp_path / "copy"), verbosity=0)
    done = elsewhere("restore", tmp_path / "new", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert "1 events, every file, all proved" in done.stdout
    with psycopg.connect((tmp_path / "new" / "url").read_text()) as line:
        kind = line.execute("SELECT relkind::text FROM pg_class WHERE relname = 'ledger_event'")
        assert kind.fetchall() == [("p",)]
        assert line.execute(COUNT).fetchall() == [(1,)]
