"""The acts on a set by name, as the API and the pages call them: (set, what was sent, who, when)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from focal_points.acting import Acting
from hub.conferences.actions import adopting, drafting, publishing

Data = dict[str, Any]
# What each act on a set needs of the body.
SET_ACTS: dict[str, Callable[[UUID, Data, Acting, datetime], Any]] = {
    "consolidate": lambda pk, _data, by, at: adopting.consolidate(pk, by=by, now=at),
    "reopen": lambda pk, _data, by, at: adopting.reopen(pk, by=by, now=at),
    "start_silence": lambda pk, data, by, at: adopting.start_silence(pk, data.get("until"), by=by, now=at),
    "object": lambda pk, data, by, at: adopting.object_to(pk, data.get("reason"), by=by, now=at),
    "adopt_by_consensus": lambda pk, data, by, at: adopting.declare_consensus(
        pk, data.get("meeting_no"), by=by, now=at
    ),
    "open_vote": lambda pk, data, by, at: adopting.open_vote(pk, data, by=by, now=at),
    "vote": lambda pk, data, by, at: adopting.vote(pk, data.get("choice"), by=by, now=at),
    "close_vote": lambda pk, data, by, at: adopting.close_vote(pk, data.get("meeting_no"), by=by, now=at),
    "publish": lambda pk, data, by, at: publishing.publish(
        pk, by=by, confirmed=data.get("confirmed"), now=at
    ),
    "supersede": lambda pk, _data, by, at: publishing.supersede(pk, by=by, now=at),
    "reorder": lambda pk, data, by, at: drafting.reorder(pk, data.get("order"), by=by, now=at),
}
