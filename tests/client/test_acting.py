"""`hub act` offers every act of the table, with options made from its form, and reads them back as facts."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hub.client.cli.main import parser
from hub.client.cli.words import COMMANDS, verb
from hub.client.errors import Incomplete, Usage
from hub.client.requests import Request
from hub.client.sending import Intent
from hub.client.streams import Stream
from hub.forms import schema
from hub.procedure import MOVES, MeasureStanding, MeasureStatus, Side, Standing, Status

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ID = str(uuid.uuid4())
POSTS = (uuid.uuid4(), uuid.uuid4())


class Addressed(Stream):
    """A stream of three acts, the first of which went to both posts."""

    @property
    def head(self) -> tuple[int, str]:
        """The next place."""
        return 3, "a" * 64

    def addressed(self) -> list[str]:
        """Both posts."""
        return [str(one) for one in POSTS]


def request(**changes: Any) -> Request:
    """A request of two measures that was sent, seen by the requested side."""
    values: dict[str, Any] = {
        "requesting": POSTS[0], "requested": POSTS[1], "conducting": None, "case": None, "links": (),
        "drafter": uuid.uuid4(), "version": uuid.uuid4(), "commitment": "0" * 64, "legal_basis": "untoc",
        "offence": "tip", "urgent": False, "wanted_by": None, "since": NOW, "updated": NOW,
        "measures": {"m1": MeasureStanding("18.3.f"), "m2": MeasureStanding("18.3.a", MeasureStatus.REFUSED)},
        "status": Status.UNDER_ASSESSMENT, "shared": "under_assessment",
    }  # fmt: skip
    standing = Standing(**{**values, **changes})
    return Request({"id": ID}, None, Addressed(ID, {}, []), standing, Side.REQUESTED)


def made(found: Request, *words: str) -> Intent:
    """The intent that a command line would send."""
    args = parser().parse_args(["act", ID, *words])
    session: Any = SimpleNamespace(own_chain=lambda: SimpleNamespace(officers={}))
    intent: Intent = args.make(session, found, args)
    return intent


def facts(intent: Intent) -> dict[str, Any]:
    """Its facts without the request."""
    assert not callable(intent.facts)
    return {name: value for name, value in intent.facts.items() if name != "request"}


def test_every_act_of_the_table_has_a_word_and_exactly_its_facts() -> None:
    for kind, move in MOVES.items():
        if kind not in COMMANDS:
            asked = {one.id for one in schema.act(kind).facts}
            assert asked == set(move.facts) - {"request"}, kind
            with pytest.raises(SystemExit) as stop:
                parser().parse_args(["act", ID, verb(kind), "--help"])
            assert stop.value.code == 0


def test_questions_are_numbered_on_with_their_topics() -> None:
    intent = made(request(last_question=3), "ask", "-q", "link=How do you know?", "-q", "Which bank?")
    assert facts(intent) == {"questions": {"q4": "link", "q5": "other"}}
    assert intent.written["fields"] == {"questions": {"q4": "How do you know?", "q5": "Which bank?"}}
    assert intent.recipients == [str(one) for one in POSTS]
    assert (intent.place, intent.begins) == ((3, "a" * 64), False), "signed after what the officer saw"


def test_every_open_question_must_be_answered() -> None:
    found = request(open_questions={"q1": "link", "q2": "other"})
    with pytest.raises(Usage, match="q2"):
        made(found, "answer", "-a", "q1=So.")
    intent = made(found, "answer", "-a", "q1=So.", "--cannot", "q2=The register burnt.")
    assert facts(intent) == {"answers": {"q1": "answered", "q2": "cannot_provide"}}


def test_accepting_means_what_is_still_open() -> None:
    assert facts(made(request(), "accept")) == {"measures": ["m1"]}
    assert facts(made(request(), "accept", "--measure", "m2")) == {"measures": ["m2"]}


def test_items_carry_limit_and_day_of_return(tmp_path: Path) -> None:
    (tmp_path / "ledger.pdf").write_bytes(b"x")
    words = [
        "results",
        "--outcome",
        "m1=executed",
        "--item",
        f"m1={tmp_path}/ledger.pdf",
        "--count",
        "accounts=2",
    ]
    intent = made(
        request(last_item=1), *words, "--limit", "Only in closed session", "--return-by", "2027-01-31"
    )
    assert facts(intent) == {
        "outcomes": {"m1": "executed"}, "counts": {"accounts": 2}, "final": True,
        "items": [{"label": "i2", "measure": "m1", "file": 1, "limit": "text", "return_by": "2027-01-31"}],
    }  # fmt: skip
    assert intent.written["fields"] == {"limits": {"i2": "Only in closed session"}}
    assert [one.name for one in intent.files] == ["ledger.pdf"]


def test_conditions_and_deficiencies_are_words_by_label() -> None:
    condition = made(request(), "conditions", "--condition", "m1=No publication", "--reply-by", "2026-12-24")
    assert facts(condition) == {"measures": ["m1"], "reply_by": "2026-12-24"}
    assert condition.written["fields"] == {"conditions": {"m1": "No publication"}}
    returned = made(request(), "return", "--deficiency", "language=No translation into Nepali")
    assert facts(returned) == {"deficiencies": {"f1": "language"}}


def test_a_refusal_without_reasons_is_not_even_sealed() -> None:
    with pytest.raises(Incomplete, match="18\\(23\\)"):
        made(request(), "refuse", "--measure", "m1=18.21.b")


def test_yes_and_no_are_flags() -> None:
    assert facts(made(request(), "agree-date", "--agreed", "yes")) == {"agreed": True}
    assert facts(made(request(), "oral-confirm", "--agreed", "no", "-m", "Not by telephone.")) == {
        "agreed": False
    }


def test_acts_of_the_own_file_are_impossible_for_the_other_side() -> None:
    with pytest.raises(Usage, match="another country"):
        made(request(), "file-note", "-m", "For us.")
