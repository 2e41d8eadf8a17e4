"""The directory of competent authorities (UNTOC article 18(13)), for members."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import acting_for
from focal_points.actions import confirm_entry, update_entry
from focal_points.api_chain import CURSOR
from focal_points.api_paging import page_of, text
from focal_points.forms_api import EntryForm
from focal_points.models import FocalPoint
from focal_points.rules import may_administer
from hub.base import clock, openapi
from hub.base.errors import Unseen, require

TAG = ["Directory"]
FILTERS = [
    OpenApiParameter("country", str, description="ISO 3166-1 alpha-2 code."),
    OpenApiParameter("type", str, description="Type of focal point, for example central_authority."),
    OpenApiParameter("q", str, description="Part of a name."),
    CURSOR,
]


def post_or_404(focal_point: UUID) -> FocalPoint:
    """A post with entry and key; Unseen if there is none."""
    found = queries.directory().filter(pk=focal_point).first()
    if found is None:
        raise Unseen
    return found


class FocalPoints(APIView):
    """Posts in the directory."""

    @extend_schema(
        operation_id="directory",
        tags=TAG,
        parameters=FILTERS,
        responses=openapi.answers({200: answers.POSTS}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """Find posts by country, type or name, with the keys to seal to."""
        acting_for(request)
        found = queries.directory(text(request, "country"), text(request, "type"), text(request, "q"))
        page, today = page_of(request, found, ("country_id", "name", "id")), clock.now().date()
        return Response(
            {"focal_points": [answers.post_card(row, today) for row in page.rows], "next": page.next}
        )


class FocalPointDetail(APIView):
    """One post in the directory."""

    @extend_schema(
        operation_id="focal_point", tags=TAG, responses=openapi.answers({200: answers.POST}, 401, 404)
    )
    def get(self, request: Request, focal_point: UUID) -> Response:
        """Show the entry with its age."""
        acting_for(request)
        return Response(answers.post_card(post_or_404(focal_point), clock.now().date()))

    @extend_schema(
        operation_id="edit_entry",
        tags=TAG,
        request=EntryForm,
        responses=openapi.answers({200: answers.POST}, 400, 401, 403, 404),
    )
    def patch(self, request: Request, focal_point: UUID) -> Response:
        """Change fields of an own entry; administrators of the country only."""
        acting, post = acting_for(request, "admin"), post_or_404(focal_point)
        require(may_administer(acting.officer, post.country_id))
        update_entry(post.entry, EntryForm.changes(post.entry, request.data), by=acting.officer)
        return Response(answers.post_card(post_or_404(focal_point), clock.now().date()))


class Confirmation(APIView):
    """The word that an entry is true today."""

    @extend_schema(
        operation_id="confirm_entry",
        tags=TAG,
        request=None,
        responses=openapi.answers({200: answers.POST}, 401, 403, 404),
    )
    def post(self, request: Request, focal_point: UUID) -> Response:
        """Confirm an own entry; its age starts again."""
        acting, post = acting_for(request, "admin"), post_or_404(focal_point)
        confirm_entry(post.entry, by=acting.officer, now=clock.now())
        return Response(answers.post_card(post_or_404(focal_point), clock.now().date()))
