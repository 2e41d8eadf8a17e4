"""Keyset pages: no totals, no offsets, a cursor that stays right while rows come and go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from hub.base import cursor
from hub.base.errors import Invalid

PER_PAGE = 50
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor of the next page if there is one."""

    rows: list[Any]
    next: str | None


def page_of(request: Request, rows: QuerySet[Any], order: Sequence[str]) -> Page:
    """The page at `?cursor=`; `order` are the text fields by which `rows` is ordered, together unique."""
    return page_at(request.query_params.get("cursor", ""), rows, order)


def page_at(given: str, rows: QuerySet[Any], order: Sequence[str]) -> Page:
    """The page after a cursor (empty: the first one), for API and HTML alike."""
    if given:
        rows = rows.filter(_after(order, cursor.read(given, len(order))))
    found = list(rows[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    shown = found[:PER_PAGE]
    last = [str(getattr(shown[-1], name)) for name in order] if more else []
    return Page(shown, cursor.write(last) if more else None)


def whole(request: Request, name: str, otherwise: int) -> int:
    """A whole number from -1 to 2^31-1 of the query string; raises Invalid bad_parameter."""
    given = request.query_params.get(name, str(otherwise))
    digits = given.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST))):
        raise Invalid("bad_parameter", f"{name} is a whole number.", field=name)
    if not -1 <= int(given) <= LARGEST:
        raise Invalid("bad_parameter", f"{name} is a whole number from -1 to {LARGEST}.", field=name)
    return int(given)


def text(request: Request, name: str, longest: int = 100) -> str:
    """A text of the query string, trimmed; raises Invalid bad_parameter for control characters or length."""
    given = request.query_params.get(name, "").strip()
    if len(given) > longest or not given.isprintable():
        raise Invalid("bad_parameter", f"{name} is a text of at most {longest} characters.", field=name)
    return given


def _after(order: Sequence[str], place: Sequence[str]) -> Q:
    if "id" in order:
        _check_id(place[order.index("id")])
    found = Q()
    for at, name in enumerate(order):
        equal = {order[i]: place[i] for i in range(at)}
        found |= Q(**equal, **{f"{name}__gt": place[at]})
    return found


def _check_id(value: str) -> None:
    try:
        UUID(value)
    except ValueError as error:
        raise Invalid(
            "bad_cursor", _("This cursor was not given by the hub. Begin again without one."), field="cursor"
        ) from error
