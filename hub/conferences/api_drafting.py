"""The draft editor's own calls: the newest text, the next revision, and who is here."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.base.openapi import TEXT, WHOLE, YES_OR_NO, answers, many, shape
from hub.conferences import queries
from hub.conferences.actions import drafting
from hub.conferences.actions.presence import here
from hub.conferences.models import Recommendation, RecommendationText
from hub.conferences.views.parts import inside
from hub.publishing.languages import CODES

SAVED = shape(revision=WHOLE, body=TEXT, conflict=YES_OR_NO)
HERE = shape(here=many(shape(name=TEXT, post=TEXT, country=TEXT)))


def draft_of(by: Acting, pk: UUID) -> Recommendation:
    """A recommendation whose drafting the caller may follow. Raises Unseen."""
    one = queries.recommendation(by, pk)
    if not inside(by, one.set.conference):
        raise Unseen
    return one


class DraftText(APIView):
    """The text of a draft in one language."""

    @extend_schema(operation_id="draft_text", responses=answers({200: SAVED}, 401, 404))
    def get(self, request: Request, pk: UUID, language: str) -> Response:
        """The newest revision; revision 0 and no words where nothing is written yet."""
        one = draft_of(acting_for(request), pk)
        if language not in CODES:
            raise Unseen
        return Response(_answer(queries.newest(one, language)))

    @extend_schema(
        operation_id="save_draft_text",
        request={"application/json": shape(base=WHOLE, body=TEXT)},
        responses=answers({200: SAVED}, 400, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID, language: str) -> Response:
        """Save what was written since revision `base`; others' changes since then are merged in."""
        by = acting_for(request)
        draft_of(by, pk)
        given = request.data if isinstance(request.data, dict) else {}
        saved = drafting.save_text(pk, {**given, "language": language}, by=by, now=now())
        conflict = saved.outcome == RecommendationText.Outcome.CONFLICT
        return Response(_answer(saved.text) | {"conflict": conflict})


def _answer(text: RecommendationText | None) -> dict[str, Any]:
    if text is None:
        return {"revision": 0, "body": "", "conflict": False}
    return {"revision": text.revision, "body": text.body, "conflict": False}


class DraftHere(APIView):
    """Who has a draft open."""

    @extend_schema(operation_id="draft_here", request=None, responses=answers({200: HERE}, 401, 404))
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that the page is open; answers who else has it open."""
        by = acting_for(request)
        draft_of(by, pk)
        rows = here(pk, by=by, now=now())
        found = [{"name": r.officer.name, "post": r.post.name, "country": str(r.post.country)} for r in rows]
        return Response({"here": found})
