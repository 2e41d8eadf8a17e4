"""Rows as the API shows them."""

from typing import Any

from deconfliction.models import BlindPair, Hit, Registration
from deconfliction.states import Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.ledger.models import Event, Wrap
from hub.tenancy.context import system

Json = dict[str, Any]


def post_json(post: FocalPoint) -> Json:
    """A post."""
    return {"focal_point": str(post.pk), "country": post.country_id, "name": post.name}


def pair_json(pair: BlindPair, by: Acting) -> Json:
    """A pair: who, and where it stands."""
    own = pair.proposer_id == by.focal_point.pk
    return {
        "id": str(pair.pk),
        "proposer": post_json(pair.proposer),
        "other": post_json(pair.other),
        "status": pair.status,
        "waits_for_us": pair.status == Status.PROPOSED and not own,
        "proposed": text(pair.proposed),
        "since": text(pair.since) if pair.since else None,
        "ended": text(pair.ended) if pair.ended else None,
    }


def registration_json(row: Registration) -> Json:
    """A registration of the own post: its token, its last day, and the event that holds its sealed words."""
    return {
        "id": str(row.pk),
        "pair": str(row.pair_id),
        "token": row.token,
        "until": row.until.isoformat(),
        "created": text(row.created),
        "withdrawn": text(row.withdrawn) if row.withdrawn else None,
        "head": {"stream": str(row.stream_id), "event": str(row.event)},
    }


def hit_json(hit: Hit, by: Acting) -> Json:
    """A hit: the own registration, and with whom to speak."""
    own, _theirs = hit.of(by.focal_point.pk)
    return {
        "id": str(hit.pk),
        "at": text(hit.at),
        "pair": str(hit.pair_id),
        "peer": post_json(hit.pair.peer_of(by.focal_point.pk)),
        "own": registration_json(own),
    }


def proof_json(hit: Hit, by: Acting) -> Json:
    """The other post's registration as its officer signed it, so that nobody need believe the hub.

    The wrap in it is for the other post: it opens nothing here.
    """
    _own, theirs = hit.of(by.focal_point.pk)
    with system():  # The other post's own stream, of which the hit opens this one event.
        event = Event.objects.get(pk=theirs.event)
        wraps = list(Wrap.objects.filter(event=event).order_by("focal_point"))
    rows = [
        {"focal_point": str(one.focal_point_id), "generation": one.generation, "wrap": one.wrap}
        for one in wraps
    ]
    envelope = {"id": str(event.pk), "seq": event.seq, "kind": event.kind, "hash": event.hash}
    return {**envelope, "stream": str(event.stream_id), "envelope": event.envelope, "all_wraps": rows}
