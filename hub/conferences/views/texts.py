"""The texts of a conference as a reader of it sees them: drafts, or what was adopted."""

from typing import Any

from focal_points.acting import Acting
from hub.conferences import queries, rules
from hub.conferences.brackets import contested
from hub.conferences.models import Conference, Recommendation, RecommendationSet, TextProposal
from hub.conferences.queries_ancestry import ancestry
from hub.conferences.queries_public import Paragraph, paragraphs
from hub.conferences.states import EDITABLE
from hub.conferences.views.acts import draft_url
from hub.conferences.views.lineage import lineage
from hub.conferences.views.parts import listed, offer
from hub.publishing import vocabulary


def texts(by: Acting, conference: Conference) -> dict[str, Any]:
    """Every set with its paragraphs, and what may be begun."""
    sets = queries.sets(by, conference)
    offers = []
    for one in sets:
        groups = [None, *conference.groups.select_related("conference__series__network")]
        if any(rules.may_add(by, one, group) for group in groups):
            offers.append(offer("set", one, "add"))
    if rules.may_organise(by, conference):
        offers.append(offer("edition", conference, "begin_set", rules.may_prepare(by, conference)))
    return {"sets": [_set(by, one) for one in sets], **listed(offers)}


def _set(by: Acting, one: RecommendationSet) -> dict[str, Any]:
    rows = list(queries.recommendations(by, one))
    waiting = set(
        TextProposal.objects.filter(recommendation__in=rows, disposition="open").values_list(
            "recommendation", flat=True
        )
    )
    drafting = one.state in EDITABLE
    return {
        "set": one,
        "drafting": drafting,
        "rows": [_row(found, drafting, found.recommendation.pk in waiting) for found in paragraphs(rows)],
    }


def _row(found: Paragraph, drafting: bool, waiting: bool) -> dict[str, Any]:
    one, reading = found.recommendation, found.reading(found.recommendation.set.language)
    return {
        "number": one.para_no or one.order,
        "symbol": one.symbol,
        "body": reading.body,
        "language": reading.language,
        "url": draft_url(one),
        "group": one.group,
        "themes": [vocabulary.theme(code) for code in one.themes],
        "brackets": len(contested(reading.body)) if drafting else 0,
        "proposals": waiting,
        "languages": sorted(found.texts),
    }


def lineage_of(by: Acting, conference: Conference) -> dict[str, Any]:
    """The drawing and the table of a conference, of what the reader may see."""
    seen = Recommendation.objects.visible_to(by).filter(withdrawn=False)
    rows = seen.filter(set__conference=conference).select_related("set__conference__series")
    return lineage(ancestry(rows, seen), draft_url, "")
