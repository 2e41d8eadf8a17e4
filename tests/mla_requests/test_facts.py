"""Plain facts: exact keys, exact shapes, and what is refused."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from hub.base.errors import Invalid
from mla_requests.facts import SHAPES, read

REQUEST = "2f6c1f5e-8f0a-4b6e-9a55-6a6a39f5d8f1"
DRAFT: dict[str, Any] = {
    "request": REQUEST,
    "to": "0d5a3f0e-53c8-4c0f-8f4c-2d9f5f3f9f11",
    "number": 1,
    "measures": [{"label": "m1", "code": "18.3.a"}],
    "legal_basis": "untoc",
    "urgent": False,
    "wanted_by": "2026-12-24",
    "commitment": "0" * 64,
}
ITEM = {"label": "i1", "measure": "m1", "file": 1, "limit": "text"}


def test_draft_is_parsed() -> None:
    facts = read("mla.draft", DRAFT)
    assert facts["request"] == UUID(REQUEST)
    assert facts["wanted_by"] == date(2026, 12, 24)
    assert read("mla.draft", DRAFT | {"wanted_by": None})["wanted_by"] is None


@pytest.mark.parametrize("kind", SHAPES)
def test_missing_and_extra_keys(kind: str) -> None:
    tried: list[Any] = [{}, {"request": REQUEST, "surprise": 1}, [], None, "x"]
    for facts in tried:
        if set(facts or ()) == set(SHAPES[kind]):
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
        ("mla.ask", {"questions": []}),
        ("mla.ask", {"questions": ["q1", "q1"]}),
        ("mla.answer", {"answers": {}}),
        ("mla.answer", {"answers": {"q1": "later"}}),
        ("mla.consult", {"topic": "weather", "reply_by": "2026-12-01"}),
        ("mla.consult", {"topic": "refusal", "reply_by": None}),
        ("mla.accept", {"measures": ["m1", 2]}),
        ("mla.refuse", {"measures": {"m1": "18.99"}}),
        ("mla.refuse", {"measures": {}}),
        ("mla.results", {"outcomes": {"m1": "done"}, "items": [], "final": True}),
        ("mla.results", {"outcomes": {}, "items": [ITEM, ITEM], "final": True}),
        ("mla.results", {"outcomes": {}, "items": [ITEM | {"file": 0}], "final": True}),
        ("mla.results", {"outcomes": {}, "items": [ITEM | {"limit": "all"}], "final": True}),
        ("mla.results", {"outcomes": {}, "items": [], "final": None}),
        ("mla.receive", {"items": {"i1": True}}),
        ("mla.close", {"outcome": "won"}),
    ],
)
def test_acts_with_something_wrong(kind: str, facts: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="bad_facts"):
        read(kind, {"request": REQUEST, **facts})
