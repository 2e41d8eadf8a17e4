"""Downloading the ciphertext of a part: streamed, resumable, inert in a browser."""

from typing import Any
from uuid import UUID

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import problems
from hub.base.errors import Problem, Unseen, require
from hub.base.results import ALLOWED, Answer
from hub.ledger import queries, schemas
from hub.ledger.api import event_for
from hub.ledger.delivery import pieces, stepwise
from hub.ledger.models import Event, Part
from hub.ledger.queries_erasing import erased_json
from hub.ledger.ranges import Span, asked
from hub.ledger.rules import NO_KEY, may_use_keys
from hub.tenancy.context import carried

INERT = {
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store, no-transform",
    "Accept-Ranges": "bytes",
}


class NoChoice(BaseContentNegotiation):
    """Ciphertext has one form, whatever the Accept header says; refusals are problem+json."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The first one."""
        del request
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first one."""
        del request, format_suffix
        return renderers[0], renderers[0].media_type


class PartDetail(APIView):
    """The sealed bytes of one part."""

    content_negotiation_class = NoChoice

    @extend_schema(
        operation_id="part",
        responses={
            (200, "application/octet-stream"): schemas.BINARY,
            (206, "application/octet-stream"): schemas.BINARY,
            **schemas.answers({}, 401, 403, 404, 410, 416),
        },
    )
    def get(self, request: Request, stream: UUID, event: UUID, n: int) -> HttpResponseBase:
        """Send the part, or the range asked for. Ends early if the officer is removed meanwhile."""
        by = acting_for(request)
        found = event_for(by, stream, event)
        _require_kept(found, by)
        require(may_use_keys(by) and _sealed_to(found, by))
        part = found.parts.select_related("upload").filter(n=n).first()
        if part is None:
            raise Unseen
        return _answer(request, found, part, by)


def _require_kept(event: Event, by: Acting) -> None:
    """Erased by the own post: the answer names day, rule and act. Others' keys do not matter."""
    posts = {str(post) for post in queries.posts_of(by)}
    if queries.may_still_read(event.pk, by) or not posts:
        return
    done = [one for one in erased_json([event.pk]).get(event.pk, []) if one["focal_point"] in posts]
    if done:
        text = _("Your focal point had this erased. The signed act about it stays in the record.")
        raise Problem(410, "erased", text, erased=done)


def _sealed_to(event: Event, by: Acting) -> Answer:
    """The seat that holds a key must be at a post the act is sealed to, not at another of the own posts."""
    return ALLOWED if queries.may_still_read(event.pk, by) else NO_KEY


def _answer(request: Request, event: Event, part: Part, by: Acting) -> HttpResponseBase:
    try:
        span = _span(request, part)
    except IndexError:
        return _outside(part)
    record(Kind.PART_READ, who=by.officer.pk, country=by.country, what=f"{event.pk}/{part.n}")
    whole = span or Span(0, part.length)
    source: Any = pieces(part, whole, lambda: queries.may_still_read(event.pk, by))
    if isinstance(request._request, ASGIRequest):  # noqa: SLF001 - the framework offers no other way to ask
        source = stepwise(carried(source))
    response = StreamingHttpResponse(source, status=206 if span else 200, headers=INERT)
    response["Content-Length"] = str(whole.stop - whole.start)
    response["Content-Disposition"] = f'attachment; filename="{event.pk}-{part.n}.sealed"'
    response["ETag"] = _tag(part)
    if span:
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{part.length}"
    return response


def _span(request: Request, part: Part) -> Span | None:
    header = request.headers.get("Range", "")
    same = request.headers.get("If-Range", _tag(part)) == _tag(part)
    return asked(header, part.length) if same else None


def _tag(part: Part) -> str:
    return f'"{part.blocks_root}"'


def _outside(part: Part) -> HttpResponse:
    refused = Problem(416, "range_outside", _("The part is shorter than that."), length=part.length)
    response = problems.response(refused)
    response["Content-Range"] = f"bytes */{part.length}"
    return response
