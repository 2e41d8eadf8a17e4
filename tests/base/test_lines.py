"""Plain statements together: in order, in the caller's transaction, and an error undoes them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hub.base.clock import now
from hub.base.lines import run
from hub.base.rows import insertion, select, statement, table
from hub.notifications.models import Once

NAMES = ("name", "at")
HOW_MANY = f"SELECT count(*) FROM {table(Once)} WHERE name LIKE %s"  # noqa: S608 - own names
RENAMED = f"UPDATE {table(Once)} SET name = %s WHERE name = %s"  # noqa: S608

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_sees_what_those_before_it_did() -> None:
    made = insertion(Once, NAMES, [("line a", now()), ("line b", now())])
    before, _made, renamed, after = run(
        statement(HOW_MANY, "line%"),
        *made,
        statement(RENAMED, "gone", "line a"),
        statement(HOW_MANY, "line%"),
    )
    assert (before.rows, renamed.count, after.rows) == ([(0,)], 1, [(1,)])


def test_counted_statements_do_the_same() -> None:
    with CaptureQueriesContext(connection) as seen:
        *_made, found = run(*insertion(Once, NAMES, [("line", now())]), statement(HOW_MANY, "line"))
    assert (found.rows, len(seen)) == ([(1,)], 2)


def test_the_first_error_is_raised_and_undoes_the_transaction() -> None:
    twice = insertion(Once, NAMES, [("line", now())])
    with pytest.raises(IntegrityError), transaction.atomic():
        run(*insertion(Once, NAMES, [("other", now())]), *twice, *twice, statement(HOW_MANY, "x"))
    assert select(HOW_MANY, "%")[0][0] == 0


def test_nothing_runs_in_a_transaction_that_is_broken() -> None:
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            run(*insertion(Once, NAMES, [("line", now())] * 2))
        assert run(statement(HOW_MANY, "line"))[0].rows == [(0,)]


def test_no_rows_are_no_statement() -> None:
    assert insertion(Once, NAMES, []) == []
    assert run() == []


@pytest.mark.services
def test_postgresql_plans_a_statement_once_for_a_connection() -> None:
    for name in ("first", "second", "third"):
        run(statement(HOW_MANY, name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements")
        kept = dict(cursor.fetchall())
    assert kept[HOW_MANY.replace("%s", "$1")] >= 3
