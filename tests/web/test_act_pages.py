"""Pages of a request at every stage: each act that is offered has a form, and each side sees its own view."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from hub.notifications.actions import tell
from hub.notifications.models import Notification
from hub.procedure import MOVES
from mla_requests.views.topics import FIRST, NEXT, TOPICS
from tests.cast import Cast, Side
from tests.factories.people import Person
from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_EXECUTION, TO_TRANSMISSION, Story

pytestmark = pytest.mark.django_db
DEFICIENT = {"deficiencies": {"f1": "language"}}
STAGES = {
    "draft": ("mla.draft",),
    "in review": ("mla.draft", "mla.submit"),
    "sent": TO_TRANSMISSION,
    "returned": TO_TRANSMISSION,
    "assessment": TO_ASSESSMENT,
    "questions": (*TO_ASSESSMENT, "mla.ask"),
    "consultation": (*TO_ASSESSMENT, "mla.consult"),
    "execution": TO_EXECUTION,
    "results": (*TO_EXECUTION, "mla.results"),
    "closing": TO_CLOSURE[:-1],
    "closed": TO_CLOSURE,
}


def people(*sides: Side) -> list[Person]:
    """Officers and approvers."""
    return [one for side in sides for one in (side.officer, side.approver)]


def links(page: str, story: Story) -> list[str]:
    """Addresses of acts on the page."""
    return [unescape(one) for one in re.findall(rf'href="(/requests/{story.id}/(?:act/\w+|edit)/)"', page)]


@pytest.mark.parametrize("stage", STAGES)
def test_every_act_that_is_offered_has_its_form(cast: Cast, stage: str) -> None:
    story = Story(cast.sender, cast.recipient).run(*STAGES[stage])
    if stage == "returned":
        story.do("mla.return", facts=DEFICIENT)
    offered = 0
    for person in people(cast.sender, cast.recipient):
        browser = person.browser()
        answer = browser.get(f"/requests/{story.id}/")
        if answer.status_code == 404:
            assert stage in ("draft", "in review")
            continue
        for address in links(answer.content.decode(), story):
            form = browser.get(address)
            assert form.status_code == 200, (person.email, address, form.content[:500])
            offered += 1
    assert offered > 3


def test_every_act_belongs_to_one_topic() -> None:
    listed = [f"mla.{kind}" for _, _, kinds in TOPICS for kind in kinds]
    assert sorted(listed) == sorted(MOVES)
    assert set(FIRST) | set(NEXT) <= set(MOVES)


def test_what_is_drafted_anew_is_not_shown_to_the_other_side(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    story.do("mla.return", facts=DEFICIENT)
    measures = [{"label": "m1", "code": "18.3.g"}]
    story.do("mla.draft", facts={"measures": measures, "urgent": True, "number": 2})
    ours = cast.sender.officer.browser().get(f"/requests/{story.id}/").content.decode()
    theirs = cast.recipient.officer.browser().get(f"/requests/{story.id}/").content.decode()
    assert 'data-code="18.3.g"' in ours
    assert 'data-status="draft"' in ours
    assert 'data-code="18.3.g"' not in theirs
    assert 'data-status="returned"' in theirs
    assert "mla.draft" not in theirs


def test_acts_of_the_other_side_are_not_listed_as_impossible(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    context = cast.sender.officer.browser().get(f"/requests/{story.id}/").context
    kinds = {act.kind for topic in (*context["topics"], *context["denied"]) for act in topic.acts}
    assert "mla.withdraw" in kinds
    assert "mla.accept" not in kinds


def test_the_page_says_until_when_at_the_side_that_must_act(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    context = cast.recipient.officer.browser().get(f"/requests/{story.id}/").context
    assert context["primary"].kind == "mla.acknowledge"
    assert {clock.code for clock in context["clocks"]} >= {"delivery"}
    assert context["until"].country == "Nepal"


def test_a_page_with_many_acts_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_CLOSURE)
    browser = cast.recipient.officer.browser()
    with django_assert_max_num_queries(40):
        assert browser.get(f"/requests/{story.id}/").status_code == 200


def test_opening_a_request_reads_what_the_officer_was_told_of_it(cast: Cast) -> None:
    story, other = Story(cast.sender, cast.recipient), Story(cast.sender, cast.recipient)
    for one in (story, other):
        one.run(*TO_TRANSMISSION)
    unread = Notification.objects.filter(read_at__isnull=True)
    before = set(unread.values_list("officer_id", "target", "pk"))
    own = {row for row in before if row[:2] == (cast.recipient.officer.id, str(story.id))}
    browser = cast.recipient.officer.browser()
    assert own
    assert browser.head(f"/requests/{story.id}/").status_code == 200
    assert set(unread.values_list("officer_id", "target", "pk")) == before
    assert browser.get(f"/requests/{story.id}/").status_code == 200
    assert set(unread.values_list("officer_id", "target", "pk")) == before - own


def test_an_unseen_request_reads_nothing(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    tell([cast.stranger.officer.id], "mla.transmit", story.id)
    assert cast.stranger.officer.browser().get(f"/requests/{story.id}/").status_code == 404
    assert Notification.objects.filter(officer=cast.stranger.officer.id, read_at__isnull=True).exists()
