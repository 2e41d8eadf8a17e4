"""Plain facts: exactly these keys, of exactly these shapes."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from exchanges.facts import read
from hub.base.errors import Invalid
from hub.forms import exchanges as table
from hub.forms.schema import LANGUAGES, load
from tests.attacks.junk import WILD

ID = "5b0c8d2e-4f1a-4c55-9d0e-2a7f3f1e9b10"
INFO: dict[str, Any] = {
    "exchange": ID, "to": ID, "type": "spontaneous", "urgent": False, "handling": "H2", "evaluation": "X4",
    "restrictions": ["no_evidence"], "until": "2027-01-31", "due": "2026-11-22T05:10:00Z",
}  # fmt: skip


def test_facts_are_parsed() -> None:
    found = read("info.send", INFO)
    assert found["exchange"] == UUID(ID)
    assert found["until"] == date(2027, 1, 31)
    assert found["due"] == datetime(2026, 11, 22, 5, 10, tzinfo=UTC)
    assert found["restrictions"] == ("no_evidence",)


@pytest.mark.parametrize(
    "change",
    [
        {"exchange": ID.upper()}, {"exchange": 7}, {"to": None}, {"type": "flag_confirm"}, {"type": []},
        {"urgent": 1}, {"handling": "H4"}, {"handling": None}, {"evaluation": "B5"}, {"evaluation": "B2\n"},
        {"restrictions": ["x"]}, {"restrictions": "no_evidence"}, {"restrictions": ["no_evidence"] * 2},
        {"restrictions": [["no_evidence"]]}, {"until": "2027-02-30"}, {"until": "1999-01-01"},
        {"due": "noon"},
        {"due": "2026-11-22T25:00:00Z"}, {"due": "2026-11-22T05:10:00+05:00"}, {"more": 1},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        read("info.send", INFO | change)
    assert refused.value.code == "bad_facts"


@pytest.mark.parametrize("facts", [None, [], "x", {}, {"exchange": ID}])
def test_missing_facts_are_refused(facts: Any) -> None:
    with pytest.raises(Invalid):
        read("info.send", facts)


@pytest.mark.parametrize(
    ("use", "ways", "good"),
    [("used", ["lead"], True), ("used", [], False), ("noted", [], True), ("noted", ["lead"], False)],
)
def test_ways_belong_to_a_use(use: str, ways: list[str], good: bool) -> None:
    facts = {"exchange": ID, "use": use, "ways": ways}
    if good:
        assert read("info.use", facts)["use"] == use
    else:
        with pytest.raises(Invalid):
            read("info.use", facts)


def test_table_names_only_what_it_has() -> None:
    form = load("exchanges")
    for one in table.TYPES.values():
        named = {*one.fields, *one.reply, *one.subject, *(name for group in one.needs for name in group)}
        assert named <= set(form["fields"])
        assert one.clock in table.CLOCKS
    for field in (*form["fields"].values(), *form["facts"].values()):
        assert field.get("choices", "answers") in form["choices"]
    for answer, reasons in table.REASONS.items():
        assert answer in table.words_for("answer", "quick")
        assert set(reasons) <= set(table.words_for("reason", "quick"))


def test_every_text_is_there_in_every_language() -> None:
    found = list(_texts(load("exchanges")))
    assert len(found) > 150
    for text in found:
        assert set(text) == set(LANGUAGES)
        assert all(text[language].strip() for language in LANGUAGES)
        assert "!" not in "".join(text.values())


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        if "en" in value:
            yield value
        for inner in value.values():
            yield from _texts(inner)
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_subject_and_needs() -> None:
    fields = {"vessel": "Al Bahr\nsecond line", "call_sign": "AP7"}
    assert table.subject("flag_confirm", fields) == "Al Bahr"
    assert len(table.subject("info_10", {"question": "x" * 500})) == 120
    assert table.missing("flag_confirm", fields) == [("position",), ("seen_at",), ("intended",)]


@pytest.mark.parametrize("kind", sorted(table.MOVES))
def test_junk_is_refused_and_breaks_nothing(kind: str) -> None:
    good: dict[str, Any] = {**INFO, "use": "noted", "ways": [], "answer": "yes", "reason": "records"}
    good |= {"consent": "granted", "timing": "before"}
    good |= {"type": "nat_verify"} if kind.startswith("quick.") else {}
    if kind == "info.ask_consent":
        good["ways"] = ["lead"]
    shape = table.MOVES[kind].facts
    facts = {key: good[key] for key in shape}
    assert set(read(kind, facts)) == set(shape)
    for key, form in shape.items():
        assert [one for one in WILD if is_taken(kind, facts | {key: one})] == TAKEN[form], key


# What of the junk has the right shape after all.
TAKEN: dict[str, list[Any]] = {
    "uuid": ["00000000-0000-0000-0000-000000000000"],
    "flag": [True, False],
    "word": [],
    "words": [[]],
    "evaluation": [],
    "date?": [None],
    "moment?": [None, "2026-01-01T00:00:00Z"],
}


def is_taken(kind: str, facts: dict[str, Any]) -> bool:
    """Whether facts are read; whatever else happens than a refusal fails the test."""
    with suppress(Invalid):
        return bool(read(kind, facts))
    return False
