"""What the hub told an officer, and how the officer wants to be told, for programs."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for, officer_of
from hub.base.clock import now
from hub.base.openapi import TEXT, TIME, WHOLE, YES_OR_NO, answers, many, maybe, shape
from hub.notifications import actions, queries
from hub.notifications.actions_settings import choose
from hub.notifications.models import Preference
from hub.web.forms_notices import ReadBody, SettingsBody
from hub.web.told import told

TAG = ["Notifications"]
NOTICE = shape(
    id=WHOLE, kind=TEXT, target=TEXT, words=TEXT, family=TEXT, family_words=TEXT, address=TEXT,
    grave=YES_OR_NO, at=TIME, read=maybe(TIME),
)  # fmt: skip
NOTICES = shape(notices=many(NOTICE), next=maybe(TEXT), unread=WHOLE)
UNREAD = shape(unread=WHOLE)
SETTINGS = shape(
    email=TEXT, digest_hour=WHOLE, quiet=maybe(shape(since=TEXT, until=TEXT)), time_zone=TEXT,
    urgent_breaks=YES_OR_NO,
)  # fmt: skip
PARAMETERS = [
    OpenApiParameter("show", str, description="`unread` leaves out what was read."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]


class Notices(APIView):
    """What an officer was told."""

    @extend_schema(
        operation_id="notices",
        tags=TAG,
        parameters=PARAMETERS,
        responses=answers({200: NOTICES}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """Newest first, 30 at a time. `unread` counts no further than 100."""
        by, asked = acting_for(request), request.query_params
        only_unread = asked.get("show") == "unread"
        rows, following = queries.inbox(by.officer.pk, asked.get("cursor", ""), only_unread=only_unread)
        shown = [one.json() for one in told(rows, by.officer, by.only)]
        unread = queries.unread_count(by.officer.pk)
        return Response({"notices": shown, "next": following, "unread": unread})


class ReadNotices(APIView):
    """What was seen."""

    @extend_schema(
        operation_id="read_notices", tags=TAG, request=ReadBody, responses=answers({204: None}, 400, 401, 403)
    )
    def post(self, request: Request) -> Response:
        """Mark as read the row with this number and all before it."""
        officer = officer_of(request)
        actions.mark_all_read(officer.pk, ReadBody.read(request.data)["up_to"])
        return Response(status=204)


class UnreadNotices(APIView):
    """How many were not read yet."""

    @extend_schema(operation_id="unread_notices", tags=TAG, responses=answers({200: UNREAD}, 401))
    def get(self, request: Request) -> Response:
        """Counted no further than 100."""
        return Response({"unread": queries.unread_count(officer_of(request).pk)})


class NoticeSettings(APIView):
    """How an officer wants to be told."""

    @extend_schema(operation_id="notice_settings", tags=TAG, responses=answers({200: SETTINGS}, 401))
    def get(self, request: Request) -> Response:
        """What holds now."""
        officer = officer_of(request)
        return Response(settings_json(queries.preference(officer.pk, officer.time_zone)))

    @extend_schema(
        operation_id="choose_notice_settings",
        tags=TAG,
        request=SettingsBody,
        responses=answers({200: SETTINGS}, 400, 401, 403),
    )
    def put(self, request: Request) -> Response:
        """Choose anew, all of it; what waits follows at once."""
        officer = officer_of(request)
        return Response(settings_json(choose(officer.pk, SettingsBody.wish(request.data), now())))


def settings_json(chosen: Preference) -> dict[str, Any]:
    """The choices; `quiet` is null where there are no quiet hours."""
    quiet = chosen.quiet
    ends = quiet and {"since": f"{quiet[0]:%H:%M}", "until": f"{quiet[1]:%H:%M}"}
    return {
        "email": chosen.email,
        "digest_hour": chosen.digest_hour,
        "quiet": ends,
        "time_zone": chosen.time_zone,
        "urgent_breaks": chosen.urgent_breaks,
    }
