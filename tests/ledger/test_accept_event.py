"""accept_event: what gets in, and every reason for which something does not."""

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction

from hub.base import clock
from hub.base.errors import Problem
from hub.encryption.canonical import Json
from hub.encryption.manifest import Address
from hub.encryption.receipt import check_receipt
from hub.ledger import signing
from hub.ledger.actions import accept_event
from hub.ledger.incoming import read
from hub.ledger.models import Event, Stream
from tests.cast import Cast
from tests.ledger.acts import Act, Thread, signed_part


def refused(thread: Thread, act: Act, body: Json | None = None, **options: Any) -> Problem:
    """The refusal of an act; nothing of it may stay."""
    before = Event.objects.count()
    with pytest.raises(Problem) as caught:
        thread.post(act, body, **options)
    assert Event.objects.count() == before
    return caught.value


def test_a_word_is_kept_as_it_was_signed(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer)
    accepted = thread.post(act)
    event = Event.objects.get()
    stream = Stream.objects.get(pk=thread.id)
    assert (event.seq, event.envelope, event.officer_id) == (
        0,
        act.body()["envelope"],
        cast.sender.officer.id,
    )
    assert (stream.head_seq, stream.head_hash) == (0, event.hash)
    assert bytes(event.parts.get().inline or b"") == act.parts[0]
    content = check_receipt(accepted.receipt, signing.public_key())
    assert (content["evidence"], content["event_hash"]) == ("submission_accepted", event.hash)


def test_both_sides_follow_one_another(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    thread.say(cast.recipient.officer)
    thread.say(cast.sender.approver)
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [0, 1, 2]


def test_the_same_act_again_answers_the_same_receipt(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer)
    body = act.body()
    first = thread.post(act, body)
    thread.say(cast.recipient.officer)
    again = thread.post(act, body)
    assert (again.repeated, again.receipt, Event.objects.count()) == (True, first.receipt, 2)


def test_an_event_id_is_used_once(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event.pk
    assert refused(thread, thread.act(cast.sender.officer, event=event)).code == "event_exists"
    elsewhere = Thread(thread.posts)
    assert refused(elsewhere, elsewhere.act(cast.sender.officer, event=event)).code == "event_exists"


def test_a_taken_place_answers_with_the_head(cast: Cast, thread: Thread) -> None:
    late = thread.act(cast.sender.officer)
    first = thread.say(cast.recipient.officer).event
    problem = refused(thread, late)
    assert (problem.status, problem.code) == (409, "seq_taken")
    assert problem.extra == {"head_seq": 0, "head_hash": first.hash}


@pytest.mark.parametrize("changes", [{"seq": 2}, {"prev": "1" * 64}, {"seq": 2**53 - 1}])
def test_a_place_out_of_order_is_not_given(cast: Cast, thread: Thread, changes: dict[str, Any]) -> None:
    thread.say(cast.sender.officer)
    assert refused(thread, thread.act(cast.sender.officer).but(**changes)).code == "seq_taken"


def test_another_officers_signature(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer)
    assert refused(thread, act, act.body(by=cast.sender.approver)).code == "bad_signature"
    body = act.body()
    body["envelope"]["signatures"][0]["sig"] = act.but(facts={"a": 1}).body()["envelope"]["signatures"][0][
        "sig"
    ]
    assert refused(thread, act, body).code == "bad_signature"


def test_somebody_elses_act_is_not_passed_on(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer)
    assert refused(thread, act, by=cast.sender.approver).code == "bad_signature"
    assert (
        refused(thread, act, act.body(by=cast.sender.approver), by=cast.sender.approver).code
        == "wrong_sender"
    )


def test_swapped_wraps(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer)
    one, two = act.wraps
    swapped = [one | {"wrap": two["wrap"]}, two | {"wrap": one["wrap"]}]
    for wraps in (swapped, [two, one], [one], [], None, [one, one]):
        assert refused(thread, act, act.body() | {"wraps": wraps}).code == "bad_wraps"


def test_parts_that_are_missing_or_damaged(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer, parts={0: os.urandom(200), 1: os.urandom(100)})
    whole = act.parts
    act.parts = {0: whole[0]}
    missing = refused(thread, act)
    assert (missing.code, missing.extra) == ("missing_part", {"n": 1})
    for parts in ({0: whole[0][:-1], 1: whole[1]}, {0: whole[1], 1: whole[0]}, whole | {2: whole[0]}):
        act.parts = parts
        assert refused(thread, act).code == "bad_parts"


def test_a_large_part_does_not_come_inline(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer, parts={0: os.urandom(64 * 1024 + 1)})
    assert refused(thread, act).code == "bad_parts"


def test_replay_into_another_stream_or_hub(cast: Cast, thread: Thread) -> None:
    elsewhere = Thread(thread.posts)
    assert refused(elsewhere, thread.act(cast.sender.officer)).code == "bad_manifest"
    act = thread.act(cast.sender.officer).but(hub="other." + settings.HUB_ID)
    assert refused(thread, act).code == "bad_manifest"


def test_an_old_generation_answers_with_the_new_key(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    act = thread.act(cast.sender.officer)
    cast.recipient.chancery.rotate(cast.recipient.post)
    problem = refused(thread, act)
    assert (problem.status, problem.code) == (409, "generation_old")
    assert (problem.extra["generation"], len(problem.extra["kem"])) == (2, 44)
    assert thread.say(cast.sender.officer).event.seq == 1


def test_a_moved_chain(cast: Cast, thread: Thread) -> None:
    act = thread.act(cast.sender.officer)
    cast.sender.chancery.verify_peer("NP")
    problem = refused(thread, act)
    assert (problem.status, problem.code, problem.extra["country"]) == (409, "chain_moved", "PK")


def test_recipients_are_of_the_stream_and_include_the_sender(cast: Cast, thread: Thread) -> None:
    sender, stranger = cast.sender, cast.stranger
    for to in ([cast.recipient.post], [sender.post, stranger.post], [*thread.posts, stranger.post]):
        problem = refused(thread, thread.act(sender.officer, to=to))
        assert (problem.code, problem.extra["reason"]) == ("bad_manifest", "recipients")
    assert thread.say(sender.officer, to=[sender.post]).event.seq == 0


def test_an_observer_cannot_post(cast: Cast, thread: Thread) -> None:
    observer = cast.sender.observer
    assert observer is not None
    problem = refused(thread, thread.act(observer))
    assert (problem.status, problem.code) == (403, "no_key_seat")


def test_an_officer_removed_a_moment_ago_cannot_post(cast: Cast, thread: Thread) -> None:
    leaver = cast.sender.leaver
    assert leaver is not None
    acting, act = leaver.acting, thread.act(leaver)
    cast.sender.chancery.remove(leaver)
    from hub.base import clock
    from hub.ledger.actions import accept_event
    from hub.ledger.incoming import read

    incoming = read(act.body(), by=acting, stream=thread.id)
    with pytest.raises(Problem) as caught:
        accept_event(
            incoming, by=acting, stream_kind="thread", parties=[p.row for p in thread.posts], now=clock.now()
        )
    assert (caught.value.status, caught.value.code) == (403, "no_key_seat")


def test_a_stranger_finds_nothing(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    stranger = cast.stranger
    act = thread.act(stranger.officer, to=[*thread.posts, stranger.post])
    assert refused(thread, act).status == 404
    begin = replace(act.manifest, seq=0, prev="0" * 64)
    assert refused(thread, replace(act, manifest=begin)).status == 404
    nowhere = Thread(thread.posts)
    assert refused(nowhere, nowhere.act(cast.sender.officer).but(seq=3, prev="1" * 64)).status == 404


@pytest.mark.parametrize(
    "junk",
    [
        None,
        [],
        "act",
        7,
        {},
        {"envelope": {}, "wraps": [], "parts": []},
        {"envelope": {"payload": "", "payloadType": "x", "signatures": []}, "wraps": [], "parts": []},
        {
            "envelope": {
                "payload": "e30=",
                "payloadType": "application/vnd.hub.event+json",
                "signatures": [{"keyid": "0" * 64, "sig": "AA=="}],
            },
            "wraps": [],
            "parts": [],
        },
    ],
)
def test_junk_is_refused(cast: Cast, thread: Thread, junk: Any) -> None:
    act = thread.act(cast.sender.officer)
    with pytest.raises(Problem) as caught:
        thread.post(act, junk or {"junk": junk})
    assert (caught.value.status, caught.value.code in {"bad_envelope", "bad_signature"}) == (400, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "Test"},
        {"kind": "test." + "x" * 40},
        {"handling": "H9"},
        {"facts": []},
        {"facts": {"a": "\x00"}},
        {"created": "2026-02-30T00:00:00Z"},
        {"created": "0001-01-01T00:00:00Z"},
        {"created": "9999-12-31T23:59:59Z"},
        {"created": clock.text(clock.now() - timedelta(days=9))},
        {"created": clock.text(clock.now() + timedelta(days=2))},
        {"prev": "1" * 64},
        {"seq": -1},
        {"recipients": ()},
        {"parts": ()},
        {"event": "no"},
        {"recipients": (Address(str(uuid4()), 0),)},
        {"parts": (signed_part(1, os.urandom(99)),)},
    ],
)
def test_a_bad_manifest_is_refused(cast: Cast, thread: Thread, changes: dict[str, Any]) -> None:
    problem = refused(thread, thread.act(cast.sender.officer).but(**changes))
    assert (problem.status, problem.code) == (400, "bad_manifest")


def test_a_repeated_act_is_found_however_old_it_is(cast: Cast, thread: Thread) -> None:
    act, later = thread.act(cast.sender.officer), clock.now() + timedelta(days=30)
    body = act.body()
    thread.post(act, body)
    incoming = read(body, by=cast.sender.officer.acting, stream=thread.id)
    with transaction.atomic():
        again = accept_event(
            incoming, by=cast.sender.officer.acting, stream_kind="thread", parties=[], now=later
        )
    assert again.repeated


def test_a_role_lost_since_the_call_began_is_noticed(cast: Cast, thread: Thread) -> None:
    person = cast.sender.approver
    known = replace(person.acting, roles=person.acting.roles | {"admin"})
    incoming = read(thread.act(person).body(), by=known, stream=thread.id)
    with pytest.raises(Problem) as caught, transaction.atomic():
        accept_event(
            incoming, by=known, stream_kind="thread", parties=[p.row for p in thread.posts], now=clock.now()
        )
    assert caught.value.code == "chain_moved"
