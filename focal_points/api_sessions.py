"""The officer's own browser sessions."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import officer_of
from focal_points.actions import end_one_session, end_other_sessions
from hub.base import clock, openapi

TAG = ["Officer"]


class Sessions(APIView):
    """All of them."""

    @extend_schema(operation_id="sessions", tags=TAG, responses=openapi.answers({200: answers.SESSIONS}, 401))
    def get(self, request: Request) -> Response:
        """Where the officer is signed in. `device` is browser and system, as the browser said."""
        officer = officer_of(request)
        rows = queries.sessions_of(officer, _key(request), clock.now())
        return Response({"sessions": [answers.session_card(row) for row in rows]})

    @extend_schema(
        operation_id="end_other_sessions", tags=TAG, responses=openapi.answers({204: None}, 401, 403)
    )
    def delete(self, request: Request) -> Response:
        """End all of them but the one that asks."""
        end_other_sessions(officer_of(request), keep=_key(request))
        return Response(status=204)


class OneSession(APIView):
    """One of them."""

    @extend_schema(
        operation_id="end_session", tags=TAG, responses=openapi.answers({204: None}, 401, 403, 404)
    )
    def delete(self, request: Request, name: str) -> Response:
        """End it; its sockets close."""
        end_one_session(officer_of(request), name)
        return Response(status=204)


def _key(request: Request) -> str:
    return getattr(request.session, "session_key", None) or "" if request.auth is None else ""
