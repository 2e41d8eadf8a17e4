"""What every page of a conference shows around its own part: tabs, the acts, and who the reader is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.results import ALLOWED, Answer, Text
from hub.conferences import queries, rules
from hub.conferences.models import Conference, Recommendation
from hub.conferences.views.acts import KINDS, act_url, tab_url

TABS: dict[str, Text] = {
    "overview": _("Overview"),
    "delegations": _("Delegations"),
    "programme": _("Programme"),
    "groups": _("Working groups"),
    "drafts": _("Texts"),
    "lineage": _("Lineage"),
    "adoption": _("Adoption"),
}


@dataclass(frozen=True)
class Offer:
    """An act that a page offers or refuses; a `grave` one is never the one button."""

    label: Text
    answer: Answer
    url: str
    grave: bool = False


def inside(by: Acting, conference: Conference) -> bool:
    """Whether the reader may read the drafts of a conference."""
    return Conference.objects.drafted_by(by).filter(pk=conference.pk).exists()


def frame(by: Acting, conference: Conference, here: str, *, within: bool) -> dict[str, Any]:
    """Names for conference.html."""
    shown = [tab for tab in TABS if within or tab not in ("groups", "adoption")]
    seen = Recommendation.objects.visible_to(by).filter(set__conference=conference, withdrawn=False)
    counts = {
        "delegations": len({str(row) for row in conference.delegations.select_related("country")}),
        "programme": conference.agenda.count(),
        "groups": conference.groups.count(),
        "drafts": seen.count(),
    }
    return {
        "rail": "conferences",
        "conference": conference,
        "inside": within,
        "organiser": bool(rules.may_prepare(by, conference)),
        "tabs": [
            {
                "url": tab_url(conference, tab),
                "label": TABS[tab],
                "count": counts.get(tab),
                "here": tab == here,
            }
            for tab in shown
        ],
    }


def listed(offers: Iterable[Offer]) -> dict[str, Any]:
    """Names for parts/acts.html: what may be done, the first as the one button, and what may not and why."""
    rows = list(offers)
    acts = sorted((row for row in rows if row.answer), key=lambda row: row.grave)
    return {"acts": acts, "denied": [row for row in rows if not row.answer]}


def offer(kind: str, thing: Any, act: str, answer: Answer = ALLOWED, **more: Any) -> Offer:
    """An act on a thing with the word on its button."""
    found = KINDS[kind].acts[act]
    return Offer(found.label, answer, act_url(kind, thing.pk, act, **more), found.grave)


def moves(by: Acting, conference: Conference) -> list[Offer]:
    """What the organiser may do with the conference; for others nothing is listed."""
    if not rules.may_organise(by, conference):
        return []
    steps = [offer("edition", conference, move.act, found) for move, found in queries.acts_on(by, conference)]
    prepared = rules.may_prepare(by, conference)
    return [
        *steps,
        offer("edition", conference, "change", prepared),
        offer("edition", conference, "clone"),
    ]
