"""What attackers of conferences know or guess: a meeting for members in drafting, and all that is in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.base.clock import now
from hub.conferences.actions import adopting, lineage, meeting, proposing, statements
from tests.attacks.followup import Reporting
from tests.attacks.table_conference_pages import named
from tests.cast import Cast
from tests.conferences.stage import Stage, make_stage, next_stage


class Meeting:
    """Pakistan chairs, Nepal is a delegate and has objected once; nobody else is invited."""

    def __init__(self, cast: Cast) -> None:
        old = make_stage(cast, public=False)
        ancestor = old.draft()
        old.published()
        self.followup = Reporting(old)
        self.stage = next_stage(old, public=False)
        self.draft = self.stage.draft("States should act.")
        self.things = self._opened(self.stage) | self._drafted(self.stage, str(ancestor.pk))

    def _opened(self, stage: Stage) -> dict[str, Any]:
        by, at = stage.organiser, now()
        item = {"number": "1", "day": "2021-09-16", "title": "Opening"}
        told = {"title": "Railways", "text": "So."}
        listed = stage.conference.delegations.get(country="NP").pk
        return {
            "conference": stage.conference.pk,
            "delegation": listed,
            "agenda item": meeting.add_item(stage.conference.pk, item, by=by, now=at).pk,
            "group": stage.group.pk,
            "statement": statements.add_statement(stage.conference.pk, told, by=stage.chair, now=at).pk,
        }

    def _drafted(self, stage: Stage, ancestor: str) -> dict[str, Any]:
        by, at, row = stage.organiser, now(), self.draft
        link = lineage.add_link(row.pk, {"ancestor": ancestor, "kind": "updates"}, by=stage.chair, now=at)
        adopting.consolidate(stage.set.pk, by=by, now=at)
        adopting.start_silence(stage.set.pk, at + timedelta(days=1), by=by, now=at)
        objection = adopting.object_to(stage.set.pk, "Not yet.", by=stage.delegate, now=at)
        return {
            "set": stage.set.pk,
            "recommendation": row.pk,
            "ancestor": link.pk,
            "objection": objection.pk,
            "proposal": proposing.propose(row.pk, {"kind": "delete"}, by=stage.delegate, now=at).pk,
        }

    def values(self, thing: str) -> dict[str, Any]:
        """The parameters that name a thing in an address; empty for what is not of a conference."""
        if thing not in self.things:
            return self.followup.values(thing)
        return {"pk": self.things[thing]} | named(thing)
