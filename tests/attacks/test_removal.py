"""Removal of an officer: access dies at once, old secrets open nothing new, and who comes later reads on."""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from focal_points.models import AccessToken, OfficerSession, SeedWrap
from focal_points.sessions import SessionStore
from hub.encryption.canonical import unb64
from hub.encryption.event import FileSource, open_event
from hub.encryption.hpke import seed_info, unwrap
from hub.encryption.seeds import FocalPointKey, seed_chain
from hub.ledger.delivery import RECHECK
from hub.ledger.models import Event
from tests.attacks.serving import Served, Wire
from tests.attacks.thief import Thief
from tests.cast import Cast
from tests.factories.joining import join, new_person
from tests.factories.people import Person
from tests.mla_requests.story import TO_TRANSMISSION, Story, _bytes

SIZE = 24 * 1024 * 1024
# What may still be in the buffers of both ends when the answer is cut.
ON_ITS_WAY = 6 * 1024 * 1024


def test_everything_that_was_open_ends_at_once(hub: Served, tmp_path: Path) -> None:
    side = hub.cast.sender
    leaver, colleague = side.leaver, side.officer
    assert leaver
    story = hub.story().run(*TO_TRANSMISSION)
    part = _large_part(story, tmp_path)
    tokens = {person.id: person.token() for person in (leaver, colleague)}
    sessions = {person.id: _session(person) for person in (leaver, colleague)}
    with _socket(hub, tokens[leaver.id]) as gone, _socket(hub, tokens[colleague.id]) as stays:
        downloads = [_Download(hub, part, tokens[person.id]) for person in (leaver, colleague)]
        signed = side.chancery.sign_removal(leaver)
        answer = hub.wire(side.admin).post("/api/v1/countries/PK/chain/", signed.body)
        assert answer.status_code == 201, answer.text
        assert _status(hub, tokens[leaver.id], sessions[leaver.id]) == [401, 401]
        assert _status(hub, tokens[colleague.id], sessions[colleague.id]) == [200, 200]
        assert _closed(gone) == 4403
        stays.ping().wait(10)
    assert downloads[0].rest() < RECHECK + ON_ITS_WAY
    assert downloads[1].rest() == downloads[1].length
    with pytest.raises(InvalidStatus):
        _socket(hub, tokens[leaver.id]).close()


def _large_part(story: Story, folder: Path) -> str:
    """A note of Nepal with a large file; answers where its ciphertext is fetched."""
    evidence = folder / "evidence"
    evidence.write_bytes(os.urandom(SIZE))
    file = FileSource("evidence", "application/octet-stream", evidence)
    made = story.do("mla.note", by=story.recipient.officer, files=[file], workdir=folder)
    return f"/api/v1/streams/{story.id}/events/{made['event']}/parts/1/"


class _Download:
    """A slow reader: a small buffer, the first piece read, the rest later."""

    def __init__(self, hub: Served, part: str, token: str) -> None:
        self.line = HTTPConnection("127.0.0.1", hub.process.port, timeout=60)
        self.line.sock = socket.socket()
        self.line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self.line.sock.connect(("127.0.0.1", hub.process.port))
        self.line.request("GET", part, headers={"Authorization": f"Bearer {token}", "Host": "localhost"})
        self.answer = self.line.getresponse()
        assert self.answer.status == 200
        self.length = int(self.answer.headers["Content-Length"])
        self.read = len(self.answer.read(65536))

    def rest(self) -> int:
        """Read on until the end; how much came in all."""
        with suppress(IncompleteRead, ConnectionError):
            while piece := self.answer.read1(65536):
                self.read += len(piece)
        return self.read


def _session(person: Person) -> str:
    return str(person.browser().cookies[settings.SESSION_COOKIE_NAME].value)


def _socket(hub: Served, token: str) -> ClientConnection:
    address = hub.url.replace("http://", "ws://") + "/ws/"
    return connect(address, additional_headers={"Authorization": f"Bearer {token}"}, proxy=None)


def _closed(line: ClientConnection) -> int | None:
    """The code with which the other end closes, within five seconds."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            line.recv(timeout=5)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None
    return None


def _status(hub: Served, token: str, session: str) -> list[int]:
    by_token = Wire(hub.url, token).get("/api/v1/me/").status_code
    cookies = {settings.SESSION_COOKIE_NAME: session}
    return [by_token, httpx.get(f"{hub.url}/api/v1/me/", cookies=cookies, trust_env=False).status_code]


def test_a_session_or_token_that_survives_opens_nothing(cast: Cast) -> None:
    """If a row came back from a backup, the officer is still not active."""
    leaver = cast.sender.leaver
    assert leaver
    browser, api = leaver.browser(), leaver.api()
    rows: list[Any] = [
        *OfficerSession.objects.filter(officer=leaver.id),
        *AccessToken.objects.filter(officer=leaver.id),
    ]
    cast.sender.chancery.remove(leaver)
    for row in rows:
        row.save(force_insert=True)
    assert api.get("/api/v1/me/").status_code == browser.get("/api/v1/me/").status_code == 401
    assert browser.get("/").headers["Location"].startswith("/sign-in/")
    forged = SessionStore()
    forged["_auth_user_id"] = str(leaver.id)
    forged["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    forged["_auth_user_hash"] = leaver.officer.get_session_auth_hash()
    forged.set_expiry(timezone.now() + timedelta(days=1))
    forged.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = forged.session_key or ""
    assert browser.get("/api/v1/me/").status_code == 401


def test_old_secrets_and_all_tables_open_nothing_new(cast: Cast) -> None:
    side, leaver = cast.sender, cast.sender.leaver
    assert leaver
    story = Story(side, cast.recipient).run(*TO_TRANSMISSION)
    side.chancery.rotate(side.post)
    story.do("mla.acknowledge")
    thief = Thief([leaver.keys.kem], set(side.post.seeds.values()))
    before = Event.objects.count()
    side.chancery.remove(leaver)
    for kind in ("mla.note", "mla.assess", "mla.note"):
        story.do(kind)
    side.chancery.rotate(side.post)
    story.do("mla.note")
    thief.grow()
    events = list(Event.objects.order_by("accepted_at", "seq"))
    opened = [len(thief.letters(event)) for event in events]
    assert opened == [1] * before + [0] * (len(events) - before)
    assert len(thief.seeds) == 2, "a new seed was found"


def test_keys_alone_are_enough_for_what_came_before(cast: Cast) -> None:
    """The control: from the private key alone the thief finds every old seed, so the search is a real one."""
    side, leaver = cast.sender, cast.sender.leaver
    assert leaver
    Story(side, cast.recipient).run(*TO_TRANSMISSION)
    side.chancery.rotate(side.post)
    held = set(side.post.seeds.values())
    side.chancery.remove(leaver)
    assert Thief([leaver.keys.kem], set()).grow().seeds == held


def test_who_comes_later_reads_the_history_with_one_wrap(cast: Cast) -> None:
    side, leaver = cast.sender, cast.sender.leaver
    assert leaver
    story = Story(side, cast.recipient).run("mla.draft")
    side.chancery.rotate(side.post)
    story.do("mla.submit")
    side.chancery.remove(leaver)
    late = join(side.chancery, side.post, new_person("Late", "late@pk.example"), "officer")
    assert SeedWrap.objects.filter(officer=late.id).count() == 1
    keys = _keys_of(late)
    assert sorted(keys) == [1, 2, 3]
    for sealed in story.sealed:
        generation = sealed.manifest.recipients[0].generation
        opened = open_event(
            sealed.envelope, sealed.wraps, side.officer.keys.public.sig, keys[generation].kem_private,
            str(side.post.id), generation, _bytes(sealed.parts[0]),
        )  # fmt: skip
        assert opened.body == sealed.body


def _keys_of(person: Person) -> dict[int, FocalPointKey]:
    """Every generation of the person's post, from what the API gives and the own private key."""
    (given,) = json.loads(person.api().get("/api/v1/me/seeds/").content)["focal_points"]
    post, generation, country = given["focal_point"], given["generation"], person.officer.country_id
    (wrapped,) = given["wraps"]
    info = seed_info(settings.HUB_ID, country, post, generation, str(person.id))
    seed = unwrap(person.keys.kem, unb64(wrapped["wrap"]), info)
    boxes = {one["generation"]: unb64(one["box"]) for one in given["boxes"]}
    assert person.post
    publics = {number: person.post.key(number).kem_public for number in person.post.seeds}
    return seed_chain(FocalPointKey(settings.HUB_ID, post, generation, seed), boxes, publics)
