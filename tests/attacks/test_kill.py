"""`kill -9` in the middle of 200 concurrent acts: what got a receipt is there, and nothing is half there."""

from __future__ import annotations

import hashlib
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from signal import SIGKILL

import httpx
from django.conf import settings
from django.db import connection

from focal_points.models import ChainStatement, Country
from hub.audit.models import AuditRecord, Kind
from hub.encryption import dsse
from hub.encryption.blocks import blocks_root
from hub.encryption.canonical import unb64
from hub.encryption.chain import ChainState, fold
from hub.encryption.event import Recipient
from hub.encryption.manifest import Manifest
from hub.encryption.receipt import check_receipt
from hub.encryption.verify import verify_stream
from hub.ledger.models import Event, Part, Receipt, Stream, Upload, UploadBlock
from hub.notifications.models import Notification
from mla_requests.models import MlaRequest
from mla_requests.queries import rebuild
from tests.attacks.acts import Attempt, Officer, Place
from tests.attacks.serving import Served, forget_connection
from tests.mla_requests.story import TO_TRANSMISSION

STREAMS = 6
OFFICERS = 20
ACTS = 200
# Some travel inside the act, some are uploaded before it.
SIZES = (10, 5_000, 70_000)
# Receipts until the kill, round by round.
ROUNDS = (15, 40)


def test_kill_in_the_middle(hub: Served) -> None:
    places = [_place(hub) for _ in range(STREAMS)]
    for after in ROUNDS:
        officers = _officers(hub)
        forget_connection()  # a second reader would keep the killed process's files in order
        _work_until_killed(hub, officers, places, after)
        hub.process.start()
        _assert_kept(hub, [one for officer in officers for one in officer.attempts], after)
        assert _still_works(officers, places) == {201: STREAMS}


def _assert_kept(hub: Served, attempts: list[Attempt], after: int) -> None:
    hub_key = unb64(httpx.get(f"{hub.url}/api/v1/hub/", trust_env=False).json()["hub_key"])
    receipted = [one for one in attempts if one.is_receipted(hub_key)]
    assert after <= len(receipted) < ACTS
    _assert_all_there(receipted)
    _assert_nothing_half_there(hub, hub_key)
    _assert_a_repeat_is_safe(attempts)
    _assert_nothing_half_there(hub, hub_key)


def _place(hub: Served) -> Place:
    """A transmitted request."""
    story = hub.story().run(*TO_TRANSMISSION)
    posts = [story.sender.post, story.recipient.post]
    to = tuple(Recipient(str(post.id), post.generation, post.key().kem_public) for post in posts)
    return Place(settings.HUB_ID, str(story.id), to)


def _officers(hub: Served) -> list[Officer]:
    """Programs of four people on both sides; every second one does not try again after a 409."""
    sides = (hub.cast.sender, hub.cast.recipient)
    people = [person for side in sides for person in (side.officer, side.approver)]
    heads = dict(Country.objects.values_list("officers", "head_seq"))
    tokens = {person.id: person.token() for person in people}
    chosen = [people[number % len(people)] for number in range(OFFICERS)]
    return [
        Officer(one, hub.url, tokens[one.id], heads[one.id], patient=number % 2 == 0)
        for number, one in enumerate(chosen)
    ]


def _work_until_killed(hub: Served, officers: list[Officer], places: list[Place], after: int) -> None:
    with ThreadPoolExecutor(OFFICERS) as pool:
        running = [pool.submit(_work, officer, places, number) for number, officer in enumerate(officers)]
        while sum(one.status == 201 for officer in officers for one in list(officer.attempts)) < after:
            assert not all(one.done() for one in running)
            time.sleep(0.01)
        hub.process.stop(SIGKILL)
        for one in running:
            one.result()


def _work(officer: Officer, places: list[Place], number: int) -> None:
    choice = random.Random(number)  # noqa: S311 - the same order in every run
    with suppress(httpx.TransportError):
        for _ in range(ACTS // OFFICERS):
            officer.note(choice.choice(places), choice.choice(SIZES))


def _assert_all_there(receipted: list[Attempt]) -> None:
    kept = dict(Event.objects.values_list("pk", "hash"))
    receipts = Receipt.objects.filter(evidence=Receipt.Evidence.SUBMISSION_ACCEPTED)
    words = dict(receipts.values_list("event", "envelope"))
    for one in receipted:
        event = next(pk for pk in kept if str(pk) == one.sealed.manifest.event)
        assert kept[event] == one.sealed.hash == one.answer["hash"]
        assert words[event] == one.answer["receipt"]


def _assert_nothing_half_there(hub: Served, hub_key: bytes) -> None:
    _assert_database_is_sound()
    chains = {code: _chain(code) for code in ("PK", "NP")}
    for stream in Stream.objects.all():
        events = list(stream.events.order_by("seq"))
        raw = [{"envelope": one.envelope, "wraps": _wraps(one)} for one in events]
        found = verify_stream(raw, chains, settings.HUB_ID)
        assert (stream.head_seq, stream.head_hash) == (len(found) - 1, found[-1].hash)
        for event in events:
            _assert_whole(hub, event, hub_key)
    for request in MlaRequest.objects.all():
        assert request.standing() == rebuild(request)


def _assert_whole(hub: Served, event: Event, hub_key: bytes) -> None:
    """Parts with their bytes, one receipt, one line in the audit log, and somebody was told."""
    manifest = Manifest.parse(dsse.peek(event.envelope)[1])
    parts = list(event.parts.order_by("n"))
    assert [(p.n, p.length, _root(hub, p)) for p in parts] == [
        (p.n, p.length, p.blocks_root) for p in manifest.parts
    ]
    receipt = event.receipts.get(evidence=Receipt.Evidence.SUBMISSION_ACCEPTED)
    assert (
        check_receipt(receipt.envelope, hub_key)["event_hash"]
        == event.hash
        == dsse.envelope_hash(event.envelope)
    )
    assert AuditRecord.objects.filter(kind=Kind.EVENT_ACCEPTED, what=str(event.pk)).count() == 1
    assert manifest.kind != "mla.note" or Notification.objects.filter(target=manifest.stream).exists()


def _assert_database_is_sound() -> None:
    """What the database itself can say, and rows that would hang in the air."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.check_constraints()
    assert not Event.objects.filter(parts__isnull=True).exists()
    assert not Event.objects.filter(wraps__isnull=True).exists()
    assert not Stream.objects.filter(events__isnull=True).exists()
    assert not Upload.objects.filter(part__isnull=False, blocks__isnull=True).exists()


def _root(hub: Served, part: Part) -> str:
    """The root over the bytes that are really there."""
    if part.upload is None:
        assert part.inline is not None
        return blocks_root([hashlib.sha256(bytes(part.inline)).digest()])
    names = UploadBlock.objects.filter(upload=part.upload).order_by("index").values_list("file", flat=True)
    data = [(hub.folder / "storage" / name).read_bytes() for name in names]
    return blocks_root([hashlib.sha256(block).digest() for block in data])


def _wraps(event: Event) -> list[dict[str, object]]:
    rows = event.wraps.values_list("focal_point", "generation", "wrap")
    return sorted(
        ({"focal_point": str(f), "generation": g, "wrap": w} for f, g, w in rows),
        key=lambda w: str(w["focal_point"]),
    )


def _chain(code: str) -> ChainState:
    rows = ChainStatement.objects.filter(country=code).order_by("seq").values_list("envelope", flat=True)
    return fold(list(rows), settings.HUB_ID, code)


def _assert_a_repeat_is_safe(attempts: list[Attempt]) -> None:
    """Acts once more: those that are there answer 200, the others find their place taken or go in once."""
    kept = set(map(str, Event.objects.values_list("pk", flat=True)))
    unsure = [one for one in attempts if one.status is None]
    assert unsure, "nobody was waiting for an answer when the hub was killed"
    sure = [one for one in attempts if one.status is not None]
    for one in [*unsure, *sure[::10]]:
        one.by.upload(one)
        one.by.post(one)
        was_there = one.sealed.manifest.event in kept
        assert one.status in ((200,) if was_there else (201, 409)), one.answer


def _still_works(officers: list[Officer], places: list[Place]) -> Counter[int | None]:
    return Counter(officers[0].note(place, SIZES[-1]).status for place in places)
