"""The same for programs: calendars, feeds, tables and JSON."""

from datetime import datetime

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hub.conferences.exports import conference_json, thematic_rows
from hub.conferences.models import AgendaItem, Conference, Recommendation
from hub.conferences.queries_public import (
    Paragraph,
    paragraphs,
    shown_recommendations,
    shown_sets,
)
from hub.conferences.templatetags.conferences import tongue
from hub.conferences.views.public.addresses import conference_path, place, recommendation_path
from hub.conferences.views.public.conference import found_edition
from hub.publishing import calendars, feeds, http, tables, vocabulary

NEWEST = 50


@http.public_page()
def calendar_file(request: HttpRequest, lang: str) -> HttpResponse:
    """Every public conference, as days."""
    del request
    rows = list(Conference.objects.visible_to(None).select_related("country").order_by("start"))
    found = [_days(one, lang) for one in rows]
    modified = max((row.updated for row in rows), default=feeds.NEVER)
    body = calendars.calendar(_("Conferences"), found)
    return http.file(body, calendars.ICS_TYPE, name="conferences.ics", modified=modified)


@http.public_page()
def programme_file(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """The programme of one edition, in the time of its place; without items its days."""
    del request
    conference = found_edition(series, which)
    items = [_item(one, conference, lang) for one in conference.agenda.all()]
    body = calendars.calendar(tongue(conference.title, lang), items or [_days(conference, lang)])
    return http.file(body, calendars.ICS_TYPE, name="programme.ics", modified=conference.updated)


@http.public_page()
def news_file(request: HttpRequest, lang: str) -> HttpResponse:
    """The newest published recommendations of every conference."""
    del request
    rows = (
        Recommendation.objects.published().filter(withdrawn=False).order_by("-set__published_at", "para_no")
    )
    path = f"/public/{lang}/conferences/"
    title = _("Recommendations")
    chosen = rows.select_related("set__conference__series")[:NEWEST]
    return _feed(paragraphs(chosen), lang, f"{path}feed.atom", path, title)


@http.public_page()
def recommendations_atom(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """The recommendations of one edition."""
    del request
    conference = found_edition(series, which)
    rows = paragraphs(shown_recommendations(shown_sets(conference)))
    path, title = conference_path(lang, conference), tongue(conference.title, lang)
    return _feed(rows, lang, f"{path}recommendations.atom", path, title)


@http.public_page()
def recommendations_json(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """The recommendations of one edition with every language."""
    del request, lang
    conference = found_edition(series, which)
    sets = shown_sets(conference)
    found = conference_json(conference, sets, paragraphs(shown_recommendations(sets)))
    body = orjson.dumps(found, option=orjson.OPT_INDENT_2)
    return http.file(body, "application/json", name="recommendations.json", modified=conference.updated)


@http.public_page()
def recommendations_csv(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """The recommendations of one edition in the columns of OHCHR's thematic lists."""
    del request
    conference = found_edition(series, which)
    rows = thematic_rows(paragraphs(shown_recommendations(shown_sets(conference))), lang)
    body = tables.csv_bytes(rows)
    modified, name = conference.updated, "recommendations.csv"
    return http.file(body, tables.CSV_TYPE, name=name, modified=modified, attach=True)


def _feed(rows: list[Paragraph], lang: str, path: str, page: str, title: str) -> HttpResponse:
    author = _("Regional Cooperation Hub")
    feed = feeds.Feed(title, http.absolute(path), http.absolute(page), lang, author)
    entries = [_entry(one, lang) for one in rows]
    return http.file(feeds.atom(feed, entries), feeds.ATOM_TYPE, modified=feeds.last(entries))


def _entry(one: Paragraph, lang: str) -> feeds.Entry:
    found, reading = one.recommendation, one.reading(lang)
    published = found.set.published_at or found.set.adopted_at or found.updated
    corrected = max((c.at for c in one.corrections), default=published)
    return feeds.Entry(
        id=http.absolute(recommendation_path("en", found)),
        title=found.symbol,
        url=http.absolute(recommendation_path(lang, found)),
        updated=max(published, corrected),
        published=published,
        summary=reading.body,
        language=reading.language,
        authors=(tongue(found.set.conference.title, lang),),
        tags=tuple(str(vocabulary.theme(code)) for code in found.themes),
    )


def _days(one: Conference, lang: str) -> calendars.Occasion:
    url = http.absolute(conference_path(lang, one))
    title = tongue(one.title, lang)
    return calendars.Occasion(str(one.pk), title, one.start, one.end, one.updated, url, place(one))


def _item(one: AgendaItem, conference: Conference, lang: str) -> calendars.Occasion:
    title, where = tongue(one.title, lang), one.place or place(conference)
    url = http.absolute(conference_path(lang, conference))
    if one.start is None:
        return calendars.Occasion(str(one.pk), title, one.day, one.day, conference.updated, url, where)
    # The clock of the place: a calendar shows it as it stands in the programme.
    start = datetime.combine(one.day, one.start)
    end = datetime.combine(one.day, one.end or one.start)
    return calendars.Occasion(str(one.pk), title, start, end, conference.updated, url, where)
