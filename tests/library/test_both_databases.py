"""SQLite and PostgreSQL find the same, count the same and correct the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import machine
from tests.library.answers import PAGES, QUESTIONS, READERS
from tests.services.servers import folder, running_postgres

pytestmark = pytest.mark.services
ROOT = Path(__file__).resolve().parents[2]


def answers(*arguments: str) -> list[Any]:
    """What a process of its own finds on one database."""
    command = [sys.executable, "-m", "tests.library.answers", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[Any] = json.loads(done.stdout)
    return found


def test_both_databases_answer_alike() -> None:
    programs = machine.postgres()
    if isinstance(programs, machine.Missing):
        pytest.skip(programs.remedy)
    lite = answers()
    with folder() as where, running_postgres(programs, where) as address:
        postgres = answers(address)
    assert len(QUESTIONS) * len(READERS) < len(lite) <= len(QUESTIONS) * len(READERS) * PAGES
    assert sum(bool(one[1]) for one in lite) > len(lite) * 3 / 4
    for one, other in zip(lite, postgres, strict=True):
        assert one == other, one[0]
