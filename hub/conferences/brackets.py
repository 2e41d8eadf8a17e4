"""Square brackets: what is contested in a draft. Found, checked and settled. Pure."""

from dataclasses import dataclass

OPEN, SHUT = "[", "]"


@dataclass(frozen=True)
class Passage:
    """A bracketed passage: text[start:end] with its brackets; `depth` 0 stands in no other one."""

    start: int
    end: int
    depth: int
    text: str


def balanced(text: str) -> bool:
    """Whether every bracket that opens is closed."""
    return stray(text) is None


def stray(text: str) -> int | None:
    """The place of the first bracket that has no partner, or None."""
    waiting: list[int] = []
    for place, sign in enumerate(text):
        if sign == OPEN:
            waiting.append(place)
        elif sign == SHUT:
            if not waiting:
                return place
            waiting.pop()
    return waiting[0] if waiting else None


def passages(text: str) -> list[Passage]:
    """Every bracketed passage in the order of the text; brackets without a partner are left out."""
    waiting: list[int] = []
    found: list[Passage] = []
    for place, sign in enumerate(text):
        if sign == OPEN:
            waiting.append(place)
        elif sign == SHUT and waiting:
            start = waiting.pop()
            found.append(Passage(start, place + 1, len(waiting), text[start + 1 : place]))
    return sorted(found, key=lambda one: one.start)


def contested(text: str) -> list[str]:
    """The outermost bracketed passages, without their brackets."""
    return [one.text for one in passages(text) if one.depth == 0]


def settle(text: str, start: int, *, keep: bool) -> str:
    """The text with the bracket that opens at `start` gone: with its words kept, or without them.

    Raises ValueError if no bracketed passage begins there.
    """
    found = next((one for one in passages(text) if one.start == start), None)
    if found is None:
        raise ValueError(start)
    before, after = text[: found.start], text[found.end :]
    if keep:
        return before + found.text + after
    # A passage that goes takes one of the two spaces around it along.
    spare = 1 if after.startswith(" ") and (not before or before.endswith((" ", "\n"))) else 0
    return before + after[spare:]
