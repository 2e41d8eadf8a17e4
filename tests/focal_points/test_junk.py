"""Whatever is sent, the API answers with a problem of the caller's, never with a failure of its own."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from hub.encryption.codes import new_code
from tests.cast import Cast
from tests.factories.joining import invited, joining, keystore_form, new_person, proposal
from tests.factories.people import PASSWORD

NEST: Any = []
for _ in range(40):
    NEST = [NEST]

JUNK: list[Any] = [
    *(None, True, -1, 0, 2**31, 2**63, 2**64, 10**400, 1.5),
    *("", " ", "x", "\x00", "\ud800", "é" * 300, "x" * 100_000, "====="),
    *([], [None], [[]], {}, {"": ""}, {"a": {"b": None}}, NEST, "00000000-0000-0000-0000-000000000000"),
]
BODIES = [
    *(b"", b"{", b"null", b"[]", b"0", b'"x"', b"\xff\xfe", b"{}" * 2, b"NaN", b'{"email": NaN}'),
    *(b"[" * 100_000, b'{"a":' * 5_000, b'{"email":"\\u0000"}', b"1" * 10_000),
    *(b'{"envelope": "\\ud800"}', b" " * 5_000_000),
]


def calls(cast: Cast) -> Iterator[tuple[APIClient, str, str, dict[str, Any]]]:
    """Client, method, path and a right body for every call that takes one."""
    side, person, public = cast.sender, new_person("New", "new@pk.example"), APIClient()
    admin, code = side.admin.api(), new_code()
    number, known = invited(side.chancery, side.post, person, "officer")
    signed = side.chancery.sign_removal(side.leaver)  # type: ignore[arg-type]
    answer = joining(number, known, "PK", person)
    invitation = proposal(side.chancery, person, "officer", uuid4(), code)
    sign_in = {"email": side.drafter.email, "password": PASSWORD, "scopes": ["read"], "focal_point": None}
    yield public, "post", "/api/v1/tokens/", {**sign_in, "label": ""}
    yield admin, "put", "/api/v1/me/keystore/", keystore_form(side.admin.id)
    yield admin, "post", "/api/v1/countries/PK/chain/", signed.body
    yield admin, "patch", f"/api/v1/focal-points/{side.post.id}/", {"email": "", "designated_on": None}
    yield admin, "post", "/api/v1/invitations/", invitation | {"focal_point": str(side.post.id)}
    yield public, "post", f"/api/v1/invitations/{number}/open/", {"code_sha256": "0" * 64}
    yield public, "post", f"/api/v1/invitations/{number}/answer/", answer


def send(client: APIClient, method: str, path: str, body: bytes) -> Any:
    return getattr(client, method)(path, data=body, content_type="application/json")


def encode(value: Any) -> bytes:
    return json.dumps(value).encode()


def is_fine(answer: Any) -> bool:
    """A success, or a refusal as problem+json."""
    if answer.status_code < 300:
        return True
    problem = answer["Content-Type"] == "application/problem+json" and answer.json()["detail"]
    return bool(400 <= answer.status_code < 500 and answer.json()["code"] != "not_authenticated" and problem)


@pytest.fixture(autouse=True)
def _no_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Junk is sent faster than the limits on guessing allow; they are counted elsewhere."""
    for module, name in (("actions.signing_in", "PER_ACCOUNT"), ("actions.signing_in", "PER_ADDRESS"),
                         ("api_joining", "PER_ADDRESS"), ("api_joining", "PER_INVITATION")):  # fmt: skip
        monkeypatch.setattr(f"focal_points.{module}.{name}", 10**6)


def test_junk_in_place_of_each_field(cast: Cast) -> None:
    bad = [
        (method, path, name, repr(junk)[:40], answer.status_code)
        for client, method, path, right in calls(cast)
        for name in right
        for junk in JUNK
        if not is_fine(answer := send(client, method, path, encode({**right, name: junk})))
    ]
    assert not bad


def test_junk_inside_of_signed_and_sealed_things(cast: Cast) -> None:
    bad = [
        (path, name, inner, repr(junk)[:40])
        for client, method, path, right in calls(cast)
        for name, value in right.items()
        if isinstance(value, dict)
        for inner in value
        for junk in JUNK
        if not is_fine(send(client, method, path, encode({**right, name: {**value, inner: junk}})))
    ]
    assert not bad


def test_junk_in_wraps_and_boxes(cast: Cast) -> None:
    client, method, path, right = next(one for one in calls(cast) if one[2].endswith("/chain/"))
    for name in ("wraps", "boxes"):
        for inner in right[name][0]:
            for junk in JUNK:
                changed = [{**right[name][0], inner: junk}, *right[name][1:]]
                assert is_fine(send(client, method, path, encode({**right, name: changed}))), (
                    name,
                    inner,
                    junk,
                )


def test_junk_in_place_of_the_body(cast: Cast) -> None:
    for client, method, path, _right in calls(cast):
        for body in BODIES:
            answer = send(client, method, path, body)
            assert is_fine(answer), (path, body[:20], answer.status_code)
            assert answer.status_code >= 400 or method == "patch", (path, body[:20])


def test_other_media_types_are_refused(cast: Cast) -> None:
    client = cast.sender.admin.api()
    answer = client.post("/api/v1/invitations/", data="a=b", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        *("email", "password", "scopes", "focal_point", "label", "envelope", "wraps", "boxes"),
        *("id", "role", "name", "code_sha256", "v", "hub", "officer", "vault", "unlockers"),
    ]
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(body=VALUES | st.dictionaries(NAMES, VALUES, max_size=8))
def test_anything_at_all(cast_calls: list[Any], body: Any) -> None:
    for client, method, path, _right in cast_calls:
        assert is_fine(send(client, method, path, encode(body))), path


@pytest.fixture
def cast_calls(cast: Cast) -> list[Any]:
    """The calls, made once for all examples."""
    return list(calls(cast))
