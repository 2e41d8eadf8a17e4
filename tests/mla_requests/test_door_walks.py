"""Random walks through the real door: the request is what its acts add up to, and each side sees its own.

Acts are sealed, signed and posted as clients do; the facts are those of the walks over rules and steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import pytest

from hub.base import clock
from hub.procedure import FILE, MOVES, NATIONAL, SHARED, Side, Standing
from mla_requests.queries import rebuild
from tests.cast import Cast
from tests.factories.people import Person
from tests.mla_requests.conducted import ConductedStory, prosecution
from tests.mla_requests.story import TO_ASSESSMENT, TO_EXECUTION, TO_TRANSMISSION, Story
from tests.procedure import saying
from tests.procedure.saying import Speaker
from tests.procedure.walking import fitting

WALKS, ATTEMPTS = 24, 16
BEGINNINGS: tuple[tuple[str, ...], ...] = (("mla.draft",), TO_TRANSMISSION, TO_ASSESSMENT, TO_EXECUTION)


@dataclass
class DoorWalk:
    """A story told at random. `sides` are the people who may try something."""

    story: Story
    rng: Random
    sides: dict[Side, list[Person]]
    taken: int = 0
    refused: int = 0
    codes: set[str] = field(default_factory=set)

    def attempt(self) -> bool:
        """Let somebody try an act; whether it was taken."""
        side = self.rng.choices(list(Side), [5, 5, 1, 1])[0]
        by, standing = self.rng.choice(self.sides[side]), self.story.request.standing()
        kind = fitting(self.rng, standing, side)
        if kind is None or self.rng.random() < 0.2:
            kind = self.rng.choice(list(MOVES))
        answer = self._send(kind, by, standing)
        assert answer.status_code in (201, 400, 403, 404), (kind, answer.content)
        if answer.status_code != 201:
            self.refused += 1
            self.codes.add(answer.json()["code"])
            assert self.story.request.standing() == standing
        return bool(answer.status_code == 201)

    def _send(self, kind: str, by: Person, standing: Standing) -> Any:
        colleagues = [person.id for person in self.sides[standing.side_of(by.post.id if by.post else None)]]
        honest = self.rng.random() < 0.9
        speaker = Speaker(self.rng, standing, clock.now(), self.story.id, colleagues, honest)
        return self.story.send(kind, by=by, facts=saying.facts(kind, speaker))


@pytest.fixture
def conducted(cast: Cast) -> tuple[ConductedStory, dict[Side, list[Person]]]:
    """A story with a prosecution behind it, and everybody who may try something."""
    behind = prosecution(cast.sender)
    story = ConductedStory(cast.sender, cast.recipient, conducting=behind)
    return story, {
        Side.REQUESTING: [cast.sender.officer, cast.sender.approver],
        Side.REQUESTED: [cast.recipient.officer, cast.recipient.approver],
        Side.CONDUCTING: [behind.officer],
        Side.NOBODY: [cast.stranger.officer, cast.stranger.approver],
    }


@pytest.mark.parametrize("seed", range(WALKS))
def test_walks_through_the_door(
    conducted: tuple[ConductedStory, dict[Side, list[Person]]], seed: int
) -> None:
    story, sides = conducted
    walk = DoorWalk(story, Random(seed), sides)  # noqa: S311 - a seed makes the walk repeatable
    story.run(*BEGINNINGS[seed % len(BEGINNINGS)])
    for _ in range(ATTEMPTS):
        if walk.attempt():
            walk.taken += 1
            request = story.request
            assert rebuild(request) == request.standing()
            assert_requested_side_sees_its_own(story, sides[Side.REQUESTED][0])
    assert_others_see_their_own(story, sides)
    assert walk.taken
    assert "not_authenticated" not in walk.codes


def detail(story: Story, by: Person) -> Any:
    """The answer of the API for one request."""
    return story.api(by).get(f"/api/v1/requests/{story.id}/")


def assert_requested_side_sees_its_own(story: Story, by: Person) -> None:
    """Nothing before it was told anything; then what it was told, and never a word of the national file."""
    answer, now = detail(story, by), story.request.standing()
    if not now.shared:
        assert answer.status_code == 404
        return
    found = answer.json()
    assert (found["status"], found["ball"]) == (now.shared, now.shared_ball)
    assert found["status"] not in {status.value for status in NATIONAL}
    assert all(kind.startswith("sys.") or MOVES[kind].stream == SHARED for kind in kinds(found))
    if now.status in NATIONAL and now.told is not None:
        assert {m["label"]: m["code"] for m in found["measures"]} == now.told.measures
    for secret in secrets(story, now):
        assert secret not in answer.content.decode()


def secrets(story: Story, now: Standing) -> list[str]:
    """Ids that only the requesting side may know: file, conducting post, versions that were never named."""
    shared = [one.manifest for one in story.sealed if MOVES[one.manifest.kind].stream == SHARED]
    named = {one.facts.get("version") for one in shared}
    drafts = {one.manifest.event for one in story.sealed if one.manifest.kind == "mla.draft"}
    return [str(story.file), str(now.conducting), *sorted(drafts - named)]


def assert_others_see_their_own(story: Story, sides: dict[Side, list[Person]]) -> None:
    """The conducting post follows the file and cannot open the shared stream; strangers find nothing."""
    conducting = sides[Side.CONDUCTING][0]
    found = detail(story, conducting).json()
    assert (found["side"], found["status"]) == ("conducting", story.request.status)
    assert all(kind.startswith("sys.") or MOVES[kind].stream == FILE for kind in kinds(found))
    assert story.api(conducting).get(f"/api/v1/streams/{story.id}/").status_code == 404
    allowed = {act["kind"] for act in found["acts"] if act["allowed"]}
    assert allowed <= {"mla.draft", "mla.submit", "mla.file_note"}
    stranger = sides[Side.NOBODY][0]
    assert detail(story, stranger).status_code == 404
    assert story.api(stranger).get("/api/v1/requests/").json()["requests"] == []
    ours = detail(story, sides[Side.REQUESTING][0]).json()
    assert ours["status"] == story.request.status
    assert UUID(ours["file"]) == story.file


def kinds(found: Any) -> list[str]:
    """Kinds of the acts on the timeline."""
    return [entry["kind"] for entry in found["timeline"]]
