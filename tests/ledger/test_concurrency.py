"""Many at once: exactly one act wins a place, on SQLite and on PostgreSQL alike."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from hub.ledger.models import Event, Party, Receipt, Stream
from hub.ledger.pages import events_page
from tests.cast import Cast
from tests.ledger.acts import Act, Thread
from tests.machine_threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def all_at_once(calls: list[Callable[[], Any]]) -> Counter[str]:
    """Run all calls at the same moment; count the answers by name."""
    return at_once(calls, lambda accepted: "repeated" if accepted.repeated else "accepted")


def posting(thread: Thread, act: Act) -> Callable[[], Any]:
    """A call that hands over a ready act."""
    body = act.body()
    return lambda: thread.post(act, body)


def test_of_many_acts_for_one_place_one_wins(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    people = [cast.sender.officer, cast.recipient.officer, cast.sender.approver, cast.recipient.approver]
    acts = [thread.act(person) for person in people * (AT_ONCE // 4)]
    found = all_at_once([posting(thread, act) for act in acts])
    assert found == {"accepted": 1, "seq_taken": AT_ONCE - 1}
    assert sorted(Event.objects.values_list("seq", flat=True)) == [0, 1]


def test_of_many_first_acts_one_makes_the_stream(cast: Cast, thread: Thread) -> None:
    acts = [thread.act(cast.sender.officer) for _ in range(AT_ONCE)]
    found = all_at_once([posting(thread, act) for act in acts])
    assert found == {"accepted": 1, "seq_taken": AT_ONCE - 1}
    assert (Stream.objects.count(), Party.objects.count(), Event.objects.count()) == (1, 2, 1)


def test_one_act_sent_many_times_at_once_is_one_event(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    call = posting(thread, thread.act(cast.sender.officer))
    assert all_at_once([call] * AT_ONCE) == {"accepted": 1, "repeated": AT_ONCE - 1}


def test_a_key_turned_meanwhile_never_lets_an_old_one_in(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    act = thread.act(cast.sender.officer)
    side = cast.recipient

    class Turned:
        repeated = False

    def turn() -> Turned:
        side.chancery.rotate(side.post)
        return Turned()

    found = all_at_once([posting(thread, act), turn])
    assert found["accepted"] + found["generation_old"] == 2
    newest = Event.objects.order_by("-seq").first()
    assert newest is not None
    assert newest.seq == (1 if found["accepted"] == 2 else 0)


def test_delivery_seen_by_many_at_once_is_confirmed_once(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    by = cast.recipient.officer.acting

    class Seen:
        repeated = False

    def look() -> Seen:
        assert events_page(thread.id, by, 1, -1)
        return Seen()

    assert all_at_once([look] * AT_ONCE) == {"accepted": AT_ONCE}
    assert Receipt.objects.filter(event=event, evidence="delivered").count() == 1
