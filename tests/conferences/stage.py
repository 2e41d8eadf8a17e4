"""A conference with people on it: two countries that take part, a stranger, the organiser.

stage = make_stage(cast)
stage.conference            # drafting; Pakistan chairs its group, Nepal is a delegate, Egypt is nobody
stage.draft("States should …")
stage.published()           # adopted by consensus and published
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from focal_points.acting import Acting
from focal_points.actions import add_network, add_organisation, admit
from focal_points.models import Country, NetworkMember
from hub.conferences.actions import adopting, drafting, editions, meeting, publishing
from hub.conferences.models import Conference, Recommendation, RecommendationSet, Series, WorkingGroup
from tests.cast import Cast
from tests.factories.people import Person

NOW = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
TEXT = "States should share information on routes with each other in good time."
HIDDEN = "States should watch the harbour of Zuwara."
BEGAN = date(2019, 1, 1)


@dataclass
class Stage:
    """Who is there and what there is."""

    cast: Cast
    series: Series
    conference: Conference
    group: WorkingGroup
    made: list[Recommendation] = field(default_factory=list)

    @property
    def set(self) -> RecommendationSet:
        """The one set of the conference, as it is now."""
        return RecommendationSet.objects.select_related("conference").get(conference=self.conference)

    @property
    def organiser(self) -> Acting:
        """An officer of the Secretariat."""
        return self.cast.secretariat.officer.acting

    @property
    def chair(self) -> Acting:
        """Pakistan's officer, whose post chairs the group."""
        return self.cast.sender.officer.acting

    @property
    def delegate(self) -> Acting:
        """Nepal's officer, a delegate."""
        return self.cast.recipient.officer.acting

    @property
    def stranger(self) -> Acting:
        """Egypt's officer, who has no part in it."""
        return self.cast.stranger.officer.acting

    def draft(self, body: str = TEXT, **more: Any) -> Recommendation:
        """A draft of the group."""
        data = {"body": body, "group": str(self.group.pk)} | more
        row = drafting.add(self.set.pk, data, by=self.chair, now=NOW)
        self.made.append(row)
        return row

    def consolidated(self) -> RecommendationSet:
        """All drafts in one text."""
        return adopting.consolidate(self.set.pk, by=self.organiser, now=NOW)

    def adopted(self) -> RecommendationSet:
        """Adopted by consensus."""
        self.consolidated()
        return adopting.declare_consensus(self.set.pk, "4", by=self.organiser, now=NOW)

    def published(self) -> RecommendationSet:
        """Adopted and published."""
        one = self.adopted()
        return publishing.publish(one.pk, by=self.organiser, confirmed=one.hash, now=NOW)


def make_stage(cast: Cast, *, public: bool = True) -> Stage:
    """A conference of a series without a mechanism, in drafting, with one group."""
    by = cast.secretariat.officer.acting
    series = editions.add_series({"code": "GLOACT", "name": {"en": "Regional conference"}}, by=by, now=NOW)
    conference = edition(series, by, 2019, public=public)
    return staged(cast, series, conference)


def edition(series: Series, by: Acting, year: int, *, public: bool = True, **more: Any) -> Conference:
    """A planned edition of a year."""
    data = {
        "title": {"en": f"Conference {year}"},
        "city": "Islamabad",
        "country": "PK",
        "start": f"{year}-09-16",
        "end": f"{year}-09-17",
        "visibility": "public" if public else "members",
    }
    return editions.begin(series.pk, data | more, by=by, now=NOW)


def staged(cast: Cast, series: Series, conference: Conference) -> Stage:
    """Delegations, a group and a draft set for a planned conference."""
    by = cast.secretariat.officer.acting
    for country, role in (("PK", "host"), ("NP", "delegate")):
        row = {"country": country, "role": role, "source": "registration list", "status": "attended"}
        meeting.list_delegation(conference.pk, row, by=by, now=NOW)
    chair = str(cast.sender.post.id)
    group = meeting.add_group(conference.pk, {"theme": "operational", "chair": chair}, by=by, now=NOW)
    conference = editions.move(conference.pk, "start_drafting", by=by, now=NOW)
    return Stage(cast, series, conference, group)


def next_stage(stage: Stage, year: int = 2021, *, public: bool = True) -> Stage:
    """The next edition of a series, in drafting."""
    conference = edition(stage.series, stage.organiser, year, public=public)
    assert conference.predecessor_id == stage.conference.pk
    return staged(stage.cast, stage.series, conference)


def in_mechanism() -> tuple[Acting, Acting]:
    """Organisers of two mechanisms, each an organisation; Nepal is a member of the first, commit."""
    found = []
    for code in ("commit", "casc"):
        network = add_network(None, code, names={"en": code.upper()}, kind="mechanism")
        made = add_organisation(
            None,
            name=f"Secretariat of {code}",
            officer=code,
            email=f"desk@{code}.example",
            networks=[],
            since=BEGAN,
        )
        network.secretariat = made.post
        network.save()
        found.append(Acting(made.officer, made.post, frozenset({"observer"})))
    member = Country.objects.get(pk="NP")
    admit(None, _network("commit"), member, NetworkMember.Status.MEMBER, BEGAN)
    return found[0], found[1]


def _network(code: str) -> Any:
    from focal_points.models import Network

    return Network.objects.get(pk=code)


def reader(person: Person) -> Acting:
    """A person as a reader."""
    return person.acting
