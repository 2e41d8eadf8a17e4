"""Who may do which act on a conversation now, and if not, why not and what to do instead."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType
from hub.base.results import ALLOWED, Answer, Denied
from hub.threads.guards import World, beforehand, opening_refused, refused
from hub.threads.standing import Act, Standing
from hub.threads.table import KINDS, Kind
from messaging.models import Thread
from messaging.reasons import REASONS, SOURCES
from mla_requests.models import MlaRequest

OPENING = "thread.open"


def may(before: Standing, act: Act, world: World) -> Answer:
    """Whether an act with its facts is allowed. A post that is proposed must be one that can be admitted."""
    found = answer(refused(before, act, world), act.kind)
    if not found or act.kind != "thread.propose":
        return found
    return may_admit(FocalPoint.objects.of_countries().filter(pk=UUID(act.facts["post"])).first())


def may_at_all(before: Standing, kind: str, acting: Acting) -> Answer:
    """Whether the officer could do it with the right facts."""
    if not acting.holds_key:
        return answer("no_key_seat", kind)
    return answer(beforehand(before, kind, str(acting.focal_point.pk)), kind)


def acts_for(thread: Thread, acting: Acting) -> list[tuple[Kind, Answer]]:
    """Every later kind of act with its answer, for the buttons and for the greyed rest."""
    before = thread.standing()
    later = (kind for kind in KINDS.values() if kind.kind != OPENING)
    return [(kind, may_at_all(before, kind.kind, acting)) for kind in later]


def may_begin(acting: Acting) -> Answer:
    """Whether the officer could begin a conversation with the right facts."""
    if not acting.holds_key:
        return answer("no_key_seat", OPENING)
    return answer(_unfit([acting.focal_point]), OPENING)


def may_open(acting: Acting, facts: Mapping[str, Any], members: Collection[FocalPoint]) -> Answer:
    """Whether this conversation may begin. `members` are those of the facts that exist."""
    if not acting.holds_key:
        return answer("no_key_seat", OPENING)
    found = opening_refused(facts, str(acting.focal_point.pk))
    if not found and len(members) < len(facts["members"]):
        found = "no_such_post"
    return answer(found or _unfit(members) or _unseen(acting, facts["about"]), OPENING)


def may_admit(post: FocalPoint | None) -> Answer:
    """Whether a post can be a member of conversations at all."""
    return answer("no_such_post" if post is None else _unfit([post]), "thread.admit")


def may_link(acting: Acting, request: str) -> Answer:
    """Whether the officer's present post sees the request."""
    return answer(_unseen(acting, request), "thread.link")


def answer(code: str, kind: str) -> Answer:
    """A guard's word as the answer of a rule."""
    if not code:
        return ALLOWED
    return Denied(REASONS[code], SOURCES.get(code, KINDS[kind].source), code)


def _unfit(posts: Collection[FocalPoint]) -> str:
    if any(post.type == PostType.SECRETARIAT for post in posts):
        return "secretariat"
    return "no_key" if any(post.generation == 0 for post in posts) else ""


def _unseen(acting: Acting, request: str | None) -> str:
    if request is None:
        return ""
    seen = MlaRequest.objects.visible_to(acting.officer, acting.focal_point.pk).filter(pk=UUID(request))
    return "" if seen.exists() else "request_unseen"
