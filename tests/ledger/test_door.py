"""The door for acts over HTTP: one short way, the same for browsers and programs."""

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.ledger.models import Event, Stream
from tests.cast import Cast
from tests.factories.people import Person
from tests.ledger.acts import Act, Thread


@pytest.fixture
def file(cast: Cast) -> Thread:
    """The requesting side's own stream."""
    return Thread([cast.sender.post])


def draft(cast: Cast, file: Thread, request: str, number: int = 1) -> Act:
    """A version of a request to the recipient's central authority."""
    facts = {
        "request": request,
        "from": str(cast.sender.post.id),
        "to": str(cast.recipient.post.id),
        "conducting": None,
        "case": None,
        "links": [],
        "number": number,
        "measures": [{"label": "m1", "code": "18.3.f"}],
        "legal_basis": "untoc",
        "offence": "tip",
        "urgent": False,
        "wanted_by": None,
        "commitment": "a" * 64,
    }
    return file.act(cast.sender.officer).but(kind="mla.draft", facts=facts)


def url(file: Thread) -> str:
    """Where acts of the stream are posted."""
    return f"/api/v1/streams/{file.id}/events/"


def post(person: Person, file: Thread, body: Any) -> Any:
    """Post with a token."""
    return person.api().post(url(file), body)


def test_an_act_is_answered_with_a_receipt_and_again_with_the_same(cast: Cast, file: Thread) -> None:
    body = draft(cast, file, str(uuid4())).body()
    first, again = post(cast.sender.officer, file, body), post(cast.sender.officer, file, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert set(first.json()) == {"event", "seq", "hash", "receipt"}
    assert Event.objects.count() == 1


def test_a_lost_answer_is_found_after_the_state_moved_on(cast: Cast, file: Thread) -> None:
    request, officer = str(uuid4()), cast.sender.officer
    first = draft(cast, file, request).body()
    post(officer, file, first)
    submit = file.act(officer).but(
        kind="mla.submit", facts={"request": request, "version": str(Event.objects.get().pk)}
    )
    body = submit.body()
    assert [post(officer, file, body).status_code for _ in range(2)] == [201, 200]
    assert post(officer, file, first).status_code == 200


def test_a_session_needs_its_csrf_token(cast: Cast, file: Thread) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.sender.officer.officer)
    body = json.dumps(draft(cast, file, str(uuid4())).body())
    bare = browser.post(url(file), body, content_type="application/json")
    browser.cookies["csrftoken"] = "x" * 32
    good = browser.post(url(file), body, content_type="application/json", headers={"X-CSRFToken": "x" * 32})
    assert (bare.status_code, good.status_code) == (403, 201)


def test_a_token_needs_no_csrf_and_a_dead_one_is_no_session(cast: Cast, file: Thread) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.sender.officer.officer)
    body = json.dumps(draft(cast, file, str(uuid4())).body())
    for token, status in (
        ("hub_" + "x" * 43, 401),
        (cast.sender.officer.token(("read",)), 403),
        (cast.sender.officer.token(), 201),
    ):
        answer = browser.post(
            url(file), body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == status


def test_an_empty_authorization_and_a_form_are_refused_in_good_order(cast: Cast, file: Thread) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.sender.officer.officer)
    body = json.dumps(draft(cast, file, str(uuid4())).body())
    browser.cookies["csrftoken"] = "x" * 32
    empty = browser.post(url(file), body, content_type="application/json", headers={"Authorization": ""})
    form = browser.post(url(file), {"a": "b"}, headers={"X-CSRFToken": "x" * 32})
    assert (empty.status_code, form.status_code, form.json()["code"]) == (403, 400, "bad_json")


def test_another_ones_request_cannot_be_begun_again(cast: Cast, file: Thread) -> None:
    request, stranger = str(uuid4()), cast.stranger.officer
    post(cast.sender.officer, file, draft(cast, file, request).body())
    other = Thread([cast.stranger.post])
    again = replace(draft(cast, file, request), by=stranger)
    facts = again.manifest.facts | {"from": str(cast.stranger.post.id)}
    act = other.act(stranger).but(kind="mla.draft", facts=facts)
    assert post(stranger, other, act.body()).status_code == 404
    assert not Stream.objects.filter(pk=other.id).exists()


def test_without_sign_in_there_is_no_way_in(cast: Cast, file: Thread) -> None:
    body = draft(cast, file, str(uuid4())).body()
    answer = Client().post(url(file), json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 2000,
        b'{"a":1.5}',
        b'"\\ud800"',
        b'{"envelope":"\\u0000","wraps":[],"parts":[]}',
        b"x" * (4 * 1024 * 1024 + 1),
    ],
)
def test_junk_is_a_problem_and_never_a_failure(cast: Cast, file: Thread, raw: bytes) -> None:
    token = cast.sender.officer.token()
    answer = Client().post(
        url(file), raw, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_kind_that_nobody_owns(cast: Cast, file: Thread) -> None:
    answer = post(cast.sender.officer, file, file.act(cast.sender.officer).body())
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_kind")


def test_the_way_is_short(cast: Cast, file: Thread) -> None:
    request, officer = str(uuid4()), cast.sender.officer
    post(officer, file, draft(cast, file, request).body())
    api, second = officer.api(), draft(cast, file, request, 2).body()
    with CaptureQueriesContext(connection) as queries:
        assert api.post(url(file), second).status_code == 201
    shared_lock = connection.vendor == "postgresql"
    # One of them asks who wants a webhook.
    assert len(queries) <= 19 + shared_lock, [q["sql"][:120] for q in queries]


def test_the_description_names_the_door() -> None:
    from drf_spectacular.generators import SchemaGenerator

    paths = SchemaGenerator().get_schema(public=True)["paths"]  # type: ignore[no-untyped-call]
    door = paths["/api/v1/streams/{stream}/events/"]
    assert (door["post"]["operationId"], door["get"]["operationId"]) == ("act", "events")
    assert {"200", "201", "400", "409"} <= set(door["post"]["responses"])
