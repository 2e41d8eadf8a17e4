"""Positions of the own country on several recommendations at once, over HTTP."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Invalid, Unseen, require
from hub.base.openapi import TEXT, answers, many, shape
from hub.base.openapi import UUID as UUID_SHAPE
from hub.conferences import rules_followup as rules
from hub.conferences.actions.positions import clear_positions, take_positions
from hub.conferences.forms_followup import PositionForm
from hub.conferences.models import Conference, NationalPosition
from hub.conferences.queries_followup import followed

POSITION = shape(
    id=UUID_SHAPE, recommendation=UUID_SHAPE, country=TEXT, state=TEXT, support=TEXT, reservation=TEXT,
    visibility=TEXT,
)  # fmt: skip
ANSWER = shape(positions=many(POSITION))
GIVEN = shape(
    act=TEXT, recommendations=many(UUID_SHAPE), theme=TEXT, support=TEXT, reservation=TEXT, visibility=TEXT
)


class Positions(APIView):
    """Positions on the recommendations of a conference."""

    @extend_schema(operation_id="positions", tags=["Follow-up"], responses=answers({200: ANSWER}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Of all countries, as far as the caller may see them."""
        by = acting_for(request)
        _there(by, pk)
        return Response(_json(by, pk))

    @extend_schema(
        operation_id="take_positions", tags=["Follow-up"], request={"application/json": GIVEN},
        responses=answers({200: ANSWER}, 400, 401, 403, 404, 409),
    )  # fmt: skip
    def post(self, request: Request, pk: UUID) -> Response:
        """The same position on {"recommendations"} or on all of a {"theme"}, submitted: all or none.

        {"support", "reservation", "visibility"}; {"act": "clear"} clears what waits on them instead.
        """
        by, given, today = acting_for(request), request.data, clock.now().date()
        _there(by, pk)
        require(rules.may_write(by))
        if not isinstance(given, Mapping):
            raise Invalid("bad_body", _("Send an object."))
        chosen = _chosen(by, pk, given)
        if given.get("act") == "clear":
            clear_positions(by, pk, chosen, today)
        else:
            take_positions(by, pk, chosen, _values(given), today)
        return Response(_json(by, pk))


def _there(by: Acting, pk: UUID) -> None:
    if not Conference.objects.visible_to(by).filter(pk=pk).exists():
        raise Unseen


def _chosen(by: Acting, pk: UUID, given: Mapping[str, Any]) -> set[UUID]:
    ids, theme = given.get("recommendations", []), given.get("theme")
    if not isinstance(ids, list) or not isinstance(theme, str | None):
        raise Invalid("bad_field", _("This must be a list."), field="recommendations")
    try:
        found = {UUID(str(one)) for one in ids}
    except ValueError as error:
        raise Invalid("bad_field", _("This is not as it should be."), field="recommendations") from error
    rows = followed(by).filter(set__conference=pk) if theme else ()
    return found | {row.pk for row in rows if theme in row.themes}


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    form = PositionForm(
        {"visibility": "public", **{n: given[n] for n in PositionForm.base_fields if n in given}}
    )
    for name, texts in form.errors.items():
        raise Invalid("bad_field", str(texts[0]), field=name)
    return dict(form.cleaned_data)


def _json(by: Acting, pk: UUID) -> dict[str, Any]:
    rows = NationalPosition.objects.visible_to(by).filter(recommendation__set__conference=pk)
    plain = ("state", "support", "reservation", "visibility")
    return {
        "positions": [
            {
                "id": str(row.pk), "recommendation": str(row.recommendation_id), "country": row.country_id,
                **{name: getattr(row, name) for name in plain},
            }
            for row in rows.order_by("recommendation", "country", "number")
        ]
    }  # fmt: skip
