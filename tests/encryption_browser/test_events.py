"""Events cross between Python and the browser, and what was altered on the way is refused by both alike."""

from __future__ import annotations

import io
from typing import Any

import pytest

from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.event import FileSource, commitment, open_event, open_file
from hub.encryption.verify import verify_stream
from tests.encryption.world import CREATED, HUB, LETTER, Nation, ident, make_event, make_nation
from tests.encryption_browser.conftest import Run
from tests.encryption_browser.courier import POST, for_page, parts_of, secret_of, seeds_of, told

pytestmark = pytest.mark.browser

FILES = [
    ("annex.txt", "text/plain", b"The witness is A. B.\n"),
    ("empty.bin", "", b""),
    ("big.bin", "x/y", b"x" * 2_500_001),
]


@pytest.fixture(scope="module")
def sender() -> Nation:
    return make_nation("PK")


@pytest.fixture(scope="module")
def recipient() -> Nation:
    return make_nation("NP")


def build_in_page(run: Run, sender: Nation, recipient: Nation, **changed: Any) -> Any:
    files = [{"name": name, "type": kind, "data": b64(data)} for name, kind, data in FILES]
    request: Json = {
        "secret": secret_of(sender.keys["Chandra"]),
        "hub": HUB, "stream": ident("stream 1"), "event": ident("event 0"),
        "kind": "mla.draft", "seq": 0, "prev": "0" * 64, "sender": sender.sender("Chandra", POST).to_dict(),
        "recipients": [told(sender), told(recipient)], "body": LETTER, "files": files,
        "withCommitment": True, "handling": "H1", "created": CREATED,
    }  # fmt: skip
    return run("buildEvent", **(request | changed))


def test_python_opens_what_the_browser_sealed(run: Run, sender: Nation, recipient: Nation) -> None:
    made = build_in_page(run, sender, recipient)
    chains = {"PK": sender.state, "NP": recipient.state}
    [verified] = verify_stream([{"envelope": made["envelope"], "wraps": made["wraps"]}], chains, HUB)
    assert verified.hash == made["hash"]
    key, place = recipient.newest(POST).kem_private, recipient.id(POST)
    opened = open_event(
        made["envelope"], made["wraps"], verified.sender_sig, key, place, 1, unb64(made["parts"][0]["data"])
    )
    assert opened.body["subject"] == LETTER["subject"]
    assert opened.manifest.facts == {"commitment": commitment(opened.body)}
    for n, (name, kind, data) in enumerate(FILES, start=1):
        out = io.BytesIO()
        entry = open_file(opened, n, io.BytesIO(unb64(made["parts"][n]["data"])), out)
        assert (entry.name, entry.type, out.getvalue()) == (name, kind, data)


def test_progress_counts_every_byte_of_the_files(run: Run, sender: Nation, recipient: Nation) -> None:
    made = build_in_page(run, sender, recipient)
    total = sum(len(data) for _, _, data in FILES)
    assert made["progress"][-1] == {"done": total, "total": total}


def test_parts_say_their_blocks(run: Run, sender: Nation, recipient: Nation) -> None:
    made = build_in_page(run, sender, recipient)
    big = made["parts"][3]
    assert len(big["blocks"]) == 3
    assert run("partRoot", sealed=unb64(big["data"]).hex()) == big["blocksRoot"]


def test_the_browser_opens_what_python_sealed(run: Run, sender: Nation, recipient: Nation) -> None:
    files = [FileSource(*one) for one in FILES]
    sealed = make_event(sender, recipient, files=files)
    opened = run("openEvent", **for_page(sealed, sender, recipient))
    assert opened["body"] == sealed.body
    assert opened["hash"] == sealed.hash
    assert [unb64(one["data"]) for one in opened["files"]] == [data for _, _, data in FILES]


def test_an_opened_file_never_carries_the_senders_media_type(
    run: Run, sender: Nation, recipient: Nation
) -> None:
    page = FileSource("letter.html", "text/html", b"<script>steal()</script>")
    opened = run("openEvent", **for_page(make_event(sender, recipient, files=[page]), sender, recipient))
    assert [one["type"] for one in opened["files"]] == ["application/octet-stream"]


def test_an_earlier_generation_still_opens(run: Run, sender: Nation) -> None:
    nation = make_nation("NP")
    sealed = make_event(sender, nation)
    nation.remove("Chandra")
    assert run("openEvent", **for_page(sealed, sender, nation))["body"] == sealed.body


def test_a_stream_is_read_with_the_chains(run: Run, sender: Nation, recipient: Nation) -> None:
    first = make_event(sender, recipient)
    second = make_event(recipient, sender, seq=1, prev=first.hash)
    events = [
        {"envelope": one.envelope, "wraps": one.wraps, "parts": [b64(part) for part in parts_of(one)]}
        for one in (first, second)
    ]
    chains = {"PK": sender.envelopes, "NP": recipient.envelopes}
    found = run(
        "readStream",
        events=events,
        chains=chains,
        hub=HUB,
        focalPoint=sender.id(POST),
        secrets=seeds_of(sender),
    )
    assert found == [LETTER["subject"]] * 2
