"""The plain facts of the register as a file that the importer of the client reads again."""

import csv

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from hub.base.pages import page
from hub.forms.register import COUNTS, DATES
from register import queries
from register.models import PaperRequest

COLUMNS = (
    "id", "direction", "partner", "basis", "offence", "urgent", "measures", *DATES, "outcome", "ground",
    "rounds", *COUNTS,
)  # fmt: skip


@require_safe
@page
def csv_file(request: HttpRequest) -> HttpResponse:
    """Every entry that fits the filters. Sealed words are not in it: the hub cannot read them."""
    by = acting_for(request)
    headers = {"Content-Disposition": 'attachment; filename="register.csv"'}
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    writer = csv.DictWriter(response, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for entry in queries.entries(by, queries.read_filters(request.GET.dict())).iterator():
        writer.writerow(_cells(entry))
    return response


def _cells(entry: PaperRequest) -> dict[str, object]:
    """Codes, numbers and dates only: no cell can be a formula."""
    facts = queries.facts_json(entry)
    counts = facts.pop("counts")
    plain = {"urgent": "yes" if entry.urgent else "no", "measures": " ".join(entry.measures)}
    return {"id": entry.pk, **facts, **{name: counts.get(name, "") for name in COUNTS}, **plain}
