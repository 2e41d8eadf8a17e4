"""Load the reference tables that come with the source: countries, and dated statements on treaties."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from focal_points.models import Country, TreatyStatus

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("en", "fr", "ar", "es", "ru", "zh")
# The tables write articles behind the name, for sorting: "Niger (the)", "Andorre (l')".
_ARTICLE = re.compile(
    r" \((?:the|l['\N{RIGHT SINGLE QUOTATION MARK}]|la|le|les|el|los|las)\)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Loaded:
    """How many rows the tables have after loading."""

    countries: int
    treaties: int


@transaction.atomic
def load_reference() -> Loaded:
    """Add or refresh the rows; members, chains and rows from other sources stay as they are."""
    names = [*_countries(), *_entities()]
    Country.objects.bulk_create(
        names,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*(f"name_{language}" for language in LANGUAGES), "region"],
    )
    known = {country.code for country in names}
    TreatyStatus.objects.bulk_create(
        [row for row in _treaties() if row.country_id in known],
        update_conflicts=True,
        unique_fields=["country", "instrument", "as_of"],
        update_fields=["signed", "bound", "manner", "source"],
    )
    return Loaded(Country.objects.count(), TreatyStatus.objects.count())


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _countries() -> list[Country]:
    rows = [row for row in _rows("countries.csv") if row["en_short"]]
    return [
        Country(
            code=row["alpha2"],
            region=row["region"],
            **{f"name_{language}": _ARTICLE.sub("", row[f"{language}_short"]) for language in LANGUAGES},
        )
        for row in rows
    ]


def _entities() -> list[Country]:
    return [Country(**row) for row in _rows("entities.csv")]


def _treaties() -> list[TreatyStatus]:
    """Dates stay text: "2014-08" and "" say what the source says, no more."""
    return [
        TreatyStatus(country_id=row["country"], **{k: v for k, v in row.items() if k != "country"})
        for row in _rows("treaty_status.csv")
    ]
