"""The matrix for everybody: published statuses only, in the language of the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from hub.base import clock
from hub.conferences.queries_matrix import matrix, of_conference
from hub.conferences.views.followup.matrices import asked, context_of, matrix_rows
from hub.conferences.views.public.addresses import conference_path, place
from hub.conferences.views.public.conference import found_edition
from hub.publishing import http
from hub.publishing.tables import CSV_TYPE, csv_bytes


@http.public_page()
def public_matrix_page(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """What became of the recommendations of an edition, as the countries say and have published."""
    conference = found_edition(series, which)
    context: dict[str, Any] = context_of(None, conference, request.GET.dict(), lang)
    context |= {"here": "conferences", "place": place(conference), "path": conference_path(lang, conference)}
    return http.shown(request, lang, "conferences/followup/public_matrix.html", context)


@http.public_page()
def public_matrix_csv(request: HttpRequest, lang: str, series: str, which: str) -> HttpResponse:
    """The same cells as a table; codes are the same in every language."""
    del lang
    conference = found_edition(series, which)
    rows = of_conference(None, conference.pk)
    found = matrix(None, rows, asked(rows, request.GET.dict())[1], clock.now().date())
    name = f"{conference.symbol}-matrix.csv".replace("/", "-")
    return http.file(csv_bytes(matrix_rows(found)), CSV_TYPE, name=name)
