"""What the commands of conferences print, and what they ask the hub for."""

from __future__ import annotations

from typing import Any

import pytest

from hub.client import conferences
from hub.client.cli import conferences as commands
from hub.client.cli.main import parser
from hub.client.errors import NotFound, Usage
from hub.encryption.canonical import Json

EDITION = {
    "id": "85d5d926-fcb4-4191-9132-75a70657118f", "series": "TIPSOM", "symbol": "TIPSOM/2019/CONF.6",
    "title": {"en": "Islamabad 2019", "ar": "إسلام آباد"}, "start": "2019-09-16", "end": "2019-09-17",
    "state": "follow_up", "city": "Islamabad", "country": "PK", "sets": [], "delegations": [],
}  # fmt: skip
CYCLE = {"id": "c1", "name": "2026", "opens": "2026-01-01", "due": "2026-12-15", "closes": "2027-01-31"}
DUE = {
    "cycle": CYCLE,
    "recommendation": "r1",
    "symbol": "TIPSOM/2019/REC/1/1",
    "state": "due",
    "report": None,
}
REPORT = {"id": "n1", "recommendation": DUE["symbol"], "status": "planned", "state": "draft", "version": 1}
MATRIX = {
    "cycle": CYCLE, "countries": ["NP", "PK"], "reporting": 1,
    "recommendations": [{"symbol": DUE["symbol"], "cells": [
        {"country": "PK", "status": "fully_implemented", "assessment": "differs", "overdue": False},
    ]}],
}  # fmt: skip


class Hub:
    """A connection that answers from a table and keeps what it was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers, self.asked = answers, list[tuple[str, str, Json]]()

    def get(self, path: str, **_params: Any) -> Any:
        """The answer for the last word of the path, or for the path."""
        return self.answers[path.rstrip("/").rpartition("/")[2]]

    def pages(self, *_names: str, **_params: Any) -> Any:
        """The one edition."""
        return iter([EDITION])

    def put(self, path: str, body: Json) -> Json:
        """Keep the draft."""
        self.asked.append(("PUT", path, body))
        return REPORT

    def post(self, path: str, body: Json) -> Json:
        """Keep the act."""
        self.asked.append(("POST", path, body))
        return REPORT | {"state": "submitted"}


def run(monkeypatch: pytest.MonkeyPatch, hub: Hub, *words: str) -> int:
    """One command against a hub of the table."""
    monkeypatch.setattr(commands, "_connected", lambda: hub)
    args = parser().parse_args(["conferences", *words])
    code: int = args.run(args)
    return code


@pytest.mark.parametrize("name", ["85d5d926", "TIPSOM/2019", "tipsom/2019/conf.6"])
def test_an_edition_is_found_by_id_symbol_or_year(name: str) -> None:
    hub: Any = Hub(**{str(EDITION["id"]): EDITION})
    assert conferences.find(hub, name) == EDITION


def test_what_is_not_there_is_said() -> None:
    hub: Any = Hub(dues={"dues": [DUE]})
    with pytest.raises(NotFound):
        conferences.find(hub, "TIPSOM/2018")
    with pytest.raises(NotFound):
        conferences.owed(hub, "TIPSOM/2019/REC/1/9")


def test_the_matrix_marks_what_is_not_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(monkeypatch, Hub(**{str(EDITION["id"]): EDITION, "matrix": MATRIX}), "matrix", "TIPSOM/2019") == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026: 1 of 2 countries have reported"
    assert lines[2].split() == ["TIPSOM/2019/REC/1/1", ".", "#*"]
    assert "? not reported" in lines[3]


def test_a_report_is_written_and_submitted(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(dues={"dues": [DUE]})
    words = ("report", str(DUE["symbol"]), "--status", "planned", "--text", "Soon.", "--submit")
    assert run(monkeypatch, hub, *words) == 0
    assert hub.asked == [
        ("PUT", "conferences/recommendations/r1/reports/c1/", {"status": "planned", "narrative": "Soon."}),
        ("POST", "conferences/reports/n1/acts/", {"act": "submit"}),
    ]


def test_a_change_keeps_what_was_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"status": "planned", "narrative": "Soon.", "visibility": "owner", "evidence": []}
    hub = Hub(dues={"dues": [DUE | {"report": "n1"}]}, n1=before | REPORT)
    assert run(monkeypatch, hub, "report", str(DUE["symbol"]), "--status", "in_progress") == 0
    assert hub.asked[0][2] == before | {"status": "in_progress"}


def test_nothing_is_cleared_that_nobody_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Usage):
        run(monkeypatch, Hub(dues={"dues": [DUE]}), "report", str(DUE["symbol"]), "--clear")
