"""The queue: what is told, again and again until it is taken, and when the hub gives up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from hub.base.clock import now, text
from hub.notifications.models import Notification
from hub.webhooks import signing
from hub.webhooks.actions import (
    Made,
    announce,
    change_endpoint,
    deliver,
    forget_old,
    make_endpoint,
    new_secret,
)
from hub.webhooks.actions.delivering import LEASE, LONGEST, LONGEST_WAIT, wait
from hub.webhooks.models import Delivery, Endpoint, State
from tests.cast import Cast
from tests.mla_requests.story import TO_TRANSMISSION, Story
from tests.webhooks.receiver import Receiver, say


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: moment


def tell(cast: Cast, kind: str = "mla.refuse", *, when: datetime | None = None) -> Delivery:
    """Something happened at Pakistan's post."""
    target = uuid4()
    announce([cast.sender.post.id], kind, target, when or now())
    return Delivery.objects.get(target=str(target))


def test_what_is_told_is_kind_id_and_time_and_the_signature_verifies(
    cast: Cast, made: Made, receiver: Receiver
) -> None:
    told, moment = tell(cast), now()
    assert deliver(at(moment)) == (1, 0)
    [call] = receiver.calls
    assert call.told == {"type": "mla.refuse", "timestamp": text(told.at), "data": {"id": told.target}}
    assert call.headers["webhook-id"] == str(told.pk)
    assert signing.verify(made.secret, call.headers, call.body, int(moment.timestamp()))
    told.refresh_from_db()
    assert (told.state, told.status, told.tries, told.claimed) == (State.DONE, 204, 1, None)
    assert Endpoint.objects.get().succeeded == moment
    assert deliver(at(moment)) == (0, 0)


def test_only_chosen_kinds_of_own_posts(cast: Cast, made: Made) -> None:
    change_endpoint(cast.sender.admin.acting, made.endpoint, chosen=["mla.results", "clock.*"], now=now())
    posts = [cast.sender.post.id, cast.recipient.post.id]
    kinds = ("mla.results", "mla.note", "clock.overdue", "quick.answer")
    assert [announce(posts, kind, uuid4(), now()) for kind in kinds] == [1, 0, 1, 0]
    assert announce([cast.recipient.post.id], "mla.results", uuid4(), now()) == 0


def test_a_failed_call_is_tried_again_with_the_same_id_and_longer_waits(
    cast: Cast, made: Made, receiver: Receiver
) -> None:
    receiver.answer = lambda handler, number: say(handler, 500 if number < 4 else 200)
    told, moment = tell(cast), now()
    waits = []
    for _ in range(3):
        assert deliver(at(moment)) == (0, 1)
        told.refresh_from_db()
        assert (told.state, told.status) == (State.WAITING, 500)
        assert deliver(at(moment)) == (0, 0)
        waits.append(told.due - moment)
        moment = told.due
    assert deliver(at(moment)) == (1, 0)
    assert timedelta(seconds=20) <= waits[0] < waits[1] < waits[2] < timedelta(minutes=2)
    assert {call.headers["webhook-id"] for call in receiver.calls} == {str(told.pk)}
    last = receiver.calls[-1]
    assert signing.verify(made.secret, last.headers, last.body, int(moment.timestamp()))


def test_waits_grow_to_six_hours_and_not_further() -> None:
    assert wait(1) < wait(3) < wait(6)
    assert LONGEST_WAIT <= wait(40) <= LONGEST_WAIT * 1.1


@pytest.mark.usefixtures("made")
def test_after_three_days_the_hub_stops_and_tells_the_administrators(cast: Cast, receiver: Receiver) -> None:
    receiver.answer = lambda handler, _number: say(handler, 503)
    told = tell(cast)
    began = moment = now()
    while moment - began < LONGEST:
        assert Endpoint.objects.get().disabled is None
        assert deliver(at(moment)) == (0, 1)
        told.refresh_from_db()
        moment = told.due
    assert deliver(at(moment)) == (0, 1)
    told.refresh_from_db()
    endpoint = Endpoint.objects.get()
    assert (told.state, endpoint.disabled, endpoint.why) == (State.FAILED, moment, "three_days")
    [note] = Notification.objects.filter(kind="webhook.disabled")
    assert (note.officer_id, note.target) == (cast.sender.admin.id, str(endpoint.pk))
    assert announce([cast.sender.post.id], "mla.note", uuid4(), now()) == 0
    assert 15 < told.tries < 40


@pytest.mark.usefixtures("made")
def test_one_delivery_that_always_fails_does_not_stop_an_endpoint_that_takes_others(
    cast: Cast, receiver: Receiver
) -> None:
    bad, good = tell(cast, "mla.ask"), tell(cast, "mla.note")
    receiver.answer = lambda handler, _number: say(
        handler, 500 if receiver.calls[-1].told["type"] == "mla.ask" else 200
    )
    began = now()
    deliver(at(began))
    deliver(at(began + LONGEST + LONGEST_WAIT))
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (State.FAILED, State.DONE)
    assert Endpoint.objects.get().disabled is None


@pytest.mark.usefixtures("made")
def test_gone_for_good_stops_at_once(cast: Cast, receiver: Receiver) -> None:
    receiver.answer = lambda handler, _number: say(handler, 410)
    told = tell(cast)
    deliver(now)
    told.refresh_from_db()
    assert (told.state, Endpoint.objects.get().why) == (State.FAILED, "gone")


def test_started_again_it_gets_what_waited(cast: Cast, made: Made) -> None:
    by, moment = cast.sender.admin.acting, now()
    tell(cast)
    change_endpoint(by, made.endpoint, active=False, now=moment)
    assert deliver(at(moment)) == (0, 0)
    change_endpoint(by, made.endpoint, active=True, now=moment)
    assert deliver(at(moment)) == (1, 0)


def test_a_new_secret_signs_beside_the_old_one_for_a_day(cast: Cast, made: Made, receiver: Receiver) -> None:
    moment = now()
    fresh = new_secret(cast.sender.admin.acting, made.endpoint, moment)
    later = moment + timedelta(hours=25)
    for clock in (moment, later):
        tell(cast, when=clock)
        assert deliver(at(clock)) == (1, 0)
    during, after = receiver.calls
    stamp = int(moment.timestamp())
    assert signing.verify(made.secret, during.headers, during.body, stamp)
    assert signing.verify(fresh.secret, during.headers, during.body, stamp)
    assert not signing.verify(made.secret, after.headers, after.body, int(later.timestamp()))
    assert signing.verify(fresh.secret, after.headers, after.body, int(later.timestamp()))


def test_the_tables_hold_no_secret_in_the_clear_and_another_hub_key_opens_none(
    cast: Cast, made: Made, receiver: Receiver
) -> None:
    import base64

    secret = base64.b64decode(made.secret.removeprefix("whsec_"))
    assert secret not in bytes(made.endpoint.secrets.get().sealed)
    told = tell(cast)
    with override_settings(SECRET_KEY="another" * 10):
        deliver(now)
    told.refresh_from_db()
    assert (told.state, told.problem, receiver.calls) == (State.WAITING, "no_secret", [])


@pytest.mark.usefixtures("made")
def test_a_name_that_turned_inwards_is_not_called(cast: Cast, receiver: Receiver) -> None:
    told = tell(cast)
    with override_settings(DEMO=False):
        deliver(now)
    told.refresh_from_db()
    assert (told.problem, receiver.calls) == ("no_public_address", [])


@pytest.mark.usefixtures("made")
def test_a_slow_endpoint_gets_a_few_of_its_own_only(cast: Cast) -> None:
    from hub.webhooks.actions.delivering import EACH, claim

    for _ in range(EACH + 3):
        tell(cast)
    first, second = claim(now()), claim(now())
    assert (len(first), len(second)) == (EACH, 3)
    assert not {one.pk for one in first} & {one.pk for one in second}
    assert claim(now()) == []
    assert len(claim(now() + LEASE)) == EACH


@pytest.mark.usefixtures("made")
def test_old_lines_of_the_log_are_forgotten(cast: Cast) -> None:
    told, waiting = tell(cast), now()
    deliver(at(waiting))
    assert forget_old(told.at + timedelta(days=29)) == 0
    assert forget_old(told.at + timedelta(days=31)) == 1


def test_a_request_on_its_way_tells_whoever_may_see_it(cast: Cast, made: Made, receiver: Receiver) -> None:
    by = cast.recipient.admin.acting
    theirs = make_endpoint(by, address=receiver.address, label="Cases", chosen=["mla.*"], now=now())
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    told = {one.pk: _told(one) for one in (made.endpoint, theirs.endpoint)}
    assert told[made.endpoint.pk] == [(kind, str(story.id)) for kind in TO_TRANSMISSION]
    assert told[theirs.endpoint.pk] == [("mla.transmit", str(story.id))]
    assert deliver(now) == (len(TO_TRANSMISSION) + 1, 0)


def _told(endpoint: Endpoint) -> list[tuple[str, str]]:
    return list(endpoint.deliveries.order_by("at", "due").values_list("kind", "target"))
