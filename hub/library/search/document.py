"""One version of an item as it goes into the index, whatever it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from hub.library.models.search import SearchRow
from hub.words import line

# A longer text is found by its beginning only; excerpts come from the first pages.
LONGEST, EXCERPTED = 200_000, 4_000


@dataclass(frozen=True)
class Text:
    """The words of one language."""

    title: str
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class Document:
    """What the index needs: who may find it (`tokens`), by what (`facets`: name → values), and its words.

    `texts` begins with the authoritative language. Until `embargo` only the owner's country finds it.
    """

    item: UUID
    side: str
    number: int
    identifier: str
    owner: str
    state: str
    tokens: frozenset[str]
    facets: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, Text]
    changed_at: datetime
    published_at: datetime | None = None
    embargo: date | None = field(default=None)

    def row(self, place: int) -> SearchRow:
        """The row at a place, not saved yet."""
        texts = {code: [t.title, t.summary, t.body[:EXCERPTED]] for code, t in self.texts.items()}
        keys = sorted(f"{name}:{value}" for name, values in self.facets.items() for value in values)
        return SearchRow(
            place=place,
            item=self.item,
            side=self.side,
            number=self.number,
            identifier=self.identifier,
            owner=self.owner,
            state=self.state,
            tokens=" ".join(sorted(self.tokens)),
            facets="\n".join(" ".join(key.split()) for key in keys),
            embargo=self.embargo,
            texts=texts,
            title_line=line(*(t.title for t in self.texts.values())),
            line=line(*(part for t in self.texts.values() for part in (t.summary, t.body[:LONGEST]))),
            changed_at=self.changed_at,
            published_at=self.published_at,
        )
