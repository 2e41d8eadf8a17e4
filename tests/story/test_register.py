"""A list of paper requests comes in by the client: judged line by line, sealed there, never twice."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from hub.client import register
from tests.client.test_register_file import GOOD, HEAD
from tests.story.world import World

OTHER = "out,EG,bilateral,ml,no,18.3.g,2026-02-01,,,,0,Assets in Cairo"
BAD = "in,NP,untoc,tip,no,18.3.f,2026-01-10,2026-01-09,executed,,,Order of dates"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file with two good lines, one of them twice, and a bad one."""
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n{BAD}\n{OTHER}\n{GOOD}", encoding="utf-8")
    return path


def test_a_dry_run_says_the_fate_of_every_line_and_sends_nothing(world: World, table: Path) -> None:
    desk = world.desk("pk-officer")
    dry = desk.run("register", "import", str(table), "--dry-run")
    assert dry.returncode == 3, dry.stderr
    fates = [line.split()[:3] for line in dry.stdout.splitlines()]
    expected = ((2, "new"), (3, "REFUSED"), (4, "new"), (5, "twice"))
    assert fates[:4] == [["line", str(number), word] for number, word in expected]
    assert "Nothing was sent." in desk.run("register", "import", str(table)).stdout
    assert desk.run("register", "list").stdout == ""


def test_a_list_comes_in_once_and_goes_out_again(world: World, table: Path, tmp_path: Path) -> None:
    desk = world.desk("pk-officer")
    done = desk.run("register", "import", str(table), "--yes")
    assert done.returncode == 3
    assert "2 entries kept." in done.stdout, done.stderr
    again = desk.run("register", "import", str(table), "--yes")
    assert "0 new, 2 there, 1 twice, 1 refused" in again.stdout
    listed = desk.run("register", "list").stdout
    assert "Assets in Cairo" in listed
    assert "Letter" in listed
    out = tmp_path / "out.csv"
    assert desk.run("register", "export", str(out)).returncode == 0
    with out.open(encoding="utf-8-sig", newline="") as kept:
        assert {row["subject"] for row in csv.DictReader(kept)} == {"Letter", "Assets in Cairo"}
    back = desk.run("register", "import", str(out), "--dry-run")
    assert (back.returncode, back.stdout.splitlines()[-1]) == (0, "0 new, 2 there, 0 twice, 0 refused")


def test_a_colleague_reads_the_list_and_another_country_does_not(world: World, table: Path) -> None:
    officer = world.desk("pk-officer").open()
    fates = register.plan(officer, table, date(2026, 11, 22), again=True)
    done = list(register.carry_out(officer, fates))
    assert all(one.sent for one in done)
    colleague = world.desk("pk-approver").open()
    subjects = {register.words(colleague, row)["subject"] for row in register.rows(colleague)}
    assert {"Letter", "Assets in Cairo"} <= subjects
    assert list(register.rows(world.desk("np-officer").open())) == []
