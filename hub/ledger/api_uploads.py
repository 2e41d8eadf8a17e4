"""Uploading ciphertext ahead of its act: raw bodies, one block each, in any order."""

from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base.errors import Invalid, Unseen
from hub.encryption import fields
from hub.encryption.blocks import BLOCK
from hub.encryption.canonical import Json
from hub.ledger import schemas
from hub.ledger.actions import begin_upload, take_block
from hub.ledger.incoming import refused_as
from hub.ledger.models import Upload

MAX_N = 10_000


class Uploads(APIView):
    """Begin an upload, or find out how far it is."""

    @extend_schema(
        operation_id="begin_upload",
        request={"application/json": schemas.UPLOAD_REQUEST},
        responses=schemas.answers({201: schemas.UPLOAD, 200: schemas.UPLOAD}, 400, 401, 403, 409),
    )
    def post(self, request: Request) -> Response:
        """The same four values again answer 200 with what is there."""
        by, asked = acting_for(request), _read(request.data)
        upload, made = begin_upload(by=by, **asked)
        return Response(_shown(upload), status=201 if made else 200)


class UploadDetail(APIView):
    """An upload of the caller's own."""

    @extend_schema(operation_id="upload", responses=schemas.answers({200: schemas.UPLOAD}, 401, 404))
    def get(self, request: Request, upload: UUID) -> Response:
        """Show which blocks have arrived."""
        return Response(_shown(_own(acting_for(request), upload)))


class Block(APIView):
    """One block of an upload."""

    @extend_schema(
        operation_id="put_block",
        parameters=[schemas.BLOCK_HASH],
        request={"application/octet-stream": schemas.BINARY},
        responses=schemas.answers({204: None}, 400, 401, 403, 404, 409),
    )
    def put(self, request: Request, upload: UUID, index: int) -> Response:
        """Keep the block if its length and hash are right; otherwise nothing of it is kept."""
        own = _own(acting_for(request), upload)
        take_block(own, index, _body(request), request.headers.get("X-Block-SHA256", ""))
        return Response(status=204)


def _own(by: Acting, upload: UUID) -> Upload:
    rows = Upload.objects.filter(pk=upload, officer=by.officer)
    found = (rows if by.only is None else rows.filter(focal_point=by.only)).first()
    if found is None:
        raise Unseen
    return found


def _shown(upload: Upload) -> Json:
    have = list(upload.blocks.values_list("index", flat=True))
    return {"id": str(upload.pk), "block": BLOCK, "have": have}


def _read(raw: Any) -> dict[str, Any]:
    with refused_as("bad_upload", _("An upload names stream, event, n and length.")):
        found = fields.exact(raw, {"stream", "event", "n", "length"})
        stream, event = UUID(fields.uuid(found["stream"])), UUID(fields.uuid(found["event"]))
        n, length = fields.whole(found["n"]), fields.whole(found["length"])
    if n > MAX_N:
        raise Invalid("bad_upload", _("An act has fewer parts than that."), field="n")
    return {"stream": stream, "event": event, "n": n, "length": length}


def _body(request: Request) -> bytes:
    """The raw block; REST framework's parsers are not asked, so that no copy is made."""
    try:
        data = request._request.body  # noqa: SLF001 - `Request.data` would parse it
    except RequestDataTooBig:
        data = b"\x00" * (BLOCK + 1)
    return data
