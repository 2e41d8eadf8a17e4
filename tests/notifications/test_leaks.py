"""Nothing of what was written, and nobody's name, in e-mails, frames, rows of the queue, logs or titles."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from focal_points.models import DirectoryEntry, Officer
from hub.base.clock import now
from hub.encryption.event import FileSource
from hub.notifications.actions_delivering import deliver
from hub.notifications.actions_settings import Wish, choose
from hub.notifications.models import Delivery, Notification, Once, Preference
from hub.web.management.commands.deliver_notices import reach
from messaging.actions.urgent import climb
from tests.attacks.canaries import MARKS, canary, words
from tests.attacks.searching import find, forms_of
from tests.cast import Cast
from tests.messaging.sockets import by_token, silence, talk
from tests.messaging.talking import Talking
from tests.mla_requests.content import SUBJECT
from tests.mla_requests.story import TO_TRANSMISSION, Story
from tests.notifications.mailserver import MailServer

pytestmark = pytest.mark.usefixtures("_one_connection")
WORDS = {name: forms_of(word) for name, word in {**MARKS, "subject of the request": SUBJECT}.items()}
HOURS = timedelta(hours=1)


@pytest.fixture
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Channels closes connections after each call; here it is the one of the test's transaction."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda **_: None)


def converse(cast: Cast) -> Talking:
    """A request, and a conversation with canaries wherever something is typed."""
    Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    body = {**words("thread.say"), "fields": {"reply": canary("reply"), "template": canary("template")}}
    spoken = Talking(cast.sender, cast.recipient).open(body=body)
    file = FileSource(f"{canary('name')}.pdf", "application/pdf", canary("file").encode())
    spoken.do("thread.say", by=cast.sender, body=body, files=[file], facts={"urgent": True})
    named = {"mentions": [str(cast.recipient.post.id)]}
    spoken.do("thread.say", by=cast.sender, body=body, facts=named)
    spoken.do("thread.say", by=cast.recipient, body=body)
    return spoken


def told_by_mail(cast: Cast) -> None:
    """Everybody gets e-mail: one in Arabic, one as a daily count; the urgent message stays unread."""
    Officer.objects.filter(pk=cast.recipient.officer.id).update(language="ar")
    choose(cast.recipient.approver.id, Wish("digest", 8, None, "Asia/Kathmandu", urgent_breaks=False), now())
    entry = DirectoryEntry.objects.filter(focal_point=cast.recipient.post.id)
    entry.update(escalates_to=cast.secretariat.post.id)
    climb(now() + 2 * HOURS)
    deliver(now, reach)
    deliver(lambda: now() + 24 * HOURS, reach)


def rows() -> Iterator[str]:
    """Every row of the room, as text."""
    for table in (Notification, Delivery, Once, Preference):
        yield from (json.dumps(row, default=str) for row in table.objects.values())


def test_nothing_leaves_but_the_word_of_a_family(
    cast: Cast,
    mailserver: MailServer,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    caplog.set_level(logging.DEBUG)
    done: list[Talking] = []

    def act() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            done.append(converse(cast))
            told_by_mail(cast)

    async def listen(socket: WebsocketCommunicator) -> list[str]:
        await sync_to_async(act)()
        heard = []
        while not await silence(socket):
            heard.append(await socket.receive_from())
        return heard

    frames: list[str] = talk(by_token(cast.recipient.officer), listen)
    assert {"thread.urgent", "thread.mention"} <= {json.loads(frame)["kind"] for frame in frames}
    assert all(set(json.loads(frame)) == {"kind", "id"} for frame in frames)
    kept = {"frames": "".join(frames), "rows": "".join(rows()), "logs": caplog.text}
    assert not {name for name, text in kept.items() if find(text.encode(), WORDS)}
    assert len(mailserver.mails) >= 8
    check_mails(cast, mailserver, str(done[0].id))
    check_pages(cast)


def check_mails(cast: Cast, server: MailServer, thread: str) -> None:
    """Neither in the bytes nor in what they decode to: canaries, ids, countries, names, kinds."""
    people = [person for side in cast.sides for person in side.chancery.people.values()]
    secrets = {name: text for side in cast.sides for name, text in side_words(side).items()}
    secrets |= {f"name {n}": person.name for n, person in enumerate(people)}
    secrets |= {f"id {n}": str(person.id) for n, person in enumerate(people)}
    secrets |= {"thread": thread, "kind": "thread.", "urgent": "urgent", "say": "mention"}
    wanted = {name: {"plain": text.encode()} for name, text in secrets.items()} | WORDS
    for mail in server.mails:
        said = mail.parsed
        texts = [str(value) for name, value in said.items() if name != "To"] + [said.get_content()]
        raw = mail.data.replace(mail.to[0].encode(), b"")
        assert not find(raw + "\n".join(texts).encode(), wanted), mail.data
        assert mail.parsed["To"] == mail.to[0]


def side_words(side: Any) -> dict[str, str]:
    """What names a side."""
    country = side.post.row.country
    return {
        f"country of {side.code}": country.name_en,
        f"post of {side.code}": side.post.row.name,
        f"post id of {side.code}": str(side.post.id),
    }


def check_pages(cast: Cast) -> None:
    """The list is of one's own; what was typed is in no page of the server, and titles name no thing."""
    for side in cast.sides:
        page = side.approver.browser().get("/notices/").content
        assert not find(page, WORDS)
        title = re.search(r"<title>(.*?)</title>", page.decode())
        assert title is not None
        assert title[1].partition(" · ")[0] == "Notices"
    stranger = cast.stranger.officer.api().get("/api/v1/notices/").json()
    assert not [one for one in stranger["notices"] if one["family"] in ("thread", "mla")]


def test_a_planted_word_would_be_found(cast: Cast, mailserver: MailServer) -> None:
    del cast, mailserver
    assert find(canary("planted").encode(), WORDS)
