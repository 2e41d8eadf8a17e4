"""Acts on conversations one by one: what each guard refuses, what newcomers open, what leavers keep."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hub.base import clock
from hub.encryption import hpke
from hub.encryption.canonical import Json, unb64
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent, open_shared
from hub.ledger.models import Event, Party, SharedKey, Stream
from hub.notifications.models import Notification
from hub.threads import guards
from hub.threads.table import KINDS
from messaging.models import Member, Thread, ThreadLink
from messaging.reasons import REASONS
from messaging.rules import acts_for
from tests.cast import Cast, Side
from tests.messaging.talking import BODY, HIDDEN, Talking
from tests.mla_requests.story import Story
from tests.threads.facts import JUNK, good

SENT = ("mla.draft", "mla.submit", "mla.approve", "mla.transmit")


@pytest.fixture
def talk(cast: Cast) -> Talking:
    """Pakistan and Nepal; any member may admit."""
    return Talking(cast.sender, cast.recipient).open()


def refused(talk: Talking, kind: str, by: Side, **options: Any) -> tuple[int, str]:
    """Status and code of an act that must not be accepted; the conversation stands as before."""
    before = talk.standing
    answer = talk.send(kind, by=by, **options)
    assert answer.status_code >= 400, answer.content
    assert talk.standing == before
    return answer.status_code, answer.json()["code"]


def member(talk: Talking, side: Side) -> Member:
    """The row of a side's post."""
    return Member.objects.get(thread=talk.id, focal_point=side.post.id)


def post_of(side: Side) -> str:
    """A side's post."""
    return str(side.post.id)


# Beginning.


def test_a_conversation_begins_with_its_rows_and_grants(cast: Cast, talk: Talking) -> None:
    assert talk.standing.members == dict.fromkeys(map(post_of, (cast.sender, cast.recipient)), 0)
    assert (member(talk, cast.sender).read_seq, member(talk, cast.recipient).read_seq) == (0, -1)
    assert str(member(talk, cast.recipient).subject_event) == next(iter(talk.sealed))
    assert Stream.objects.get(pk=talk.id).kind == Stream.Kind.THREAD
    for side, status in ((cast.sender, 200), (cast.recipient, 200), (cast.stranger, 404)):
        for path in (f"streams/{talk.id}/", f"streams/{talk.id}/events/", f"threads/{talk.id}/"):
            assert talk.api(side.officer).get(f"/api/v1/{path}").status_code == status


def test_who_may_be_on_it_at_the_beginning(cast: Cast) -> None:
    def opened(*sides: Side, by: Side, more: list[str] | None = None) -> tuple[int, str]:
        talk = Talking(*sides)
        members = sorted([*talk.sides, *(more or [])])
        facts = {"members": members, "policy": "one", "about": None}
        to = sorted({*talk.sides, post_of(by)})
        talk.knows(by)
        answer = talk.send("thread.open", by=by, facts=facts, to=to)
        assert not Thread.objects.filter(pk=talk.id).exists()
        assert not Stream.objects.filter(pk=talk.id).exists()
        return answer.status_code, answer.json()["code"]

    both = (cast.sender, cast.recipient)
    assert opened(*both, by=cast.stranger) == (403, "own_post_missing")
    assert opened(cast.sender, cast.secretariat, by=cast.sender) == (403, "secretariat")
    assert opened(*both, by=cast.sender, more=[str(uuid4())]) == (403, "no_such_post")
    observer = cast.sender.observer
    assert observer
    talk = Talking(*both)
    made = talk.make("thread.open", by=cast.sender, to=sorted(talk.sides),
                     facts={"members": sorted(talk.sides), "policy": "one", "about": None})  # fmt: skip
    assert talk.post(made, by=observer).status_code in (400, 403)


def test_a_post_without_keys_cannot_be_on_it(cast: Cast) -> None:
    talk = Talking(cast.sender, cast.recipient)
    row = cast.recipient.post.row
    type(row).objects.filter(pk=row.pk).update(generation=0)
    facts = {"members": sorted(talk.sides), "policy": "one", "about": None}
    assert refused_opening(talk, cast.sender, facts) == (403, "no_key")


def refused_opening(talk: Talking, by: Side, facts: Json) -> tuple[int, str]:
    """The answer to a first act that must be refused."""
    answer = talk.send("thread.open", by=by, facts=facts, to=sorted(talk.sides))
    return answer.status_code, answer.json()["code"]


def test_a_conversation_cannot_begin_twice_or_later(cast: Cast, talk: Talking) -> None:
    facts = {"members": sorted(talk.sides), "policy": "one", "about": None}
    assert refused(talk, "thread.open", cast.sender, facts=facts) == (400, "wrong_stream")
    other = Talking(cast.sender, cast.stranger)
    other.id = talk.id
    head = other.make("thread.open", by=cast.stranger, to=sorted(other.sides), facts={
        "members": sorted(other.sides), "policy": "one", "about": None})  # fmt: skip
    assert other.post(head, by=cast.stranger.officer).status_code in (400, 404)
    never = Talking(cast.sender, cast.recipient)
    assert never.send("thread.say", by=cast.sender, to=sorted(never.sides)).status_code == 404


def test_it_can_be_about_a_request_that_the_sender_sees(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*SENT)
    about = str(story.request)
    talk = Talking(cast.sender, cast.stranger).open(facts={"about": about})
    assert talk.standing.links == (about,)
    assert ThreadLink.objects.filter(thread=talk.id, request=about).exists()
    third = Talking(cast.stranger, cast.recipient)
    facts = {"members": sorted(third.sides), "policy": "one", "about": about}
    assert refused_opening(third, cast.stranger, facts) == (403, "request_unseen")
    assert refused(talk, "thread.link", cast.sender, facts={"request": about}) == (403, "linked")
    plain = Talking(cast.sender, cast.stranger).open()
    assert refused(plain, "thread.link", cast.stranger, facts={"request": about}) == (403, "request_unseen")
    plain.do("thread.link", by=cast.sender, facts={"request": about})
    assert plain.standing.links == (about,)


# Guards that the walks and the attacks do not name one by one.


def test_every_code_of_the_guards_has_a_sentence() -> None:
    source = inspect.getsource(guards)
    codes = {word for word in re.findall(r'"([a-z_]+)"', source) if "_" in word or word in REASONS}
    names = {"thread", "__main__"} | {name for kind in KINDS.values() for name in kind.facts}
    assert codes - names - REASONS.keys() == set()


def test_only_who_can_be_admitted_is_proposed(cast: Cast) -> None:
    talk = Talking(cast.sender, cast.recipient, policy="every").open()
    for post, code in ((post_of(cast.secretariat), "secretariat"), (str(uuid4()), "no_such_post")):
        facts = {"proposal": str(uuid4()), "post": post}
        assert refused(talk, "thread.propose", cast.sender, facts=facts) == (403, code)
    talk.do("thread.propose", by=cast.sender, facts={**facts, "post": post_of(cast.stranger)})


def test_tasks_are_moved_by_those_who_have_to_do_with_them(cast: Cast, talk: Talking) -> None:
    talk.admit(cast.stranger, by=cast.sender)
    task = str(uuid4())
    given = {"task": task, "post": post_of(cast.recipient), "due": "2027-01-31"}
    talk.do("thread.task", by=cast.sender, facts=given)
    assert refused(talk, "thread.task", cast.sender, facts=given) == (403, "used_number")
    done = {"task": task, "state": "done"}
    assert refused(talk, "thread.task_done", cast.stranger, facts=done) == (403, "not_your_task")
    again = {**done, "state": "reopened"}
    assert refused(talk, "thread.task_done", cast.recipient, facts=again) == (403, "task_stands_so")
    talk.do("thread.task_done", by=cast.recipient, facts=done)
    assert refused(talk, "thread.task_done", cast.recipient, facts=done) == (403, "task_stands_so")
    talk.do("thread.task_done", by=cast.sender, facts=again)
    assert talk.standing.tasks[task].state == "open"
    unknown = {**done, "task": str(uuid4())}
    assert refused(talk, "thread.task_done", cast.sender, facts=unknown) == (403, "no_such_task")


def test_a_date_is_found_once_and_in_time(cast: Cast, talk: Talking) -> None:
    poll, late = str(uuid4()), clock.text(clock.now() - timedelta(hours=1))
    past = {"poll": poll, "closes": late}
    assert refused(talk, "thread.poll", cast.sender, facts=past) == (403, "no_time")
    talk.do("thread.poll", by=cast.sender, facts={"poll": poll})
    first = talk.do("thread.vote", by=cast.recipient, facts={"poll": poll})
    second = talk.do("thread.vote", by=cast.recipient, facts={"poll": poll})
    assert first != talk.standing.polls[poll].voted[post_of(cast.recipient)] == second
    assert refused(talk, "thread.decide", cast.recipient, facts={"poll": poll}) == (403, "not_your_poll")
    talk.do("thread.decide", by=cast.sender, facts={"poll": poll})
    for kind, by in (("thread.vote", cast.recipient), ("thread.decide", cast.sender)):
        assert refused(talk, kind, by, facts={"poll": poll}) == (403, "poll_over")


def test_a_closed_conversation_takes_only_what_must_still_be_possible(cast: Cast, talk: Talking) -> None:
    bound = talk.say(cast.recipient, handling="H3")
    assert refused(talk, "thread.reopen", cast.sender) == (403, "not_closed")
    talk.do("thread.close", by=cast.recipient)
    for kind in ("thread.say", "thread.close"):
        assert refused(talk, kind, cast.sender) == (403, "closed")
    ask = {"ask": str(uuid4()), "owner": post_of(cast.recipient), "items": [bound], "ways": ["evidence"]}
    talk.do("thread.ask_consent", by=cast.sender, facts=ask)
    talk.do("thread.consent", by=cast.recipient, facts={"ask": ask["ask"]})
    buttons = {kind.kind: bool(answer) for kind, answer in acts_for(talk.row, cast.sender.officer.acting)}
    possible = {"thread.reopen", "thread.leave", "thread.ask_consent", "thread.consent"}
    assert {kind for kind, allowed in buttons.items() if allowed} == possible
    talk.do("thread.reopen", by=cast.sender)
    talk.say(cast.sender)


def test_consent_that_is_not_needed_is_not_asked_for(cast: Cast, talk: Talking) -> None:
    bound, free = talk.say(cast.recipient, handling="H1"), talk.say(cast.recipient)
    own = talk.say(cast.sender, handling="H2")

    def ask(items: list[str], owner: Side, ways: list[str]) -> Json:
        return {"ask": str(uuid4()), "owner": post_of(owner), "items": items, "ways": ways, "to": None}

    def no(facts: Json) -> tuple[int, str]:
        return refused(talk, "thread.ask_consent", cast.sender, facts=facts)

    assert no(ask([free], cast.recipient, ["share"])) == (403, "no_consent_needed")
    assert no(ask([bound], cast.recipient, ["share"])) == (403, "no_consent_needed")
    assert no(ask([own], cast.sender, ["share"])) == (403, "your_own")
    talk.do("thread.ask_consent", by=cast.sender, facts=ask([bound], cast.recipient, ["evidence"]))
    talk.do("thread.leave", by=cast.recipient)
    assert no(ask([bound], cast.recipient, ["evidence"])) == (403, "owner_left")
    assert refused(talk, "thread.leave", cast.sender) == (403, "last_one")


# Junk is refused in good order.


@pytest.mark.parametrize("kind", KINDS)
def test_junk_facts_are_400(cast: Cast, talk: Talking, kind: str) -> None:
    fine = good(kind, str(talk.id))
    plain = [junk for junk in JUNK if not isinstance(junk, float) and junk not in (10**30, "\ud800")]
    short = [junk for junk in plain if not isinstance(junk, list) or len(junk) < 10]
    for number, key in enumerate(KINDS[kind].facts):
        for junk in short[number::3]:
            answer = refused(talk, kind, cast.sender, facts={**fine, key: junk}, exactly=True)
            assert answer == (400, "bad_facts"), (key, junk)
    for facts in ({}, {**fine, "more": 1}):
        assert refused(talk, kind, cast.sender, facts=facts, exactly=True) == (400, "bad_facts")


def test_kinds_and_streams_that_are_none(cast: Cast, talk: Talking) -> None:
    assert refused(talk, "thread.shout", cast.sender) == (400, "unknown_kind")
    other = {**good("thread.say", str(uuid4())), "mentions": []}
    assert refused(talk, "thread.say", cast.sender, facts=other, exactly=True) == (400, "wrong_stream")
    exchange = {"exchange": str(talk.id)}
    assert refused(talk, "quick.acknowledge", cast.sender, facts=exchange, exactly=True)[0] == 404


# What newcomers open.


def opened(talk: Talking, side: Side, row: Json) -> OpenedEvent:
    """A shared event as the newcomer's device opens it."""
    shared, made = row["shared"], talk.sealed[row["id"]]
    info = hpke.wrap_info(made.manifest.hub, str(talk.id), row["id"], post_of(side), shared["generation"])
    secret = hpke.unwrap(side.post.key(shared["generation"]).kem_private, unb64(shared["wrap"]), info)
    path: str = f"/api/v1/streams/{talk.id}/events/{row['id']}/parts/0/"
    answer: Any = talk.api(side.officer).get(path)
    part = b"".join(answer.streaming_content)
    sig = talk.sides[made.manifest.sender.focal_point].officer.keys.public.sig
    return open_shared(row["envelope"], row["all_wraps"], sig, secret, part)


def test_a_newcomer_opens_the_chosen_acts_and_no_others(cast: Cast, talk: Talking) -> None:
    chosen, kept = talk.say(cast.recipient, "chosen"), talk.say(cast.recipient, "kept")
    act = talk.admit(cast.stranger, by=cast.sender, shared=[chosen])
    after = talk.say(cast.sender, "after")
    rows = {row["id"]: row for row in talk.seen(cast.stranger)}
    assert list(rows) == [chosen, act, after]
    assert opened(talk, cast.stranger, rows[chosen]).body["text"] == "chosen"
    assert (rows[chosen]["shared"]["by"], rows[chosen]["shared"]["focal_point"]) == (
        act,
        post_of(cast.stranger),
    )
    assert not rows[act].get("shared")
    client = talk.api(cast.stranger.officer)
    for path in (f"events/{kept}/", f"events/{kept}/parts/0/"):
        assert client.get(f"/api/v1/streams/{talk.id}/{path}").status_code == 404
    assert not any(row.get("shared") for row in talk.seen(cast.recipient))
    assert (member(talk, cast.stranger).since_seq, member(talk, cast.stranger).read_seq) == (3, 2)


def test_a_wrong_key_is_noticed_by_the_newcomer(cast: Cast, talk: Talking) -> None:
    said, other = talk.say(cast.recipient), talk.say(cast.recipient)
    told = talk.admission(cast.stranger, shared=[said, other])
    keys = told["facts"]["shared"]
    keys[said] = keys[other]
    talk.do("thread.admit", by=cast.sender, **told)
    rows = {row["id"]: row for row in talk.seen(cast.stranger)}
    assert opened(talk, cast.stranger, rows[other]).body["text"] == HIDDEN
    with pytest.raises(Refused):
        opened(talk, cast.stranger, rows[said])


def test_shared_keys_stand_apart_and_are_given_once(cast: Cast, talk: Talking) -> None:
    said = talk.say(cast.recipient)
    before = Event.objects.get(pk=said).wraps.count()
    talk.admit(cast.stranger, by=cast.sender, shared=[said])
    assert Event.objects.get(pk=said).wraps.count() == before
    assert SharedKey.objects.get(event=UUID(said)).focal_point_id == cast.stranger.post.id
    talk.do("thread.leave", by=cast.stranger)
    again = talk.admission(cast.stranger, shared=[said])
    assert refused(talk, "thread.admit", cast.sender, **again) == (403, "shared_already")
    talk.admit(cast.stranger, by=cast.sender)


def test_a_newcomers_bundle_has_its_own_run_and_what_was_shared(cast: Cast, talk: Talking) -> None:
    said = talk.say(cast.recipient)
    act = talk.admit(cast.stranger, by=cast.sender, shared=[said])
    bundle = talk.api(cast.stranger.officer).get(f"/api/v1/streams/{talk.id}/bundle/").json()
    assert [one["envelope"] for one in bundle["events"]] == [talk.sealed[e].envelope for e in (said, act)]
    assert sorted(bundle["chains"]) == ["EG", "NP", "PK"]


# What leavers keep.


def test_a_leaver_keeps_its_own_and_sees_the_moment_of_leaving(cast: Cast, talk: Talking) -> None:
    talk.say(cast.sender)
    gone = talk.do("thread.leave", by=cast.recipient)
    talk.admit(cast.stranger, by=cast.sender)
    talk.do("thread.close", by=cast.sender)
    card = talk.api(cast.recipient.officer).get(f"/api/v1/streams/{talk.id}/").json()
    assert (card["head_seq"], card["head_hash"]) == (2, talk.sealed[gone].hash)
    assert {one["country"] for one in card["parties"]} == {"PK", "NP"}
    assert [row["seq"] for row in talk.seen(cast.recipient)] == [0, 1, 2]
    row = member(talk, cast.recipient)
    assert row.frozen
    assert (row.until_seq, row.frozen["status"]) == (2, "open")
    assert row.updated == Event.objects.get(pk=gone).accepted_at
    bundle = talk.api(cast.recipient.officer).get(f"/api/v1/streams/{talk.id}/bundle/").json()
    assert (len(bundle["events"]), sorted(bundle["chains"])) == (3, ["NP", "PK"])
    assert refused(talk, "thread.say", cast.recipient, to=[post_of(cast.recipient)]) == (403, "left")


def test_a_leaver_that_is_admitted_again_is_a_newcomer(cast: Cast, talk: Talking) -> None:
    talk.do("thread.leave", by=cast.recipient)
    talk.say(cast.sender)
    act = talk.admit(cast.recipient, by=cast.sender)
    row = member(talk, cast.recipient)
    assert (row.since_seq, row.until_seq, row.frozen, str(row.subject_event)) == (3, None, None, act)
    party = Party.objects.get(stream=talk.id, focal_point=cast.recipient.post.id)
    assert (party.since_seq, party.until_seq) == (3, None)
    assert [one["seq"] for one in talk.seen(cast.recipient)] == [0, 1, 3]


# Being told.


def told(talk: Talking, side: Side) -> list[str]:
    """The unread kinds in an officer's inbox about the conversation, oldest first."""
    rows = Notification.objects.filter(officer=side.officer.id, target=str(talk.id), read_at__isnull=True)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_others_are_told_once_for_many_messages_and_apart_when_named(cast: Cast, talk: Talking) -> None:
    for _ in range(3):
        talk.say(cast.sender)
    assert told(talk, cast.recipient) == ["thread.open", "thread.say"]
    talk.say(cast.sender, mentions=[post_of(cast.recipient)])
    talk.say(cast.sender, urgent=True)
    assert told(talk, cast.recipient)[2:] == ["thread.mention", "thread.urgent"]
    assert told(talk, cast.sender) == []
    Notification.objects.update(read_at=clock.now())
    talk.say(cast.sender)
    assert told(talk, cast.recipient) == ["thread.say"]


def test_own_acts_are_read_and_those_of_others_are_not(cast: Cast, talk: Talking) -> None:
    talk.say(cast.sender)
    talk.say(cast.sender)
    assert (member(talk, cast.sender).read_seq, member(talk, cast.recipient).read_seq) == (2, -1)
    talk.say(cast.recipient)
    talk.say(cast.sender)
    assert (member(talk, cast.sender).read_seq, member(talk, cast.recipient).read_seq) == (2, -1)
    stamps = {member(talk, side).updated for side in (cast.sender, cast.recipient)}
    assert stamps == {talk.row.updated}


def test_text_and_subject_are_nowhere_in_the_tables(cast: Cast, talk: Talking) -> None:
    talk.do("thread.say", by=cast.sender, body={**BODY, "subject": HIDDEN})
    for event in Event.objects.filter(stream=talk.id):
        assert HIDDEN not in str(event.facts) + str(event.envelope)
    assert HIDDEN not in str(talk.row.state)
    assert isinstance(talk.id, UUID)
