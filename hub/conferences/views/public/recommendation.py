"""One recommendation for everybody, by its symbol: the same number in every language."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from focal_points.models import Country
from hub.base import clock
from hub.conferences.models import Force, Recommendation, RecommendationSet, Translation
from hub.conferences.queries_ancestry import ancestry
from hub.conferences.queries_matrix import cycles_for, matrix
from hub.conferences.queries_public import Paragraph, Reading, paragraphs, recommendation
from hub.conferences.views.lineage import lineage
from hub.conferences.views.public.addresses import conference_path, recommendation_path
from hub.conferences.views.public.conference import adopted, masthead, ties
from hub.publishing import http, vocabulary
from hub.publishing.languages import in_order, language

ADDRESSEES = {
    "all": gettext_lazy("All countries"),
    "secretariat": gettext_lazy("The secretariat"),
    "organisations": gettext_lazy("Organisations"),
}


@http.public_page()
def recommendation_page(request: HttpRequest, lang: str, symbol: str) -> HttpResponse:
    """The page of a recommendation; the symbol of a whole set leads to its conference."""
    found = recommendation(symbol)
    if found is None:
        return _set_of(lang, symbol)
    paragraph = paragraphs([found])[0]
    path = conference_path(lang, found.set.conference)
    context = {
        "here": "conferences",
        "conference": found.set.conference,
        "conference_url": path,
        "mast": masthead(found.set.conference, [found.set], lang) | {"symbol": found.symbol},
        **_words(paragraph, lang),
        **_place(found),
        **_said(found),
        "versions": versions(paragraph, lang),
        "formats": [{"url": f"{path}recommendations.json", "label": "JSON"}],
        **lineage(
            ancestry([found], Recommendation.objects.published()),
            lambda one: recommendation_path(lang, one),
            lang,
            found,
        ),
    }
    languages = frozenset(paragraph.texts)
    page = "conferences/public/recommendation.html"
    # What countries say of it goes on after its own last change.
    modified = None if context["said"] else found.updated
    return http.shown(request, lang, page, context, modified=modified, languages=languages)


def _words(paragraph: Paragraph, lang: str) -> dict[str, Any]:
    reading = paragraph.reading(lang)
    return {
        "body": reading.body,
        "language": language(reading.language),
        "missing": reading.missing,
        "behind": reading.behind,
        "standing": standing(paragraph, reading),
        "corrigenda": paragraph.corrections,
        "about": {
            "title": paragraph.recommendation.symbol,
            "text": reading.body[:200],
            "type": "article",
        },
    }


def _place(found: Recommendation) -> dict[str, Any]:
    return {
        "symbol": found.symbol,
        "para_no": found.para_no,
        "themes": [vocabulary.theme(code) for code in found.themes],
        "pillars": [vocabulary.pillar(code) for code in found.pillars],
        "facts": facts(found),
        "digest": found.set.hash,
        "ties": ties("conferences.recommendation", found),
    }


def _said(found: Recommendation) -> dict[str, Any]:
    """What each country published of it, in the newest period in which it is reported on."""
    cycle = next(iter(cycles_for([found])), None)
    whole = matrix(None, [found], cycle, clock.now().date())
    rows = zip(whole.countries, whole.lines[0].cells, strict=True)
    return {"said": [{"country": one, "cell": cell} for one, cell in rows], "cycle": cycle}


def _set_of(lang: str, symbol: str) -> HttpResponse:
    one = RecommendationSet.objects.published().filter(symbol=symbol).select_related("conference").first()
    if one is None:
        raise Http404
    return HttpResponseRedirect(conference_path(lang, one.conference) + "#recommendations")


def standing(paragraph: Paragraph, reading: Reading) -> str:
    """Whether this text is the original or a translation, and how it was adopted."""
    original = paragraph.original
    kind = Translation(reading.translation).label if reading.translation else _("Original text")
    if original is not None and reading.language != original.language and not reading.translation:
        kind = _("Translation")
    return f"{kind}. {adopted(paragraph.recommendation.set)}."


def facts(found: Recommendation) -> list[dict[str, Any]]:
    """What is known of it besides its words; empty lines are left out."""
    addressees = [_addressee(code) for code in found.addressees]
    instruments = [_instrument(one) for one in found.instruments]
    rows = [
        (_("Strength"), Force(found.force).label),
        (_("Addressed to"), ", ".join(addressees)),
        (_("Who acts"), ", ".join(map(str, found.actors))),
        (_("Until"), found.deadline),
        (_("Sustainable Development Goals"), ", ".join(map(str, found.sdg))),
        (_("Instruments"), "; ".join(instruments)),
        (_("About this text"), found.source_note),
    ]
    return [{"label": label, "words": words} for label, words in rows if words]


def _addressee(code: str) -> str:
    if code in ADDRESSEES:
        return str(ADDRESSEES[code])
    country = Country.objects.filter(pk=code).first()
    return str(country or code)


def _instrument(one: Any) -> str:
    if not isinstance(one, dict):
        return str(one)
    paragraph = one.get("paragraph")
    words = {"symbol": one.get("symbol", ""), "n": paragraph}
    return _("%(symbol)s, paragraph %(n)s") % words if paragraph else str(words["symbol"])


def versions(paragraph: Paragraph, lang: str) -> list[dict[str, Any]]:
    """The other languages there are, each with how it stands."""
    return [
        {
            "language": one,
            "url": recommendation_path(one.code, paragraph.recommendation),
            "standing": _version(paragraph, one.code),
        }
        for one in in_order(frozenset(paragraph.texts) - {lang})
    ]


def _version(paragraph: Paragraph, code: str) -> str:
    reading, original = paragraph.reading(code), paragraph.original
    if original is not None and original.language == code:
        return _("original")
    kind = str(Translation(reading.translation).label) if reading.translation else _("Translation")
    return f"{kind}, {_('translation behind')}" if reading.behind else kind
