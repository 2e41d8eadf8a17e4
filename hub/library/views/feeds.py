"""What is new in the library: for everybody, and for an officer by a secret address."""

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, open_seats
from focal_points.queries import calendar_officer
from hub.library.search.finding import Hit, search_as
from hub.library.search.query import Query, query_of
from hub.publishing.audience import EVERYBODY, tokens_for
from hub.publishing.feeds import ATOM_TYPE, JSON_TYPE, Entry, Feed, atom, json_feed, last
from hub.publishing.http import absolute, file, public_page
from hub.publishing.languages import CODES, chrome

LENGTH = 50


@public_page(300)
def public_feed(request: HttpRequest, lang: str, form: str) -> HttpResponse:
    """The newest that everybody may read and that the filters of the address choose."""
    query = _newest(request)
    hits = search_as(EVERYBODY, query, lang).rows
    pages = [absolute(reverse("library-public-item", args=[lang, hit.number])) for hit in hits]
    page = reverse("library-public", args=[lang])
    return _answer(request, form, lang, absolute(page + _asked(request)), hits, pages)


@require_safe
def own_feed(request: HttpRequest, secret: str, lang: str, form: str) -> HttpResponse:
    """The newest that an officer may read; the address is the key, the same that opens the calendar."""
    officer = calendar_officer(secret)
    if officer is None or lang not in CODES:
        raise Http404
    tokens: frozenset[str] = frozenset(EVERYBODY)
    for seat in open_seats(officer).select_related("focal_point__country"):
        tokens |= tokens_for(Acting(officer, seat.focal_point, frozenset({seat.role})))
    hits = search_as(tokens, _newest(request), lang).rows
    pages = [absolute(reverse("library-item", args=[hit.item])) for hit in hits]
    with override(chrome(lang).code):
        answer = _answer(request, form, lang, absolute(reverse("library")), hits, pages, secret=secret)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    del answer.headers["Access-Control-Allow-Origin"]
    return answer


def _newest(request: HttpRequest) -> Query:
    asked = query_of(request.GET)
    return Query(q=asked.q, facets=asked.facets, sort="newest", size=LENGTH)


def _asked(request: HttpRequest) -> str:
    return f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""


def _answer(
    request: HttpRequest,
    form: str,
    lang: str,
    page: str,
    hits: Sequence[Hit],
    pages: Sequence[str],
    secret: str = "",
) -> HttpResponse:
    # A feed reader shows this address to people and services: the secret stays out of it.
    own = request.path.replace(secret, "…") if secret else request.path + _asked(request)
    feed = Feed(_("Library"), absolute(own), page, lang, settings.HUB_ID)
    entries = [_entry(hit, url) for hit, url in zip(hits, pages, strict=True)]
    body = atom(feed, entries) if form == "atom" else json_feed(feed, entries)
    return file(body, ATOM_TYPE if form == "atom" else JSON_TYPE, modified=last(entries))


def _entry(hit: Hit, url: str) -> Entry:
    return Entry(
        id=f"urn:uuid:{hit.item}" + "-draft" * hit.work,
        title=hit.title.text,
        url=url,
        updated=hit.row.changed_at,
        published=hit.row.published_at or hit.row.changed_at,
        summary=hit.summary.text,
        language=hit.title.language,
        tags=tuple(hit.facets.get("theme", ()) + hit.facets.get("pillar", ())),
    )
