"""Whole exchanges through the API. After every act the events alone give the standing that is stored."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from exchanges.actions import remind
from exchanges.actions.counting import figure
from exchanges.models import Exchange
from exchanges.queries import rebuild
from exchanges.states import Side, Status
from focal_points.models import DirectoryEntry
from hub.audit.models import AuditRecord, Kind
from hub.base import clock
from hub.ledger.models import Event, Stream
from hub.notifications.models import Notification
from hub.statistics.models import Figure
from tests.cast import Cast
from tests.exchanges.talk import TO_ANSWER, TO_NOTED, Talk


@pytest.fixture
def talk(cast: Cast) -> Talk:
    """A quick request of Pakistan to Nepal."""
    return Talk(cast.sender, cast.recipient)


def stands(talk: Talk) -> Exchange:
    """The exchange, once its events say the same."""
    row = talk.row
    assert rebuild(row) == row.standing()
    assert row.ball == row.standing().ball
    return row


def refused(answer: Any, status: int) -> str:
    """The code of a refusal."""
    assert answer.status_code == status, answer.content
    return str(answer.json()["code"])


def test_quick_request_is_answered_and_closed(talk: Talk) -> None:
    balls = []
    for kind in (*TO_ANSWER, "quick.close"):
        talk.do(kind)
        balls.append(stands(talk).ball)
    assert balls == [Side.RECEIVER, Side.RECEIVER, Side.SENDER, Side.NOBODY]
    row = talk.row
    assert (row.status, row.answer, row.reason, row.due) == (Status.CLOSED, "yes", "records", None)
    assert Stream.objects.get(pk=talk.id).kind == Stream.Kind.EXCHANGE


def test_withdrawn_request_is_over(talk: Talk) -> None:
    talk.run("quick.send", "quick.withdraw")
    assert stands(talk).status == Status.WITHDRAWN
    assert refused(talk.send("quick.acknowledge"), 403) == "over"


def test_information_is_noted_then_used_then_closed(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient).run(*TO_NOTED)
    assert stands(talk).status == Status.NOTED
    talk.do("info.use", facts={"use": "used", "ways": ["lead"]})
    assert stands(talk).ways == ["lead"]
    talk.do("info.close", by=cast.recipient.officer)
    assert (stands(talk).status, talk.row.ball) == (Status.CLOSED, Side.NOBODY)


@pytest.mark.parametrize(
    ("facts", "use", "allowed"),
    [
        ({"handling": "H0"}, {"use": "used", "ways": ["evidence", "share"]}, True),
        ({"handling": "H1"}, {"use": "used", "ways": ["lead", "share"]}, True),
        ({"handling": "H1"}, {"use": "used", "ways": ["evidence"]}, False),
        ({"handling": "H2"}, {"use": "used", "ways": ["share"]}, False),
        ({"handling": "H3"}, {"use": "used", "ways": ["lead"]}, False),
        ({"handling": "H3"}, {"use": "converted", "ways": []}, False),
        ({"handling": "H3"}, {"use": "noted", "ways": []}, True),
        ({"handling": "H3"}, {"use": "returned", "ways": []}, True),
        ({"handling": "H0", "restrictions": ["no_evidence"]}, {"use": "used", "ways": ["evidence"]}, False),
        ({"handling": "H0", "restrictions": ["ask_first"]}, {"use": "converted", "ways": []}, False),
        ({"handling": "H1"}, {"use": "converted", "ways": []}, True),
    ],
)
def test_restrictions_of_the_sender_bind(
    cast: Cast, facts: dict[str, Any], use: dict[str, Any], allowed: bool
) -> None:
    talk = Talk(cast.sender, cast.recipient)
    talk.do("info.send", facts=facts)
    talk.do("info.acknowledge")
    answer = talk.send("info.use", facts=use)
    if allowed:
        assert answer.status_code == 201, answer.content
    else:
        assert refused(answer, 403) == "consent_first"
    stands(talk)


def test_consent_opens_the_use_that_was_asked_for_and_no_other(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient)
    talk.do("info.send", facts={"handling": "H3"})
    talk.run("info.acknowledge", "info.ask_consent")
    assert stands(talk).ball == Side.SENDER
    assert refused(talk.send("info.ask_consent"), 403) == "asked_already"
    talk.do("info.answer_consent", facts={"consent": "conditions"})
    assert (stands(talk).permitted, talk.row.ball) == (["evidence"], Side.RECEIVER)
    talk.do("info.use", facts={"use": "used", "ways": ["evidence"]})
    assert refused(talk.send("info.use", facts={"use": "used", "ways": ["share"]}), 403) == "consent_first"
    assert stands(talk).status == Status.USED


def test_denied_consent_changes_nothing(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient).run("info.send", "info.acknowledge", "info.ask_consent")
    talk.do("info.answer_consent", facts={"consent": "denied"})
    assert (stands(talk).permitted, talk.row.asked) == ([], [])
    use = {"use": "used", "ways": ["evidence"]}
    assert refused(talk.send("info.use", facts=use), 403) == "consent_first"


def test_temporary_restrictions_end(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient)
    today = clock.now().date()
    limits = {"handling": "H0", "restrictions": ["no_evidence"], "until": today.isoformat()}
    talk.do("info.send", facts=limits)
    talk.run("info.acknowledge")
    use = {"use": "used", "ways": ["evidence"]}
    assert refused(talk.send("info.use", facts=use), 403) == "consent_first"
    Exchange.objects.filter(pk=talk.id).update(until=today - timedelta(days=1))
    talk.do("info.use", facts=use)


def test_exculpatory_notice_then_consultation_even_after_closing(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient).run(*TO_NOTED, "info.close")
    assert refused(talk.send("info.consult"), 403) == "no_notice"
    talk.do("info.exculpatory")
    assert (stands(talk).notices, talk.row.status) == (1, Status.CLOSED)
    assert refused(talk.send("info.consult", by=cast.recipient.officer), 403) == "not_asked"
    talk.do("info.consult")
    assert (stands(talk).consultation, talk.row.ball) == ("open", Side.RECEIVER)
    talk.do("info.consult", by=cast.recipient.officer)
    assert (stands(talk).consultation, talk.row.ball) == ("answered", Side.NOBODY)


def test_open_questions_keep_it_from_being_closed(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient).run(*TO_NOTED, "info.ask_consent")
    assert refused(talk.send("info.close"), 403) == "consent_open"
    talk.run("info.answer_consent", "info.exculpatory", "info.consult")
    assert refused(talk.send("info.close"), 403) == "consultation_open"
    talk.do("info.consult", by=cast.recipient.officer)
    talk.do("info.close")


def test_reason_must_fit_the_answer(talk: Talk) -> None:
    talk.run("quick.send", "quick.acknowledge")
    facts = {"answer": "yes", "reason": "no_record"}
    assert refused(talk.send("quick.answer", facts=facts), 403) == "reason_differs"


def test_any_post_may_send_but_not_to_its_own_country_or_the_secretariat(cast: Cast) -> None:
    police = cast.sender.chancery.add_post("Anti-Smuggling Unit", "police")
    cast.sender.chancery.seat(cast.sender.officer, police, "officer")
    home = Talk(cast.sender, cast.recipient)
    to_police = home.send("quick.send", facts={"to": str(police.id)}, to=[cast.sender.post, police])
    assert refused(to_police, 403) == "own_country"
    to_hub = home.send(
        "quick.send",
        facts={"to": str(cast.secretariat.post.id)},
        to=[cast.sender.post, cast.secretariat.post],
    )
    assert refused(to_hub, 403) == "wrong_addressee"
    nobody = home.send("quick.send", facts={"to": str(uuid4())})
    assert refused(nobody, 403) == "wrong_addressee"
    from_hub = Talk(cast.secretariat, cast.recipient)
    assert refused(from_hub.send("quick.send"), 403) == "not_a_state"
    assert Exchange.objects.count() == 0


def test_a_police_unit_asks_without_its_central_authority(cast: Cast) -> None:
    unit = cast.sender.chancery.add_post("Anti-Smuggling Unit", "police")
    cast.sender.chancery.seat(cast.sender.officer, unit, "officer")
    side = replace(cast.sender, post=unit, officer=replace(cast.sender.officer, post=unit))
    talk = Talk(side, cast.recipient, "board_auth").run(*TO_ANSWER)
    assert stands(talk).sender_id == unit.id
    own_authority = cast.sender.approver.api().get(f"/api/v1/exchanges/{talk.id}/")
    assert own_authority.status_code == 404


def test_observer_and_administrator_do_not_send(talk: Talk, cast: Cast) -> None:
    for person in (cast.sender.observer, cast.sender.admin):
        assert refused(talk.send("quick.send", by=person), 403) in ("not_an_officer", "no_key_seat")
    assert Exchange.objects.count() == 0


def test_handling_of_act_and_facts_must_agree(talk: Talk) -> None:
    assert refused(talk.send("quick.send", handling="H0"), 400) == "bad_facts"


def test_past_moment_is_no_time(talk: Talk) -> None:
    past = clock.text(clock.now() - timedelta(minutes=1))
    assert refused(talk.send("quick.send", facts={"due": past}), 403) == "no_time"


def test_sealed_to_one_side_only_is_refused(talk: Talk, cast: Cast) -> None:
    assert refused(talk.send("quick.send", to=[cast.sender.post]), 400) == "bad_manifest"
    talk.run("quick.send")
    assert refused(talk.send("quick.acknowledge", to=[cast.recipient.post]), 400) == "bad_manifest"


def test_stream_is_that_of_the_exchange(talk: Talk) -> None:
    assert refused(talk.send("quick.send", stream=uuid4()), 400) == "wrong_stream"


def test_acts_of_one_family_do_not_fit_the_other(talk: Talk) -> None:
    talk.run("quick.send")
    assert refused(talk.send("info.acknowledge"), 404) == "not_found"


def test_second_beginning_is_refused(talk: Talk, cast: Cast) -> None:
    talk.run("quick.send")
    assert refused(talk.send("quick.send"), 400) == "wrong_stream"
    other = Talk(cast.stranger, cast.recipient, id=talk.id)
    assert refused(other.send("quick.send"), 400) == "wrong_stream"
    assert stands(talk).sender_id == cast.sender.post.id


def test_same_act_again_answers_the_same_receipt(talk: Talk) -> None:
    talk.run("quick.send")
    by = talk.receiver.officer
    sealed = talk.make("quick.acknowledge", by=by)
    first, again = talk.post(sealed, by=by), talk.post(sealed, by=by)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"]


def test_ten_days_end_with_the_day_at_the_side_that_must_act(talk: Talk, cast: Cast) -> None:
    entry = DirectoryEntry.objects.get(focal_point=cast.recipient.post.id)
    entry.time_zone, entry.weekend, entry.holidays = "Asia/Kathmandu", "sat", ""
    entry.save()
    talk.run("quick.send")
    row = talk.row
    assert row.due is not None
    assert (row.due_side, row.due_code) == (Side.RECEIVER, "answer")
    assert clock.text(row.due).endswith("T18:15:00Z")  # midnight in Kathmandu
    days = (row.due - row.since).days
    assert 9 <= days <= 11


def test_two_hours_at_sea(cast: Cast) -> None:
    for kind in ("flag_confirm", "board_auth"):
        row = Talk(cast.sender, cast.recipient, kind).run("quick.send").row
        assert row.due is not None
        assert row.due - row.since == timedelta(hours=2)


def test_moment_the_sender_asked_for_counts(talk: Talk) -> None:
    wanted = clock.now() + timedelta(minutes=40)
    talk.do("quick.send", facts={"due": clock.text(wanted)})
    assert talk.row.due == wanted


def test_late_exchange_is_told_once_then_to_the_approvers(talk: Talk, cast: Cast) -> None:
    talk.run("quick.send")
    now = clock.now()
    assert remind(now) == 0
    late = now + timedelta(days=20)
    assert (remind(late), remind(late + timedelta(hours=1))) == (1, 0)
    told = set(Notification.objects.filter(kind="clock.overdue").values_list("officer_id", flat=True))
    assert {cast.recipient.officer.id, cast.recipient.approver.id, cast.sender.officer.id} <= told
    assert remind(late + timedelta(days=4)) == 1
    escalated = Notification.objects.filter(kind="clock.escalated").values_list("officer_id", flat=True)
    assert set(escalated) == {cast.recipient.approver.id}
    talk.run("quick.acknowledge", "quick.answer")
    assert remind(late + timedelta(days=40)) == 0


def test_people_of_the_other_side_are_told(talk: Talk, cast: Cast) -> None:
    talk.run("quick.send")
    rows = Notification.objects.filter(kind="quick.send", target=str(talk.id))
    assert {row.officer_id for row in rows} == {cast.recipient.officer.id, cast.recipient.approver.id}


def test_every_act_is_audited_once(talk: Talk) -> None:
    talk.run(*TO_ANSWER)
    acts = AuditRecord.objects.filter(kind=Kind.EVENT_ACCEPTED).values_list("what", flat=True)
    assert sorted(acts) == sorted(sealed.manifest.event for sealed in talk.sealed)


def test_an_act_is_never_dated_before_the_last_one(talk: Talk) -> None:
    talk.run("quick.send")
    ahead = clock.now() + timedelta(hours=5)
    Event.objects.filter(stream=talk.id).update(accepted_at=ahead)
    row = talk.row
    row.fill(rebuild(row))
    row.save()
    talk.run("quick.acknowledge")
    assert stands(talk).updated == ahead


def test_refused_act_leaves_no_trace(talk: Talk) -> None:
    talk.run("quick.send")
    before = (talk.row.standing(), Event.objects.count(), Notification.objects.count())
    assert refused(talk.send("quick.answer"), 403) == "acknowledge_first"
    assert refused(talk.send("quick.close"), 403) == "acknowledge_first"
    assert (talk.row.standing(), Event.objects.count(), Notification.objects.count()) == before


def test_figures_of_a_quick_request(talk: Talk) -> None:
    talk.run("quick.send")
    kept = Figure.objects.get(pk=talk.id)
    assert (kept.source, kept.kind, kept.sender, kept.receiver) == ("quick", "nat_verify", "PK", "NP")
    assert (kept.ended_at, kept.in_time, kept.outcome) == (None, None, "")
    talk.run("quick.acknowledge", "quick.answer")
    kept.refresh_from_db()
    assert (kept.in_time, kept.outcome, kept.accepted) == (True, "executed", True)
    assert kept.ended_at == talk.row.standing().times["answered"]


def test_figures_of_information(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient).run("info.send", "info.acknowledge", "info.ask_consent")
    talk.run("info.answer_consent")
    talk.do("info.use", facts={"use": "converted", "ways": []})
    row = figure(talk.row)
    assert (row.source, row.converted, row.uses_asked, row.uses_granted) == ("info", True, 1, 1)
    assert row.kind == ""
