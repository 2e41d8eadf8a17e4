"""What newer rooms keep, asked for without any filter, as the hub's own role."""

import pytest
from django.db import connection, transaction

from deconfliction.models import BlindPair, Hit, Registration
from focal_points.models import Device, WaitingStatement
from hub.base import clock
from hub.operations.models import JobRun
from hub.tenancy.context import acting_as, nobody, system
from hub.tenancy.tables import BEHIND, is_open
from hub.transparency.actions import append_all
from hub.transparency.models import Leaf
from tests.cast import Cast, Side
from tests.deconfliction.blind import Blind, done
from tests.ledger.acts import Thread
from tests.tenancy.test_wall import refused

pytestmark = [pytest.mark.services, pytest.mark.django_db]


def seen_by(side: Side, model: type[Registration] | type[Hit] | type[BlindPair]) -> int:
    """How many rows of a table an officer's statements find."""
    with acting_as(side.officer.officer.pk):
        return model.objects.count()


def test_tokens_are_the_own_posts_until_there_is_a_hit(cast: Cast) -> None:
    blind = Blind(cast.sender, cast.recipient).agreed()
    done(blind.register(cast.sender))
    assert (seen_by(cast.sender, Registration), seen_by(cast.recipient, Registration)) == (1, 0)
    done(blind.register(cast.recipient))
    for side, many in ((cast.sender, 2), (cast.recipient, 2), (cast.stranger, 0)):
        assert seen_by(side, Registration) == many
        assert seen_by(side, Hit) == seen_by(side, BlindPair) == (1 if many else 0)


def test_no_officer_writes_a_hit_nor_a_registration_of_another_post(cast: Cast) -> None:
    blind = Blind(cast.sender, cast.recipient).agreed()
    done(blind.register(cast.sender))
    done(blind.register(cast.recipient))
    with acting_as(cast.sender.officer.officer.pk):
        mine = Registration.objects.get(focal_point=cast.sender.post.row)
        assert refused(lambda: Hit.objects.update(at=clock.now()))
        move = {"focal_point": cast.stranger.post.row}
        Registration.objects.filter(pk=mine.pk).update(until=mine.until)
    with acting_as(cast.stranger.officer.officer.pk):
        assert Registration.objects.update(**move) == 0


def test_a_leaf_is_seen_by_who_sees_what_was_logged(cast: Cast) -> None:
    event = Thread([cast.sender.post]).say(cast.sender.officer).event
    append_all(clock.now())
    leaves = Leaf.objects.filter(name=event.hash)
    assert leaves.count() == 1
    for side, many in ((cast.sender, 1), (cast.recipient, 0)):
        with acting_as(side.officer.officer.pk):
            assert leaves.count() == many
            assert Leaf.objects.filter(kind="statement").exists()
    with nobody():
        assert not leaves.exists()


def test_a_device_is_its_officers(cast: Cast) -> None:
    moment = clock.now()
    with acting_as(cast.sender.officer.officer.pk):
        Device.objects.create(officer=cast.sender.officer.officer, label="a", made=moment, used=moment)
        for_other = {"officer": cast.recipient.officer.officer, "label": "b", "made": moment, "used": moment}
        assert refused(lambda: Device.objects.create(**for_other))
    with acting_as(cast.recipient.officer.officer.pk):
        assert not Device.objects.exists()


def test_what_waits_for_a_second_signature_is_its_countrys(cast: Cast) -> None:
    admin, other = cast.sender.admin.officer, cast.recipient.admin.officer
    kept = {"prev": "0" * 64, "seq": 9, "kind": "policy", "envelope": {}, "wraps": [], "boxes": []}
    made = {**kept, "by": admin, "proposed_at": clock.now()}
    with acting_as(admin.pk):
        WaitingStatement.objects.create(country_id="PK", hash="1" * 64, **made)
        assert refused(lambda: WaitingStatement.objects.create(country_id="NP", hash="2" * 64, **made))
    with acting_as(other.pk):
        assert not WaitingStatement.objects.exists()
        assert WaitingStatement.objects.update(kind="seat") == 0
        assert WaitingStatement.objects.all().delete()[0] == 0
    with nobody():
        assert not WaitingStatement.objects.exists()


def test_what_is_open_needs_nobodys_word() -> None:
    with nobody():
        JobRun.objects.create(name="run_log", ended=clock.now())
        assert JobRun.objects.exists()


def test_the_hubs_own_role_neither_empties_nor_changes_tables() -> None:
    for words in ("DROP POLICY hub_wall ON ledger_event", "ALTER TABLE ledger_event ADD COLUMN x int"):
        with pytest.raises(Exception, match="must be owner"), transaction.atomic():
            connection.cursor().execute(words)


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_each_statement_says_for_whom(cast: Cast) -> None:
    Thread([cast.sender.post]).say(cast.sender.officer)
    assert connection.get_autocommit()
    ask = "SELECT count(*) FROM ledger_event"
    counts = []
    for context in (system(), nobody(), acting_as(cast.sender.officer.officer.pk), nobody()):
        with context, connection.cursor() as cursor:
            cursor.execute(ask)
            counts.append(cursor.fetchone()[0])
    assert counts == [1, 0, 1, 0]


REACHED = """
SELECT c.relname, c.relispartition FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND has_table_privilege('hub_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')
"""


def test_the_hubs_own_role_reaches_nothing_that_the_list_does_not_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute(REACHED)
        found = cursor.fetchall()
    assert {name for name, _part in found} >= BEHIND.keys()
    assert [name for name, _part in found if name not in BEHIND and not is_open(name)] == [
        "django_migrations"
    ]
    # Policies stand on the whole; who could ask a partition by its own name would go past them.
    assert not [name for name, part in found if part]
