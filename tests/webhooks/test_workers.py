"""Workers are processes: two at once share the queue, and what a killed one held is delivered by the next."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from hub.base.clock import now
from hub.webhooks.actions import announce, deliver
from hub.webhooks.actions.delivering import LEASE
from hub.webhooks.models import Delivery, State
from tests.cast import Cast
from tests.story.hub_process import ROOT
from tests.webhooks.receiver import Receiver, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("made")]
PATIENCE = 60


def worker(*words: str) -> subprocess.Popen[str]:
    """`manage.py deliver_webhooks` on the database of this test."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{held['NAME']}"
    else:
        url = f"postgres://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    made = {"HUB_DATABASE_URL": url, "HUB_STATE_DIR": str(settings.STATE_DIR), "HUB_DEMO": "1"}
    made |= {"HUB_SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "hub.settings"}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "deliver_webhooks", *words],
        env=os.environ | made,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def fill(cast: Cast, count: int) -> None:
    for _ in range(count):
        announce([cast.sender.post.id], "mla.note", uuid4(), now())


def until(true: object) -> None:
    """Wait for a condition, a minute at most."""
    assert callable(true)
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_two_workers_deliver_everything_once(cast: Cast, receiver: Receiver) -> None:
    def slow(handler: BaseHTTPRequestHandler, _number: int) -> None:
        time.sleep(0.2)
        say(handler, 200)

    receiver.answer = slow
    workers = [worker("--loop", "0.1") for _ in range(2)]
    fill(cast, 80)
    until(lambda: Delivery.objects.filter(state=State.DONE).count() == 80)
    for one in workers:
        one.terminate()
    said = [one.communicate(timeout=PATIENCE)[0] for one in workers]
    assert all("Delivered" in text for text in said), said
    found = Counter(call.headers["webhook-id"] for call in receiver.calls)
    assert len(found) == 80
    assert set(found.values()) == {1}


def test_what_a_killed_worker_held_is_delivered_by_the_next(cast: Cast, receiver: Receiver) -> None:
    stuck = True

    def hold(handler: BaseHTTPRequestHandler, _number: int) -> None:
        while stuck:
            time.sleep(0.05)
        say(handler, 200)

    receiver.answer = hold
    fill(cast, 3)
    killed = worker()
    until(lambda: len(receiver.calls) == 3)
    killed.kill()
    killed.communicate(timeout=PATIENCE)
    stuck = False
    assert deliver(now) == (0, 0)
    assert deliver(lambda: now() + LEASE + timedelta(seconds=1)) == (3, 0)
    assert Counter(call.headers["webhook-id"] for call in receiver.calls).most_common()[0][1] == 2


def test_one_pass_says_what_it_did(cast: Cast) -> None:
    fill(cast, 2)
    said, _nothing = worker().communicate(timeout=PATIENCE)
    assert said == "Delivered 2, failed 0, forgot 0.\n"
