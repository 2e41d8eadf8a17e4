"""What a request gives to the statistics on its way, and that counting again changes nothing."""

from __future__ import annotations

import time
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command

from hub.statistics.models import Figure
from mla_requests.actions import counting
from mla_requests.queries.rebuild import rebuild
from tests.cast import Cast
from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_EXECUTION, TO_TRANSMISSION, Story


def told(cast: Cast, *kinds: str) -> Story:
    """A request of Pakistan to Nepal that came so far."""
    return Story(cast.sender, cast.recipient).run(*kinds)


def figure(story: Story) -> dict[str, Any]:
    """Its row."""
    return {**Figure.objects.values().get(pk=story.id)}


def test_a_draft_is_nobodys_figure(cast: Cast) -> None:
    told(cast, "mla.draft", "mla.submit", "mla.approve")
    assert not Figure.objects.exists()


def test_a_sent_request_is_pending(cast: Cast) -> None:
    found = figure(told(cast, *TO_TRANSMISSION))
    named = {"source": "request", "sender": "PK", "receiver": "NP", "owner": "", "outcome": ""}
    assert named.items() <= found.items()
    assert (found["ended_at"], found["acknowledged"], found["in_time"]) == (None, False, None)
    assert found["measures"] == "|18.3.f::|18.3.a::|"


def test_an_acknowledgement_is_in_time(cast: Cast) -> None:
    found = figure(told(cast, *TO_TRANSMISSION, "mla.acknowledge"))
    assert (found["acknowledged"], found["in_time"]) == (True, True)
    assert found["acknowledge"] is not None


def test_a_finished_request_is_executed(cast: Cast) -> None:
    story = told(cast, *TO_CLOSURE)
    found = figure(story)
    assert (found["outcome"], found["accepted"]) == ("executed", True)
    assert found["ended_at"] == story.request.standing().times["results"]
    assert min(found["decide"], found["execute"], found["total"]) >= 0
    assert found["measures"] == "|18.3.f:executed:|18.3.a:executed:|"


def test_a_refusal_keeps_its_grounds(cast: Cast) -> None:
    story = told(cast, *TO_ASSESSMENT, "mla.consult", "mla.consult_reply")
    story.do("mla.refuse", facts={"measures": {"m1": "18.21.b", "m2": "18.9"}})
    found = figure(story)
    assert found["outcome"] == "refused"
    assert found["measures"] == "|18.3.f:refused:18.21.b|18.3.a:refused:18.9|"


def test_questions_are_counted_and_stop_the_net_clock(cast: Cast) -> None:
    found = figure(told(cast, *TO_ASSESSMENT, "mla.ask", "mla.answer", "mla.accept"))
    assert found["rounds"] == 1
    assert found["decide_net"] <= found["decide"]


def test_a_withdrawn_request_ended(cast: Cast) -> None:
    found = figure(told(cast, *TO_TRANSMISSION, "mla.acknowledge", "mla.withdraw"))
    assert found["outcome"] == "withdrawn"
    assert found["ended_at"] is not None


def test_a_returned_request_shows_nothing_of_its_next_draft(cast: Cast) -> None:
    story = told(cast, *TO_TRANSMISSION)
    story.do("mla.return", facts={"deficiencies": {"f1": "facts"}})
    before = figure(story)
    assert (before["outcome"], before["returned"]) == ("returned", True)
    time.sleep(1.1)  # whatever counts seconds up to the draft would show it
    story.do("mla.draft", facts={"measures": [{"label": "m1", "code": "18.3.b"}], "legal_basis": "uncac"})
    assert figure(story) == before


@pytest.mark.parametrize("kinds", [TO_TRANSMISSION, TO_EXECUTION, TO_CLOSURE], ids=len)
def test_the_row_follows_from_the_events(cast: Cast, kinds: tuple[str, ...]) -> None:
    story = told(cast, *kinds)
    request = story.request
    assert counting.figure_of(request, rebuild(request)) == counting.figure_of(request, request.standing())


def test_a_recount_changes_nothing_and_mends_what_was_altered(cast: Cast) -> None:
    stories = [told(cast, *TO_CLOSURE), told(cast, *TO_TRANSMISSION)]
    before = rows()
    assert recounted() == "2 cases counted, 0 figures changed, 0 removed.\n"
    assert rows() == before
    Figure.objects.filter(pk=stories[0].id).update(outcome="refused", rounds=7)
    Figure.objects.create(pk=UUID(int=5), source="request", sender="PK", receiver="NP",
                          sent_at=stories[0].request.updated, month=202601)  # fmt: skip
    with pytest.raises(SystemExit):
        recounted("--check")
    assert recounted() == "2 cases counted, 1 figures changed, 1 removed.\n"
    assert rows() == before


def rows() -> list[dict[str, Any]]:
    """All figures."""
    return [{**row} for row in Figure.objects.order_by("pk").values()]


def recounted(*options: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("recount", *options, stdout=out)
    return out.getvalue()
