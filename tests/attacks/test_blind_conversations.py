"""Blindness of conversations: nothing typed is in rows, files, logs, memory, e-mails, sockets or pages."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.canaries import ARABIC, LATIN, MARKS, canary
from tests.attacks.chatter import WireTalking, chatter, looked_at
from tests.attacks.hearing import heard_by, wait_for
from tests.attacks.places import kept, memory
from tests.attacks.searching import bytes_forms, find, forms_of
from tests.attacks.serving import Served, served
from tests.story.hub_process import ROOT

WORDS = {name: forms_of(word) for name, word in MARKS.items()}
LISTENING = {"HUB_LOG_LEVEL": "DEBUG", "UVICORN_LOG_LEVEL": "trace", "PYTHONASYNCIODEBUG": "1"}


@pytest.fixture
def watched(tmp_path: Path, django_db_blocker: Any) -> Iterator[Served]:
    """A hub that logs all it can and writes its e-mails into a log, which is a file in its folder."""
    given = {"HUB_MAIL_URL": "consolemail://", **LISTENING}
    with django_db_blocker.unblock(), served(tmp_path / "state", pages=True, **given) as hub:
        yield hub


def test_nothing_that_was_typed_on_a_conversation_is_anywhere(watched: Served) -> None:
    cast = watched.cast
    with (
        heard_by(watched, cast.recipient.officer) as theirs,
        heard_by(watched, cast.secretariat.officer) as outside,
    ):
        talk = chatter(watched)
        pages = looked_at(watched, talk)
        mailed = mails(watched)
    assert {tuple(sorted(json.loads(one))) for one in theirs.frames} == {("id", "kind")}
    assert outside.frames == []
    assert "From:" in mailed, "somebody got an e-mail"
    told = [*pages, mailed.encode(), "\n".join(theirs.frames).encode()]
    assert not [hits for data in told if (hits := find(data, WORDS))]
    assert watched.process.process is not None
    everywhere = [*kept(watched), *memory(watched.process.process.pid)]
    assert not {name: hits for name, data in everywhere if (hits := find(data, WORDS))}
    assert not keys_in(watched, talk)
    assert planted(watched) <= {place for place, data in kept(watched) if find(data, WORDS)}


def mails(hub: Served) -> str:
    """What is mailed about all of it, by the command that mails."""
    done = subprocess.run(
        [sys.executable, "manage.py", "deliver_notices"],
        env=hub.process.environment, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout + done.stderr


def keys_in(hub: Served, talk: WireTalking) -> dict[str, set[str]]:
    """Keys of messages that are somewhere in what the hub keeps."""
    wanted = {name: bytes_forms(secret) for name, secret in talk.keys().items()}
    return {name: hits for name, data in kept(hub) if (hits := find(data, wanted, depth=0))}


def planted(hub: Served) -> set[str]:
    """Put canaries into a row and a log, so that the search is seen to find."""
    from messaging.models import Thread

    with (hub.folder / "server.log").open("a") as log:
        log.write(json.dumps({"subject": canary("log")}))
    Thread.objects.update(state={"note": f"{LATIN} {ARABIC}"})
    return {"server.log", "table messaging_thread"}


def test_a_stranger_hears_nothing_whatever_it_asks_for(hub: Served) -> None:
    """Groups, streams and officers named in what a socket sends are names of nothing."""
    cast = hub.cast
    talk = WireTalking(hub, cast.sender, cast.recipient).open()
    names = [str(talk.id), f"thread.{talk.id}", f"officer.{cast.sender.officer.id}", "socket.ring"]
    asked = [json.dumps({"type": "join", "group": name, "id": name}) for name in names]
    with (
        heard_by(hub, cast.stranger.officer, *asked, "\x00", "[", "x" * 70_000) as strange,
        heard_by(hub, cast.recipient.officer) as theirs,
    ):
        talk.say(cast.sender, mentions=[str(cast.recipient.post.id)], urgent=True)
        time.sleep(1)
    assert any(str(talk.id) in one for one in theirs.frames)
    assert strange.frames == []


def test_the_socket_of_a_removed_officer_closes_within_a_second(hub: Served) -> None:
    side = hub.cast.sender
    assert side.leaver
    talk = WireTalking(hub, side, hub.cast.recipient).open()
    with heard_by(hub, side.leaver) as ear:
        talk.say(hub.cast.recipient)
        wait_for(lambda: len(ear.frames) > 0, 5)
        signed = side.chancery.sign_removal(side.leaver)
        answer = hub.wire(side.admin).post("/api/v1/countries/PK/chain/", signed.body)
        answered = time.monotonic()
        assert answer.status_code == 201, answer.text
        wait_for(lambda: ear.ended, 5)
        took = time.monotonic() - answered
        before = len(ear.frames)
        talk.say(hub.cast.recipient, urgent=True)
    print(f"\nThe socket of a removed officer closed {took:.3f} s after the removal was accepted")
    assert took < 1
    assert len(ear.frames) == before
    assert json.loads(ear.frames[-1]) == {"type": "close"}
