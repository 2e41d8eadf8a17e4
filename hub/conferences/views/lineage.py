"""The lineage for a page: the drawing, and the same as rows of a table."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_bidi

from hub.conferences.drawing import Edge, Node, Picture, picture
from hub.conferences.models import Fate, LinkKind, Recommendation
from hub.conferences.queries_ancestry import Ancestry
from hub.conferences.queries_public import paragraphs

Url = Callable[[Recommendation], str]
KINDS = dict(LinkKind.choices)
FATES = dict(Fate.choices)
ENDINGS = {"drops": "dropped", "implements": "implemented"}


def lineage(found: Ancestry, url: Url, language: str, here: Recommendation | None = None) -> dict[str, Any]:
    """Names for parts/lineage.html (drawn, drawn_kinds, lineage_rows, fate_rows); none without a tie."""
    if not found.links and not found.fates:
        return {}
    drawn = _drawn(found, url, language, here)
    names = {one.pk: one for one in found.recommendations}
    return {
        "drawn": drawn,
        "drawn_kinds": [(kind, KINDS[kind]) for kind in drawn.kinds] if drawn else [],
        "lineage_rows": [
            {
                "later": called(names[tie.start_id]),
                "later_url": url(names[tie.start_id]),
                "kind": KINDS[tie.kind],
                "note": tie.note,
                "ancestor": called(names[tie.end_id]),
                "ancestor_url": url(names[tie.end_id]),
            }
            for tie in found.links
        ],
        "fate_rows": [
            {
                "symbol": called(names[one.ancestor_id]),
                "url": url(names[one.ancestor_id]),
                "fate": FATES[one.fate],
                "reason": one.reason,
            }
            for one in found.fates
        ],
    }


def called(recommendation: Recommendation) -> str:
    """The symbol, or for a draft that of its set and its place there."""
    return recommendation.symbol or f"{recommendation.set.draft_symbol} ({recommendation.order})"


def without_opening(words: dict[UUID, str]) -> dict[UUID, str]:
    """Texts without the words with which all of them begin: a drawing has room for what differs."""
    found = list(words.values())
    cut = 0
    for place, letters in enumerate(zip(*found, strict=False), start=1):
        if len(found) == 1 or len(set(letters)) > 1:
            break
        cut = place if letters[0] == " " else cut
    return {key: text[cut:] for key, text in words.items()}


def _drawn(found: Ancestry, url: Url, language: str, here: Recommendation | None) -> Picture | None:
    rows = sorted(found.recommendations, key=lambda one: (one.set.symbol, one.para_no or one.order))
    editions = sorted({one.set.conference for one in rows}, key=lambda one: (one.start, one.number))
    places = {one.pk: i for i, one in enumerate(editions)}
    words = without_opening({one.recommendation.pk: one.reading(language).body for one in paragraphs(rows)})
    ended = {one.ancestor_id: one.fate for one in found.fates if one.fate in ENDINGS.values()}
    ended |= {one.end_id: ENDINGS[one.kind] for one in found.links if one.kind in ENDINGS}
    nodes = [
        Node(
            str(one.pk),
            places[one.set.conference_id],
            str(one.para_no or one.order),
            words[one.pk],
            url(one),
            "here" if here is not None and one.pk == here.pk else ended.get(one.pk, ""),
        )
        for one in rows
    ]
    edges = [Edge(str(one.start_id), str(one.end_id), one.kind) for one in found.links]
    names = [f"{one.city} {one.year}".strip() for one in editions]
    return picture(names, nodes, edges, mirrored=get_language_bidi())
