"""PostgreSQL itself, as the hub's own role: whose rows are seen and taken."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import Error, connection, transaction

from hub.base.lines import Statement, run
from hub.ledger.models import Event, Party, Stream, StreamGroupObjectPermission
from hub.notifications.models import Notification
from hub.tenancy.checks import check_wall, faults
from hub.tenancy.context import acting_as, become, carried, current, nobody, system
from tests.cast import Cast, Side

pytestmark = [pytest.mark.services, pytest.mark.django_db]


def opened_to(side: Side) -> Stream:
    """A stream with nothing in it, granted to one post."""
    stream = Stream.objects.create(pk=uuid4(), kind="file")
    permission = Permission.objects.get(codename="open_stream")
    StreamGroupObjectPermission.objects.bulk_create(
        [StreamGroupObjectPermission(permission=permission, group=side.post.row.group, content_object=stream)]
    )
    return stream


def ids() -> set[object]:
    """What a query without any filter finds."""
    return set(Stream.objects.values_list("pk", flat=True))


def refused(work: object) -> bool:
    """Whether the database refuses what the wall forbids."""
    try:
        with transaction.atomic():
            work()  # type: ignore[operator]
    except Error as error:
        return "row-level security" in str(error)
    return False


def test_the_suite_runs_as_a_role_below_the_wall_and_no_fault_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("hub_app",)
    assert not list(faults())


def test_nobody_sees_nothing_and_writes_nothing(cast: Cast) -> None:
    opened_to(cast.sender)
    with nobody():
        assert ids() == set()
        assert Stream.objects.update(head_seq=7) == 0
        assert refused(lambda: Stream.objects.create(pk=uuid4(), kind="file"))


def test_an_officer_sees_the_own_rows_and_a_guessed_id_finds_nothing(cast: Cast) -> None:
    own, foreign = opened_to(cast.sender), opened_to(cast.stranger)
    with acting_as(cast.sender.officer.officer.pk):
        assert ids() == {own.pk}
        assert not Stream.objects.filter(pk=foreign.pk).exists()
        assert Stream.objects.filter(pk=foreign.pk).delete()[0] == 0


def test_no_row_is_written_for_others_nor_moved_to_them(cast: Cast) -> None:
    own, foreign = opened_to(cast.sender), opened_to(cast.stranger)
    post = cast.sender.post.row
    with acting_as(cast.sender.officer.officer.pk):
        party = Party.objects.create(stream=own, focal_point=post, since_seq=0)
        assert refused(lambda: Party.objects.create(stream=foreign, focal_point=post, since_seq=0))
        assert refused(lambda: Party.objects.filter(pk=party.pk).update(stream=foreign))


def test_no_officer_grants_anything_by_a_statement(cast: Cast) -> None:
    foreign, group = opened_to(cast.stranger), cast.sender.post.row.group
    permission = Permission.objects.get(codename="open_stream")
    row = StreamGroupObjectPermission(permission=permission, group=group, content_object=foreign)
    with acting_as(cast.sender.officer.officer.pk):
        assert refused(lambda: StreamGroupObjectPermission.objects.bulk_create([row]))


def test_raw_statements_and_pipelines_meet_the_same_wall(cast: Cast) -> None:
    own, foreign = opened_to(cast.sender), opened_to(cast.stranger)
    count = Statement("SELECT count(*) FROM ledger_stream WHERE id IN (%s, %s)", [own.pk, foreign.pk])
    with acting_as(cast.sender.officer.officer.pk), connection.cursor() as cursor:
        cursor.execute(count.sql, count.values)
        assert cursor.fetchone() == (1,)
        assert [done.rows for done in run(count, count)] == [[(1,)], [(1,)]]
    with nobody():
        assert run(count)[0].rows == [(0,)]


def test_an_ended_seat_shows_nothing_any_more(cast: Cast) -> None:
    own, officer = opened_to(cast.sender), cast.sender.officer.officer
    with acting_as(officer.pk):
        assert ids() == {own.pk}
    officer.seats.update(to_seq=99)
    with acting_as(officer.pk):
        assert ids() == set()


def test_a_savepoint_rolled_back_leaves_no_context_behind(cast: Cast) -> None:
    opened_to(cast.sender)
    with nobody():
        with system(), transaction.atomic():
            assert ids()
            transaction.set_rollback(True)
        assert ids() == set()


def test_rows_are_those_of_the_context_in_which_they_were_asked_for(cast: Cast) -> None:
    own = opened_to(cast.sender)
    with acting_as(cast.sender.officer.officer.pk):
        rows = Stream.objects.iterator(chunk_size=1)
        assert next(rows) == own
    with nobody():
        assert list(rows) == []
        assert list(Stream.objects.iterator(chunk_size=1)) == []


def test_a_streamed_answer_keeps_the_context_it_was_made_in(cast: Cast) -> None:
    own, officer = opened_to(cast.sender), cast.sender.officer.officer
    with acting_as(officer.pk):
        pieces = carried(str(one).encode() for one in Stream.objects.all())
    with nobody():
        assert list(pieces) == [str(own.pk).encode()]


def test_what_people_were_told_is_theirs(cast: Cast) -> None:
    mine, other = cast.sender.officer.officer, cast.recipient.officer.officer
    for officer in (mine, other):
        Notification.objects.create(officer=officer, kind="mla.draft", target="1")
    with acting_as(mine.pk):
        assert set(Notification.objects.values_list("officer", flat=True)) == {mine.pk}


def test_a_new_thread_begins_as_nobody_and_what_it_became_ends_with_its_block(cast: Cast) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert not pool.submit(lambda: current().system or current().officer).result()
    with nobody():
        become(cast.sender.officer.officer.pk)
    assert current().system


def test_a_pooled_connection_carries_nothing_over() -> None:
    ask = "SELECT current_setting('hub.system', true), current_setting('hub.officer', true)"
    with connection.cursor() as cursor, nobody():
        cursor.execute(ask)
        assert cursor.fetchone() == ("", "")


def test_a_foreign_request_finds_nothing_over_http(cast: Cast) -> None:
    from django.test import Client

    stream = opened_to(cast.sender)
    for side, status in ((cast.sender, 200), (cast.stranger, 404)):
        headers = {"Authorization": f"Bearer {side.officer.token(('read',))}"}
        address = f"/api/v1/streams/{stream.pk}/events/"
        assert Client(SERVER_NAME="localhost").get(address, headers=headers).status_code == status
    assert current().system


def test_a_wall_with_a_hole_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        try:
            cursor.execute("ALTER TABLE ledger_event NO FORCE ROW LEVEL SECURITY")
            said = [str(one.msg) for one in check_wall()]
        finally:
            cursor.execute("ALTER TABLE ledger_event FORCE ROW LEVEL SECURITY")
            cursor.execute("SET LOCAL ROLE hub_app")
    assert any("superuser or BYPASSRLS" in one for one in said)
    assert any("ledger_event has no forced" in one for one in said)
    assert Event.objects.count() == 0
