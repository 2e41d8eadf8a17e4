"""Calls that begin in one moment, each with its own connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from django.db import connection

from hub.base.errors import Problem
from hub.tenancy.context import system


def answers(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call answers, all begun in the same moment with a connection of its own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            with system():  # As every test; a thread begins as nobody.
                return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def at_once(
    calls: Sequence[Callable[[], Any]], name: Callable[[Any], str] = lambda _answer: "done"
) -> Counter[str]:
    """Run all; count the answers: by the name of what came back, or the code of the refusal."""

    def named(call: Callable[[], Any]) -> str:
        try:
            return name(call())
        except Problem as problem:
            return problem.code

    return Counter(answers([partial(named, call) for call in calls]))
