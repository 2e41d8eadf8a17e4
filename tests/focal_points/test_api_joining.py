"""Invitations: by code, once, for 72 hours, checked by the administrator's own device."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from rest_framework.test import APIClient

from focal_points.models import Invitation, Officer
from hub.base import clock
from hub.encryption.canonical import b64, unb64
from hub.encryption.codes import check_join_mac, code_hash, new_code
from hub.encryption.hpke import keep_info, unwrap
from hub.notifications.models import Notification
from tests.cast import Cast
from tests.factories.joining import invited, joining, new_person, proposal
from tests.factories.people import PASSWORD, Person
from tests.focal_points.queries import queries_of

LIST = "/api/v1/invitations/"
NEW = new_person("New Officer", "new@pk.example")


def send(path: str, body: Any) -> Any:
    return APIClient().post(f"{LIST}{path}", body, format="json")


def answered(cast: Cast, person: Person = NEW, **change: Any) -> tuple[Any, Any, bytes]:
    number, code = invited(cast.sender.chancery, cast.sender.post, person, "officer")
    body = {**joining(number, code, "PK", person), **change}
    return send(f"{number}/answer/", body), number, code


def test_the_whole_way_from_invitation_to_seat(cast: Cast) -> None:
    side, code, number = cast.sender, new_code(), uuid4()
    body = proposal(side.chancery, NEW, "officer", number, code) | {"focal_point": str(side.post.id)}
    assert side.admin.api().post(LIST, body).status_code == 201
    opened = send(f"{number}/open/", {"code_sha256": code_hash(code)}).json()
    assert (opened["hub"], opened["country"], opened["role"]) == (settings.HUB_ID, "PK", "officer")
    assert send(f"{number}/answer/", joining(number, code, "PK", NEW)).status_code == 201

    (row,) = [one for one in side.admin.api().get(LIST).json()["invitations"] if one["id"] == str(number)]
    info = keep_info(settings.HUB_ID, "PK", str(number))
    kept = unwrap(side.admin.keys.kem, unb64(row["sealed_code"]), info)
    signed = {name: row["answer"][name] for name in ("kem", "sig", "officer", "name")}
    assert check_join_mac(row["answer"]["mac"], kept, settings.HUB_ID, "PK", str(number), signed)
    assert Notification.objects.filter(officer=side.admin.id, kind="officer.answered").exists()

    side.chancery.add_officer(NEW)
    side.chancery.seat(NEW, side.post, "officer")
    assert len(NEW.api().get("/api/v1/me/seeds/").json()["focal_points"]) == 1
    assert Invitation.objects.get(pk=number).closed
    NEW.post = None


def test_before_the_keys_are_signed_the_account_opens_nothing(cast: Cast) -> None:
    given, _number, _code = answered(cast)
    assert given.status_code == 201
    client = NEW.api()
    assert client.get("/api/v1/me/").json()["seats"] == []
    assert client.get("/api/v1/me/seeds/").json() == {"focal_points": []}
    assert client.get("/api/v1/focal-points/").status_code == 404
    posted = client.post("/api/v1/countries/PK/chain/", {"envelope": {}})
    assert posted.status_code in (400, 403)


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_opened_outside_any_transaction(cast: Cast) -> None:
    number, code = invited(cast.sender.chancery, cast.sender.post, NEW, "officer")
    assert send(f"{number}/open/", {"code_sha256": code_hash(code)}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_one_address_is_given_once_when_two_answer_at_once(cast: Cast) -> None:
    side, twins = cast.sender, [new_person(f"Twin {n}", "twin@pk.example") for n in range(2)]
    bodies = []
    for person in twins:
        number, code = invited(side.chancery, side.post, person, "officer")
        bodies.append((f"{number}/answer/", joining(number, code, "PK", person)))
    with ThreadPoolExecutor(2) as both:
        statuses = sorted(a.status_code for a in both.map(_send_alone, bodies))
    assert statuses == [201, 409]


def _send_alone(one: tuple[str, Any]) -> Any:
    try:
        return send(*one)
    finally:
        connection.close()


def test_a_wrong_code_an_old_and_an_unknown_invitation_look_the_same(cast: Cast) -> None:
    number, code = invited(cast.sender.chancery, cast.sender.post, NEW, "officer")
    right, wrong = {"code_sha256": code_hash(code)}, {"code_sha256": code_hash(new_code())}
    answers = [send(f"{number}/open/", wrong), send(f"{uuid4()}/open/", right)]
    Invitation.objects.filter(pk=number).update(expires=clock.now() - timedelta(seconds=1))
    answers.append(send(f"{number}/open/", right))
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1


def test_an_invitation_is_answered_once(cast: Cast) -> None:
    _given, number, code = answered(cast)
    other = new_person("Other", "other@pk.example")
    assert send(f"{number}/answer/", joining(number, code, "PK", other)).status_code == 404
    assert not Officer.objects.filter(email=other.email).exists()


def test_guessing_codes_is_stopped(cast: Cast) -> None:
    number, code = invited(cast.sender.chancery, cast.sender.post, NEW, "officer")
    for _ in range(20):
        assert send(f"{number}/open/", {"code_sha256": "0" * 64}).status_code == 404
    stopped = send(f"{number}/open/", {"code_sha256": code_hash(code)})
    assert (stopped.status_code, stopped.has_header("Retry-After")) == (429, True)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"kem": b64(bytes(32))}, 400, "bad_key"),
        ({"sig": b64(b"\x01" + bytes(31))}, 400, "bad_key"),
        ({"sig": "!"}, 400, "bad_key"),
        ({"password": "short"}, 400, "weak_password"),
        ({"password": "new officer 1"}, 400, "weak_password"),
        ({"email": "admin@pk.example"}, 409, "email_taken"),
        ({"email": "ADMIN@pk.example"}, 409, "email_taken"),
        ({"mac": "00"}, 400, "bad_fields"),
        ({"keystore": {}}, 400, "bad_keystore"),
        ({"name": "two\nlines"}, 400, "bad_text"),
    ],
)
def test_a_bad_answer_makes_no_account(cast: Cast, change: Any, status: int, code: str) -> None:
    before = Officer.objects.count()
    given, number, _code = answered(cast, **change)
    assert (given.status_code, given.json()["code"]) == (status, code)
    assert Officer.objects.count() == before
    assert Invitation.objects.get(pk=number).answer is None


def test_an_officer_number_is_taken_once(cast: Cast) -> None:
    thief = Person(cast.recipient.officer.id, "Thief", "thief@pk.example", NEW.keys)
    given, _number, _code = answered(cast, thief)
    assert (given.status_code, given.json()["code"]) == (409, "officer_exists")


def test_only_administrators_invite_and_only_to_own_posts(cast: Cast) -> None:
    side, code, number = cast.sender, new_code(), uuid4()
    body = proposal(side.chancery, NEW, "officer", number, code)
    mine, theirs = {"focal_point": str(side.post.id)}, {"focal_point": str(cast.recipient.post.id)}
    assert side.drafter.api().post(LIST, body | mine).status_code == 403
    assert side.admin.api().post(LIST, body | theirs).status_code == 404
    assert cast.stranger.admin.api().post(LIST, body | mine).status_code == 404
    assert not Invitation.objects.filter(pk=number).exists()


def test_an_invitation_number_is_taken_once(cast: Cast) -> None:
    side, code, number = cast.sender, new_code(), uuid4()
    body = proposal(side.chancery, NEW, "officer", number, code) | {"focal_point": str(side.post.id)}
    assert side.admin.api().post(LIST, body).status_code == 201
    assert side.admin.api().post(LIST, body).json()["code"] == "invitation_exists"


def test_invitations_are_seen_by_own_administrators_only(cast: Cast) -> None:
    number, _code = invited(cast.sender.chancery, cast.sender.post, NEW, "officer")
    listed = cast.sender.admin.api().get(LIST).json()["invitations"]
    assert str(number) in {row["id"] for row in listed}
    assert cast.sender.drafter.api().get(LIST).status_code == 403
    stranger = cast.stranger.admin.api().get(LIST)
    assert stranger.status_code == 200
    assert str(number).encode() not in stranger.content


def test_as_many_queries_for_one_invitation_as_for_three(cast: Cast) -> None:
    client = cast.sender.admin.api()
    Invitation.objects.filter(country="PK").exclude(focal_point=None).update(country="EG")
    invited(cast.sender.chancery, cast.sender.post, NEW, "officer")
    one = queries_of(lambda: client.get(LIST))
    for number in range(2):
        invited(cast.sender.chancery, cast.sender.post, new_person("N", f"n{number}@pk.example"), "officer")
    assert len(client.get(LIST).json()["invitations"]) == 3
    assert queries_of(lambda: client.get(LIST)) == one


def test_invitations_come_in_pages_without_gaps(cast: Cast) -> None:
    for number in range(52):
        invited(cast.sender.chancery, cast.sender.post, new_person("N", f"n{number}@pk.example"), "officer")
    client = cast.sender.admin.api()
    first = client.get(LIST).json()
    second = client.get(LIST, {"cursor": first["next"]}).json()
    ids = {row["id"] for row in first["invitations"] + second["invitations"]}
    assert second["next"] is None
    assert len(ids) == Invitation.objects.filter(country="PK").exclude(focal_point=None).count()


def test_the_password_is_not_kept(cast: Cast) -> None:
    answered(cast)
    row = Invitation.objects.get(answered_by=NEW.id)
    assert PASSWORD not in str(row.answer)
    assert not Officer.objects.get(pk=NEW.id).password.endswith(PASSWORD)
