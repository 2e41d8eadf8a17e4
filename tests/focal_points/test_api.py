"""Tokens, me, keystore, seeds."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from focal_points.models import AccessToken
from hub.audit.models import AuditRecord, Kind
from hub.base import clock
from hub.encryption.canonical import unb64
from hub.encryption.hpke import seed_info, unwrap
from hub.encryption.seeds import FocalPointKey, seed_chain
from tests.cast import Cast
from tests.factories.joining import keystore_form, new_person
from tests.factories.people import PASSWORD, Person
from tests.focal_points.queries import queries_of


def sign_in(person: Person, **more: Any) -> Any:
    body = {"email": person.email, "password": PASSWORD, "scopes": ["read", "write"], **more}
    return APIClient().post("/api/v1/tokens/", body, format="json")


def with_token(token: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def test_a_token_acts_for_its_post_and_ends(cast: Cast) -> None:
    answer = sign_in(cast.sender.drafter)
    assert answer.status_code == 201
    assert answer.json()["focal_point"] == str(cast.sender.post.id)
    client = with_token(answer.json()["token"])
    me = client.get("/api/v1/me/").json()
    assert (me["officer"], me["country"]) == (str(cast.sender.drafter.id), "PK")
    assert [seat["role"] for seat in me["seats"]] == ["officer"]
    assert client.delete("/api/v1/tokens/current/").status_code == 204
    assert client.get("/api/v1/me/").status_code == 401


def test_only_the_digest_of_a_token_is_stored(cast: Cast) -> None:
    token = sign_in(cast.sender.drafter).json()["token"]
    row = AccessToken.objects.get()
    assert token.startswith("hub_")
    assert token not in {row.digest, row.scopes, row.label}
    assert len(row.digest) == 64


def test_token_and_seat_are_one_query(cast: Cast) -> None:
    client = cast.sender.drafter.api()
    cast.sender.drafter.token()
    assert queries_of(lambda: client.get(f"/api/v1/focal-points/{cast.sender.post.id}/")) == 2


def test_roles_are_all_those_held_at_the_post(cast: Cast) -> None:
    side = cast.sender
    side.chancery.seat(side.drafter, side.post, "approver")
    seats = side.drafter.api().get("/api/v1/me/").json()["seats"]
    assert [seat["role"] for seat in seats] == ["officer", "approver"]


def test_an_expired_token_is_dead(cast: Cast) -> None:
    client = cast.sender.drafter.api()
    AccessToken.objects.update(expires=clock.now() - timedelta(seconds=1))
    assert client.get("/api/v1/me/").status_code == 401


def test_scopes_are_enforced(cast: Cast) -> None:
    admin = cast.sender.admin
    reader = admin.api(("read",))
    assert reader.get("/api/v1/me/").status_code == 200
    answer = reader.put("/api/v1/me/keystore/", keystore_form(admin.id))
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    writer = admin.api(("read", "write"))
    assert writer.post("/api/v1/countries/PK/chain/", {}).json()["code"] == "scope_missing"
    assert writer.get("/api/v1/invitations/").json()["code"] == "scope_missing"


def test_wrong_password_and_unknown_account_answer_the_same(cast: Cast) -> None:
    wrong = sign_in(cast.sender.drafter, password="not this one at all")  # noqa: S106
    nobody = sign_in(new_person("Nobody", "nobody@pk.example"))
    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert wrong.json() == nobody.json()
    assert AuditRecord.objects.filter(kind=Kind.SIGN_IN_FAILED).count() == 2


def test_guessing_one_account_is_stopped_with_a_time_to_wait(cast: Cast) -> None:
    for _ in range(10):
        assert sign_in(cast.sender.drafter, password="not this one at all").status_code == 401  # noqa: S106
    stopped = sign_in(cast.sender.drafter)
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(stopped["Retry-After"]) <= 900
    assert sign_in(cast.sender.approver).status_code == 201


def test_guessing_from_one_address_is_stopped(cast: Cast) -> None:
    for number in range(50):
        sign_in(new_person("Nobody", f"nobody{number}@pk.example"))
    assert sign_in(cast.sender.drafter).status_code == 429


def test_signing_in_often_is_no_offence(cast: Cast) -> None:
    assert {sign_in(cast.sender.drafter).status_code for _ in range(12)} == {201}


def test_no_token_for_a_post_without_seat(cast: Cast) -> None:
    answer = sign_in(cast.sender.drafter, focal_point=str(cast.recipient.post.id))
    assert (answer.status_code, answer.json()["code"]) == (400, "no_seat")


@pytest.mark.django_db
def test_nobody_reads_me_without_signing_in() -> None:
    answer = APIClient().get("/api/v1/me/")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer hub_nothing", "Bearer \xff", "Bearer hub_" + "x" * 5000]
)
@pytest.mark.django_db
def test_a_bad_token_is_401(header: str) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)
    assert client.get("/api/v1/me/").status_code == 401


def test_a_session_works_and_needs_its_csrf_token_to_write(cast: Cast) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(cast.sender.drafter.officer)
    assert client.get("/api/v1/me/").json()["focal_point"] == str(cast.sender.post.id)
    answer = client.put("/api/v1/me/keystore/", keystore_form(cast.sender.drafter.id), format="json")
    assert answer.status_code == 403


def test_a_keystore_is_kept_as_it_is_and_only_for_its_officer(cast: Cast) -> None:
    drafter = cast.sender.drafter
    new = keystore_form(drafter.id)
    assert drafter.api().put("/api/v1/me/keystore/", new).status_code == 204
    assert drafter.api().get("/api/v1/me/keystore/").json() == new
    assert cast.sender.approver.api().get("/api/v1/me/keystore/").json() != new


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"v": 2}, "unknown-version"),
        ({"unlockers": []}, "unlockers-missing"),
        ({"hub": "another.example"}, None),
        ({"officer": "00000000-0000-4000-8000-000000000000"}, None),
        ({"vault": {"nonce": "", "ct": "x" * 20_000}}, None),
    ],
)
def test_a_keystore_of_another_form_is_refused(cast: Cast, change: Any, reason: str | None) -> None:
    keystore = {**keystore_form(cast.sender.drafter.id), **change}
    answer = cast.sender.drafter.api().put("/api/v1/me/keystore/", keystore)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_keystore")
    assert answer.json().get("reason") == reason


def test_a_cheaper_keystore_is_refused(cast: Cast) -> None:
    cheap = keystore_form(cast.sender.drafter.id, iterations=599_999)
    answer = cast.sender.drafter.api().put("/api/v1/me/keystore/", cheap)
    assert (answer.status_code, answer.json()["reason"]) == (400, "iterations")


def test_seeds_open_every_generation(cast: Cast) -> None:
    side = cast.sender
    side.chancery.rotate(side.post)
    side.chancery.rotate(side.post)
    late = cast.sender.approver
    (post,) = late.api().get("/api/v1/me/seeds/").json()["focal_points"]
    assert (post["focal_point"], post["generation"]) == (str(side.post.id), 3)
    newest = next(one for one in post["wraps"] if one["generation"] == 3)
    info = seed_info(settings.HUB_ID, "PK", str(side.post.id), 3, str(late.id))
    seed = unwrap(late.keys.kem, unb64(newest["wrap"]), info)
    boxes = {one["generation"]: unb64(one["box"]) for one in post["boxes"]}
    publics = {g: side.post.key(g).kem_public for g in (1, 2, 3)}
    opened = seed_chain(FocalPointKey(settings.HUB_ID, str(side.post.id), 3, seed), boxes, publics)
    assert {g: key.seed for g, key in opened.items()} == side.post.seeds


def test_an_observer_gets_no_seeds(cast: Cast) -> None:
    assert cast.sender.observer is not None
    assert cast.sender.observer.api().get("/api/v1/me/seeds/").json() == {"focal_points": []}


@pytest.mark.django_db
def test_the_hub_tells_its_name_and_key_to_anybody() -> None:
    said = APIClient().get("/api/v1/hub/").json()
    assert (said["hub"], said["suite"]) == (settings.HUB_ID, 1)
    assert len(unb64(said["hub_key"])) == 32
