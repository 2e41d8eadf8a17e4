"""The walks that all readers of the procedure share, read by this one."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hub.procedure import MOVES, Act, Standing, Status, begin, from_plain, read, step
from tests.vectors.walks import expected

FILE = Path(__file__).resolve().parents[1] / "vectors" / "procedure.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


def act(said: dict[str, Any]) -> Act:
    """An act as the file has it."""
    event, officer, post = (UUID(said[key]) if said[key] else None for key in ("event", "officer", "post"))
    facts = read(said["kind"], said["facts"]) if said["kind"] in MOVES else said["facts"]
    return Act(said["kind"], facts, event, officer, post, datetime.fromisoformat(said["at"]))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_each_act_leads_where_the_file_says(number: int) -> None:
    case = CASES[number]
    standing: Standing | None = None
    shown: dict[str, Any] = {}
    for said in case["acts"]:
        standing = begin(act(said)) if standing is None else step(standing, act(said))
        shown |= said["expect"]
        assert expected(standing) == shown, said["kind"]
    assert from_plain(case["standing"]) == standing


def test_every_act_and_every_status_is_in_the_file() -> None:
    acts = [said for case in CASES for said in case["acts"]]
    assert len(CASES) >= 60
    assert set(MOVES) <= {said["kind"] for said in acts}
    shown = {said["expect"].get(name) for said in acts for name in ("status", "shared")}
    assert {status.value for status in Status} <= shown
