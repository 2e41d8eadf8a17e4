"""Workers are processes: two at once share the queue, and what a killed one held is sent by the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from hub.base.clock import now
from hub.notifications.actions import tell
from hub.notifications.actions_delivering import LEASE, Done, deliver
from hub.notifications.actions_settings import Wish, choose
from hub.notifications.models import Delivery, Notification, State
from hub.web.management.commands.deliver_notices import reach
from tests.cast import Cast
from tests.notifications.conftest import ADDRESS
from tests.notifications.mailserver import TAKEN, Mail, MailServer
from tests.story.hub_process import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 90


def worker(server: MailServer, *words: str) -> subprocess.Popen[str]:
    """`manage.py deliver_notices` on the database of this test."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{held['NAME']}"
    else:
        url = f"postgres://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    made = {"HUB_DATABASE_URL": url, "HUB_STATE_DIR": str(settings.STATE_DIR), "HUB_DEMO": "1"}
    made |= {"HUB_SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "hub.settings"}
    made |= {"HUB_MAIL_URL": f"smtp://127.0.0.1:{server.port}", "HUB_MAIL_FROM": "hub@hub.example"}
    made |= {"HUB_ADDRESS": ADDRESS}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "deliver_notices", *words],
        env=os.environ | made,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(true: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def fill(cast: Cast, count: int) -> None:
    Notification.objects.all().delete()
    for n in range(count):
        tell([cast.sender.officer.id], "mla.note", f"case {n}")


def ids(server: MailServer) -> Counter[str]:
    return Counter(str(mail.parsed["Message-ID"]) for mail in server.mails)


def test_two_workers_send_everything_once(cast: Cast, mailserver: MailServer) -> None:
    def slow(_mail: Mail) -> str:
        time.sleep(0.05)
        return TAKEN

    mailserver.answer = slow
    fill(cast, 80)
    choose(cast.recipient.officer.id, Wish("digest", 8, None, "UTC", urgent_breaks=True), now())
    tell([cast.recipient.officer.id], "mla.note", "counted")
    tell([cast.recipient.officer.id], "mla.ask", "counted")
    workers = [worker(mailserver, "--loop", "0.1") for _ in range(2)]
    until(lambda: Delivery.objects.filter(state=State.SENT).count() == 80)
    Delivery.objects.filter(digest=True).update(due=now())
    until(lambda: not Delivery.objects.filter(state=State.WAITING).exists())
    for one in workers:
        one.terminate()
    said = [one.communicate(timeout=PATIENCE)[0] for one in workers]
    assert [one.returncode for one in workers] == [0, 0], said
    assert all("Sent" in text for text in said), said
    assert len(ids(mailserver)) == len(mailserver.mails) == 81
    last = mailserver.mails[-1]
    assert last.to == [cast.recipient.officer.email]
    assert "Requests: 2" in last.parsed.get_content()


def test_what_a_killed_worker_held_is_sent_again_and_shown_once(cast: Cast, mailserver: MailServer) -> None:
    """Killed between the moment the server had the whole message and the moment that was written down."""
    stuck = True

    def hold(_mail: Mail) -> str:
        while stuck:
            time.sleep(0.05)
        return TAKEN

    mailserver.answer = hold
    fill(cast, 1)
    killed = worker(mailserver)
    until(lambda: len(mailserver.mails) == 1)
    killed.kill()
    killed.communicate(timeout=PATIENCE)
    stuck = False
    assert deliver(now, reach) == Done()
    assert deliver(lambda: now() + LEASE + timedelta(seconds=1), reach) == Done(sent=1)
    assert list(ids(mailserver).values()) == [2]
    assert Notification.objects.filter(target="case 0").count() == 1
    shown = cast.sender.officer.browser().get("/notices/").context["told"]
    assert [one.row.target for one in shown] == ["case 0"]


def test_one_pass_says_what_it_did_and_an_operator_sees_what_was_given_up(
    cast: Cast, mailserver: MailServer
) -> None:
    mailserver.to = lambda _address: "550 nobody of that name"
    fill(cast, 1)
    said = worker(mailserver).communicate(timeout=PATIENCE)[0]
    assert "Sent 0, later 0, given up 1, not needed 0." in said
    shown = worker(mailserver, "--dead").communicate(timeout=PATIENCE)[0]
    assert "Waiting 0, due 0, given up 1." in shown
    assert "mla: 1 tries since" in shown
    for secret in (cast.sender.officer.email, "case 0", "nobody of that name"):
        assert secret not in said + shown
    mailserver.to = lambda _address: TAKEN
    assert "1 put back" in worker(mailserver, "--again").communicate(timeout=PATIENCE)[0]
    assert "Sent 1" in worker(mailserver).communicate(timeout=PATIENCE)[0]


def test_a_stop_signal_lets_a_pass_end(cast: Cast, mailserver: MailServer) -> None:
    """The message that is under way is written down as sent before the worker goes."""

    def slow(_mail: Mail) -> str:
        time.sleep(1)
        return TAKEN

    mailserver.answer = slow
    fill(cast, 1)
    one = worker(mailserver, "--loop", "60")
    until(lambda: len(mailserver.mails) == 1)
    one.send_signal(signal.SIGTERM)
    said, _none = one.communicate(timeout=PATIENCE)
    assert one.returncode == 0
    assert "Sent 1" in said
    assert Delivery.objects.get().state == State.SENT
