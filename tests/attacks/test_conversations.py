"""Attacks on conversations by people who are, were, or never were on them: one signed act at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub.base import clock
from hub.encryption.canonical import Json, b64
from hub.ledger.models import Event
from hub.notifications.models import Notification
from tests.cast import Cast, Side
from tests.factories.acts import posted
from tests.messaging.talking import BODY, Talking, wrapped


@pytest.fixture
def talk(cast: Cast) -> Talking:
    """Pakistan and Nepal; any member may admit."""
    return Talking(cast.sender, cast.recipient).open()


@pytest.fixture
def strict(cast: Cast) -> Talking:
    """The same where every country must agree."""
    return Talking(cast.sender, cast.recipient, policy="every").open()


def refused(talk: Talking, kind: str, by: Side, **options: Any) -> tuple[int, str]:
    """Status and code of an act that must not be accepted; nothing may have happened."""
    before = Event.objects.filter(stream=talk.id).count(), talk.standing
    answer = talk.send(kind, by=by, **options)
    assert (Event.objects.filter(stream=talk.id).count(), talk.standing) == before
    return answer.status_code, answer.json()["code"]


def admission(talk: Talking, side: Side, by: Side, **facts: Any) -> tuple[int, str]:
    """The answer to an admission that must be refused."""
    said = talk.admission(side, shared=facts.pop("shared", None), **facts)
    return refused(talk, "thread.admit", by, **said)


def post_of(side: Side) -> str:
    """A side's post."""
    return str(side.post.id)


def consent(talk: Talking, items: list[str], *, by: Side, owner: Side, to: str | None, answer: str) -> None:
    """Ask for leave to pass on, and hear the owner's answer."""
    number = str(uuid4())
    asked: Json = {"ask": number, "owner": post_of(owner), "items": items, "ways": ["share"], "to": to}
    talk.do("thread.ask_consent", by=by, facts=asked)
    talk.do("thread.consent", by=owner, facts={"ask": number, "answer": answer})


# Handling codes (SIENA; UNTOC 18(5) and 18(19)): what binds an item goes on only with its owner's signature.


@pytest.mark.parametrize("code", ["H2", "H3"])
def test_a_bound_message_is_not_shared_with_a_newcomer(cast: Cast, talk: Talking, code: str) -> None:
    bound = talk.say(cast.recipient, handling=code)
    assert admission(talk, cast.stranger, cast.sender, shared=[bound]) == (403, "handling_share")
    talk.admit(cast.stranger, by=cast.recipient, shared=[bound])


def test_only_the_owners_given_consent_for_this_receiver_opens_the_way(cast: Cast, talk: Talking) -> None:
    bound, other = talk.say(cast.recipient, handling="H2"), talk.say(cast.recipient, handling="H2")
    one = {"by": cast.sender, "owner": cast.recipient}
    consent(talk, [bound], **one, to=post_of(cast.stranger), answer="denied")
    consent(talk, [bound], **one, to=post_of(cast.secretariat), answer="given")
    consent(talk, [other], **one, to=post_of(cast.stranger), answer="given")
    assert admission(talk, cast.stranger, cast.sender, shared=[bound]) == (403, "handling_share")
    assert admission(talk, cast.stranger, cast.sender, shared=[bound, other]) == (403, "handling_share")
    talk.admit(cast.stranger, by=cast.sender, shared=[other])
    assert [row["id"] for row in talk.seen(cast.stranger)] == [other, talk.seen(cast.stranger)[-1]["id"]]


def test_nobody_consents_for_the_owner(cast: Cast, talk: Talking) -> None:
    bound = talk.say(cast.recipient, handling="H2")
    talk.admit(cast.stranger, by=cast.sender)
    number = str(uuid4())
    asked: Json = {"ask": number, "owner": post_of(cast.recipient), "items": [bound], "to": None}
    talk.do("thread.ask_consent", by=cast.sender, facts={**asked, "ways": ["share"]})
    given = {"ask": number, "answer": "given"}
    for side in (cast.sender, cast.stranger):
        assert refused(talk, "thread.consent", side, facts=given) == (403, "not_your_items")
    talk.do("thread.consent", by=cast.recipient, facts={**given, "answer": "denied"})
    assert refused(talk, "thread.consent", cast.recipient, facts=given) == (403, "answered")


def test_asking_under_another_owners_name_asks_for_nothing(cast: Cast, talk: Talking) -> None:
    theirs, own = talk.say(cast.recipient, handling="H2"), talk.say(cast.sender, handling="H2")
    common: Json = {"ways": ["share"], "to": None}
    for owner, items in ((cast.sender, [theirs]), (cast.recipient, [own]), (cast.recipient, [own, theirs])):
        facts = {**common, "ask": str(uuid4()), "owner": post_of(owner), "items": items}
        assert refused(talk, "thread.ask_consent", cast.sender, facts=facts)[0] == 403


def test_a_correction_does_not_loosen_what_it_corrects(cast: Cast, talk: Talking) -> None:
    bound = talk.say(cast.recipient, handling="H2")
    loose = talk.do("thread.correct", by=cast.recipient, facts={"event": bound}, handling="H0")
    for item in (bound, loose):
        assert admission(talk, cast.stranger, cast.sender, shared=[item]) == (403, "handling_share")


def test_what_was_withdrawn_goes_to_nobody_new(cast: Cast, talk: Talking) -> None:
    said = talk.say(cast.recipient)
    better = talk.do("thread.correct", by=cast.recipient, facts={"event": said})
    talk.do("thread.withdraw", by=cast.recipient, facts={"event": said})
    for item in (said, better):
        assert admission(talk, cast.stranger, cast.sender, shared=[item]) == (403, "withdrawn")


def test_a_code_stands_only_where_it_is_chosen(cast: Cast, talk: Talking) -> None:
    for kind in ("thread.close", "thread.leave"):
        assert refused(talk, kind, cast.sender, handling="H2") == (400, "bad_manifest")


# Admissions.


def test_two_who_admit_at_once_do_not_both_succeed(cast: Cast, talk: Talking) -> None:
    first = talk.make("thread.admit", by=cast.sender, **talk.admission(cast.stranger))
    again = talk.make("thread.admit", by=cast.recipient, **talk.admission(cast.stranger))
    assert talk.post(first, by=cast.sender.officer).status_code == 201
    late = talk.post(again, by=cast.recipient.officer)
    assert (late.status_code, late.json()["code"]) == (409, "seq_taken")
    assert admission(talk, cast.stranger, cast.recipient) == (403, "on_it_already")


def test_an_admission_says_who_is_on_it_and_nobody_else(cast: Cast, talk: Talking) -> None:
    both, third = sorted(talk.sides), post_of(cast.stranger)
    talk.knows(cast.stranger)
    told: Json = {"proposal": None, "post": third, "policy": "one", "links": [], "shared": {}}
    lies: list[Json] = [
        {"members": both}, {"members": sorted([both[0], third])}, {"policy": "every"},
        {"links": [str(uuid4())]}, {"proposal": str(uuid4())},
    ]  # fmt: skip
    for lie in lies:
        facts = {**told, "members": sorted([*both, third]), **lie}
        to = sorted({*facts["members"], third})
        assert refused(talk, "thread.admit", cast.sender, facts=facts, to=to)[0] in (400, 403), lie


def test_an_act_that_leaves_a_member_out_or_adds_one_is_refused(cast: Cast, talk: Talking) -> None:
    talk.knows(cast.stranger)
    for to in (
        [post_of(cast.sender)],
        [post_of(one) for one in (cast.sender, cast.recipient, cast.stranger)],
    ):
        assert refused(talk, "thread.say", cast.sender, to=sorted(to))[0] in (400, 403)


def test_the_secretariat_and_posts_without_keys_are_never_on_it(cast: Cast, talk: Talking) -> None:
    assert admission(talk, cast.secretariat, cast.sender) == (403, "secretariat")
    members = sorted([post_of(cast.sender), post_of(cast.secretariat)])
    other = Talking(cast.sender, cast.secretariat)
    answer = other.send("thread.open", by=cast.sender, to=members,
                        facts={"members": members, "policy": "one", "about": None})  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (403, "secretariat")


def test_keys_that_are_none_are_refused_and_wrong_ones_open_nothing(cast: Cast, talk: Talking) -> None:
    said = talk.say(cast.recipient)
    for junk in ("", "x", b64(b"short"), b64(bytes(79)), b64(bytes(81)), 7, None):
        facts = talk.admission(cast.stranger)
        facts["facts"]["shared"] = {said: junk}
        assert refused(talk, "thread.admit", cast.sender, **facts) == (400, "bad_facts"), junk
    facts = talk.admission(cast.stranger)
    facts["facts"]["shared"] = {said: wrapped(bytes(32), str(talk.id), said, cast.stranger.post)}
    talk.do("thread.admit", by=cast.sender, **facts)
    assert talk.seen(cast.stranger)[0]["id"] == said


def test_only_acts_of_this_conversation_that_one_holds_are_shared(cast: Cast, talk: Talking) -> None:
    other = Talking(cast.recipient, cast.stranger).open()
    foreign = other.say(cast.recipient)
    for event in (foreign, str(uuid4())):
        facts = talk.admission(cast.stranger)
        facts["facts"]["shared"] = {event: wrapped(bytes(32), str(talk.id), event, cast.stranger.post)}
        assert refused(talk, "thread.admit", cast.sender, **facts) == (403, "no_such_message")


def test_a_newcomer_passes_on_nothing_that_it_never_had(cast: Cast, talk: Talking) -> None:
    before = talk.say(cast.sender)
    talk.admit(cast.stranger, by=cast.sender)
    talk.do("thread.leave", by=cast.recipient)
    facts = talk.admission(cast.recipient)
    facts["facts"]["shared"] = {before: wrapped(bytes(32), str(talk.id), before, cast.recipient.post)}
    assert refused(talk, "thread.admit", cast.stranger, **facts)[0] == 403


# Where every country must agree.


def proposed(talk: Talking, by: Side, who: Side, shared: list[str] | None = None) -> str:
    """A proposal; its number."""
    number = str(uuid4())
    facts = {"proposal": number, "post": post_of(who), "shared": shared or []}
    talk.do("thread.propose", by=by, facts=facts)
    return number


def test_nobody_comes_in_past_the_others(cast: Cast, strict: Talking) -> None:
    said = strict.say(cast.sender)
    assert admission(strict, cast.stranger, cast.sender) == (403, "proposal_first")
    number = proposed(strict, cast.sender, cast.stranger)
    assert admission(strict, cast.stranger, cast.sender, proposal=number) == (403, "not_agreed")
    yes = {"proposal": number, "answer": "yes"}
    assert refused(strict, "thread.agree", cast.sender, facts=yes) == (403, "own_proposal")
    strict.do("thread.agree", by=cast.recipient, facts=yes)
    assert refused(strict, "thread.agree", cast.recipient, facts=yes) == (403, "answered")
    assert admission(strict, cast.stranger, cast.recipient, proposal=number) == (403, "not_your_proposal")
    more = admission(strict, cast.stranger, cast.sender, proposal=number, shared=[said])
    assert more == (403, "other_than_proposed")
    strict.admit(cast.stranger, by=cast.sender, proposal=number)


def test_one_no_ends_it_and_a_used_proposal_admits_nobody_else(cast: Cast, strict: Talking) -> None:
    number = proposed(strict, cast.sender, cast.stranger)
    strict.do("thread.agree", by=cast.recipient, facts={"proposal": number, "answer": "no"})
    assert admission(strict, cast.stranger, cast.sender, proposal=number) == (403, "proposal_over")
    again = proposed(strict, cast.sender, cast.stranger)
    strict.do("thread.agree", by=cast.recipient, facts={"proposal": again, "answer": "yes"})
    strict.admit(cast.stranger, by=cast.sender, proposal=again)
    strict.do("thread.leave", by=cast.stranger)
    assert admission(strict, cast.stranger, cast.sender, proposal=again) == (403, "proposal_over")


# Acts of one conversation in another, and names of others.


def test_an_act_of_one_conversation_is_nothing_in_another(cast: Cast, talk: Talking) -> None:
    other = Talking(cast.sender, cast.recipient).open()
    said = talk.make("thread.say", by=cast.sender)
    answer = talk.api(cast.sender.officer).post(f"/api/v1/streams/{other.id}/events/", posted(said))
    assert answer.status_code in (400, 409)
    elsewhere = {"thread": str(other.id), "mentions": [], "urgent": False}
    assert refused(talk, "thread.say", cast.sender, facts=elsewhere, exactly=True)[0] == 400
    assert Event.objects.filter(stream=other.id).count() == 1
    assert talk.post(said, by=cast.sender.officer).status_code == 201
    assert talk.post(said, by=cast.recipient.officer).status_code in (400, 403, 404, 409)


def test_the_same_act_twice_is_there_once(cast: Cast, talk: Talking) -> None:
    said = talk.make("thread.say", by=cast.sender)
    answers = [talk.post(said, by=cast.sender.officer) for _ in range(3)]
    assert {one.status_code for one in answers} <= {200, 201}
    assert all(one.json()["receipt"] == answers[0].json()["receipt"] for one in answers)
    assert Event.objects.filter(stream=talk.id).count() == 2
    assert Notification.objects.filter(kind="thread.say", officer=cast.recipient.officer.id).count() <= 1


def test_numbers_of_one_conversation_mean_nothing_in_another(cast: Cast, talk: Talking) -> None:
    other = Talking(cast.sender, cast.recipient).open()
    said, task, poll, ask = other.say(cast.sender), str(uuid4()), str(uuid4()), str(uuid4())
    other.do("thread.task", by=cast.sender, facts={"task": task, "post": post_of(cast.recipient)})
    other.do("thread.poll", by=cast.sender, facts={"poll": poll}, body={**BODY, "fields": {"options": []}})
    bound = other.say(cast.recipient, handling="H2")
    asked = {"ask": ask, "owner": post_of(cast.recipient), "items": [bound]}
    other.do("thread.ask_consent", by=cast.sender, facts=asked)
    tried: list[tuple[str, Side, Json]] = [
        ("thread.correct", cast.sender, {"event": said}), ("thread.withdraw", cast.sender, {"event": said}),
        ("thread.task_done", cast.recipient, {"task": task}), ("thread.vote", cast.recipient, {"poll": poll}),
        ("thread.decide", cast.sender, {"poll": poll}),
        ("thread.consent", cast.recipient, {"ask": ask, "answer": "given"}),
        ("thread.ask_consent", cast.sender, {**asked, "ask": str(uuid4())}),
    ]  # fmt: skip
    for kind, by, facts in tried:
        assert refused(talk, kind, by, facts=facts)[0] == 403, kind


def test_only_members_are_named_and_only_they_are_told(cast: Cast, talk: Talking) -> None:
    outside = [post_of(cast.stranger)]
    assert refused(talk, "thread.say", cast.sender, facts={"mentions": outside}) == (403, "mention_outside")
    task = {"task": str(uuid4()), "post": outside[0]}
    assert refused(talk, "thread.task", cast.sender, facts=task) == (403, "task_outside")
    talk.say(cast.sender, mentions=[post_of(cast.recipient)], urgent=True)
    told = set(Notification.objects.filter(target=talk.id).values_list("officer", flat=True))
    strangers = {
        one.id for side in (cast.stranger, cast.secretariat) for one in side.chancery.people.values()
    }
    assert told
    assert not told & strangers


def test_what_others_wrote_is_not_put_right_or_taken_back(cast: Cast, talk: Talking) -> None:
    said = talk.say(cast.sender)
    for kind in ("thread.correct", "thread.withdraw"):
        assert refused(talk, kind, cast.recipient, facts={"event": said}) == (403, "not_yours")


# Leavers and removed officers.


def addresses(talk: Talking, event: str) -> list[str]:
    """Where a later act could be read."""
    stream = f"/api/v1/streams/{talk.id}/events/"
    return [f"{stream}{event}/", f"{stream}{event}/parts/0/"]


def test_a_leaver_does_nothing_more_and_learns_nothing_more(cast: Cast, talk: Talking) -> None:
    talk.admit(cast.stranger, by=cast.sender)
    talk.do("thread.leave", by=cast.stranger)
    card = talk.api(cast.stranger.officer).get(f"/api/v1/threads/{talk.id}/").json()
    later = talk.say(cast.sender, mentions=[post_of(cast.recipient)], urgent=True)
    talk.do("thread.task", by=cast.sender, facts={"task": str(uuid4()), "post": post_of(cast.recipient)})
    talk.do("thread.leave", by=cast.recipient)
    client = talk.api(cast.stranger.officer)
    assert client.get(f"/api/v1/threads/{talk.id}/").json() == card
    assert {client.get(one).status_code for one in addresses(talk, later)} == {404}
    assert later not in client.get(f"/api/v1/streams/{talk.id}/bundle/").content.decode()
    for kind in ("thread.say", "thread.reopen", "thread.close", "thread.leave"):
        assert refused(talk, kind, cast.stranger, to=[post_of(cast.sender)])[0] in (403, 404), kind
    told = Notification.objects.filter(officer=cast.stranger.officer.id, target=talk.id)
    assert not told.filter(kind__in=("thread.task", "thread.urgent", "thread.mention")).exists()


def test_an_old_admission_sent_again_brings_nobody_back(cast: Cast, talk: Talking) -> None:
    admitted = talk.make("thread.admit", by=cast.sender, **talk.admission(cast.stranger))
    assert talk.post(admitted, by=cast.sender.officer).status_code == 201
    talk.do("thread.leave", by=cast.stranger)
    client, address = talk.api(cast.stranger.officer), f"/api/v1/streams/{talk.id}/"
    card = client.get(address).json()
    assert talk.post(admitted, by=cast.sender.officer).status_code == 200
    talk.say(cast.sender)
    assert client.get(address).json() == card


def test_who_comes_back_does_not_read_what_was_said_meanwhile(cast: Cast, talk: Talking) -> None:
    talk.admit(cast.stranger, by=cast.sender)
    kept = talk.say(cast.sender)
    talk.do("thread.leave", by=cast.stranger)
    missed = talk.say(cast.sender)
    talk.admit(cast.stranger, by=cast.recipient)
    now = talk.say(cast.sender)
    client = talk.api(cast.stranger.officer)
    assert {client.get(one).status_code for one in addresses(talk, missed)} == {404}
    seen = [row["id"] for row in talk.seen(cast.stranger)]
    assert missed not in seen
    assert {kept, now} <= set(seen)


def test_a_removed_officer_reads_and_writes_nothing(cast: Cast, talk: Talking) -> None:
    leaver = cast.sender.leaver
    assert leaver
    client = leaver.api()
    said = talk.say(cast.recipient)
    assert client.get(f"/api/v1/streams/{talk.id}/events/{said}/parts/0/").status_code == 200
    cast.sender.chancery.remove(leaver)
    for one in ("/api/v1/threads/", f"/api/v1/threads/{talk.id}/", *addresses(talk, said)):
        assert client.get(one).status_code == 401, one
    talk.say(cast.recipient, urgent=True, mentions=[post_of(cast.sender)])
    assert not Notification.objects.filter(officer=leaver.id, created__gt=clock.now() - timedelta(minutes=1),
                                           target=talk.id, kind="thread.urgent").exists()  # fmt: skip


def test_an_old_generation_receives_no_more(cast: Cast, talk: Talking) -> None:
    """After a removal the post has a new key; an act to the old one would be open to who left."""
    sealed = talk.make("thread.say", by=cast.recipient)
    assert cast.sender.leaver
    before = cast.sender.post.generation
    cast.sender.chancery.remove(cast.sender.leaver)
    assert cast.sender.post.generation > before
    answer = talk.post(sealed, by=cast.recipient.officer)
    assert (answer.status_code, answer.json()["code"]) == (409, "generation_old")
    assert Event.objects.filter(stream=talk.id).count() == 1
    talk.say(cast.recipient)
