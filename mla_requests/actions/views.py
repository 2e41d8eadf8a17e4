"""Views of the board that an officer keeps: a name and what follows the question mark of its address."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Officer
from hub.base.errors import Conflict, Invalid, Unseen
from mla_requests.models import SavedView
from mla_requests.queries.asked import NAMES, asked

MOST = 30
LONGEST_NAME, LONGEST_QUERY = 60, 500
# Beside the filters: the columns shown. A place in the pages is not kept.
KEPT = {*NAMES, "col"} - {"cursor"}


@transaction.atomic
def save_view(by: Acting, name: str, query: str) -> SavedView:
    """Keep a view; an old one of the same name gets the new filters. Raises Invalid, Conflict (30)."""
    name, query, officer = _name(name), _query(query, by), by.officer
    Officer.objects.select_for_update().get(pk=officer.pk)
    known = SavedView.objects.filter(officer=officer)
    if known.count() >= MOST and not known.filter(name=name).exists():
        raise Conflict("too_many", _("You keep 30 views already. Remove one that you do not use."))
    row, _made = SavedView.objects.update_or_create(officer=officer, name=name, defaults={"query": query})
    return row


def end_view(officer: Officer, pk: int) -> None:
    """Forget a view. Raises Unseen for one that is not the officer's own."""
    ended, _rows = SavedView.objects.filter(officer=officer, pk=pk).delete()
    if not ended:
        raise Unseen


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid("bad_name", _("Give the view a name of at most 60 characters."), field="name")
    return name


def _query(query: str, by: Acting) -> str:
    """Known filters only, checked; in their written form. Raises Invalid bad_filter."""
    pairs = [(name, value) for name, value in parse_qsl(query[: 4 * LONGEST_QUERY]) if name in KEPT]
    asked(dict(pairs), by)
    text = urlencode(pairs)
    if len(text) > LONGEST_QUERY:
        raise Invalid("bad_filter", _("These are more filters than a view can hold."), field="query")
    return text
