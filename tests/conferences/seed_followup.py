"""Run in the process of a hub under test: an adopted edition with an open cycle. Prints ids as JSON."""

from __future__ import annotations

import json
import sys

from focal_points.models import Country
from hub.conferences.actions.cycles import open_cycle
from hub.conferences.models import Delegation
from hub.web.demo.meetings import secretariat
from tests.conferences.published import edition
from tests.conferences.reporting import today, unsaved


def put(number: int) -> None:
    """Pakistan and Nepal were there and owe a report on two recommendations."""
    found = edition(number, 1985 + number)
    for code in ("PK", "NP"):
        Delegation.objects.create(
            conference=found.conference,
            country=Country.objects.get(pk=code),
            source="test",
            status="attended",
        )
    cycle = open_cycle(secretariat(), unsaved(found), today())
    ids = {
        "conference": found.conference.pk,
        "recommendation": found.recommendations[0].pk,
        "cycle": cycle.pk,
    }
    sys.stdout.write(json.dumps({name: str(value) for name, value in ids.items()}) + "\n")
