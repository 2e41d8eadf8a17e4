"""Merging, differences and brackets: nothing anybody wrote is ever lost."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.conferences.brackets import balanced, contested, passages, settle, stray
from hub.conferences.diff import diff
from hub.conferences.drafting import Conflict, Merged, merge
from hub.conferences.tokens import MOST, matches, paragraphs, words

# Few words, so that the same ones meet; brackets, scripts without spaces and from right to left among them.
PIECES = (
    "States ",
    "shall ",
    "should ",
    "share ",
    "data",
    "تتبادل ",
    "البيانات ",
    "数据",
    "共享",
    "\n",
    "[",
    "] ",
    " ",
    ". ",
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ANY = st.one_of(TEXT, st.text(max_size=40))
FEW = settings(max_examples=300, deadline=None)


def counted(text: str) -> Counter[str]:
    """How often each word is there, whatever space follows."""
    return Counter(word.strip() for word in words(text))


@FEW
@given(ANY)
def test_cutting_loses_nothing(text: str) -> None:
    assert "".join(words(text)) == text
    assert "".join(paragraphs(text)) == text


@FEW
@given(TEXT, TEXT, TEXT)
def test_what_either_wrote_is_in_the_result(base: str, mine: str, theirs: str) -> None:
    found = counted(merge(base, mine, theirs).text)
    for side in (mine, theirs):
        lost = counted(side) - counted(base) - found
        del lost[""]
        assert not lost


@FEW
@given(TEXT, TEXT, TEXT)
def test_what_both_kept_is_in_the_result(base: str, mine: str, theirs: str) -> None:
    kept = counted(base) & counted(mine) & counted(theirs)
    before = set(counted(base))
    result = merge(base, mine, theirs)
    if counted(mine) >= counted(base) and counted(theirs) >= counted(base):
        assert set(counted(result.text)) >= before - {""}
    assert kept <= counted(base)


@FEW
@given(TEXT, TEXT, TEXT)
def test_both_wordings_of_a_conflict_stand_in_brackets(base: str, mine: str, theirs: str) -> None:
    result = merge(base, mine, theirs)
    if isinstance(result, Conflict):
        for place in result.places:
            for side in (place.mine.strip(), place.theirs.strip()):
                assert not side or f"[{side}]" in result.text


@FEW
@given(TEXT, TEXT)
def test_one_change_alone_goes_in_as_it_is(base: str, mine: str) -> None:
    assert merge(base, mine, base) == Merged(mine)
    assert merge(base, base, mine) == Merged(mine)
    assert merge(base, mine, mine) == Merged(mine)


@FEW
@given(TEXT, TEXT, TEXT)
def test_the_order_of_two_changes_does_not_matter(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert type(one) is type(other)
    if isinstance(one, Merged):
        assert one.text.split() == other.text.split()


@FEW
@given(TEXT, TEXT, TEXT)
def test_balanced_brackets_stay_balanced(base: str, mine: str, theirs: str) -> None:
    if balanced(mine) and balanced(theirs):
        assert balanced(merge(base, mine, theirs).text)


@FEW
@given(ANY, ANY)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    ops = diff(old, new)
    assert "".join(text for op, text in ops if op != "insert") == old
    assert "".join(text for op, text in ops if op != "delete") == new


@FEW
@given(TEXT)
def test_every_passage_is_where_it_says(text: str) -> None:
    for one in passages(text):
        assert text[one.start : one.end] == f"[{one.text}]"
        assert balanced(one.text)
        kept = settle(text, one.start, keep=True)
        assert len(passages(kept)) == len(passages(text)) - 1
        assert sorted(kept) == sorted(text.replace("[", "", 1).replace("]", "", 1))
    assert balanced(text) is (stray(text) is None)


def test_words_that_do_not_touch_go_together() -> None:
    base = "States should share information on routes with each other in good time."
    mine = base.replace("should", "shall")
    theirs = base.replace("in good time", "without delay")
    assert merge(base, mine, theirs) == Merged(
        "States shall share information on routes with each other without delay."
    )


def test_the_same_word_changed_twice_is_contested() -> None:
    result = merge("States should act.", "States shall act.", "States may act.")
    assert isinstance(result, Conflict)
    assert result.text == "States [shall] [may] act."
    assert contested(result.text) == ["shall", "may"]


def test_deleting_against_changing_keeps_the_change_in_brackets() -> None:
    result = merge("States should fully act.", "States should act.", "States should largely act.")
    assert result.text == "States should [largely] act."


def test_two_new_endings_follow_the_same_words() -> None:
    result = merge("States act", "States act at once", "States act together")
    assert result.text.split() == ["States", "act", "[at", "once]", "[together]"]


def test_settling_a_passage_leaves_one_space() -> None:
    text = "States [shall] [may] act."
    assert settle(text, 7, keep=True) == "States shall [may] act."
    assert settle("States [may] act.", 7, keep=False) == "States act."


def test_very_long_texts_are_bounded() -> None:
    old = [f"a{n % 7}" for n in range(4000)]
    new = [f"a{n % 5}" for n in range(4000)]
    assert len(old) * len(new) > MOST
    assert len(matches(old, new)) < 10
