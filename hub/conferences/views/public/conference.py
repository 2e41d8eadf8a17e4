"""One edition for everybody: what was adopted, where it comes from, programme, who took part."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from focal_points.acting import Acting
from hub.conferences.models import (
    Attendance,
    Conference,
    Delegation,
    DelegationRole,
    Mode,
    Recommendation,
    RecommendationSet,
    Statement,
)
from hub.conferences.queries_ancestry import ancestry
from hub.conferences.queries_public import (
    Paragraph,
    corrigenda_of,
    edition,
    paragraphs,
    shown_recommendations,
    shown_sets,
)
from hub.conferences.states import ConferenceState
from hub.conferences.templatetags.conferences import tongue
from hub.conferences.views.lineage import lineage
from hub.conferences.views.public.addresses import conference_path, place, recommendation_path
from hub.publishing import http, links, vocabulary
from hub.publishing.languages import language

OTHER_THEME = ""


@http.public_page()
def conference_page(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """The page of an edition by its number; a year leads there."""
    conference = found_edition(series, which)
    if which != str(conference.number):
        return HttpResponseRedirect(conference_path(lang, conference))
    sets = shown_sets(conference)
    rows = paragraphs(shown_recommendations(sets))
    context = {
        "here": "conferences",
        "conference": conference,
        "title": tongue(conference.title, lang),
        "place": place(conference),
        "mast": masthead(conference, sets, lang),
        "answer": answer(conference, len(rows)),
        **_texts(rows, sets, lang),
        "agenda": conference.agenda.all(),
        "delegations": delegations(conference),
        "statements": statements(conference),
        "ties": ties("conferences.conference", conference),
        **lineage(
            ancestry([one.recommendation for one in rows], Recommendation.objects.published()),
            lambda one: recommendation_path(lang, one),
            lang,
        ),
        **formats(conference, lang, bool(rows)),
    }
    languages = frozenset(code for one in rows for code in one.texts)
    page = "conferences/public/conference.html"
    return http.shown(request, lang, page, context, modified=conference.updated, languages=languages)


def _texts(rows: list[Paragraph], sets: list[RecommendationSet], lang: str) -> dict[str, Any]:
    return {
        "groups": groups(rows, lang),
        "behind": any(one.reading(lang).behind for one in rows),
        "adopted": "; ".join(adopted(one) for one in sets),
        "digest": " ".join(one.hash for one in sets),
        "corrigenda": corrigenda_of(rows),
    }


def found_edition(series: str, which: str) -> Conference:
    """A public edition, or 404: what does not exist and what is not public look the same."""
    found = edition(series, which)
    if found is None:
        raise Http404
    return found


def masthead(conference: Conference, sets: list[RecommendationSet], lang: str) -> dict[str, Any]:
    """Series, symbol, date of adoption or of the meeting, original language."""
    first = sets[0] if sets else None
    return {
        "series": tongue(conference.series.name, lang) or conference.series_id,
        "symbol": first.symbol if first else conference.symbol,
        "distribution": _("General"),
        "date": (first.adopted_at if first else None) or conference.start,
        "original": language(first.language) if first else None,
    }


def answer(conference: Conference, many: int) -> str:
    """The first thing a reader wants: what was adopted."""
    if many:
        return ngettext("%(n)d recommendation was adopted.", "%(n)d recommendations were adopted.", many) % {
            "n": many
        }
    if conference.state == ConferenceState.CANCELLED:
        return _("This conference was cancelled.")
    return _("No recommendations have been published here. State: %(state)s.") % {
        "state": ConferenceState(conference.state).label
    }


def groups(rows: list[Paragraph], lang: str) -> list[dict[str, Any]]:
    """Paragraphs under their first theme, in the order of their numbers."""
    ordered = sorted(rows, key=lambda one: (one.recommendation.set.symbol, one.recommendation.para_no or 0))
    return [
        {"label": str(vocabulary.theme(theme)) or _("Others"), "rows": [line(one, lang) for one in members]}
        for theme, members in groupby(ordered, key=first_theme)
    ]


def first_theme(one: Paragraph) -> str:
    """The theme under which a paragraph stands."""
    themes = one.recommendation.themes
    return themes[0] if themes else OTHER_THEME


def line(one: Paragraph, lang: str) -> dict[str, Any]:
    """A paragraph as the page shows it."""
    reading = one.reading(lang)
    return {
        "para_no": one.recommendation.para_no,
        "symbol": one.recommendation.symbol,
        "body": reading.body,
        "language": reading.language,
        "url": recommendation_path(lang, one.recommendation),
        "flag": _("translation behind") if reading.behind else _("original") if reading.missing else "",
    }


def adopted(one: RecommendationSet) -> str:
    """How, when and at which meeting a set was adopted."""
    words = {"how": Mode(one.mode).label, "symbol": one.symbol, "meeting": one.meeting_no}
    if one.adopted_at is None:
        return one.symbol
    words["day"] = date_format(one.adopted_at, "j M Y")
    if one.meeting_no:
        return _("%(symbol)s, adopted at meeting %(meeting)s on %(day)s: %(how)s") % words
    return _("%(symbol)s, adopted on %(day)s: %(how)s") % words


def delegations(conference: Conference) -> list[dict[str, Any]]:
    """What the sources say of each delegation; told apart where they differ, or where one leaves it out."""
    rows = list(conference.delegations.select_related("country"))
    sources = {row.source for row in rows}
    said: dict[str, dict[tuple[str, str], list[Delegation]]] = {}
    for row in rows:
        said.setdefault(str(row), {}).setdefault((row.role, row.status), []).append(row)
    return [
        _delegation(found, differ=len(words) > 1, everywhere=len(sources) == len(found))
        for words in said.values()
        for found in words.values()
    ]


def _delegation(rows: list[Delegation], *, differ: bool, everywhere: bool) -> dict[str, Any]:
    first = rows[0]
    return {
        "ids": [{"id": row.pk, "source": row.source} for row in rows],
        "name": str(first),
        "role": DelegationRole(first.role).label,
        "status": Attendance(first.status).label,
        "source": "; ".join(row.source for row in rows),
        "disputed": differ,
        "partly": not differ and not everywhere and first.role != DelegationRole.HOST,
    }


def statements(conference: Conference) -> list[dict[str, Any]]:
    """What countries have cleared for everybody."""
    rows = Statement.objects.visible_to(None).filter(delegation__conference=conference)
    return [
        {"title": one.title, "text": one.text, "language": one.language, "by": str(one.delegation)}
        for one in rows.select_related("delegation__country")
    ]


def ties(kind: str, thing: Conference | Recommendation, reader: Acting | None = None) -> list[dict[str, str]]:
    """Links with things of other rooms that the reader (by default everybody) may see."""
    found = [*links.links(kind, thing.pk, reader), *links.back_links(kind, thing.pk, reader)]
    return [
        {"label": str(_("Related")), "url": tie.shown.url, "title": tie.shown.title}
        for tie in {tie.id: tie for tie in found}.values()
    ]


def formats(conference: Conference, lang: str, many: bool) -> dict[str, Any]:
    """The same in other formats, and the feed for readers."""
    path = conference_path(lang, conference)
    found = [{"url": f"{path}programme.ics", "type": "text/calendar", "label": _("Programme (ICS)")}]
    if many:
        found += [
            {"url": f"{path}recommendations.json", "type": "application/json", "label": "JSON"},
            {"url": f"{path}recommendations.csv", "type": "text/csv", "label": _("Table (CSV)")},
            {"url": f"{path}recommendations.atom", "type": "application/atom+xml", "label": "Atom"},
        ]
    feed = {
        "type": "application/atom+xml",
        "href": http.absolute(f"{path}recommendations.atom"),
        "title": tongue(conference.title, lang),
    }
    about = {"title": tongue(conference.title, lang), "text": place(conference), "type": "article"}
    return {"formats": found, "feeds": [feed] if many else [], "about": about}
