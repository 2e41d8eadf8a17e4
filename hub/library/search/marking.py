"""What a found row shows: title and an excerpt, with the words that were looked for standing out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.publishing.languages import language
from hub.words import first_place, found, line, places
from hub.words.endings import sought

EXCERPT, BEFORE = 240, 60
Place = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A text as it was written, its language, and where it holds the words: from and until."""

    text: str
    language: str
    places: tuple[Place, ...] = ()

    @property
    def rtl(self) -> bool:
        """Whether it runs from right to left."""
        return language(self.language).rtl

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it stands out; joined they are the text."""
        found, at = [], 0
        for start, end in self.places:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [(text, out) for text, out in [*found, (self.text[at:], False)] if text]


def shown(texts: Mapping[str, Sequence[str]], query: str, reading: str) -> tuple[Marked, Marked]:
    """Title and excerpt in the language that holds the words, else the reader's, else the authoritative."""
    wanted = sought(query)
    held = {code: _held(said, wanted) for code, said in texts.items()} if len(texts) > 1 else {}
    order = sorted(texts, key=lambda code: (-held.get(code, 0), code != reading))
    code = order[0] if order else ""
    title, summary, body = texts[code] if code else ("", "", "")
    return mark(title, code, query), excerpt(summary, body, code, query)


def mark(text: str, code: str, query: str) -> Marked:
    """A whole text with the words of a query marked."""
    return Marked(text, code, tuple(places(text, sought(query))))


def excerpt(summary: str, body: str, code: str, query: str) -> Marked:
    """The summary, unless only the body holds the words: then the lines around the first of them."""
    wanted = sought(query)
    at = first_place(body, wanted) if wanted and first_place(summary, wanted) is None else None
    text, start = (summary or body, 0) if at is None else (body, max(0, at - BEFORE))
    cut = _cut(text, start)
    return Marked(cut, code, tuple(places(cut, wanted)))


def _cut(text: str, start: int) -> str:
    """At most EXCERPT letters from the word at `start` on, with dots where something is left out."""
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + EXCERPT
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + EXCERPT // 2)
    flat = " ".join(text[start:end].split())
    return "… " * (start > 0) + flat + " …" * (end < len(text))


def _held(texts: Sequence[str], wanted: Sequence[tuple[str, ...]]) -> int:
    """How many of the words one language's title and summary hold."""
    kept = line(*texts[:2])
    return sum(found(kept, [one]) for one in wanted)
