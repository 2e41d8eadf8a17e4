"""One act on a conversation: past the rules, into the stream, and the conversation moves. One transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.audit.actions import record
from hub.audit.models import Kind as AuditKind
from hub.base.clock import exactly
from hub.base.errors import Invalid, Unseen, require
from hub.ledger.actions import Accepted, accept_event, find_repeat
from hub.ledger.actions.parties import depart, join, share_keys
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from hub.threads.standing import Act, Standing
from hub.threads.steps import begin, step
from hub.threads.table import KINDS, Kind
from messaging import facts as shapes
from messaging.actions.keeping import create, keep, touch
from messaging.actions.saying import say
from messaging.actions.telling import present, tell
from messaging.models import Thread
from messaging.queries.world import world_of
from messaging.rules import OPENING, may, may_admit, may_at_all, may_link, may_open

CHOSEN_HANDLING = frozenset({"thread.say", "thread.correct"})
SIMPLE = frozenset({"thread.say", "thread.correct", "thread.withdraw"})


@dataclass(frozen=True)
class Doing:
    """An act on its way: what came, what it says, whose it is. `at` is the date it gets."""

    incoming: Incoming
    kind: Kind
    facts: Mapping[str, Any]
    by: Acting
    now: datetime
    at: datetime

    @property
    def act(self) -> Act:
        """The act as guards and steps take it."""
        manifest, post = self.incoming.manifest, str(self.by.focal_point.pk)
        return Act(
            self.kind.kind,
            self.facts,
            manifest.event,
            post,
            manifest.seq,
            exactly(self.at),
            manifest.handling,
        )

    @property
    def thread(self) -> UUID:
        """The conversation, whose id is that of its stream."""
        return self.incoming.stream


def accept_thread(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept an act of kind "thread.…": it is in the stream and the conversation has moved, or nothing
    happened.

    Raises Unseen; Invalid unknown_kind, bad_facts, wrong_stream, bad_manifest; Forbidden with the rule's
    reason; and whatever accept_event raises.
    """
    doing = _read(incoming, by, now)
    with transaction.atomic():
        said = say(incoming, doing.facts, by, now) if doing.kind.kind == "thread.say" else None
        accepted = said.accepted if said else _accepted(doing)
        if accepted.repeated:
            return accepted
        if said:
            tell(doing.thread, said.members, doing.kind, doing.facts, by, now, said.sitting)
        else:
            tell(doing.thread, present(doing.thread), doing.kind, doing.facts, by, now)
            record(AuditKind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _accepted(doing: Doing) -> Accepted:
    return (_begin(doing) if doing.kind.kind == OPENING else _go_on(doing))[0]


def _read(incoming: Incoming, by: Acting, now: datetime) -> Doing:
    kind = KINDS.get(incoming.kind)
    if kind is None:
        text = _("There is no such act. See /api/v1/threads/table/ for those there are.")
        raise Invalid("unknown_kind", text)
    doing = Doing(incoming, kind, shapes.read(incoming.kind, incoming.facts), by, now, now)
    if incoming.manifest.stream != doing.facts["thread"]:
        raise Invalid("wrong_stream", _("A conversation has one stream, whose id is its own."))
    if incoming.manifest.handling != "H0" and kind.kind not in CHOSEN_HANDLING:
        text = _("Only messages and their corrections have a handling code of their own.")
        raise Invalid("bad_manifest", text, reason="handling")
    return doing


def _begin(doing: Doing) -> tuple[Accepted, Thread]:
    """The first act makes the conversation; its members see it from then on."""
    posts = FocalPoint.objects.of_countries().select_related("group").filter(pk__in=doing.facts["members"])
    members = list(posts.order_by("pk"))
    require(may_open(doing.by, doing.facts, members))
    if doing.incoming.manifest.seq != 0:
        raise Invalid("wrong_stream", _("A conversation begins with its first act."))
    accepted = _accept(doing, doing.facts["members"], members)
    if accepted.repeated:
        return accepted, _locked(doing)
    return accepted, create(doing.act, members, begin(doing.act), doing.at)


def _go_on(doing: Doing) -> tuple[Accepted, Thread]:
    """A later act, never dated before the one that it follows, whatever the hub's clock says."""
    thread = _locked(doing)
    doing = replace(doing, at=max(doing.now, thread.updated))
    before = thread.standing()
    require(may_at_all(before, doing.kind.kind, doing.by))
    # Sent again, an admission must not put back a post that has left since.
    if doing.kind.kind == "thread.admit" and (repeat := find_repeat(doing.incoming)):
        return repeat, thread
    newcomer = _newcomer(doing)
    accepted = _accept(doing, _receivers(doing, before), [])
    if accepted.repeated:
        return accepted, thread
    require(may(before, doing.act, world_of(doing.thread, doing.facts, doing.now, doing.act.seq)))
    if doing.kind.kind == "thread.link":
        require(may_link(doing.by, doing.facts["request"]))
    _move(doing, thread, before, accepted, newcomer)
    return accepted, thread


def _move(
    doing: Doing, thread: Thread, before: Standing, accepted: Accepted, newcomer: FocalPoint | None
) -> None:
    """Rows of the conversation and of the stream follow the act."""
    touch(thread, doing.act, doing.at)
    if doing.kind.kind in SIMPLE:
        return
    keep(thread, before, step(before, doing.act), doing.act, newcomer)
    if newcomer is not None:
        share_keys(accepted.event, newcomer, doing.facts["shared"])
    if doing.kind.kind == "thread.leave":
        depart(Stream(pk=thread.pk), doing.by.focal_point, doing.act.seq)


def _newcomer(doing: Doing) -> FocalPoint | None:
    """The post that an admission puts on the stream: before the act, which is sealed to it as well."""
    if doing.kind.kind != "thread.admit":
        return None
    post = FocalPoint.objects.of_countries().select_related("group").filter(pk=doing.facts["post"]).first()
    require(may_admit(post))
    if post is None or doing.facts["post"] not in doing.facts["members"]:
        raise Invalid(
            "bad_facts", _("The fact “%s” is not in the expected form.") % "members", field="members"
        )
    join(Stream(pk=doing.thread), post, doing.incoming.manifest.seq)
    return post


def _receivers(doing: Doing, before: Standing) -> set[str]:
    named = {doing.facts["post"]} if doing.kind.kind == "thread.admit" else set()
    return {*before.members, *named}


def _locked(doing: Doing) -> Thread:
    """The conversation under its lock, if the officer's present post was ever on it. Raises Unseen."""
    seen = Thread.objects.visible_to(doing.by.officer, doing.by.focal_point.pk)
    found = seen.select_for_update().filter(pk=doing.thread).first()
    if found is None:
        raise Unseen
    return found


def _accept(doing: Doing, receivers: set[str] | list[str], parties: list[FocalPoint]) -> Accepted:
    """Into the stream, sealed to exactly the members: nobody is left out unnoticed."""
    accepted = accept_event(
        doing.incoming,
        by=doing.by,
        stream_kind=Stream.Kind.THREAD,
        parties=parties,
        now=doing.now,
        at=doing.at,
    )
    named = {one.focal_point for one in doing.incoming.manifest.recipients}
    if not accepted.repeated and named != set(receivers):
        text = _("An act on a conversation is sealed to exactly its members. Load it again and seal anew.")
        raise Invalid("bad_manifest", text, reason="recipients")
    return accepted
