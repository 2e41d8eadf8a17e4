"""The letter of a request that was opened. Its frame comes from the signed acts, not from the hub."""

from __future__ import annotations

from hub.client.errors import NotFound
from hub.client.identities import identities as find_identities
from hub.client.letter import Frame, Letter, Party, Signature, compose
from hub.client.requests import Request, content
from hub.client.session import Session
from hub.client.streams import Act, open_act
from hub.encryption.canonical import Json
from hub.encryption.event import OpenedEvent
from hub.forms.victims import IDENTITIES_TYPE, merge

STEPS = {"mla.draft": "drafted_by", "mla.approve": "approved_by", "mla.transmit": "sent_by"}
SENT = ("mla.transmit", "mla.share_draft")


def newest(request: Request) -> Act:
    """The version a letter shows: what was sent last, or else the newest draft."""
    sent = [one for one in request.acts if one.manifest.kind == "mla.transmit"]
    return sent[-1] if sent else request.last("mla.draft", *SENT)


def letter(session: Session, request: Request, *, language: str = "", identities: bool = False) -> Letter:
    """The letter of request. Raises NotFound if there is no content to write, as when it is only tracked."""
    act = newest(request)
    opened = open_act(session, act)
    found = content(session, opened)
    if found is None:
        raise NotFound("There is no content here to write a letter from: it went another way.", "no-content")
    if identities:
        found = merge(found, find_identities(session, request))
    return compose(found, _frame(session, request, act, opened), language=language, identities=identities)


def _frame(session: Session, request: Request, act: Act, opened: OpenedEvent) -> Frame:
    summary = request.summary
    return Frame(
        requesting=_party(session, summary["requesting"]),
        requested=_party(session, summary["requested"]),
        request=request.id, subject=opened.body["subject"], date=act.manifest.created[:10],
        reference_requesting=opened.body["reference"], reference_requested=_answered(session, request),
        sent=act.manifest.kind == "mla.transmit", fingerprint=act.manifest.facts["commitment"],
        signatures=tuple(_signatures(session, request, act)),
        attachments={one.name: one.sha256 for one in opened.files[1:] if one.type != IDENTITIES_TYPE},
    )  # fmt: skip


def _party(session: Session, post: Json) -> Party:
    """A post by the name its own country stated."""
    chain = session.trust.chain(str(post["country"]))
    return Party(chain.focal_points[str(post["focal_point"])].name, chain.country)


def _answered(session: Session, request: Request) -> str:
    """The requested side's own reference, from its newest acknowledgement."""
    known = [one for one in request.acts if one.manifest.kind == "mla.acknowledge"]
    return str(open_act(session, known[-1]).body["reference"]) if known else ""


def _signatures(session: Session, request: Request, act: Act) -> list[Signature]:
    """Who drafted, approved and sent the version shown: the newest act of each kind up to it."""
    newest_of = {one.manifest.kind: one for one in request.acts if one.at <= act.at}
    found = []
    for kind, step in STEPS.items():
        if kind in newest_of:
            one = newest_of[kind]
            officers = session.trust.chain(one.proof.country).officers
            found.append(Signature(step, officers[one.manifest.sender.officer].name, one.manifest.created))
    return found
