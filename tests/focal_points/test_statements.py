"""Admitting statements: the tables follow the chain, and nothing else moves them."""

from functools import partial
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from focal_points.actions import admit_statement, folding, found_country
from focal_points.models import ChainStatement, Country, FocalPointKey, Officer, Seat, SeedWrap
from focal_points.queries import chain_envelopes, key_of, officers_of, peers_of
from hub.base import clock
from hub.base.errors import Conflict, Forbidden, Invalid, Unseen
from hub.encryption.canonical import b64
from hub.encryption.chain import fold, make_statement
from hub.encryption.errors import Refused
from hub.encryption.hpke import seed_info, wrap
from hub.encryption.keys import OfficerKeys
from hub.notifications.models import Notification
from tests.cast import Cast
from tests.factories.chains import Chancery, Signed
from tests.factories.joining import answer, found, join, new_person
from tests.machine_threads import at_once


def test_tables_and_chain_say_the_same(cast: Cast) -> None:
    for side in cast.sides:
        state = fold(chain_envelopes(side.code), settings.HUB_ID, side.code)
        in_chain = {(s.officer, s.focal_point, s.role, s.from_seq) for s in state.seats if s.to_seq is None}
        seats = Seat.objects.filter(focal_point__country=side.code, to_seq=None)
        rows = {(str(s.officer_id), str(s.focal_point_id), s.role, s.from_seq) for s in seats}
        assert rows == in_chain
        for officer in Officer.objects.filter(country=side.code):
            assert (officer.kem, officer.sig) == (
                b64(state.officers[str(officer.pk)].kem),
                b64(state.officers[str(officer.pk)].sig),
            )


def test_a_rotation_gives_a_new_key_to_the_same_holders(cast: Cast) -> None:
    side = cast.sender
    before = set(SeedWrap.objects.filter(key__focal_point=side.post.id).values_list("officer_id", flat=True))
    side.chancery.rotate(side.post)
    key = key_of(side.post.id, 2)
    assert key is not None
    assert key.kem == b64(side.post.key(2).kem_public)
    assert set(key.wraps.values_list("officer_id", flat=True)) == before
    assert side.post.row.generation == 2
    assert key_of(side.post.id, 3) is None


def test_a_recovery_kit_gets_its_own_wrap(cast: Cast) -> None:
    side, kit = cast.sender, OfficerKeys.generate()
    side.chancery.state("recovery_set", {"kem": b64(kit.public.kem)})
    signed = _with_recovery(side.chancery, side.post, kit)
    side.chancery.post(signed)
    assert SeedWrap.objects.filter(officer=None, key__generation=2).count() == 1


@pytest.mark.parametrize("whose", ["officer", "recovery"])
def test_one_generation_is_wrapped_once_to_each(cast: Cast, whose: str) -> None:
    key, holder = key_of(cast.sender.post.id, 1), cast.sender.officer.id if whose == "officer" else None
    wrap_of = SeedWrap(key=key, officer_id=holder, wrap="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SeedWrap.objects.bulk_create([wrap_of, SeedWrap(key=key, officer_id=holder, wrap="y")])


def _with_recovery(chancery: Chancery, post: object, kit: OfficerKeys) -> Signed:
    from hub.encryption.chain import make_seed_wrap, material_hash
    from tests.factories.people import Post

    assert isinstance(post, Post)
    signed = chancery._sign_turn("key_rotate", [post], set(), {})  # noqa: SLF001 - one wrap more than usual
    info = seed_info(settings.HUB_ID, chancery.code, str(post.id), 2, "recovery")
    sealed = wrap(kit.public.kem, post.seeds[2], info)
    wraps = [*signed.wraps, make_seed_wrap(str(post.id), 2, "recovery", sealed)]
    box = signed.boxes[0]["box"]
    from hub.encryption.canonical import unb64

    rotation = {
        "focal_point": str(post.id),
        "generation": 2,
        "kem": b64(post.key(2).kem_public),
        "wraps_sha256": material_hash(wraps, unb64(box)),
    }
    return chancery.sign("key_rotate", {"rotations": [rotation]}, wraps, signed.boxes)


def test_new_keys_for_an_officer_replace_the_old_ones(cast: Cast) -> None:
    side, new = cast.sender, OfficerKeys.generate()
    body = {"officer": str(side.drafter.id), "kem": b64(new.public.kem), "sig": b64(new.public.sig)}
    side.chancery.state("officer_rekey", body)
    assert (side.drafter.officer.kem, side.drafter.officer.sig) == (body["kem"], body["sig"])


def test_the_newest_word_on_a_peer_counts(cast: Cast) -> None:
    chancery = cast.sender.chancery
    chancery.state("peer_verified", {"country": "NP", "fingerprint": "0" * 64})
    chancery.verify_peer("NP")
    assert peers_of("PK") == {"NP": cast.recipient.chancery.country.fingerprint}
    assert peers_of("NP") == {}


def test_officers_of_a_post_by_role(cast: Cast) -> None:
    side = cast.sender
    assert side.observer is not None
    assert set(officers_of(side.post.id, ["approver", "admin"])) == {side.approver.id, side.admin.id}
    side.chancery.seat(side.approver, side.post, "officer")
    assert officers_of(side.post.id).count(side.approver.id) == 1
    assert side.observer.id in officers_of(side.post.id)


def test_every_other_administrator_hears_of_a_statement(cast: Cast) -> None:
    side = cast.sender
    side.chancery.seat(side.approver, side.post, "admin")
    side.chancery.rotate(side.post)
    told = Notification.objects.filter(kind="chain.changed")
    assert set(told.values_list("officer_id", flat=True)) == {side.approver.id}


def test_an_admin_seat_signs_and_its_end_stops_that(cast: Cast) -> None:
    side = cast.sender
    side.chancery.seat(side.approver, side.post, "admin")
    body = {"country": "NP", "fingerprint": "0" * 64}
    side.chancery.post(side.chancery.sign("peer_verified", body, by=side.approver), by=side.approver)
    side.chancery.unseat(side.approver, side.post, "admin")
    signed = side.chancery.sign("peer_verified", body, by=side.approver)
    with pytest.raises(Forbidden):
        side.chancery.post(signed, by=side.approver)
    with pytest.raises(Invalid) as refused:
        side.chancery.post(signed)
    assert refused.value.code == "bad_signature"


def test_no_such_country(cast: Cast) -> None:
    with pytest.raises(Unseen):
        admit_statement("ZZ", {}, [], [], by=cast.sender.admin.officer, now=clock.now())


def test_a_statement_of_another_hub_is_refused(cast: Cast) -> None:
    side, country = cast.sender, cast.sender.chancery.country
    envelope = make_statement(
        hub="other.example",
        country="PK",
        seq=country.head_seq + 1,
        prev=country.head_hash,
        kind="peer_verified",
        by=str(side.admin.id),
        created=clock.text(clock.now()),
        body={"country": "NP", "fingerprint": "0" * 64},
        signers=[side.admin.keys],
    )
    with pytest.raises(Invalid) as refused:
        side.chancery.post(Signed(envelope))
    assert refused.value.extra["reason"] == "another-chain"


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_statement_with_an_absurd_date_is_refused(cast: Cast, date: str) -> None:
    side, country = cast.sender, cast.sender.chancery.country
    envelope = make_statement(
        hub=settings.HUB_ID,
        country="PK",
        seq=country.head_seq + 1,
        prev=country.head_hash,
        kind="peer_verified",
        by=str(side.admin.id),
        created=date,
        body={"country": "NP", "fingerprint": "0" * 64},
        signers=[side.admin.keys],
    )
    with pytest.raises(Invalid) as refused:
        side.chancery.post(Signed(envelope))
    assert (refused.value.code, refused.value.extra["reason"]) == ("bad_statement", "bad-date")


def test_a_long_chain_is_verified_once(cast: Cast) -> None:
    side = cast.sender
    side.chancery.verify_peer("NP")
    ChainStatement.objects.filter(country="PK", seq=1).update(envelope={})
    side.chancery.verify_peer("EG")
    head = Country.objects.get(pk="PK")
    folding.states.clear()
    with pytest.raises(Refused):
        folding.state_of(head)


def genesis_of(code: str, *people: object) -> Signed:
    from tests.factories.people import Person

    founders = [person for person in people if isinstance(person, Person)]
    admins = [{"officer": str(p.id), "name": p.name, **p.public} for p in founders]
    envelope = make_statement(
        hub=settings.HUB_ID,
        country=code,
        seq=0,
        prev="0" * 64,
        kind="genesis",
        by=str(founders[0].id),
        created=clock.text(clock.now()),
        body={"policy": len(founders), "admins": admins},
        signers=[person.keys for person in founders],
    )
    return Signed(envelope)


@pytest.mark.usefixtures("cast")
def test_a_genesis_names_only_officers_whom_the_secretariat_invited() -> None:
    founder, ghost = new_person("Founder", "founder@af.example"), new_person("Ghost", "ghost@af.example")
    invitation = found_country(
        "AF", email=founder.email, officer="F", post_name="", post_type="", now=clock.now()
    )
    answer(invitation.invitation.pk, invitation.code, "AF", founder)
    chancery = Chancery("AF", founder)
    with pytest.raises(Forbidden) as refused:
        chancery.post(genesis_of("AF", founder, ghost))
    assert refused.value.code == "not_invited_to_found"
    assert not Country.objects.get(pk="AF").member
    chancery.post(genesis_of("AF", founder))
    assert Country.objects.get(pk="AF").member


def test_nobody_founds_another_country(cast: Cast) -> None:
    with pytest.raises(Forbidden) as refused:
        Chancery("AF", cast.stranger.admin).post(genesis_of("AF", cast.stranger.admin))
    assert refused.value.code == "other_country"


@pytest.mark.usefixtures("cast")
def test_two_founders_and_two_signatures() -> None:
    people = [new_person("First", "first@af.example"), new_person("Second", "second@af.example")]
    for person in people:
        one = found_country("AF", email=person.email, officer="", post_name="", post_type="", now=clock.now())
        answer(one.invitation.pk, one.code, "AF", person)
    chancery = Chancery("AF", people[0])
    chancery.post(genesis_of("AF", *people))
    with pytest.raises(Invalid) as refused:
        chancery.state("peer_verified", {"country": "NP", "fingerprint": "0" * 64})
    assert (refused.value.code, refused.value.extra["reason"]) == ("bad_signature", "too-few-signatures")


@pytest.mark.usefixtures("cast")
def test_a_second_genesis_is_refused() -> None:
    founder = new_person("Founder", "founder@af.example")
    chancery = found("AF", founder)
    other = Signed(genesis_of("AF", founder).envelope)
    changed = make_statement(
        hub=settings.HUB_ID,
        country="AF",
        seq=0,
        prev="0" * 64,
        kind="genesis",
        by=str(founder.id),
        created="2020-01-01T00:00:00Z",
        body={
            "policy": 1,
            "admins": [{"officer": str(founder.id), "name": "Another name", **founder.public}],
        },
        signers=[founder.keys],
    )
    assert other.envelope["payloadType"] == changed["payloadType"]
    with pytest.raises(Conflict) as refused:
        chancery.post(Signed(changed))
    assert refused.value.code == "chain_moved"


@pytest.mark.django_db(transaction=True)
def test_of_many_signed_at_once_one_is_admitted(cast: Cast) -> None:
    chancery = cast.sender.chancery
    signed = [chancery.sign("peer_verified", {"country": "NP", "fingerprint": f"{n:064x}"}) for n in range(6)]
    admin = cast.sender.admin.officer

    def post(one: Signed) -> None:
        admit_statement("PK", one.envelope, [], [], by=admin, now=clock.now())

    outcomes = at_once([partial(post, one) for one in signed], lambda _done: "admitted")
    assert sorted(outcomes.elements()) == ["admitted"] + ["chain_moved"] * 5


def test_a_late_officer_reads_the_history(cast: Cast) -> None:
    side = cast.sender
    side.chancery.rotate(side.post)
    late = join(side.chancery, side.post, new_person("Late", "late@pk.example"), "officer")
    assert list(SeedWrap.objects.filter(officer=late.id).values_list("key__generation", flat=True)) == [2]
    assert FocalPointKey.objects.get(focal_point=side.post.id, generation=2).box
    assert uuid4() not in officers_of(side.post.id)
