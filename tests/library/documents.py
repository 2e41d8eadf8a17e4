"""Items for the index alone: made-up practices in thirteen languages, the same on every machine."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from hub.library.search.document import Document, Text

# Words of the field in each language; a text is drawn from them, common ones first.
WORDS: dict[str, str] = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
TYPES = (
    "good_practice",
    "lesson",
    "law",
    "model_law",
    "tool",
    "case_digest",
    "report",
    "manual",
    "helpline",
    "template",
)
PILLARS = ("prevention", "protection", "prosecution", "partnership")
THEMES = ("operational", "capacity", "awareness", "referral")
INSTRUMENTS = tuple(f"TIP-P/{n}" for n in range(1, 21))
VOCABULARY = 8000
START = datetime(2014, 1, 1, tzinfo=UTC)


def library(number: int, countries: Sequence[str], seed: int = 5) -> Iterator[Document]:
    """So many items: four in five public, the others for a network, for one country or the owner alone."""
    chance = random.Random(seed)  # noqa: S311 - made-up texts
    for n in range(1, number + 1):
        yield _document(n, chance, countries)


def _document(n: int, chance: random.Random, countries: Sequence[str]) -> Document:
    owner, code = chance.choice(countries), chance.choice(list(WORDS))
    audience = chance.choices(
        [
            ("public", "public"),
            ("network", "net:glo-act"),
            ("countries", f"cc:{chance.choice(countries)}"),
            ("owner", ""),
        ],
        [80, 10, 6, 4],
    )[0]
    texts = {code: _text(n, code, chance)}
    if chance.random() < 0.3 and code != "en":
        texts["en"] = _text(n, "en", chance)
    published = START + timedelta(hours=n)
    return Document(
        item=UUID(int=n), side="shown", number=n, identifier=f"HUB-LIB-{n:06}.v1", owner=owner,
        state="published", tokens=frozenset({f"cc:{owner}", audience[1]} - {""}),
        facets=_facets(chance, owner, published.year, tuple(texts), audience[0]),
        texts=texts, changed_at=published,
        published_at=published,
    )  # fmt: skip


def _facets(
    chance: random.Random, owner: str, year: int, codes: tuple[str, ...], audience: str
) -> dict[str, tuple[str, ...]]:
    return {
        "type": (chance.choices(TYPES, range(10, 0, -1))[0],),
        "pillar": tuple(chance.sample(PILLARS, chance.randint(1, 2))),
        "theme": tuple(chance.sample(THEMES, chance.randint(1, 2))),
        "country": (owner,),
        "language": codes,
        "year": (str(year),),
        "instrument": tuple(chance.sample(INSTRUMENTS, chance.randint(0, 3))),
        "sdg": tuple(chance.sample(("5.2", "8.7", "10.7", "16.2"), chance.randint(0, 2))),
        "audience": (audience,),
        "state": ("published",),
    }


def _text(n: int, code: str, chance: random.Random) -> Text:
    common = WORDS[code].split()
    weights = [1 / (k + 1) for k in range(len(common))]
    letters = "".join(common)

    def some(many: int) -> str:
        """Half words of the field, one in ten of them with an ending; half words of a larger vocabulary."""
        drawn = chance.choices(common, weights, k=many)
        return " ".join(_worded(word, letters, chance) for word in drawn)

    return Text(f"{some(6)} {n}", some(20), some(60))


def _worded(word: str, letters: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return word + (letters[chance.randrange(3)] if chance.random() < 0.1 else "")
    return _other(letters, int(VOCABULARY ** chance.random()))


@cache
def _other(letters: str, rank: int) -> str:
    """The word of a rank in a vocabulary of its own for each alphabet; low ranks are drawn most often."""
    chance = random.Random(f"{letters}{rank}")  # noqa: S311
    return "".join(chance.choices(letters, k=chance.randint(4, 9)))
