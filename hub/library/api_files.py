"""Files of items over HTTP: raw bodies up, attachments down."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Invalid, require
from hub.base.openapi import answers
from hub.library import actions, queries, rules, schemas
from hub.library.api import sees
from hub.library.delivery import attachment
from hub.library.media import LIMIT
from hub.library.queries.json import file_json


class NewFile(APIView):
    """A file of the draft, by language and name."""

    @extend_schema(
        operation_id="add_library_file",
        request={"application/octet-stream": {"type": "string", "format": "binary"}},
        responses=answers({201: schemas.FILE}, 400, 401, 403, 404),
    )
    def put(self, request: Request, pk: UUID, language: str, name: str) -> Response:
        """Keep the body as a file of that text; one of that name is replaced. At most 25 MB."""
        by = acting_for(request)
        # Nobody makes the hub read 25 MB who may not write here.
        require(rules.may_edit(queries.one(by, pk), by))
        row = actions.add_file(pk, by, (language, name), _body(request), now())
        return Response(file_json(row), status=201)


class OldFile(APIView):
    """A file of the draft, by id."""

    @extend_schema(operation_id="drop_library_file", responses=answers({204: None}, 401, 403, 404))
    def delete(self, request: Request, pk: UUID, file: UUID) -> Response:
        """Take it out."""
        by = sees(request, pk)
        queries.file_of(by, pk, file)
        actions.drop_file(pk, by, file, now())
        return Response(status=204)


class Download(APIView):
    """A file of a version that the caller may read."""

    @extend_schema(
        operation_id="library_file",
        responses={
            (200, "application/octet-stream"): {"type": "string", "format": "binary"},
            **answers({}, 401, 404),
        },
    )
    def get(self, request: Request, file: UUID) -> HttpResponse:
        """The file, to be saved."""
        by = acting_for(request)
        row = queries.file_for(by, file)
        actions.count_use(row.rendition.version.item, by, now())
        return attachment(row)


def _body(request: Request) -> bytes:
    data: bytes = request._request.read(LIMIT + 1)  # noqa: SLF001 - `data` would parse, `body` has a lower limit
    if len(data) > LIMIT:
        raise Invalid("bad_file", _("A file has at most 25 MB."), field="data")
    return data
