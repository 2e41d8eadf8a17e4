"""An act signed again in the browser opens in Python: same files, another place, newer keys."""

from __future__ import annotations

import io

import pytest

from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.event import open_event, open_file
from hub.encryption.verify import verify_stream
from tests.encryption.world import CREATED, HUB, LETTER, Nation, ident, make_event, make_nation
from tests.encryption_browser.conftest import Run
from tests.encryption_browser.courier import POST, secret_of, seeds_of, told

pytestmark = pytest.mark.browser
DATA = b"The register of the bank. " * 90_000


def again(run: Run, sender: Nation, known: Json, changes: Json, *, tamper: bool = False) -> Json:
    """Seal in the page to Nepal as `known`, let `changes` happen, and sign again."""
    build = {
        "secret": secret_of(sender.keys["Chandra"]), "hub": HUB, "stream": ident("stream 1"),
        "event": ident("event 1"), "kind": "mla.note", "seq": 0, "prev": "0" * 64,
        "sender": sender.sender("Chandra", POST).to_dict(), "recipients": [told(sender), known],
        "body": LETTER, "files": [{"name": "register.bin", "type": "", "data": b64(DATA)}], "facts": {},
        "handling": "H0", "created": CREATED,
    }  # fmt: skip
    made: Json = run(
        "sealAgain",
        build=build,
        changes=changes,
        focalPoint=sender.id(POST),
        secrets=seeds_of(sender),
        tamper=tamper,
    )
    return made


def read(made: Json, sender: Nation, recipient: Nation) -> tuple[Json, bytes]:
    """What Nepal reads of it with its newest key: the letter and the file."""
    key = recipient.newest(POST)
    sig = sender.keys["Chandra"].public.sig
    opened = open_event(
        made["envelope"],
        made["wraps"],
        sig,
        key.kem_private,
        recipient.id(POST),
        key.generation,
        unb64(made["parts"][0]),
    )
    out = io.BytesIO()
    open_file(opened, 1, io.BytesIO(unb64(made["parts"][1])), out)
    return opened.body, out.getvalue()


def test_another_place_changes_neither_letter_nor_files(run: Run) -> None:
    sender, recipient = make_nation("PK"), make_nation("NP")
    first = make_event(recipient, sender)
    made = again(run, sender, told(recipient), {"seq": 1, "prev": first.hash})
    events = [{"envelope": one["envelope"], "wraps": one["wraps"]} for one in (vars(first), made)]
    verified = verify_stream(events, {"PK": sender.state, "NP": recipient.state}, HUB)
    assert (verified[1].hash, verified[1].manifest.seq) == (made["hash"], 1)
    assert made["sameLetter"] is True
    assert read(made, sender, recipient)[1] == DATA


def test_a_new_key_of_the_receiver_opens_the_same_files(run: Run) -> None:
    sender, recipient = make_nation("PK"), make_nation("NP")
    before = told(recipient)
    recipient.remove("Chandra")
    after = told(recipient)
    assert after["generation"] == before["generation"] + 1
    made = again(run, sender, before, {"recipients": [told(sender), after]})
    body, data = read(made, sender, recipient)
    assert data == DATA
    assert {one["generation"] for one in body["recipients"]} == {1, 2}


def test_a_newer_chain_of_the_sender_is_named_in_letter_and_manifest(run: Run) -> None:
    sender, recipient = make_nation("PK"), make_nation("NP")
    now = sender.sender("Chandra", POST).to_dict()
    later = {**now, "chain_seq": now["chain_seq"] + 1}
    made = again(run, sender, told(recipient), {"sender": later})
    body, data = read(made, sender, recipient)
    assert (body["sender"], made["sameLetter"], data) == (later, False, DATA)


def test_a_letter_altered_on_the_device_is_not_signed(run: Run) -> None:
    with pytest.raises(AssertionError, match="part-does-not-match"):
        again(run, make_nation("PK"), told(make_nation("NP")), {}, tamper=True)
