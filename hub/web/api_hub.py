"""What anybody may know of this hub before signing in."""

from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hub.base import openapi
from hub.encryption.canonical import b64
from hub.encryption.fields import SUITE
from hub.ledger.signing import public_key

HUB = openapi.shape(hub=openapi.TEXT, suite=openapi.WHOLE, hub_key=openapi.BYTES, version=openapi.TEXT)


class HubInfo(APIView):
    """Name, suite and public signing key of the hub."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="hub", tags=["Hub"], responses=openapi.answers({200: HUB}))
    def get(self, request: Request) -> Response:
        """Under `hub_key` (Ed25519, 32 bytes) every receipt verifies; clients pin it at first sight."""
        del request
        return Response(
            {"hub": settings.HUB_ID, "suite": SUITE, "hub_key": b64(public_key()), "version": release()}
        )


def release() -> str:
    """The installed version; a source tree that was never installed says so."""
    try:
        return version("regional-cooperation-hub")
    except PackageNotFoundError:
        return "source"
