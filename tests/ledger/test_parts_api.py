"""Uploads block by block, downloads by range, and what happens in between."""

import hashlib
import os
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import AsyncClient

from hub.base import clock
from hub.base.errors import Problem
from hub.encryption.blocks import BLOCK
from hub.ledger import storage
from hub.ledger.actions import expire_uploads, uploads
from hub.ledger.models import Event, Upload, UploadBlock
from tests.cast import Cast
from tests.factories.people import Person
from tests.ledger.acts import Act, Thread


def begin(api: Any, act: Act, n: int, length: int) -> Any:
    """Ask for an upload."""
    manifest = act.manifest
    return api.post(
        "/api/v1/uploads/", {"stream": manifest.stream, "event": manifest.event, "n": n, "length": length}
    )


def put(api: Any, upload: str, index: int, block: bytes, sha256: str | None = None) -> Any:
    """Send one block."""
    return api.put(
        f"/api/v1/uploads/{upload}/blocks/{index}/",
        block,
        content_type="application/octet-stream",
        headers={"X-Block-SHA256": sha256 or hashlib.sha256(block).hexdigest()},
    )


def blocks(data: bytes) -> list[bytes]:
    """The 1 MiB blocks of a part."""
    return [data[i : i + BLOCK] for i in range(0, len(data), BLOCK)]


def sent(thread: Thread, person: Person, data: bytes) -> Event:
    """An event with `data` as its part 1."""
    act, api = thread.act(person, uploaded={1: data}), person.api()
    upload = begin(api, act, 1, len(data)).json()["id"]
    for index, block in enumerate(blocks(data)):
        assert put(api, upload, index, block).status_code == 204
    return thread.post(act).event


def address(event: Event, n: int = 1) -> str:
    """Where a part is fetched."""
    return f"/api/v1/streams/{event.stream_id}/events/{event.pk}/parts/{n}/"


def content(answer: Any) -> bytes:
    """The streamed bytes."""
    return b"".join(answer.streaming_content)


def test_an_upload_is_resumed_where_it_stopped(cast: Cast, thread: Thread) -> None:
    data, person = os.urandom(2 * BLOCK + 77), cast.sender.officer
    act, api = thread.act(person, uploaded={1: data}), person.api()
    made = begin(api, act, 1, len(data))
    upload, pieces = made.json()["id"], blocks(data)
    put(api, upload, 2, pieces[2])
    put(api, upload, 0, pieces[0])
    with pytest.raises(Problem) as early:
        thread.post(act)
    again = begin(api, act, 1, len(data))
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json() == {"id": upload, "block": BLOCK, "have": [0, 2]}
    assert put(api, upload, 1, pieces[1]).status_code == put(api, upload, 1, pieces[1]).status_code == 204
    assert (early.value.code, early.value.extra) == ("missing_part", {"n": 1})
    assert thread.post(act).event.parts.get(n=1).length == len(data)


def test_a_damaged_block_is_not_kept(cast: Cast, thread: Thread) -> None:
    api, act = cast.sender.officer.api(), thread.act(cast.sender.officer)
    upload = begin(api, act, 1, BLOCK + 10).json()["id"]
    block = os.urandom(BLOCK)
    wrong = [
        (0, block, "0" * 64),
        (0, block[:-1], None),
        (1, block[:11], None),
        (0, block + b"x", None),
        (0, b"", ""),
        (0, b"x" * (5 * BLOCK), None),
        (2, block, None),
    ]
    for index, data, sha256 in wrong:
        answer = put(api, upload, index, data, sha256)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_block")
    assert not UploadBlock.objects.exists()
    put(api, upload, 0, block)
    assert put(api, upload, 0, os.urandom(BLOCK)).json()["code"] == "block_exists"


def test_an_uploaded_part_that_is_not_the_signed_one(cast: Cast, thread: Thread) -> None:
    person, data = cast.sender.officer, os.urandom(500)
    act, api = thread.act(person, uploaded={1: data}), person.api()
    put(api, begin(api, act, 1, 500).json()["id"], 0, os.urandom(500))
    with pytest.raises(Problem) as caught:
        thread.post(act)
    assert (caught.value.code, caught.value.extra) == ("bad_parts", {"n": 1})


def test_an_upload_is_the_officers_own(cast: Cast, thread: Thread) -> None:
    act, api = thread.act(cast.sender.officer, uploaded={1: b"x" * 100}), cast.sender.officer.api()
    upload = begin(api, act, 1, 100).json()["id"]
    for person in (cast.sender.approver, cast.stranger.officer):
        assert person.api().get(f"/api/v1/uploads/{upload}/").status_code == 404
        assert put(person.api(), upload, 0, b"x" * 100).status_code == 404
    assert api.get(f"/api/v1/uploads/{upload}/").json()["have"] == []
    assert cast.sender.observer is not None
    assert begin(cast.sender.observer.api(), act, 1, 100).status_code == 403


@pytest.mark.parametrize(
    "junk",
    [
        [],
        {},
        {"stream": "x"},
        {"n": -1},
        {"length": 0},
        {"length": 5 * 1024**3 + 1},
        {"n": 10**6},
        {"n": True},
        {"event": None},
        {"more": 1},
    ],
)
def test_junk_begins_no_upload(cast: Cast, junk: Any) -> None:
    good = {"stream": str(uuid4()), "event": str(uuid4()), "n": 1, "length": 100}
    answer = cast.sender.officer.api().post("/api/v1/uploads/", good | junk if junk else junk)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_upload")


def test_the_quota_of_a_post(cast: Cast, thread: Thread) -> None:
    person, gib = cast.sender.officer, 1024**3
    for _ in range(4):
        assert begin(person.api(), thread.act(person), 1, 5 * gib).status_code == 201
    for other in (person, cast.sender.approver):
        answer = begin(other.api(), thread.act(other), 1, 1)
        assert (answer.status_code, answer.json()["code"]) == (409, "quota_reached")
    assert begin(cast.recipient.officer.api(), thread.act(cast.recipient.officer), 1, gib).status_code == 201


def test_the_quota_of_a_country_counts_all_its_posts(cast: Cast, thread: Thread) -> None:
    side, gib = cast.sender, 1024**3
    mine = {"officer_id": side.officer.id, "focal_point_id": side.post.id, "stream": uuid4()}
    for _ in range(20):
        Upload.objects.create(**mine, event=uuid4(), n=1, length=5 * gib)
    police = side.chancery.add_post("Police unit", "police")
    side.chancery.seat(side.officer, police, "officer")
    there = replace(side.officer, post=police).api()
    answer = begin(there, thread.act(side.officer), 1, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "quota_reached")


def test_another_length_needs_another_act(cast: Cast, thread: Thread) -> None:
    act, api = thread.act(cast.sender.officer), cast.sender.officer.api()
    begin(api, act, 1, 100)
    assert begin(api, act, 1, 101).json()["code"] == "upload_exists"


def test_old_uploads_and_stray_bytes_are_removed(cast: Cast, thread: Thread) -> None:
    person, later = cast.sender.officer, clock.now() + timedelta(days=8)
    kept = sent(thread, person, os.urandom(100))
    api = person.api()
    put(api, begin(api, thread.act(person), 1, 100).json()["id"], 0, os.urandom(100))
    stray = storage.keep(b"a crash came before the row")
    expire_uploads(clock.now())
    assert (Upload.objects.count(), default_storage.exists(stray)) == (2, True)
    expire_uploads(later)
    assert list(Upload.objects.values_list("part__event", flat=True)) == [kept.pk]
    assert not default_storage.exists(stray)
    assert len(content(api.get(address(kept)))) == 100
    call_command("expire_uploads", verbosity=0)


def test_a_part_is_downloaded_inert(cast: Cast, thread: Thread) -> None:
    data = os.urandom(BLOCK + 5)
    event = sent(thread, cast.sender.officer, data)
    answer = cast.recipient.officer.api().get(address(event), headers={"Accept": "text/html"})
    assert content(answer) == data
    assert answer["Content-Length"] == str(len(data))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


END = BLOCK + 4


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=0-", 206, 0, END + 1),
        (f"bytes={BLOCK - 1}-{BLOCK}", 206, BLOCK - 1, BLOCK + 1),
        ("bytes=-3", 206, END - 2, END + 1),
        (f"bytes=-{10**9}", 206, 0, END + 1),
        (f"bytes=5-{10**9}", 206, 5, END + 1),
        (f"bytes={END}-{END}", 206, END, END + 1),
        ("bytes=2-1", 200, 0, END + 1),
        ("bytes=0-1,5-6", 200, 0, END + 1),
        ("bytes=a-b", 200, 0, END + 1),
        ("bytes=-", 200, 0, END + 1),
        ("lines=1-2", 200, 0, END + 1),
    ],
)
def test_ranges(cast: Cast, thread: Thread, asked: str, status: int, start: int, stop: int) -> None:
    data = os.urandom(END + 1)
    event = sent(thread, cast.sender.officer, data)
    answer = cast.recipient.officer.api().get(address(event), headers={"Range": asked})
    assert (answer.status_code, content(answer)) == (status, data[start:stop])
    if status == 206:
        assert answer["Content-Range"] == f"bytes {start}-{stop - 1}/{END + 1}"


@pytest.mark.parametrize("asked", ["bytes=300-", "bytes=300-400", "bytes=-0", f"bytes={10**17}-"])
def test_a_range_outside_the_part(cast: Cast, thread: Thread, asked: str) -> None:
    event = thread.say(cast.sender.officer).event
    answer = cast.sender.officer.api().get(address(event, 0), headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */300")


def test_a_range_of_something_else_is_answered_whole(cast: Cast, thread: Thread) -> None:
    event, api = thread.say(cast.sender.officer).event, cast.sender.officer.api()
    tag = api.get(address(event, 0))["ETag"]
    for given, status in ((tag, 206), ('"other"', 200)):
        headers = {"Range": "bytes=0-9", "If-Range": given}
        assert api.get(address(event, 0), headers=headers).status_code == status


def test_an_observer_reads_no_ciphertext(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    assert cast.sender.observer is not None
    answer = cast.sender.observer.api().get(address(event, 0))
    assert (answer.status_code, answer.json()["code"]) == (403, "no_key_seat")


def test_removal_stops_a_running_download(cast: Cast, thread: Thread) -> None:
    leaver = cast.sender.leaver
    assert leaver is not None
    event = sent(thread, cast.sender.officer, os.urandom(6 * BLOCK))
    answer: Any = leaver.api().get(address(event))
    running = iter(answer.streaming_content)
    got = len(next(running))
    cast.sender.chancery.remove(leaver)
    got += sum(len(piece) for piece in running)
    assert got == 4 * BLOCK
    stays = cast.sender.approver.api().get(address(event))
    assert len(content(stays)) == 6 * BLOCK


def test_an_ended_token_stops_its_running_download(cast: Cast, thread: Thread) -> None:
    event, api = sent(thread, cast.sender.officer, os.urandom(6 * BLOCK)), cast.sender.approver.api()
    answer: Any = api.get(address(event))
    running = iter(answer.streaming_content)
    got = len(next(running))
    assert api.delete("/api/v1/tokens/current/").status_code == 204
    assert got + sum(len(piece) for piece in running) == 4 * BLOCK


def test_signing_out_stops_the_running_downloads_of_that_browser(cast: Cast, thread: Thread) -> None:
    event, browser = sent(thread, cast.sender.officer, os.urandom(6 * BLOCK)), cast.sender.approver.browser()
    answer: Any = browser.get(address(event))
    running = iter(answer.streaming_content)
    got = len(next(running))
    browser.post("/sign-out/")
    assert got + sum(len(piece) for piece in running) == 4 * BLOCK


def test_an_observer_with_a_key_elsewhere_reads_no_ciphertext(cast: Cast, thread: Thread) -> None:
    side, event = cast.sender, thread.say(cast.sender.officer).event
    assert side.observer is not None
    police = side.chancery.add_post("Police unit", "police")
    side.chancery.seat(side.observer, police, "officer")
    browser = side.observer.browser()
    assert browser.post("/post/", {"focal_point": str(police.id)}).status_code == 302
    answer = browser.get(address(event, 0))
    assert (answer.status_code, answer.json()["code"]) == (403, "no_key_seat")


def test_a_token_reads_for_its_own_post_only(cast: Cast, thread: Thread) -> None:
    side, event = cast.sender, thread.say(cast.sender.officer).event
    police = side.chancery.add_post("Police unit", "police")
    side.chancery.seat(side.officer, police, "officer")
    elsewhere = replace(side.officer, post=police).api()
    for path in ("", "events/", f"events/{event.pk}/", f"events/{event.pk}/parts/0/", "bundle/"):
        whole = f"/api/v1/streams/{thread.id}/{path}"
        assert elsewhere.get(whole).status_code == 404, path
        assert side.officer.browser().get(whole).status_code == 200, path
    upload = begin(side.officer.api(), thread.act(side.officer), 1, 9).json()["id"]
    assert elsewhere.get(f"/api/v1/uploads/{upload}/").status_code == 404


def test_the_lifetime_of_uploads_is_a_week() -> None:
    assert timedelta(days=7) == uploads.LIFETIME


def test_under_asgi_the_same_bytes_are_streamed(cast: Cast, thread: Thread) -> None:
    data = os.urandom(BLOCK + 5)
    event = sent(thread, cast.sender.officer, data)
    authorization = f"Bearer {cast.recipient.officer.token()}"

    async def fetch() -> tuple[bool, bytes]:
        answer: Any = await AsyncClient().get(address(event), headers={"Authorization": authorization})
        return answer.is_async, b"".join([piece async for piece in answer.streaming_content])

    assert async_to_sync(fetch)() == (True, data)
