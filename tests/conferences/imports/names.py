"""The names of countries as the hub knows them, read from the table itself."""

import csv
from functools import cache
from pathlib import Path

from django.conf import settings

from hub.conferences.imports.names import names_of

DATA = Path(settings.BASE_DIR) / "focal_points" / "data"
UPR = Path(settings.BASE_DIR) / "hub" / "conferences" / "data" / "upr_trafficking_recommendations.csv"


@cache
def known_names() -> dict[str, str]:
    """{folded name: code}."""
    with (DATA / "countries.csv").open(encoding="utf-8") as countries:
        rows = [(row["alpha2"], row["en_short"]) for row in csv.DictReader(countries) if row["en_short"]]
    with (DATA / "entities.csv").open(encoding="utf-8") as entities:
        rows += [(row["code"], row["name_en"]) for row in csv.DictReader(entities)]
    return names_of(rows)
