"""What everybody reads: the list, items, older versions, files. No sign-in, no cookie, no script."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.base.errors import Unseen
from hub.library import queries
from hub.library.citing import citation
from hub.library.delivery import attachment
from hub.library.models import ItemVersion, LibraryItem, Rendition
from hub.library.search.finding import Hit
from hub.library.states import ItemType, State
from hub.library.views import shown
from hub.library.views.searching import searched
from hub.publishing import http
from hub.publishing.feeds import ATOM_TYPE, JSON_TYPE
from hub.publishing.http import public_page
from hub.publishing.languages import chrome, language
from hub.publishing.links import back_links, links

KIND = "library.item"
# Everything here is public and published.
SILENT = frozenset({"audience", "state"})
SCHEMA: dict[str, str] = {ItemType.LAW: "Legislation", ItemType.REPORT: "Report", ItemType.MANUAL: "Book"}
FORMS = (
    ("txt", "text/plain", "TXT"),
    ("bib", "application/x-bibtex", "BibTeX"),
    ("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)


@public_page(300)
def list_page(request: HttpRequest, lang: str) -> HttpResponse:
    """What is public, narrowed by words and facets in the address."""

    def address(hit: Hit) -> str:
        return reverse("library-public-item", args=[lang, hit.number])

    found = searched(request, None, lang, address, SILENT)
    context = {
        **found,
        "here": "library",
        "chrome_code": chrome(lang).code,
        "feeds": _feeds(request, lang),
        "about": {
            "title": _("Library"),
            "text": _("Practices, lessons, laws and tools, shared by the countries that use them."),
        },
    }
    return http.shown(request, lang, "library/public/list.html", context)


def _feeds(request: HttpRequest, lang: str) -> list[dict[str, str]]:
    asked = request.GET.copy()
    for name in ("cursor", "sort"):
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    kinds = (("library-feed-atom", ATOM_TYPE, "Atom"), ("library-feed-json", JSON_TYPE, "JSON"))
    return [
        {
            "type": kind.partition(";")[0],
            "href": reverse(name, args=[lang]) + query,
            "title": f"{_('Library')} ({short})",
            "short": short,
        }
        for name, kind, short in kinds
    ]


@public_page(300)
def item_page(request: HttpRequest, lang: str, number: int, version: int | None = None) -> HttpResponse:
    """An item, or one of its versions; of what was withdrawn that it was, and why it is no longer shown."""
    item = queries.by_number(None, number)
    gone = item.state == State.RETIRED
    found = _withdrawn(item, version) if gone else queries.version_for(item, None, version)
    found.item = item
    text = shown.text_for(found, lang)
    if text is None:
        raise Unseen
    context = {
        **_frame(item, found, text, lang),
        **({} if gone else _content(item, found, lang)),
        "retired": gone,
    }
    codes = frozenset(one.language for one in found.renditions.all())
    return http.shown(
        request,
        lang,
        "library/public/item.html",
        context,
        modified=item.retired_at or found.published_at,
        languages=codes,
    )


def _withdrawn(item: LibraryItem, number: int | None) -> ItemVersion:
    """The version that was shown last, for its number and title; older ones are gone."""
    found = item.current
    if found is None or not found.is_public or number not in (None, found.number):
        raise Unseen
    return found


def _frame(item: LibraryItem, version: ItemVersion, text: Rendition, lang: str) -> dict[str, Any]:
    made = citation(item, version, lang)
    source = version.authoritative
    present = reverse("library-public-item", args=[lang, item.number])
    return {
        "here": "library",
        "item": item,
        "version": version,
        "text": text,
        "authoritative": source,
        "tags": shown.tags(version, item.type),
        "schema_type": SCHEMA.get(item.type, "CreativeWork"),
        "about_rows": shown.about(item, version),
        "citation": made.text() if made else "",
        "citations": [
            {"href": f"{present}v{version.number}/cite.{end}", "type": kind, "label": label}
            for end, kind, label in FORMS
        ],
        "present": present,
        "mast": {
            "series": str(item.country),
            "symbol": version.identifier,
            "date": version.published_at,
            "original": language(source.language) if source and len(version.renditions.all()) > 1 else None,
        },
        "about": {"title": text.title, "text": text.summary[:300], "type": "article"},
    }


def _content(item: LibraryItem, version: ItemVersion, lang: str) -> dict[str, Any]:
    rows = list(reversed(queries.versions_for(item, None)))
    files = [one for rendition in version.renditions.all() for one in _files(rendition, item, lang)]
    return {
        "detail": shown.detail(version, item.type),
        "files": files,
        "replications": queries.replications_for(item, None),
        "ties": shown.ties(links(KIND, item.pk, None), back_links(KIND, item.pk, None)),
        "versions": rows,
        "older": bool(rows) and rows[0].pk != version.pk,
    }


def _files(rendition: Rendition, item: LibraryItem, lang: str) -> list[dict[str, Any]]:
    found = []
    for one in rendition.files.all():
        one.rendition = rendition
        found.append(
            {"file": one, "address": reverse("library-public-file", args=[lang, item.number, one.pk])}
        )
    return found


@public_page(300)
def file_page(request: HttpRequest, lang: str, number: int, file: UUID) -> HttpResponse:
    """A file of a public version, always as a download."""
    del request, lang
    row = queries.file_for(None, file, number)
    try:
        return attachment(row, cache="public")
    except FileNotFoundError as error:
        raise Http404 from error
