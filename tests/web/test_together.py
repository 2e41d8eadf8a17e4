"""Calls that share a commit: all are answered after it, and what one does wrong is its own."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hub.base.clock import now
from hub.notifications.models import Once
from hub.web.front import Front
from hub.web.together import Together, together

pytestmark = pytest.mark.django_db(transaction=True)


def write(name: str) -> str:
    """A call that writes a row in a transaction of its own."""
    with transaction.atomic():
        Once.objects.create(name=name, at=now())
    return name


def refused(name: str) -> None:
    """A call that writes, and then refuses itself."""
    with transaction.atomic():
        Once.objects.create(name=name, at=now())
        raise ValueError(name)


def broken() -> None:
    """A call that spoils the transaction around it."""
    Once.objects.create(name="first", at=now())
    raise IntegrityError


def kept() -> set[str]:
    """What is in the table."""
    return set(Once.objects.values_list("name", flat=True))


def test_several_share_a_transaction() -> None:
    with CaptureQueriesContext(connection) as done:
        assert together([lambda: write("a"), lambda: write("b"), lambda: write("c")]) == ["a", "b", "c"]
    begun = [one for one in done if one["sql"].startswith("BEGIN")]
    assert len(begun) == 1
    assert kept() == {"a", "b", "c"}


def test_a_defect_undoes_only_its_own(caplog: pytest.LogCaptureFixture) -> None:
    answers = together([lambda: write("a"), lambda: refused("b"), lambda: write("c")])
    assert (answers, kept()) == (["a", None, "c"], {"a", "c"})
    assert "The short way failed." in caplog.text


def test_if_the_database_refuses_all_each_goes_alone() -> None:
    write("first")
    a, failed, c = together([lambda: write("a"), broken, lambda: write("c")])
    assert (a, c, kept()) == ("a", "c", {"first", "a", "c"})
    assert isinstance(failed, IntegrityError)


def test_nobody_waits_for_those_who_come_later() -> None:
    async def run() -> list[Any]:
        shared = Together(Front(lambda _environ, _start: [], 1))
        shared.joined = True
        return await asyncio.gather(*(shared.run(partial(write, f"{n}")) for n in range(70)))

    assert asyncio.run(run()) == [f"{n}" for n in range(70)]
    assert len(kept()) == 70


def test_a_failure_reaches_the_one_who_asked() -> None:
    async def run() -> list[Any]:
        shared = Together(Front(lambda _environ, _start: [], 1))
        shared.joined = True
        calls = [shared.run(lambda: write("x")), shared.run(broken), shared.run(lambda: write("y"))]
        return await asyncio.gather(*calls, return_exceptions=True)

    write("first")
    one, failed, other = asyncio.run(run())
    assert (one, other) == ("x", "y")
    assert isinstance(failed, IntegrityError)
