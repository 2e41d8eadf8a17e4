"""Our own vectors for the hub's statements about time."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import dsse
from hub.encryption.canonical import Json, canonical, parse
from hub.encryption.keys import keyid
from hub.encryption.lapse import make_lapse
from tests.encryption.world import HUB, ident, secret

Cases = list[dict[str, Any]]
HUB_KEY = Ed25519PrivateKey.from_private_bytes(secret("hub"))
PUBLIC = HUB_KEY.public_key().public_bytes_raw()
VALUES: Json = {
    "hub": HUB,
    "request": ident("request"),
    "kind": "sys.undelivered",
    "clock": "delivery",
    "ref": "",
    "side": "requested",
    "due": "2026-11-29T18:15:00Z",
    "at": "2026-11-29T18:15:07.000001Z",
}
# What is signed by the right key and still is no statement of this form.
WRONG: tuple[tuple[str, Json, str], ...] = (
    ("a kind that officers sign", {"kind": "mla.refuse"}, "unknown-value"),
    ("seconds only", {"at": "2026-11-29T18:15:07Z"}, "bad-time"),
    ("a day that does not exist", {"at": "2026-02-30T18:15:07.000001Z"}, "bad-time"),
    ("a due time in words", {"due": "tomorrow"}, "bad-time"),
    ("a long label", {"ref": "m123456789"}, "bad-text"),
    ("a third side", {"side": "secretariat"}, "unknown-value"),
    ("more than it may say", {"text": "x"}, "wrong-fields"),
    ("another version", {"v": 2}, "unknown-version"),
)


def lapses() -> Cases:
    """Good statements, forged ones and signed ones of another form."""
    good = {
        "undelivered": VALUES,
        "a measure": VALUES | {"kind": "sys.lapsed", "clock": "execution", "ref": "m1"},
        "delivered": VALUES | {"kind": "sys.delivered", "due": None},
    }
    cases = [_case(name, make_lapse(HUB_KEY, **values)) for name, values in good.items()]
    forged = make_lapse(Ed25519PrivateKey.from_private_bytes(secret("no hub")), **VALUES)
    cases.append({**_case("another hub's key", forged), "refused": "unknown-signer"})
    receipt = make_lapse(HUB_KEY, **VALUES) | {"payloadType": dsse.RECEIPT}
    cases.append({**_case("as a receipt", receipt), "refused": "wrong-payload-type"})
    for name, changes, code in WRONG:
        cases.append({**_case(name, _signed({"v": 1, **VALUES, **changes})), "refused": code})
    return [{k: v for k, v in case.items() if k != "content" or "refused" not in case} for case in cases]


def _case(name: str, envelope: Json) -> Json:
    content = parse(dsse.peek(envelope)[1])
    return {"name": name, "envelope": envelope, "public": PUBLIC.hex(), "content": content}


def _signed(content: Json) -> Json:
    return dsse.sign(dsse.LAPSE, canonical(content), [(keyid(PUBLIC), HUB_KEY)])
