"""Adopted recommendations as data: JSON, and the columns of OHCHR's thematic lists."""

from collections.abc import Iterable
from typing import Any

from hub.conferences.models import Conference, RecommendationLink, RecommendationSet
from hub.conferences.queries_public import Paragraph, corrigenda_of
from hub.conferences.templatetags.conferences import chosen
from hub.publishing import vocabulary

# As in the thematic lists that OHCHR publishes; a list that was filled in comes back by imports.thematic.
HEAD = (
    "Recommendation",
    "Position",
    "Source",
    "Full list of themes",
    "Affected persons",
    "SDGs",
    "Assessment/comments on level of implementation",
)


def thematic_rows(rows: Iterable[Paragraph], language: str) -> list[list[str]]:
    """Heading and lines. Position and level of implementation are each State's own: they stay empty here."""
    return [list(HEAD), *(_thematic(one, language) for one in rows)]


def _thematic(one: Paragraph, language: str) -> list[str]:
    found = one.recommendation
    cells = {
        "Recommendation": f"{one.reading(language).body} ({chosen(found.set.conference.title, language)[1]})",
        "Source": f"{found.set.symbol} - Para. {found.para_no}",
        "Full list of themes": "; ".join(str(vocabulary.theme(code)) for code in found.themes),
        "Affected persons": "; ".join(map(str, found.actors)),
        "SDGs": "; ".join(map(str, found.sdg)),
    }
    return [cells.get(name, "") for name in HEAD]


def conference_json(
    conference: Conference, sets: Iterable[RecommendationSet], rows: list[Paragraph]
) -> dict[str, Any]:
    """A conference with its published sets; every text in every language, none chosen for the reader."""
    return {
        "symbol": conference.symbol,
        "series": conference.series_id,
        "number": conference.number,
        "title": conference.title,
        "city": conference.city,
        "country": conference.country_id,
        "start": conference.start.isoformat(),
        "end": conference.end.isoformat(),
        "state": conference.state,
        "sets": [_set(one, [row for row in rows if row.recommendation.set_id == one.pk]) for one in sets],
    }


def _set(one: RecommendationSet, rows: list[Paragraph]) -> dict[str, Any]:
    return {
        "symbol": one.symbol,
        "title": one.title,
        "preamble": one.preamble,
        "adopted_by": one.mode,
        "adopted_at": one.adopted_at.isoformat() if one.adopted_at else None,
        "meeting": one.meeting_no,
        "original_language": one.language,
        "hash": one.hash,
        "recommendations": _paragraphs(rows),
        "corrigenda": [
            {"symbol": c.symbol, "paragraph": c.para_no, "language": c.language, "old": c.old, "new": c.new}
            for c in corrigenda_of(rows)
        ],
    }


def _paragraphs(rows: list[Paragraph]) -> list[dict[str, Any]]:
    found = [row.recommendation.pk for row in rows]
    ties: dict[Any, list[dict[str, str]]] = {pk: [] for pk in found}
    # An ancestor that is not published is not named, nor that there is one.
    seen = RecommendationLink.objects.filter(start__in=found).exclude(end__symbol="")
    for tie in seen.filter(end__set__in=_shown()).filter(end__confidential=False).select_related("end"):
        ties[tie.start_id].append({"kind": tie.kind, "symbol": tie.end.symbol, "note": tie.note})
    return [_paragraph(row, ties[row.recommendation.pk]) for row in rows]


def _shown() -> Any:
    return RecommendationSet.objects.published().values("pk")


def _paragraph(row: Paragraph, ties: list[dict[str, str]]) -> dict[str, Any]:
    found = row.recommendation
    return {
        "symbol": found.symbol,
        "paragraph": found.para_no,
        "themes": found.themes,
        "pillars": found.pillars,
        "force": found.force,
        "addressees": found.addressees,
        "actors": found.actors,
        "deadline": found.deadline.isoformat() if found.deadline else None,
        "sdg": found.sdg,
        "instruments": found.instruments,
        "source_note": found.source_note,
        "ancestors": ties,
        "texts": {
            code: {
                "body": text.body,
                "authoritative": text.authoritative,
                "translation": text.translation,
                "behind": row.behind(code),
            }
            for code, text in row.texts.items()
        },
    }
