"""New keys after a loss, what the hub keeps for the recovery kit, and remembered devices."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import officer_of
from focal_points.actions.lifecycle import forget_device, keep_new_keys, remember_device, use_device
from focal_points.api_chain import CURSOR
from focal_points.api_paging import page_of
from focal_points.forms_api import DeviceForm, NewKeysForm
from focal_points.rules import may_administer
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock, openapi
from hub.base.errors import require

TAG = ["Keys for life"]


class OwnNewKeys(APIView):
    """Keys made anew by an officer who lost theirs."""

    @extend_schema(
        operation_id="save_new_keys",
        tags=TAG,
        request=NewKeysForm,
        responses=openapi.answers({204: None}, 400, 401),
    )
    def put(self, request: Request) -> Response:
        """Keep them until an administrator of the country signs them."""
        keep_new_keys(officer_of(request), **NewKeysForm.read(request.data), now=clock.now())
        return Response(status=204)


class AskedNewKeys(APIView):
    """New keys that wait for the country's signature."""

    @extend_schema(
        operation_id="new_keys",
        tags=TAG,
        parameters=[CURSOR],
        responses=openapi.answers({200: answers.NEW_KEYS}, 400, 401, 403),
    )
    def get(self, request: Request) -> Response:
        """List them; administrators of the country only."""
        officer = officer_of(request, "admin")
        require(may_administer(officer, officer.country_id))
        page = page_of(request, queries.new_keys_of(officer.country_id), ("id",))
        return Response({"new_keys": [answers.new_keys(row) for row in page.rows], "next": page.next})


class Recovery(APIView):
    """What was sealed to the country's recovery kit."""

    @extend_schema(
        operation_id="recovery", tags=TAG, responses=openapi.answers({200: answers.SEEDS}, 401, 403)
    )
    def get(self, request: Request) -> Response:
        """List it by post; administrators of the country only. Nothing opens without the kit."""
        officer = officer_of(request, "admin")
        require(may_administer(officer, officer.country_id))
        record(Kind.KEYSTORE_READ, who=officer.pk, country=officer.country_id, what="recovery")
        return Response({"focal_points": queries.recovery_of(officer.country_id)})


class Devices(APIView):
    """The officer's remembered devices."""

    @extend_schema(operation_id="devices", tags=TAG, responses=openapi.answers({200: answers.DEVICES}, 401))
    def get(self, request: Request) -> Response:
        """List them, the one used last first."""
        rows = queries.devices_of(officer_of(request))
        return Response({"devices": [answers.device(row) for row in rows]})

    @extend_schema(
        operation_id="remember_device",
        tags=TAG,
        request=DeviceForm,
        responses=openapi.answers({201: answers.DEVICE}, 400, 401, 409),
    )
    def post(self, request: Request) -> Response:
        """Remember one. Its keys stay on it; the hub learns a name and a random number."""
        form = DeviceForm.read(request.data)
        row = remember_device(officer_of(request), form["id"], form["label"], clock.now())
        return Response(answers.device(row), status=201)


class OneDevice(APIView):
    """One remembered device."""

    @extend_schema(
        operation_id="use_device",
        tags=TAG,
        request=None,
        responses=openapi.answers({200: answers.DEVICE}, 401, 404),
    )
    def put(self, request: Request, device: UUID) -> Response:
        """Say that it is used now. 404: it was forgotten, and drops its keys."""
        return Response(answers.device(use_device(officer_of(request), device, clock.now())))

    @extend_schema(operation_id="forget_device", tags=TAG, responses=openapi.answers({204: None}, 401, 404))
    def delete(self, request: Request, device: UUID) -> Response:
        """Forget it."""
        forget_device(officer_of(request), device)
        return Response(status=204)
