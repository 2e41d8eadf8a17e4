"""Editions with adopted texts, written straight into the tables: what the public pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from focal_points.models import FocalPoint
from hub.conferences.models import (
    AncestorFate,
    Conference,
    Corrigendum,
    Delegation,
    Recommendation,
    RecommendationLink,
    RecommendationSet,
    RecommendationText,
    Series,
)

ADOPTED = datetime(2026, 9, 17, 12, tzinfo=UTC)
BODIES = {
    "en": "States should tell one another <at once> about new routes & methods.",
    "ar": "ينبغي للدول أن تتبادل المعلومات فورا عن الطرق الجديدة.",
}


@dataclass(frozen=True)
class Edition:
    """A conference, its set and its recommendations."""

    conference: Conference
    set: RecommendationSet
    recommendations: tuple[Recommendation, ...]


def series(code: str = "GLOACT") -> Series:
    """A series with names in two languages."""
    name = {"en": "Regional conference", "ar": "المؤتمر الإقليمي"}
    found, _made = Series.objects.get_or_create(code=code, defaults={"name": name})
    return found


def edition(
    number: int, year: int, many: int = 2, *, public: bool = True, state: str = "published", word: str = ""
) -> Edition:
    """An edition with a set in a state. `word` stands in its texts, and in the title of a closed one."""
    conference = Conference.objects.create(
        series=series(),
        number=number,
        symbol=f"GLOACT/{year}/CONF.{number}",
        title={"en": f"Conference {year}{'' if public else word}", "ar": f"مؤتمر {year}"},
        city="Islamabad",
        start=date(year, 9, 16),
        end=date(year, 9, 17),
        visibility="public" if public else "members",
        state="published" if state == "published" else "drafting",
    )
    shown = state in ("published", "superseded")
    symbol = f"GLOACT/{year}/REC/1" if shown else f"GLOACT/{year}/L.1"
    found = RecommendationSet.objects.create(
        conference=conference,
        symbol=symbol,
        draft_symbol=f"GLOACT/{year}/L.1",
        state=state,
        hash="a" * 64,
        adopted_at=ADOPTED if shown else None,
        published_at=ADOPTED if shown else None,
        meeting_no="4",
    )
    rows = tuple(recommendation(found, n, shown=shown, word=word) for n in range(1, many + 1))
    return Edition(conference, found, rows)


def recommendation(found: RecommendationSet, n: int, *, shown: bool = True, word: str = "") -> Recommendation:
    """A paragraph with its text in two languages."""
    made = Recommendation.objects.create(
        set=found,
        order=n,
        para_no=n if shown else None,
        symbol=f"{found.symbol}/{n}" if shown else "",
        themes=["operational" if n % 2 else "awareness"],
        pillars=["partnership"],
        sdg=["8.7"],
    )
    for language, body in BODIES.items():
        text(made, language, f"{body} {word}".strip())
    return made


def text(made: Recommendation, language: str, body: str, **more: Any) -> RecommendationText:
    """A revision of a text."""
    original = language == "en"
    given: dict[str, Any] = {
        "authoritative": original,
        "translation": "" if original else "unofficial",
        "at": ADOPTED,
    }
    if not original:
        given["based_on"] = 1
    return RecommendationText.objects.create(
        recommendation=made, language=language, body=body, **given | more
    )


def tie(later: Recommendation, ancestor: Recommendation, kind: str = "builds_on") -> None:
    """A link between two recommendations."""
    RecommendationLink.objects.create(start=later, end=ancestor, kind=kind, note="as agreed")


def dropped(ancestor: Recommendation, later: RecommendationSet) -> None:
    """A fate by hand."""
    AncestorFate.objects.create(ancestor=ancestor, set=later, fate="dropped", reason="Overtaken by law.")


def corrected(found: RecommendationSet, by: FocalPoint, language: str = "en") -> None:
    """A corrigendum to the first paragraph."""
    Corrigendum.objects.create(
        set=found, number=1, symbol=f"{found.symbol}/Corr.1", language=language, para_no=1,
        old="at once", new="within a day", by=by, at=datetime(2026, 10, 1, tzinfo=UTC),
    )  # fmt: skip


def attended(conference: Conference, country: str, source: str, status: str) -> None:
    """What a source says of a country."""
    Delegation.objects.create(conference=conference, country_id=country, source=source, status=status)
