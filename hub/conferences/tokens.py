"""Text as words: cut without losing anything, and matched against another text. Pure.

Both the merging of changes and the showing of differences work on these.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

# Scripts without spaces are cut at every sign; brackets are words of their own.
_ALONE = "\\[\\]\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(rf"[{_ALONE}]\s*|[^\s{_ALONE}]+\s*|\s+")
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
# Matching takes time by the product of the lengths; above this the middle counts as changed altogether.
MOST = 1_000_000

Span = tuple[int, int, int, int]


def words(text: str) -> list[str]:
    """The words of a text, each with the space after it; joined they are the text again."""
    return _WORD.findall(text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each with its line ends; joined they are the text again."""
    return _PARAGRAPH.findall(text)


def matches(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which place of `old` is which place of `new`; rising on both sides."""
    head = _same(old, new, min(len(old), len(new)))
    tail = _same(old[::-1], new[::-1], min(len(old), len(new)) - head)
    found = {i: i for i in range(head)}
    middle = (old[head : len(old) - tail], new[head : len(new) - tail])
    if len(middle[0]) * len(middle[1]) <= MOST:
        blocks = SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks()
        found |= {head + a + k: head + b + k for a, b, size in blocks for k in range(size)}
    return found | {len(old) - k: len(new) - k for k in range(1, tail + 1)}


def _same(old: Sequence[str], new: Sequence[str], most: int) -> int:
    """How many places at the beginning are the same."""
    count = 0
    while count < most and old[count] == new[count]:
        count += 1
    return count
