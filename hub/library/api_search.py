"""Search and suggestions over HTTP."""

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base import clock
from hub.base.openapi import COUNTRY, TEXT, UUID, WHOLE, YES_OR_NO, answers, many, shape
from hub.library.search.finding import Hit, search
from hub.library.search.marking import Marked
from hub.library.search.query import FACETS, query_of
from hub.library.search.suggesting import suggest

FILTERS = [
    OpenApiParameter("q", str, description="Words; each may be the beginning of one."),
    OpenApiParameter("sort", str, enum=["relevance", "newest", "oldest"]),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
    OpenApiParameter(
        "reading", str, description="BCP 47 code of the language to show texts in, if there are any."
    ),
    *(OpenApiParameter(name, str, many=True, description="Any of these values will do.") for name in FACETS),
]
MARKED = shape(text=TEXT, language=TEXT, places=many(many(WHOLE)))
HIT = shape(
    id=UUID, number=WHOLE, identifier=TEXT, country=COUNTRY, state=TEXT, working=YES_OR_NO, title=MARKED,
    summary=MARKED, languages=many(TEXT), facets={"type": "object", "additionalProperties": many(TEXT)},
    published=TEXT, changed=TEXT,
)  # fmt: skip
FACET = shape(name=TEXT, values=many(shape(value=TEXT, count=WHOLE, chosen=YES_OR_NO)))
FOUND = shape(items=many(HIT), facets=many(FACET), total=WHOLE, next=TEXT, corrected=TEXT, partial=YES_OR_NO)
SUGGESTED = shape(suggestions=many(shape(id=UUID, number=WHOLE, identifier=TEXT, title=MARKED)))


class LibrarySearch(APIView):
    """What the caller may see of the library."""

    @extend_schema(
        operation_id="library_search", parameters=FILTERS, responses=answers({200: FOUND}, 401, 404)
    )
    def get(self, request: Request) -> Response:
        """A page of versions with facets; all counts are over what the caller may see.

        `places` are from and until in code points; `corrected` is what was searched for a misspelt `q`.
        """
        found = search(acting_for(request), query_of(request.query_params), _reading(request))
        facets = [{"name": one.name, "values": [vars(value) for value in one.values]} for one in found.facets]
        hits = [hit_json(hit) for hit in found.rows]
        return Response(
            {
                "items": hits,
                "facets": facets,
                "total": found.total,
                "next": found.next,
                "corrected": found.corrected,
                "partial": found.partial,
            }
        )


class LibrarySuggestions(APIView):
    """What somebody who types may mean."""

    @extend_schema(
        operation_id="library_suggest", parameters=FILTERS[:1], responses=answers({200: SUGGESTED}, 401, 404)
    )
    def get(self, request: Request) -> Response:
        """At most eight titles that hold the words typed so far."""
        start = request.query_params.get("q", "").replace("\x00", "")[:100]
        found = suggest(acting_for(request), start, _reading(request))
        rows = [
            {
                "id": one.item,
                "number": one.number,
                "identifier": one.identifier,
                "title": marked_json(one.title),
            }
            for one in found
        ]
        return Response({"suggestions": rows})


def hit_json(hit: Hit) -> dict[str, Any]:
    """A found version as programs get it."""
    row = hit.row
    return {
        "id": hit.item,
        "number": hit.number,
        "identifier": hit.identifier,
        "country": hit.owner,
        "state": hit.state,
        "working": hit.work,
        "title": marked_json(hit.title),
        "summary": marked_json(hit.summary),
        "languages": hit.languages,
        "facets": hit.facets,
        "published": clock.text(row.published_at) if row.published_at else "",
        "changed": clock.text(row.changed_at),
    }


def marked_json(text: Marked) -> dict[str, Any]:
    """A text with the places of the words that were looked for."""
    return {"text": text.text, "language": text.language, "places": text.places}


def _reading(request: Request) -> str:
    return request.query_params.get("reading", "")[:8] or (get_language() or "en")
