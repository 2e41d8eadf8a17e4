"""Having the own post's copy of a request erased: a colleague proposes, an approver signs."""

from __future__ import annotations

from hub.client.errors import NotFound
from hub.client.requests import Request
from hub.client.sending import Intent
from hub.client.session import Session
from hub.client.streams import Act, Stream
from hub.encryption.canonical import Json
from hub.encryption.erasing import CONTENT, PROPOSE, is_content

_LETTER: Json = {"subject": "", "reference": "", "text": "", "fields": {}}


def stream_of(request: Request, *, file: bool) -> Stream:
    """The national file, or what both sides share. Raises NotFound where this post does not see it."""
    found = request.file if file else request.shared
    if found is None:
        raise NotFound("There is nothing of that kind that your post has.", "no-such-stream")
    return found


def propose(request: Request, rule: str, *, file: bool, act: int | None = None) -> Intent:
    """Propose to erase everything so far, or one act by its number as shown."""
    stream = stream_of(request, file=file)
    content = [one for one in stream.events if is_content(one.manifest.kind)]
    chosen = [one for one in content if act is None or one.manifest.seq + 1 == act]
    if not chosen:
        raise NotFound("There is no such act.", "no-such-act")
    named = [{"event": one.manifest.event, "hash": one.hash} for one in chosen]
    facts: Json = {"rule": rule, "upto": None, "events": named}
    if act is None:
        facts = {"rule": rule, "upto": chosen[-1].manifest.seq, "events": []}
    return _intent(request, stream, PROPOSE, facts)


def sign(session: Session, request: Request, *, file: bool) -> Intent:
    """Carry out the newest proposal of a colleague of the own post. Raises NotFound without one."""
    stream = stream_of(request, file=file)
    found = waiting(session, stream)
    if found is None:
        raise NotFound("Nobody at your post proposed to erase this.", "no-proposal")
    facts = {**found.manifest.facts, "proposal": found.manifest.event}
    return _intent(request, stream, CONTENT, facts)


def alone(request: Request, rule: str, *, file: bool) -> Intent:
    """Erase everything so far without a second person, where the post allows it."""
    stream = stream_of(request, file=file)
    facts: Json = {"rule": rule, "upto": len(stream.events) - 1, "events": [], "proposal": None}
    return _intent(request, stream, CONTENT, facts)


def waiting(session: Session, stream: Stream) -> Act | None:
    """The newest proposal of the own post that no act carried out."""
    own = [one for one in stream.events if one.manifest.sender.focal_point == session.focal_point]
    done = {one.manifest.facts.get("proposal") for one in own if one.manifest.kind == CONTENT}
    left = [one for one in own if one.manifest.kind == PROPOSE and one.manifest.event not in done]
    return left[-1] if left else None


def _intent(request: Request, stream: Stream, kind: str, facts: Json) -> Intent:
    return Intent(stream.id, kind, stream.addressed(), _LETTER, facts, about=request.id, place=stream.head)
