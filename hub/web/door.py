"""The door for acts: one short way from the request to the answer.

`POST streams/<stream>/events/` is taken before REST framework begins its work; `GET` on the same address and
the description in OpenAPI are the framework's.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException

from agreements.actions import accept_pair
from deconfliction.actions import accept_blind
from exchanges.actions import accept_exchange
from focal_points.acting import Acting, acting_for
from focal_points.authentication import TokenOrSession
from hub.base import json, problems
from hub.base.clock import now
from hub.base.errors import Invalid, Problem
from hub.ledger import schemas
from hub.ledger.actions import Accepted, accept_erasing, find_repeat
from hub.ledger.api import EventList
from hub.ledger.incoming import TURNS, Incoming, read
from hub.ledger.reading import newest, reader
from hub.operations import counting
from hub.operations.quota import acts
from messaging.actions import accept_thread
from mla_requests.actions import accept_act
from register.actions import accept_paper

REPEATABLE = frozenset({403, 409})
OWNERS: dict[str, Callable[..., Accepted]] = {
    "mla": accept_act,
    "pair": accept_pair,
    "quick": accept_exchange,
    "info": accept_exchange,
    "blind": accept_blind,
    "erase": accept_erasing,
    "paper": accept_paper,
    "thread": accept_thread,
}


class Door(EventList):
    """Posting an act, and the list of events at the same address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Acts go the short way; everything else is the framework's."""
        if request.method == "POST":
            return take(request, kwargs["stream"])
        return super().dispatch(request, *args, **kwargs)

    @extend_schema(
        operation_id="act",
        request={"application/json": schemas.ACT},
        responses=schemas.answers({201: schemas.ACCEPTED, 200: schemas.ACCEPTED}, 400, 401, 403, 404, 409),
    )
    def post(self, request: HttpRequest, stream: UUID) -> HttpResponseBase:
        """Post a signed and sealed act. The very same act again answers 200 with the same receipt.

        409 seq_taken: others were first; `head_seq` and `head_hash` say where the next act goes. In a
        conversation `head` is the newest act as it was signed (id, seq, kind, hash, envelope): check its
        signature and that it went to the same posts, sign again after it and send, without a further call.
        The answer may wait for the writer's turn.
        """
        return take(request, stream)


def take(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Answer 201 or 200 with the hub's receipt, or problem+json."""
    try:
        data = _body(request)
        by = _caller(request)
        accepted = accept(json.load(data), by, stream)
        status = 200 if accepted.repeated else 201
        return HttpResponse(body(accepted), status=status, content_type="application/json")
    except Problem as problem:
        return problems.response(problem)


def _caller(request: HttpRequest) -> Acting:
    """The token's officer, or the session's after its CSRF check; a dead token never becomes a session."""
    try:
        if request.headers.get("Authorization"):
            found = TokenOrSession().authenticate(request)
            request.user, request.auth = found or (AnonymousUser(), None)  # type: ignore[attr-defined]
        else:
            TokenOrSession().enforce_csrf(request)  # type: ignore[arg-type]
        return acting_for(request)
    except APIException as error:
        raise Problem(error.status_code, error.default_code, str(error.detail)) from error


def _body(request: HttpRequest) -> bytes:
    """Kept before the caller is known: the CSRF check reads a form from the same stream."""
    try:
        return request.body
    except RequestDataTooBig as error:
        raise Invalid("too_large", _("Send parts over 64 KiB as an upload first.")) from error


def accept(data: object, by: Acting, stream: UUID) -> Accepted:
    """Take an act as it was posted.

    One that is sent again after its answer was lost is refused by the rules, for the state has moved on; it
    is found here. A refusal because others were first says what they wrote. Raises Problem.
    """
    moment = now()
    acts.require_left(by.country, moment)
    incoming = read(data, by=by, stream=stream)
    try:
        accepted = _by_kind(incoming, by, moment)
    except Problem as problem:
        before = find_repeat(incoming) if problem.status in REPEATABLE else None
        if before is None:
            if incoming.kind.startswith(TURNS):
                tell_head(problem, incoming.stream, by)
            raise
        return before
    if not accepted.repeated:
        counting.accepted(incoming.kind)
        acts.spend(by.country, moment)
    return accepted


def tell_head(problem: Problem, stream: UUID, by: Acting) -> None:
    """Who writes in a conversation gets the newest act, as it was signed, with the refusal.

    Its manifest names the posts it was sealed to, so that the writer need not read what lies between.
    """
    if problem.code == "seq_taken" and "read" in by.scopes:
        who = reader(by)
        problem.extra["head"] = newest(stream, who, problem.extra["head_seq"]) if who.seats else None


def _by_kind(incoming: Incoming, by: Acting, moment: datetime) -> Accepted:
    """Hand the act to the room that owns its kind."""
    owner = OWNERS.get(incoming.kind.partition(".")[0])
    if owner is None:
        text = _("The hub has no procedure for this kind of act.")
        raise Invalid("unknown_kind", text, kind=incoming.kind)
    return owner(incoming, by=by, now=moment)


def body(accepted: Accepted) -> bytes:
    """The answer to an accepted act: where it is, and the hub's receipt."""
    event = accepted.event
    return orjson.dumps(
        {"event": event.pk, "seq": event.seq, "hash": event.hash, "receipt": accepted.receipt}
    )
