"""Who leaves is out at once: seats, sessions, tokens, sockets, and the keys turn in the same statement."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.test import Client

from focal_points.models import AccessToken, Invitation, OfficerSession, Seat, SeedWrap
from focal_points.queries import officers_of
from hub.encryption.canonical import unb64
from hub.encryption.errors import Tampered
from hub.encryption.hpke import seed_info, unwrap
from hub.notifications.actions import group_name
from hub.notifications.ringing import ringer
from tests.cast import Cast
from tests.factories.people import PASSWORD, Person


@pytest.fixture
def leaver(cast: Cast) -> Person:
    """The officer at PK who is removed."""
    assert cast.sender.leaver is not None
    return cast.sender.leaver


def test_session_and_token_die_with_the_officer(cast: Cast, leaver: Person) -> None:
    browser, program = leaver.browser(), leaver.api()
    assert browser.get("/api/v1/me/").status_code == program.get("/api/v1/me/").status_code == 200
    cast.sender.chancery.remove(leaver)
    assert browser.get("/api/v1/me/").status_code == program.get("/api/v1/me/").status_code == 401
    assert not OfficerSession.objects.filter(officer=leaver.id).exists()
    assert not AccessToken.objects.filter(officer=leaver.id).exists()
    assert not Client().login(username=leaver.email, password=PASSWORD)


def test_others_stay_signed_in(cast: Cast, leaver: Person) -> None:
    browser, program = cast.sender.drafter.browser(), cast.sender.drafter.api()
    cast.sender.chancery.remove(leaver)
    assert browser.get("/api/v1/me/").status_code == program.get("/api/v1/me/").status_code == 200


def test_the_post_gets_a_key_that_the_leaver_does_not_hold(cast: Cast, leaver: Person) -> None:
    side = cast.sender
    side.chancery.remove(leaver)
    assert side.post.row.generation == 2
    holders = set(SeedWrap.objects.filter(key__generation=2).values_list("officer_id", flat=True))
    assert holders == {side.admin.id, side.drafter.id, side.approver.id}
    for row in SeedWrap.objects.filter(key__generation=2):
        info = seed_info(settings.HUB_ID, "PK", str(side.post.id), 2, str(row.officer_id))
        with pytest.raises(Tampered):
            unwrap(leaver.keys.kem, unb64(row.wrap), info)
    assert leaver.id not in officers_of(side.post.id)


def test_ended_seats_stay_for_the_record(cast: Cast, leaver: Person) -> None:
    done = cast.sender.chancery.remove(leaver)
    assert Seat.objects.get(officer=leaver.id).to_seq == done.seq


@pytest.mark.django_db(transaction=True)
def test_sockets_are_told_to_close_after_the_commit(cast: Cast, leaver: Person) -> None:
    layer: Any = get_channel_layer()

    async def heard() -> Any:
        ringer.serve_from(asyncio.get_running_loop())
        channel = await layer.new_channel()
        await layer.group_add(group_name(leaver.id), channel)
        await sync_to_async(cast.sender.chancery.remove)(leaver)
        return await asyncio.wait_for(layer.receive(channel), 5)

    assert async_to_sync(heard)()["type"] == "socket.close"


def test_losing_the_last_seat_ends_the_token_and_turns_the_key(cast: Cast, leaver: Person) -> None:
    side, program = cast.sender, leaver.api()
    side.chancery.unseat(leaver, side.post, "officer")
    assert program.get("/api/v1/me/").status_code == 401
    assert side.post.row.generation == 2
    assert leaver.officer.is_active
    fresh = leaver.browser()
    assert fresh.get("/api/v1/me/").json()["seats"] == []
    assert fresh.get("/api/v1/focal-points/").status_code == 404


def test_losing_one_of_two_seats_keeps_the_key_and_the_other_token(cast: Cast, leaver: Person) -> None:
    side = cast.sender
    side.chancery.seat(leaver, side.post, "approver")
    program = leaver.api()
    side.chancery.unseat(leaver, side.post, "approver")
    assert side.post.row.generation == 1
    assert [s["role"] for s in program.get("/api/v1/me/").json()["seats"]] == ["officer"]


def test_an_observer_leaves_without_turning_keys(cast: Cast) -> None:
    side = cast.sender
    assert side.observer is not None
    side.chancery.remove(side.observer)
    assert side.post.row.generation == 1


def test_the_invitation_of_a_removed_officer_opens_nothing_again(cast: Cast, leaver: Person) -> None:
    cast.sender.chancery.remove(leaver)
    assert Invitation.objects.get(answered_by=leaver.id).closed
