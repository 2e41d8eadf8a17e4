"""Plain facts: exact keys, exact shapes, and what is refused."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from hub.base.errors import Invalid
from hub.forms import schema
from hub.procedure import MOVES, WORDS
from mla_requests.facts import read

REQUEST = "2f6c1f5e-8f0a-4b6e-9a55-6a6a39f5d8f1"
DRAFT: dict[str, Any] = {
    "request": REQUEST,
    "from": "0d5a3f0e-53c8-4c0f-8f4c-2d9f5f3f9f12",
    "to": "0d5a3f0e-53c8-4c0f-8f4c-2d9f5f3f9f11",
    "conducting": None,
    "case": None,
    "links": [],
    "offence": "tip",
    "number": 1,
    "measures": [{"label": "m1", "code": "18.3.a"}],
    "legal_basis": "untoc",
    "urgent": False,
    "wanted_by": "2026-12-24",
    "commitment": "0" * 64,
}
ITEM = {"label": "i1", "measure": "m1", "file": 1, "limit": "text", "return_by": None}
RESULTS: dict[str, Any] = {"outcomes": {}, "items": [], "counts": {}, "final": True}
ORAL: dict[str, Any] = {
    "made_at": "2026-11-22T03:10:00Z",
    "measures": [{"label": "m1", "code": "18.3.c"}],
    "legal_basis": "tip",
    "offence": "tip",
}


def test_draft_is_parsed() -> None:
    facts = read("mla.draft", DRAFT)
    assert facts["request"] == UUID(REQUEST)
    assert facts["wanted_by"] == date(2026, 12, 24)
    assert read("mla.draft", DRAFT | {"wanted_by": None})["wanted_by"] is None


@pytest.mark.parametrize("kind", MOVES)
def test_missing_and_extra_keys(kind: str) -> None:
    tried: list[Any] = [{}, {"request": REQUEST, "surprise": 1}, [], None, "x"]
    for facts in tried:
        if set(facts or ()) == set(MOVES[kind].facts):
            continue
        with pytest.raises(Invalid, match="bad_facts"):
            read(kind, facts)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("request", REQUEST.upper()),
        ("request", "{" + REQUEST + "}"),
        ("to", None),
        ("number", 0),
        ("number", True),
        ("number", "1"),
        ("number", 30001),
        ("measures", []),
        ("measures", [{"label": "m1", "code": "18.3.z"}]),
        ("measures", [{"label": "m01", "code": "18.3.a"}]),
        ("measures", [{"label": "q1", "code": "18.3.a"}]),
        ("measures", [{"label": "m1", "code": "18.3.a"}] * 2),
        ("measures", [{"label": "m1", "code": "18.3.a", "note": "x"}]),
        ("measures", [{"label": ["m1"], "code": "18.3.a"}]),
        ("measures", [{"label": f"m{n}", "code": "18.3.a"} for n in range(1, 102)]),
        ("measures", {"label": "m1"}),
        ("legal_basis", "reciprocity "),
        ("legal_basis", ["untoc"]),
        ("urgent", 0),
        ("urgent", "false"),
        ("wanted_by", "2026-02-30"),
        ("wanted_by", "0001-01-01"),
        ("wanted_by", "9999-12-31"),
        ("wanted_by", "20261224"),
        ("wanted_by", "2026-W52-4"),
        ("conducting", ""),
        ("case", 5),
        ("links", [{"request": REQUEST, "kind": "cousin"}]),
        ("links", [{"request": REQUEST, "kind": "earlier"}] * 2),
        ("links", None),
        ("offence", "theft"),
        ("offence", None),
        ("commitment", "A" * 64),
        ("commitment", "0" * 63),
        ("commitment", "0" * 64 + "\n"),
    ],
)
def test_draft_with_something_wrong(key: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        read("mla.draft", DRAFT | {key: value})
    assert (caught.value.code, caught.value.extra["field"]) == ("bad_facts", key)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("mla.ask", {"questions": {}}),
        ("mla.ask", {"questions": ["q1"]}),
        ("mla.ask", {"questions": {"q1": "gossip"}}),
        ("mla.ask", {"questions": {"m1": "link"}}),
        ("mla.oral", ORAL | {"made_at": "2026-11-22T03:10:00+00:00"}),
        ("mla.oral", ORAL | {"made_at": "2026-11-22 03:10:00Z"}),
        ("mla.oral", ORAL | {"made_at": "2026-11-22T3:10:00Z"}),
        ("mla.oral", ORAL | {"made_at": "2026-02-30T03:10:00Z"}),
        ("mla.oral", ORAL | {"made_at": None}),
        ("mla.return", {"deficiencies": {}}),
        ("mla.return", {"deficiencies": {"f1": "ugly"}}),
        ("mla.assign", {"officer": None}),
        ("mla.postpone", {"measures": [], "review_by": "2027-01-01"}),
        ("mla.conditions", {"measures": ["m1", "m1"], "reply_by": "2027-01-01"}),
        ("mla.executed", {"outcomes": {"m1": "executed"}, "procedure": {"m1": "maybe"}}),
        ("mla.duty_done", {"duties": ["m1"]}),
        ("mla.ask_use", {"use": "u0", "items": ["i1"], "proceeding": "civil"}),
        ("mla.ask_use", {"use": "u1", "items": ["i1"], "proceeding": "revenge"}),
        ("mla.preserved", {"measure": ["m1"], "expires": "2027-01-01"}),
        ("mla.close", {"outcome": "assisted", "useful": "useful", "used_in": ["conviction"] * 2}),
        ("mla.close", {"outcome": "assisted", "useful": "", "used_in": []}),
        ("mla.results", RESULTS | {"counts": {"hearts": 1}}),
        ("mla.results", RESULTS | {"counts": {"accounts": -1}}),
        ("mla.results", RESULTS | {"counts": {"accounts": True}}),
        ("mla.results", RESULTS | {"items": [ITEM | {"return_by": "soon"}]}),
        ("mla.answer", {"answers": {}}),
        ("mla.answer", {"answers": {"q1": "later"}}),
        ("mla.consult", {"topic": "weather", "measures": [], "reply_by": "2026-12-01"}),
        ("mla.consult", {"topic": "refusal", "measures": [], "reply_by": None}),
        ("mla.accept", {"measures": ["m1", 2]}),
        ("mla.refuse", {"measures": {"m1": "18.99"}}),
        ("mla.refuse", {"measures": {}}),
        ("mla.results", RESULTS | {"outcomes": {"m1": "done"}}),
        ("mla.results", RESULTS | {"items": [ITEM, ITEM]}),
        ("mla.results", RESULTS | {"items": [ITEM | {"file": 0}]}),
        ("mla.results", RESULTS | {"items": [ITEM | {"limit": "all"}]}),
        ("mla.results", RESULTS | {"final": None}),
        ("mla.receive", {"items": {"i1": True}}),
        ("mla.close", {"outcome": "won", "useful": "useful", "used_in": []}),
    ],
)
def test_acts_with_something_wrong(kind: str, facts: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="bad_facts"):
        read(kind, {"request": REQUEST, **facts})


def test_moments_links_and_counts_are_parsed() -> None:
    oral = read("mla.oral", {"request": REQUEST, **ORAL})
    assert oral["made_at"] == datetime(2026, 11, 22, 3, 10, tzinfo=UTC)
    linked = read("mla.draft", DRAFT | {"links": [{"request": REQUEST, "kind": "parallel"}]})
    assert linked["links"] == [{"request": UUID(REQUEST), "kind": "parallel"}]
    sent = read("mla.results", {"request": REQUEST, **RESULTS, "counts": {"accounts": 3}})
    assert sent["counts"] == {"accounts": 3}


def test_codes_of_the_table_are_those_of_the_drafting_form() -> None:
    assert set(WORDS["measures"]) == set(schema.codes("measures"))
    assert set(WORDS["legal_bases"]) == set(schema.codes("legal_bases"))
