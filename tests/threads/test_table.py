"""The table of acts on conversations: words in three languages, and facts that are read strictly."""

from typing import Any

import pytest

from hub.procedure.moves import MOVES
from hub.threads import guards
from hub.threads.table import KINDS, TABLE, WORDS, BadFact, read
from tests.threads.facts import JUNK, A, B, good

LANGUAGES = {"en", "fr", "ar"}


@pytest.mark.parametrize("kind", KINDS)
def test_good_facts_are_read_as_they_are(kind: str) -> None:
    assert read(kind, good(kind)) == good(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_one_more_or_one_less_is_refused(kind: str) -> None:
    wrong: list[Any] = [{**good(kind), "more": 1}, {}, None, [], "x", *_each_missing(good(kind))]
    for facts in wrong:
        with pytest.raises(BadFact) as refused:
            read(kind, facts)
        assert refused.value.key == ""


def _each_missing(facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in facts.items() if name != gone} for gone in facts]


@pytest.mark.parametrize("kind", KINDS)
def test_junk_in_any_fact_is_named_and_nothing_else_is_raised(kind: str) -> None:
    for key in KINDS[kind].facts:
        for junk in JUNK:
            with pytest.raises(BadFact) as refused:
                read(kind, {**good(kind), key: junk})
            assert refused.value.key == key, (kind, key, junk)


def test_members_are_sorted_and_between_two_and_twenty_five() -> None:
    posts = [f"{A[:-2]}{n:02x}" for n in range(30)]
    opening = good("thread.open")
    assert len(read("thread.open", {**opening, "members": posts[:25]})["members"]) == 25
    for members in (posts[:1], posts[:26], [B, A]):
        with pytest.raises(BadFact):
            read("thread.open", {**opening, "members": members})


def test_every_word_is_there_in_every_language() -> None:
    rows = [one for group in TABLE["words"].values() for one in group]
    texts = [*(row["label"] for row in rows), *TABLE["notices"].values()]
    texts += [text for kind in KINDS.values() for text in (kind.label, kind.done)]
    for template in TABLE["templates"]:
        texts += [template["label"], template["text"], *(blank["label"] for blank in template["blanks"])]
    for text in texts:
        assert set(text) == LANGUAGES
        assert all(text.values())
        assert not any("!" in one for one in text.values())


def test_templates_have_the_same_blanks_in_every_language() -> None:
    for template in TABLE["templates"]:
        blanks = [f"{{{blank['id']}}}" for blank in template["blanks"]]
        for text in template["text"].values():
            assert sorted(blanks) == sorted(part + "}" for part in _blanks(text))


def _blanks(text: str) -> list[str]:
    return ["{" + part.split("}")[0] for part in text.split("{")[1:]]


def test_kinds_belong_to_conversations_alone() -> None:
    assert all(kind.startswith("thread.") for kind in KINDS)
    assert not KINDS.keys() & MOVES.keys()
    assert guards.MESSAGES < guards.ITEMS < KINDS.keys()
    assert set(WORDS["ways"]) == {"share", "evidence", "lead", "convert"}
