"""One act on a request: into the stream, past the rules, and the request moves. One transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from hub.procedure import FILE, MOVES, SHARED, Act, Move, begin, step
from mla_requests import facts as shapes
from mla_requests.actions.keeping import create, keep, lock, moment_after
from mla_requests.actions.telling import tell
from mla_requests.models import MlaRequest
from mla_requests.rules import may, may_open

KINDS = {FILE: Stream.Kind.FILE, SHARED: Stream.Kind.REQUEST}


@dataclass(frozen=True)
class _Doing:
    """An act on its way: what came, what it says, whose it is."""

    incoming: Incoming
    move: Move
    facts: Mapping[str, Any]
    by: Acting
    now: datetime

    @property
    def is_first(self) -> bool:
        """Whether the act begins a file, and with it a request."""
        return self.move.kind == "mla.draft" and self.incoming.manifest.seq == 0

    def act(self, at: datetime) -> Act:
        """The act as the steps take it."""
        who, post = self.by.officer.pk, self.by.focal_point.pk
        return Act(self.move.kind, self.facts, self.incoming.event, who, post, at)


def accept_act(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept an act of kind "mla.…": it is in the stream and the request has moved, or nothing happened.

    The first mla.draft makes the request. Raises Unseen; Invalid unknown_kind, bad_facts, wrong_stream,
    bad_manifest; Forbidden with the rule's reason; and whatever accept_event raises.
    """
    move = MOVES.get(incoming.kind)
    if move is None:
        raise Invalid("unknown_kind", _("There is no such act. See /api/v1/procedure/ for those there are."))
    doing = _Doing(incoming, move, shapes.read(incoming.kind, incoming.facts), by, now)
    with transaction.atomic():
        accepted, request = _begin(doing) if doing.is_first else _go_on(doing, _seen(doing))
        if not accepted.repeated:
            tell(request, move, by)
            record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _seen(doing: _Doing) -> MlaRequest:
    """The request with its posts, if the officer may see it. Raises Unseen."""
    seen = MlaRequest.objects.visible_to(doing.by.officer, doing.by.only)
    posts = seen.select_related("requesting", "requested", "conducting")
    found = posts.filter(pk=doing.facts["request"]).first()
    if found is None:
        raise Unseen
    return found


def _begin(doing: _Doing) -> tuple[Accepted, MlaRequest]:
    """The first draft makes the request, in a file of the requesting side alone."""
    facts, incoming = doing.facts, doing.incoming
    if incoming.stream == facts["request"] or facts["number"] != 1:
        text = _("A request begins with version 1, in a file whose id is not that of the request.")
        raise Invalid("wrong_stream", text)
    named = [facts[key] for key in ("from", "conducting", "to") if facts[key]]
    posts = FocalPoint.objects.of_countries().in_bulk(named)
    home, conducting = posts.get(facts["from"]), posts.get(facts["conducting"])
    require(may_open(doing.by, posts.get(facts["to"]), home, conducting, named=facts["conducting"]))
    parties = [post for post in (home, conducting) if post is not None]
    accepted = _accept(doing, parties, doing.now)
    if accepted.repeated:
        return accepted, _seen(doing)
    return accepted, create(facts["request"], incoming.stream, begin(doing.act(doing.now)), parties)


def _go_on(doing: _Doing, request: MlaRequest) -> tuple[Accepted, MlaRequest]:
    _require_stream(doing, request)
    if doing.move.kind == "mla.draft":
        _require_addressee(doing, request)
    expected = _parties(doing.move, request)
    request = lock(request.pk)
    if [post.pk for post in _parties(doing.move, request)] != [post.pk for post in expected]:
        # A new draft has another addressee than the one this act was sealed to.
        text = _("The request was changed meanwhile. Load it again and sign anew.")
        raise Conflict("request_changed", text)
    at = moment_after(request, doing.now)
    accepted = _accept(doing, expected, at)
    if accepted.repeated:
        return accepted, request
    require(may(doing.move, request, doing.by, doing.facts, doing.now))
    _require_files(doing)
    keep(request, step(request.standing(), doing.act(accepted.event.accepted_at)))
    return accepted, request


def _parties(move: Move, request: MlaRequest) -> list[FocalPoint]:
    """The posts that the stream of an act is sealed to."""
    if move.stream == SHARED:
        return [request.requesting, request.requested]
    return [post for post in (request.requesting, request.conducting) if post is not None]


def _require_stream(doing: _Doing, request: MlaRequest) -> None:
    expected = request.file_id if doing.move.stream == FILE else request.pk
    if doing.incoming.stream != expected:
        # The requested side never learns the number of the requesting side's own file.
        at_home = {request.requesting_id, request.conducting_id}
        if doing.move.stream == FILE and doing.by.focal_point.pk not in at_home:
            raise Unseen
        text = _("An act of this kind belongs to another stream of this request.")
        raise Invalid("wrong_stream", text, stream=str(expected))


def _require_addressee(doing: _Doing, request: MlaRequest) -> None:
    to: FocalPoint | None = request.requested
    if doing.facts["to"] != request.requested_id:
        to = FocalPoint.objects.of_countries().filter(pk=doing.facts["to"]).first()
    require(may_open(doing.by, to, request.requesting, request.conducting))


def _accept(doing: _Doing, parties: list[FocalPoint], at: datetime) -> Accepted:
    """Into the stream, sealed to every party: no side may write what the other cannot open."""
    named = {one.focal_point for one in doing.incoming.manifest.recipients}
    if named != {str(party.pk) for party in parties}:
        text = _("An act on a request is sealed to exactly the focal points of its stream.")
        raise Invalid("bad_manifest", text, reason="recipients")
    kind = KINDS[doing.move.stream]
    # The signed date is judged by the clock, the order of acts by `at`.
    return accept_event(doing.incoming, by=doing.by, stream_kind=kind, parties=parties, now=doing.now, at=at)


def _require_files(doing: _Doing) -> None:
    """Each item of a result names one of the files sent with it; part 0 is the letter."""
    files = range(1, len(doing.incoming.manifest.parts))
    for item in doing.facts.get("items", []) if doing.move.kind == "mla.results" else []:
        if item["file"] not in files:
            text = _("An item names a file that was not sent with it.")
            raise Invalid("bad_facts", text, field="items", label=item["label"])
