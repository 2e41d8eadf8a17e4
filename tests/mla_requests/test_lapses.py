"""Time passes: the hub states it under its own key, once, and tells the right people. Every time is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from focal_points.models import DirectoryEntry
from hub.base.clock import now
from hub.encryption.lapse import check_lapse
from hub.ledger import signing
from hub.notifications.models import Notification
from hub.procedure import Status
from mla_requests.actions.lapses import pass_over, run_clocks
from mla_requests.models import Lapse, MlaRequest
from mla_requests.queries import rebuild
from mla_requests.queries.clocks import clock_rows
from mla_requests.queries.lapses import lapse_rows
from tests.agreements.pact import RULES, Pact
from tests.cast import Cast
from tests.factories.joining import join, new_person
from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_TRANSMISSION, Story
from tests.mla_requests.timed import Timed

DAY = timedelta(days=1)


@pytest.fixture
def story(cast: Cast) -> Story:
    return Story(cast.sender, cast.recipient)


@pytest.fixture
def timed(cast: Cast) -> Timed:
    return Timed(cast.sender, cast.recipient, moment=now())


@pytest.fixture
def sent(story: Story) -> Story:
    return story.run(*TO_TRANSMISSION)


def stated(story: Story) -> list[tuple[str, str]]:
    """Kind and clock of every statement, in order."""
    rows = Lapse.objects.filter(request=story.id).order_by("recorded_at")
    return [(row.kind, row.clock) for row in rows]


def due(story: Story, code: str) -> datetime:
    """When a clock of the request runs out."""
    request = story.request
    row = next(r for r in clock_rows(request, request.standing(), now()) if r["code"] == code)
    return datetime.fromisoformat(row["due"])


def told(story: Story, kind: str) -> set[Any]:
    """Officers who were told something of this kind about the request."""
    rows = Notification.objects.filter(kind=kind, target=str(story.id))
    return set(rows.values_list("officer_id", flat=True))


def test_nothing_is_stated_before_its_time(sent: Story) -> None:
    assert run_clocks(now())["stated"] == 0
    assert run_clocks(due(sent, "delivery") - timedelta(seconds=1))["stated"] == 0
    assert stated(sent) == []


def test_an_unopened_request_is_not_delivered(sent: Story) -> None:
    run_clocks(due(sent, "delivery"))
    assert stated(sent) == [("sys.undelivered", "delivery")]
    assert sent.request.status == Status.UNDELIVERED
    assert rebuild(sent.request) == sent.request.standing()
    assert sent.sender.officer.id in told(sent, "sys.undelivered")
    assert sent.recipient.officer.id in told(sent, "sys.undelivered")


def test_the_statement_is_signed_and_both_sides_can_check_it(sent: Story) -> None:
    moment = due(sent, "delivery")
    run_clocks(moment)
    (row,) = lapse_rows(sent.request)
    said = check_lapse(row["envelope"], signing.public_key())
    assert (said["request"], said["kind"], said["side"]) == (str(sent.id), "sys.undelivered", "requested")
    assert (said["at"], said["due"]) == (row["at"], row["due"])
    assert datetime.fromisoformat(said["due"]) == moment


def test_a_second_sending_starts_anew(sent: Story) -> None:
    run_clocks(due(sent, "delivery"))
    sent.do("mla.resend")
    assert sent.request.status == Status.TRANSMITTED
    assert due(sent, "delivery") > now()
    assert rebuild(sent.request) == sent.request.standing()


def test_a_lapse_is_stated_once(sent: Story) -> None:
    late = due(sent, "delivery") + 40 * DAY
    first, again = run_clocks(late), run_clocks(late)
    assert first["stated"] == 1
    assert again == {"requests": 0, "stated": 0, "told": 0}
    assert len(stated(sent)) == 1


def test_a_clock_of_the_machine_that_is_set_back_states_nothing(sent: Story) -> None:
    sent.do("mla.acknowledge")
    run_clocks(due(sent, "decision") + DAY)
    before = stated(sent)
    assert before == [("sys.lapsed", "decision")]
    assert run_clocks(now() - 3650 * DAY) == {"requests": 0, "stated": 0, "told": 0}
    assert stated(sent) == before


def test_an_act_after_a_lapse_is_later_than_it(timed: Timed) -> None:
    """The hub's clock was an hour ahead and was put right: the order of what happened is kept."""
    timed.run(*TO_TRANSMISSION, "mla.acknowledge")
    moment = due(timed, "decision")
    run_clocks(moment + timedelta(hours=1))
    at = timed.request.updated
    timed.moment = moment
    timed.do("mla.assess")
    assert timed.request.updated > at
    assert rebuild(timed.request) == timed.request.standing()


def test_an_acknowledged_request_was_delivered(sent: Story) -> None:
    sent.do("mla.acknowledge")
    run_clocks(now() + 20 * DAY)
    assert stated(sent) == []


def test_the_decision_is_overdue_for_everybody_and_stays_so(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    moment = due(story, "decision")
    run_clocks(moment)
    assert stated(story) == [("sys.lapsed", "decision")]
    assert story.request.status == Status.UNDER_ASSESSMENT
    assert {story.sender.officer.id, story.recipient.approver.id} <= told(story, "clock.overdue")
    request = MlaRequest.objects.get(pk=story.id)
    row = next(r for r in clock_rows(request, request.standing(), moment) if r["code"] == "decision")
    assert row["overdue"] is True
    assert request.next_due == moment


def test_who_must_act_is_reminded_before(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    soon = due(story, "decision") - 2 * DAY
    assert run_clocks(soon)["told"] == 1
    assert told(story, "clock.reminder") == {story.recipient.officer.id}
    assert run_clocks(soon + timedelta(hours=1))["told"] == 0


def test_the_ladder_goes_up_to_the_named_post(story: Story) -> None:
    chancery = story.recipient.chancery
    ministry = chancery.add_post("Ministry of Justice", "nap_secretariat")
    minister = new_person("Officer of the minister", "minister@np.example")
    join(chancery, ministry, minister, "officer")
    DirectoryEntry.objects.filter(focal_point=story.recipient.post.id).update(escalates_to=ministry.id)
    story.run(*TO_ASSESSMENT)
    moment = due(story, "decision")
    run_clocks(moment)
    assert told(story, "clock.escalated") == set()
    run_clocks(moment + 6 * DAY)
    assert told(story, "clock.escalated") == {story.recipient.approver.id}
    run_clocks(moment + 14 * DAY)
    assert told(story, "clock.escalated") == {story.recipient.approver.id, minister.id}
    # Who is told sees no more of the request than before.
    assert minister.api().get(f"/api/v1/requests/{story.id}/").status_code == 404


def test_a_pause_stops_the_clock(timed: Timed) -> None:
    timed.run(*TO_ASSESSMENT)
    before = due(timed, "decision")
    timed.later(5 * DAY).do("mla.ask")
    run_clocks(before + 2 * DAY)
    assert ("sys.lapsed", "decision") not in stated(timed)


def test_a_pause_gives_the_time_back(timed: Timed) -> None:
    timed.run(*TO_ASSESSMENT)
    before = due(timed, "decision")
    timed.later(5 * DAY).do("mla.ask")
    timed.later(10 * DAY).do("mla.answer")
    assert due(timed, "decision") >= before + 9 * DAY
    assert rebuild(timed.request) == timed.request.standing()


def test_opening_it_is_delivery(timed: Timed) -> None:
    timed.run(*TO_TRANSMISSION)
    timed.later(2 * DAY)
    opened = timed.opened_by(timed.recipient.officer)
    run_clocks(opened + timedelta(hours=1))
    assert stated(timed) == [("sys.delivered", "delivery")]
    request = timed.request
    assert request.status == Status.TRANSMITTED
    assert request.standing().times["delivered"] == opened
    assert due(timed, "ack") > opened + 7 * DAY - timedelta(days=1)
    assert told(timed, "sys.delivered") == set()
    assert rebuild(request) == request.standing()


def test_the_working_week_of_the_side_that_must_act_counts(sent: Story) -> None:
    plain = due(sent, "delivery")
    holidays = "\n".join(f"{date.fromordinal(now().date().toordinal() + n)} Feast" for n in range(1, 12))
    DirectoryEntry.objects.filter(focal_point=sent.recipient.post.id).update(
        time_zone="Asia/Kathmandu", weekend="sat", holidays=holidays
    )
    later = due(sent, "delivery")
    assert later > plain + 3 * DAY
    assert later.astimezone(UTC).strftime("%H:%M") == "18:15"
    # The other side's holidays change nothing.
    DirectoryEntry.objects.filter(focal_point=sent.sender.post.id).update(
        holidays=holidays, weekend="thu,fri"
    )
    assert due(sent, "delivery") == later


def test_silence_closes_a_request(timed: Timed) -> None:
    timed.run(*TO_CLOSURE[:-1])
    assert timed.request.status == Status.RESULTS_RECEIVED
    run_clocks(due(timed, "closing"))
    assert timed.request.status == Status.CLOSED
    assert rebuild(timed.request) == timed.request.standing()
    assert stated(timed)[-1] == ("sys.closed", "closing")
    assert run_clocks(now() + 4000 * DAY)["stated"] == 0


def test_an_objection_in_time_keeps_it_open(timed: Timed) -> None:
    timed.run(*TO_CLOSURE[:-1])
    moment = due(timed, "closing")
    timed.later(DAY).do("mla.object_close")
    run_clocks(moment + DAY)
    assert timed.request.status == Status.RESULTS_RECEIVED


def test_a_request_on_paper_is_not_called_undelivered(story: Story) -> None:
    story.run(*TO_TRANSMISSION[:-1])
    commitment = story.request.commitment
    facts = {"channel": "track", "outside": "diplomatic", "commitment": commitment}
    story.do("mla.transmit", facts=facts, files=[])
    run_clocks(due(story, "delivery"))
    assert stated(story)[0] == ("sys.lapsed", "delivery")
    assert story.request.status == Status.TRANSMITTED


def test_the_agreement_of_the_two_sets_the_clock(cast: Cast) -> None:
    pact = Pact(cast.sender, cast.recipient, rules=RULES | {"clocks": {"ack": {"hours": 6}}})
    pact.run("pair.propose", "pair.accept")
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION[:-1])
    story.do("mla.transmit", facts={"agreement": str(pact.id)})
    sent_at = story.request.transmitted_at
    assert sent_at is not None
    assert due(story, "ack") == sent_at.replace(microsecond=0) + timedelta(hours=6)
    # It stays as it was when the request was sent, whatever the two do later.
    pact.do("pair.end")
    assert due(story, "ack") == sent_at.replace(microsecond=0) + timedelta(hours=6)


def test_two_passes_at_once_state_it_once(sent: Story) -> None:
    """The second pass has read the request before the first one wrote; it looks again under the lock."""
    moment = due(sent, "delivery")
    run_clocks(moment)
    assert pass_over(sent.id, moment) == (0, 0)
    assert len(stated(sent)) == 1
