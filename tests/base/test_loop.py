"""The loop of the commands beside the server: errors of one pass, of a database that is away, and its end."""

from __future__ import annotations

import io
import threading
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import OperationalError

from hub.base.management.loop import LoopCommand


class Counting(LoopCommand):
    """Fails at first, like a database that is away, then says how many passes there were."""

    def __init__(self, failing: int) -> None:
        super().__init__()
        self.failing, self.passes, self.enough = failing, 0, threading.Event()

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        assert now.tzinfo is not None
        self.passes += 1
        if self.passes > self.failing + 2:
            self.enough.set()
        if self.passes <= self.failing:
            raise OperationalError("the server closed the connection unexpectedly")
        return self.passes == self.failing + 1, f"pass {self.passes}"


def test_one_pass_shows_its_error() -> None:
    with pytest.raises(OperationalError):
        call_command(Counting(1), stdout=io.StringIO())


def test_one_pass_speaks_also_when_nothing_was_done() -> None:
    said = io.StringIO()
    call_command(Counting(0), stdout=said)
    assert said.getvalue() == "pass 1\n"


@pytest.mark.django_db
def test_a_loop_outlives_a_database_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    command, said = Counting(2), io.StringIO()
    running = threading.Thread(
        target=call_command, args=(command,), kwargs={"loop": 0.01, "stdout": said}, daemon=True
    )
    running.start()
    assert command.enough.wait(20)
    assert said.getvalue() == "pass 3\n"
    assert caplog.text.count("broke off") == 2
