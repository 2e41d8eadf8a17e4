"""Blindness: after the whole story nothing that an officer typed, and nobody's key, is in the hub."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from focal_points.models import OfficerSession
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.encryption.canonical import b64
from hub.encryption.event import open_event
from hub.ledger.models import Event
from tests.attacks import searching
from tests.attacks.canaries import ARABIC, LATIN, MARKS, LongStory, canary
from tests.attacks.places import kept, memory
from tests.attacks.searching import bytes_forms, find, forms_of
from tests.attacks.serving import Served, WireStory, served
from tests.factories.people import PASSWORD, Person
from tests.mla_requests.story import _bytes

WORDS = {name: forms_of(word) for name, word in MARKS.items()}
LISTENING = {"HUB_LOG_LEVEL": "DEBUG", "UVICORN_LOG_LEVEL": "trace", "PYTHONASYNCIODEBUG": "1"}


@pytest.fixture
def watched(tmp_path: Path, django_db_blocker: Any) -> Iterator[Served]:
    """A hub that logs all it can and writes its e-mails into the log, which is a file in its folder."""
    given = {"HUB_MAIL_URL": "consolemail://", **LISTENING}
    with django_db_blocker.unblock(), served(tmp_path / "state", pages=True, **given) as hub:
        yield hub


def test_nothing_that_was_typed_is_anywhere(watched: Served, tmp_path: Path) -> None:
    told = LongStory(watched, tmp_path).run()
    for story in told:
        read_all(watched, story)
    found = {name: hits for name, data in everything(watched) if (hits := find(data, WORDS))}
    assert not found
    assert not secrets_in(watched, told)
    assert plant_everywhere(watched) <= {place for place, data in kept(watched) if find(data, WORDS)}


def everything(hub: Served) -> Iterator[tuple[str, bytes]]:
    """What is kept, and the memory of the process while it still runs."""
    yield from kept(hub)
    assert hub.process.process is not None
    yield from memory(hub.process.process.pid)


def read_all(hub: Served, story: WireStory) -> None:
    """Both sides look at everything, in the browser and in the client, as the story's officers would."""
    for person in (story.sender.officer, story.recipient.officer):
        api, browser = hub.wire(person), hub.browser(person)
        for page in ("/", "/requests/", f"/requests/{story.id}/", "/requests/new/", "/sign-in/?next=/help/"):
            assert browser.get(page).status_code < 500
        for stream in (story.file, story.id):
            answer = api.get(f"/api/v1/streams/{stream}/events/", params={"limit": 200})
            for event in answer.json().get("events", []):
                fetch(api, f"/api/v1/streams/{stream}/events/{event['id']}", len(event["parts"]))
            api.get(f"/api/v1/streams/{stream}/bundle/")


def fetch(api: Any, event: str, parts: int) -> None:
    """Every part of an event, from its third byte."""
    for n in range(parts):
        assert api.get(f"{event}/parts/{n}/", headers={"Range": "bytes=2-"}).status_code == 206


def secrets_in(hub: Served, told: list[WireStory]) -> dict[str, set[str]]:
    """Private keys, seeds, event keys and passwords that are somewhere in what the hub keeps."""
    wanted = {name: bytes_forms(secret) for name, secret in secret_bytes(hub, told)}
    wanted["password"] = forms_of(PASSWORD)
    return {name: hits for name, data in kept(hub) if (hits := find(data, wanted, depth=0))}


def secret_bytes(hub: Served, told: list[WireStory]) -> Iterator[tuple[str, bytes]]:
    """Everything secret that the devices of the cast made."""
    for side in hub.cast.sides:
        yield from ((f"seed of {side.code}", seed) for seed in side.post.seeds.values())
        for person in side.chancery.people.values():
            yield f"{person.name} kem", person.keys.kem.private_bytes_raw()
            yield f"{person.name} sig", person.keys.sig.private_bytes_raw()
    yield from (event_key(story, sealed) for story in told for sealed in story.sealed)


def event_key(story: WireStory, sealed: Any) -> tuple[str, bytes]:
    """The key of one event, opened by the requesting post."""
    people = [*story.sender.chancery.people.values(), *story.recipient.chancery.people.values()]
    signer = next(one for one in people if str(one.id) == sealed.manifest.sender.officer)
    post = story.sender.post
    opened = open_event(
        sealed.envelope, sealed.wraps, signer.keys.public.sig, post.key().kem_private, str(post.id),
        post.generation, _bytes(sealed.parts[0]),
    )  # fmt: skip
    return f"event {sealed.manifest.kind}", opened.key


def plant_everywhere(hub: Served) -> set[str]:
    """Put a canary into each kind of place, in a form of its own; answers the names of the places."""
    folder, officer = hub.folder, hub.cast.sender.officer
    with (folder / "server.log").open("a") as log:
        log.write(json.dumps({"subject": canary("log")}))
    (folder / "storage" / "blocks" / "planted").write_bytes(canary("block").encode("utf-16-le"))
    (folder / "static" / "planted.json.gz").write_bytes(gzip.compress(canary("static").encode()))
    (folder / "tmp" / "mail.log").write_text(b64(canary("e-mail").encode()))
    (folder / "tmp" / LATIN).touch()
    record(Kind.PART_READ, what=LATIN)
    plant_session(officer)
    Event.objects.filter(pk=Event.objects.values("pk")[:1]).update(facts={"note": ARABIC})
    files = {"server.log", "storage/blocks/planted", "static/planted.json.gz", "tmp/mail.log", f"tmp/{LATIN}"}
    return files | {"table audit_auditrecord", "table focal_points_officersession", "table ledger_event"}


def plant_session(person: Person) -> None:
    """A session that remembers what was typed, packed as Django packs it."""
    from focal_points.sessions import SessionStore

    session = SessionStore()
    session.update({"draft": canary("session") * 20, "_auth_user_id": str(person.id)})
    session.save()
    assert OfficerSession.objects.filter(officer=person.id).exists()


@pytest.mark.parametrize("name", MARKS)
def test_every_form_of_a_word_is_found(name: str) -> None:
    word = f'"{MARKS[name]}" & <more>'
    for shift in range(4):
        raw = b"x" * shift + word.encode()
        written = {
            "raw": raw, "hex": raw.hex().encode(), "base64": b64(raw).encode(),
            "json": json.dumps(word).encode(), "utf-16": word.encode("utf-16"),
            **searching.packings(raw), **searching.packings(b64(raw).encode()),
        }  # fmt: skip
        missed = [form for form, data in written.items() if not find(os.urandom(999) + data, WORDS)]
        assert [form for form in missed if form != "deflate"] == []
        assert find(searching.deflated(raw), WORDS)


def test_nothing_is_found_where_nothing_is() -> None:
    assert not find(os.urandom(3_000_000), WORDS)
    assert not find(json.dumps({"kanarie": "كناري"}).encode(), WORDS)
