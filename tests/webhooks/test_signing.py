"""Signatures after Standard Webhooks: its own published example, and what a receiver must refuse."""

import base64

import pytest

from hub.webhooks import signing

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the published example
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def given(**changes: str) -> dict[str, str]:
    return {"webhook-id": ID, "webhook-timestamp": str(AT), "webhook-signature": SIGNATURE} | changes


def test_the_example_of_the_specification() -> None:
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    assert signing.headers(ID, AT, BODY, [key]) == given()
    assert signing.verify(SECRET, given(), BODY, AT)


def test_two_secrets_sign_beside_each_other_and_either_is_enough() -> None:
    old, new = signing.new_secret(), signing.new_secret()
    headers = signing.headers(ID, AT, BODY, [old, new])
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert signing.verify(signing.shown(old), headers, BODY, AT)
    assert signing.verify(signing.shown(new), headers, BODY, AT)
    assert not signing.verify(signing.shown(signing.new_secret()), headers, BODY, AT)


@pytest.mark.parametrize(
    ("headers", "body", "now"),
    [
        (given(), BODY + b" ", AT),
        (given(**{"webhook-id": "msg_other"}), BODY, AT),
        (given(**{"webhook-timestamp": str(AT + 1)}), BODY, AT),
        (given(**{"webhook-timestamp": "soon"}), BODY, AT),
        (given(**{"webhook-signature": SIGNATURE.replace("v1,", "v1a,")}), BODY, AT),
        (given(**{"webhook-signature": ""}), BODY, AT),
        ({"webhook-id": ID, "webhook-timestamp": str(AT)}, BODY, AT),
        (given(), BODY, AT + signing.TOLERANCE + 1),
        (given(), BODY, AT - signing.TOLERANCE - 1),
    ],
)
def test_what_a_receiver_refuses(headers: dict[str, str], body: bytes, now: int) -> None:
    assert not signing.verify(SECRET, headers, body, now)
