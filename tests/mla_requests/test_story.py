"""Whole stories through the API. After every act the events alone give the standing that is stored."""

from datetime import date, timedelta
from typing import Any

import pytest

from hub.audit.models import AuditRecord, Kind
from hub.base.clock import now
from hub.ledger.models import Event
from hub.notifications.models import Notification
from hub.procedure import MeasureStatus, Side, Status
from mla_requests.models import MlaRequest
from mla_requests.queries import rebuild
from tests.cast import Cast
from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_EXECUTION, TO_TRANSMISSION, Story


@pytest.fixture
def story(cast: Cast) -> Story:
    """A request from Pakistan to Nepal."""
    return Story(cast.sender, cast.recipient)


def stands(story: Story) -> MlaRequest:
    """The request, once its events say the same."""
    request = story.request
    assert rebuild(request) == request.standing()
    assert request.ball == request.standing().ball
    return request


def refused(answer: Any, status: int) -> str:
    """The code of a refusal."""
    assert answer.status_code == status, answer.content
    return str(answer.json()["code"])


def test_whole_story_closes(story: Story) -> None:
    for kind in TO_CLOSURE:
        story.do(kind)
        stands(story)
    request = story.request
    assert (request.status, request.ball, request.outcome) == (Status.CLOSED, Side.NOBODY, "assisted")
    assert {m.status for m in request.measures.all()} == {MeasureStatus.EXECUTED}


def test_same_act_again_answers_the_same_receipt(story: Story) -> None:
    story.run("mla.draft", "mla.submit")
    by = story.sender.approver
    sealed = story.make("mla.approve", by=by)
    first, again = story.post(sealed, by=by), story.post(sealed, by=by)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"]
    assert Notification.objects.filter(kind="mla.approve", officer=story.sender.officer.id).count() == 1


def test_new_version_after_return_and_after_approval(story: Story) -> None:
    story.run("mla.draft", "mla.submit", "mla.return_draft")
    story.do("mla.draft", facts={"measures": [{"label": "m1", "code": "18.3.b"}], "urgent": True})
    story.run("mla.submit", "mla.approve", "mla.draft")
    request = stands(story)
    assert (request.status, request.version_number) == (Status.DRAFT, 3)
    assert [m.label for m in request.measures.all()] == ["m1", "m2"]


def test_drafter_who_is_also_approver_needs_a_second_one(story: Story) -> None:
    approver = story.sender.approver
    story.do("mla.draft", by=approver)
    story.do("mla.submit", by=approver)
    assert refused(story.send("mla.approve", by=approver), 403) == "own_draft"
    assert stands(story).status == Status.IN_REVIEW


def test_sending_other_words_than_approved(story: Story) -> None:
    story.run("mla.draft", "mla.submit", "mla.approve")
    assert refused(story.send("mla.transmit", subject="Another subject"), 403) == "content_changed"
    assert stands(story).status == Status.APPROVED
    story.do("mla.transmit")
    assert stands(story).stream_id == story.id


def test_questions_pause_and_resume(story: Story) -> None:
    story.run(*TO_ASSESSMENT, "mla.ask")
    assert stands(story).ball == Side.REQUESTING
    story.do("mla.answer")
    request = stands(story)
    assert (request.status, request.standing().open_questions) == (Status.UNDER_ASSESSMENT, {})
    assert refused(story.send("mla.ask"), 403) == "label_used"


def test_refusal_of_all_measures_after_consultation(story: Story) -> None:
    story.run(*TO_ASSESSMENT, "mla.consult")
    assert refused(story.send("mla.refuse"), 403) == "reply_awaited"
    story.do("mla.consult_reply")
    assert stands(story).ball == Side.REQUESTED
    story.do("mla.refuse")
    request = stands(story)
    assert (request.status, request.standing().consultation) == (Status.REFUSED, None)
    assert {m.label: m.ground for m in request.measures.all()} == {"m1": "18.21.b", "m2": "18.9"}
    story.do("mla.close", facts={"outcome": "refused"})
    assert stands(story).status == Status.CLOSED


def test_refusal_of_one_measure_and_execution_of_the_other(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    story.do("mla.accept", facts={"measures": ["m1"]})
    story.run("mla.execute", "mla.consult", "mla.consult_reply")
    story.do("mla.refuse", facts={"measures": {"m2": "18.21.c"}})
    assert stands(story).status == Status.IN_EXECUTION
    story.do("mla.results", facts={"outcomes": {"m1": "partial"}})
    story.run("mla.receive")
    assert refused(story.send("mla.close"), 403) == "outcome_differs"
    story.do("mla.close", facts={"outcome": "partly"})
    assert stands(story).outcome == ""
    story.do("mla.confirm_close")
    assert stands(story).outcome == "partly"


def test_measure_accepted_during_execution_is_executed_at_once(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    story.do("mla.accept", facts={"measures": ["m1"]})
    story.run("mla.execute")
    story.do("mla.accept", facts={"measures": ["m2"]})
    request = stands(story)
    assert request.status == Status.IN_EXECUTION
    assert {m.status for m in request.measures.all()} == {MeasureStatus.IN_EXECUTION}


def test_results_in_two_parts_with_a_missing_item(story: Story) -> None:
    story.run(*TO_EXECUTION)
    story.do("mla.results", facts={"outcomes": {"m1": "executed"}, "final": False})
    story.do("mla.receive", facts={"items": {"i1": "missing"}})
    assert stands(story).status == Status.PARTIALLY_EXECUTED
    item = {"label": "i2", "measure": "m1", "file": 1, "limit": "none", "return_by": None}
    story.do("mla.results", facts={"outcomes": {"m2": "not_possible"}, "items": [item]})
    story.do("mla.receive", facts={"items": {"i2": "received"}})
    assert stands(story).status == Status.RESULTS_RECEIVED


def test_item_that_names_no_file(story: Story) -> None:
    story.run(*TO_EXECUTION)
    item = {"label": "i1", "measure": "m1", "file": 2, "limit": "none", "return_by": None}
    assert refused(story.send("mla.results", facts={"items": [item]}), 400) == "bad_facts"


def test_withdrawal_ends_open_measures(story: Story) -> None:
    story.run(*TO_ASSESSMENT, "mla.consult", "mla.withdraw")
    request = stands(story)
    assert (request.status, request.ball) == (Status.WITHDRAWN, Side.REQUESTING)
    assert {m.status for m in request.measures.all()} == {MeasureStatus.WITHDRAWN}
    story.do("mla.close", facts={"outcome": "withdrawn"})


def test_talk_moves_nothing(story: Story) -> None:
    story.run(*TO_TRANSMISSION)
    before = story.request
    story.run("mla.note", "mla.status_query", "mla.status_update")
    after = stands(story)
    assert (after.status, after.ball, after.since) == (before.status, before.ball, before.since)
    assert after.updated >= before.updated


def test_discarded_draft_is_never_sent(story: Story) -> None:
    story.run("mla.draft", "mla.discard")
    assert stands(story).status == Status.DISCARDED
    assert refused(story.send("mla.draft"), 403) == "over"


def test_sealed_to_one_side_only_is_refused(story: Story, cast: Cast) -> None:
    story.run(*TO_TRANSMISSION)
    alone = [cast.recipient.post]
    assert refused(story.send("mla.acknowledge", to=alone), 400) == "bad_manifest"


def test_act_in_the_wrong_stream(story: Story) -> None:
    story.run(*TO_TRANSMISSION)
    assert refused(story.send("mla.note", stream=story.file), 400) == "wrong_stream"


def test_people_are_told_whose_turn_it_is(story: Story, cast: Cast) -> None:
    story.run(*TO_TRANSMISSION)
    rows = Notification.objects.filter(kind="mla.transmit")
    assert {row.officer_id for row in rows} == {cast.recipient.officer.id, cast.recipient.approver.id}
    assert {row.target for row in rows} == {str(story.id)}
    story.do("mla.acknowledge")
    told = set(Notification.objects.filter(kind="mla.acknowledge").values_list("officer_id", flat=True))
    assert cast.sender.officer.id in told
    assert cast.recipient.approver.id in told
    assert cast.recipient.officer.id not in told
    assert not told & {cast.stranger.officer.id, cast.secretariat.officer.id, cast.sender.admin.id}


def test_every_act_is_audited_once(story: Story) -> None:
    story.run(*TO_TRANSMISSION)
    acts = AuditRecord.objects.filter(kind=Kind.EVENT_ACCEPTED).values_list("what", flat=True)
    assert sorted(acts) == sorted(sealed.manifest.event for sealed in story.sealed)


def test_refused_act_leaves_no_trace(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    before = _traces(story)
    assert refused(story.send("mla.refuse"), 403) == "consult_first"
    assert _traces(story) == before


def _traces(story: Story) -> tuple[object, ...]:
    events = Event.objects.filter(stream=story.id).count()
    audited = AuditRecord.objects.filter(kind=Kind.EVENT_ACCEPTED).count()
    return story.request.standing(), Notification.objects.count(), audited, events


def test_second_of_two_acts_made_at_once_loses(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    officer, approver = story.recipient.officer, story.recipient.approver
    accepting = story.make("mla.accept", by=officer)
    asking = story.make("mla.ask", by=approver)
    assert story.post(accepting, by=officer).status_code == 201
    assert refused(story.post(asking, by=approver), 409) == "seq_taken"
    assert stands(story).status == Status.ACCEPTED


def test_consultation_reply_day_counts_to_its_end(story: Story) -> None:
    story.run(*TO_ASSESSMENT)
    yesterday: date = (now() - timedelta(days=1)).date()
    answer = story.send("mla.consult", facts={"topic": "refusal", "reply_by": yesterday.isoformat()})
    assert refused(answer, 403) == "no_time_to_reply"
