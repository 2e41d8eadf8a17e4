"""What would become of a line of a file: new, already there, repaired or refused; and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text

NEW, SAME, REPAIRED, REFUSED = "new", "same", "repaired", "refused"
ORDER = (NEW, REPAIRED, SAME, REFUSED)
LABEL: dict[str, Text] = {
    NEW: _("New"),
    REPAIRED: _("New, repaired"),
    SAME: _("Already there"),
    REFUSED: _("Refused"),
}
WORDS: dict[str, Text] = {
    "unreadable": _("This line cannot be read as a table."),
    "columns": _("These columns are missing: %(names)s."),
    "too_many": _("A file may have at most %(most)s lines; this one and those after it were not read."),
    "too_large": _("A file may have at most %(most)s MB."),
    "encoding": _("The file is not UTF-8; it was read as Windows-1252, so letters may be wrong."),
    "no_country": _("“%(name)s” is no country that the hub knows."),
    "no_from": _("“%(name)s”, the recommending State, is no country that the hub knows."),
    "no_year": _("“%(value)s” is no year from 2006 on."),
    "no_text": _("There is no text."),
    "long": _("The text has more than %(most)s characters."),
    "own": _("A State does not recommend to itself."),
    "no_decision": _("“%(value)s” is no decision. Decisions are: %(names)s."),
    "twice": _("The same line stands at line %(line)s."),
    "known": _("This is in the hub already."),
    "name": _("“%(was)s” was read as %(now)s."),
    "number": _("The number “%(was)s” was read as %(now)s."),
    "two_numbers": _("Two numbers stand before the text; %(now)s was taken, %(other)s was left out."),
    "no_number": _("No paragraph number stands before the text."),
    "restored": _("A lost character was put back: %(now)s."),
    "lost": _("%(count)s characters were lost before the file came here. They are still missing."),
    "bracket": _("Brackets at the end were set right."),
    "other_state": _("The text does not name %(name)s in its brackets. Both are kept."),
    "decision": _("The decision “%(was)s” was read as %(now)s."),
    "no_symbol": _("There is no recommendation %(symbol)s that you can see."),
    "no_status": _("“%(value)s” is no status. Possible are: %(names)s."),
    "no_day": _("“%(value)s” is no day. Write it as 2026-11-22."),
    "no_time": _("“%(value)s” is no time. Write it as 09:30."),
    "outside": _("%(day)s is not a day of the conference."),
    "no_title": _("There is no title."),
    "zone": _("The time had the zone %(was)s; it was taken over as it stands."),
    "field": _("The field “%(name)s” is not used."),
}


@dataclass(frozen=True)
class Note:
    """One thing to say about a line: a key of WORDS and its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return str(WORDS[self.code]) % self.values if self.values else str(WORDS[self.code])


@dataclass(frozen=True)
class Fate:
    """A line (counted from 1, as an editor counts) and what would become of it; `row` is what was read."""

    line: int
    word: str
    notes: tuple[Note, ...] = ()
    row: Any = None

    @property
    def label(self) -> Text:
        """The word for people."""
        return LABEL[self.word]

    @property
    def taken(self) -> bool:
        """Whether the import would make something of it."""
        return self.word in (NEW, REPAIRED)


def counted(fates: Sequence[Fate]) -> list[tuple[str, Text, int]]:
    """(word, label, how many) of every word, in a steady order."""
    found = Counter(fate.word for fate in fates)
    return [(word, LABEL[word], found[word]) for word in ORDER]


def settle(line: int, row: Any, notes: Sequence[Note], seen: dict[str, int], known: frozenset[str]) -> Fate:
    """The fate of a row that was read: known, twice in the file, repaired or new, by its `key`."""
    if row.key in known:
        return Fate(line, SAME, (Note("known"),), row)
    if row.key in seen:
        return Fate(line, SAME, (Note("twice", {"line": seen[row.key]}),), row)
    seen[row.key] = line
    return Fate(line, REPAIRED if notes else NEW, tuple(notes), row)
