"""The cast itself: chains that verify, seeds that open, rows that come back for every test."""

from django.conf import settings

from focal_points.models import SeedWrap
from hub.encryption.canonical import unb64
from hub.encryption.chain import fold
from hub.encryption.hpke import seed_info, unwrap
from tests.cast import Cast


def test_every_chain_verifies_from_its_genesis(cast: Cast) -> None:
    for side in cast.sides:
        country = side.chancery.country
        state = fold([row.envelope for row in country.chain.all()], settings.HUB_ID, side.code)
        assert (state.head_seq, state.head_hash) == (country.head_seq, country.head_hash)
        assert state.fingerprint == country.fingerprint


def test_each_officer_opens_the_seed_of_the_post(cast: Cast) -> None:
    side = cast.sender
    for person in (side.admin, side.drafter, side.approver, side.leaver):
        assert person is not None
        row = SeedWrap.objects.get(officer=person.id, key__focal_point=side.post.id)
        info = seed_info(settings.HUB_ID, "PK", str(side.post.id), 1, str(person.id))
        assert unwrap(person.keys.kem, unb64(row.wrap), info) == side.post.seeds[1]


def test_an_observer_holds_no_seed(cast: Cast) -> None:
    assert cast.sender.observer is not None
    assert not SeedWrap.objects.filter(officer=cast.sender.observer.id).exists()


def test_a_copy_of_the_cast_does_not_change_the_next_one(cast: Cast, cast_script: dict[str, object]) -> None:
    cast.sender.chancery.rotate(cast.sender.post)
    assert cast.sender.post.generation == 2
    assert cast_script["script"].cast.sender.post.generation == 1  # type: ignore[attr-defined]
