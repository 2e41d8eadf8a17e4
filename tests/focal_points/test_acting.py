"""On whose behalf a call acts."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from focal_points.acting import acting_for, switch
from hub.base.errors import Problem
from tests.cast import Cast
from tests.factories.people import Person
from tests.focal_points.queries import queries_of


def request_of(person: Person, chosen: str = "") -> Any:
    request: Any = RequestFactory().get("/")
    request.user = person.officer
    request.session = {"focal_point": chosen} if chosen else {}
    return request


def test_the_first_seat_is_taken_when_none_is_chosen(cast: Cast) -> None:
    acting = acting_for(request_of(cast.sender.drafter))
    assert (acting.focal_point.pk, acting.country) == (cast.sender.post.id, "PK")
    assert acting.roles == {"officer"}
    assert acting.holds_key


def test_an_observer_holds_no_key(cast: Cast) -> None:
    assert cast.sender.observer is not None
    assert not acting_for(request_of(cast.sender.observer)).holds_key


def test_roles_are_those_at_the_chosen_post_only(cast: Cast) -> None:
    side = cast.sender
    second = side.chancery.add_post("Police unit", "police")
    side.chancery.seat(side.drafter, second, "approver")
    request = request_of(side.drafter)
    assert acting_for(request).roles == {"officer"}
    assert switch(request, second.id).roles == {"approver"}
    assert acting_for(request).focal_point.pk == second.id
    assert request.session["focal_point"] == str(second.id)


@pytest.mark.parametrize("where", ["other", "nowhere"])
def test_nobody_switches_to_a_post_without_a_seat_there(cast: Cast, where: str) -> None:
    wanted = cast.recipient.post.id if where == "other" else uuid4()
    with pytest.raises(Problem) as refused:
        switch(request_of(cast.sender.drafter), wanted)
    assert refused.value.status == 404


def test_a_post_of_another_country_in_the_session_is_ignored(cast: Cast) -> None:
    acting = acting_for(request_of(cast.sender.drafter, str(cast.recipient.post.id)))
    assert acting.focal_point.pk == cast.sender.post.id


def test_asking_twice_costs_one_query(cast: Cast) -> None:
    request = request_of(cast.sender.drafter)
    assert queries_of(lambda: (acting_for(request), acting_for(request))) == 1


def test_nobody_acts_without_signing_in() -> None:
    request: Any = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(Problem) as refused:
        acting_for(request)
    assert refused.value.status == 401
