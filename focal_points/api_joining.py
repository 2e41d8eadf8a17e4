"""Invitations by code, and the answers to them."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import officer_of
from focal_points.actions import answer_invitation, invite, open_invitation
from focal_points.actions.invitations import Joining, Proposal
from focal_points.api_chain import CURSOR
from focal_points.api_paging import page_of
from focal_points.forms_api import AnswerForm, InvitationForm, OpenForm
from focal_points.models import FocalPoint
from focal_points.rules import may_administer
from focal_points.throttle import PER_ADDRESS, PER_INVITATION, client_address, refund, spend
from hub.base import clock, openapi
from hub.base.errors import Unseen, require

TAG = ["Joining"]


class Invitations(APIView):
    """A country's own invitations."""

    @extend_schema(
        operation_id="invitations",
        tags=TAG,
        parameters=[CURSOR],
        responses=openapi.answers({200: answers.INVITATIONS}, 400, 401, 403),
    )
    def get(self, request: Request) -> Response:
        """List them with the answers that came; administrators of the country only."""
        officer = officer_of(request, "admin")
        require(may_administer(officer, officer.country_id))
        page = page_of(request, queries.invitations_of(officer.country_id).order_by("id"), ("id",))
        return Response({"invitations": [answers.invitation(row) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="invite",
        tags=TAG,
        request=InvitationForm,
        responses=openapi.answers({201: answers.INVITATION}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request) -> Response:
        """Keep an invitation for 72 hours. The hub gets a hash of the code, never the code."""
        officer, form = officer_of(request, "admin"), InvitationForm.read(request.data)
        post = FocalPoint.objects.filter(pk=form.pop("focal_point"), country=officer.country_id).first()
        if post is None:
            raise Unseen
        row = invite(post, Proposal(**form), by=officer, now=clock.now())
        return Response(answers.invitation(row), status=201)


class OpenInvitation(APIView):
    """What an invitation says, for whoever holds its code."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="open_invitation",
        tags=TAG,
        request=OpenForm,
        responses=openapi.answers({200: answers.OPENED}, 400, 404, 429),
    )
    def post(self, request: Request, invitation: UUID) -> Response:
        """Show country, post and role. A wrong code looks like no invitation at all."""
        form = OpenForm.read(request.data)
        with _Guess(request, invitation):
            row = open_invitation(invitation, form["code_sha256"], clock.now())
        return Response(answers.opened(row))


class InvitationAnswer(APIView):
    """The answer to an invitation."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="answer_invitation",
        tags=TAG,
        request=AnswerForm,
        responses=openapi.answers({201: answers.JOINED}, 400, 404, 409, 429),
    )
    def post(self, request: Request, invitation: UUID) -> Response:
        """Make the account with keys made on the device; it opens nothing until the keys are signed."""
        form = AnswerForm.read(request.data)
        code = form.pop("code_sha256")
        with _Guess(request, invitation):
            officer = answer_invitation(invitation, code, Joining(**form), now=clock.now())
        return Response({"officer": str(officer.pk)}, status=201)


class _Guess:
    """Counts one guess at a code by address and by invitation, and gives it back unless it was wrong."""

    def __init__(self, request: Request, invitation: UUID) -> None:
        self.now = clock.now()
        self.places = (
            ("join", client_address(request), PER_ADDRESS),
            ("code", str(invitation), PER_INVITATION),
        )

    def __enter__(self) -> None:
        for name, subject, limit in self.places:
            spend(name, subject, limit, self.now)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, Unseen):
            for name, subject, _limit in self.places:
                refund(name, subject, self.now)
