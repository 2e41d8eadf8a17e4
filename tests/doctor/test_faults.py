"""Every fault of a deployment is found, said in a sentence with what to do, and a sound one has none."""

import base64
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from hub.doctor import configuration, database, surroundings
from hub.doctor.starting import require_safe
from hub.ledger import signing
from hub.tenancy.checks import check_wall

Check = Callable[[], Iterator[CheckMessage]]
PLAIN = {"BACKEND": "hub.base.objects.ObjectStorage", "OPTIONS": {"endpoint_url": "http://10.0.0.5:9000"}}
SOUND: dict[str, Any] = {
    "SECRET_KEY": base64.b64encode(bytes(range(48))).decode(), "DEBUG": False,
    "ALLOWED_HOSTS": ["hub.example"],
    "BEHIND_PROXY": True, "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 3600, "CSRF_TRUSTED_ORIGINS": ["https://hub.example"],
    "REDIS_URL": "redis://127.0.0.1",
    "WEB_PROCESSES": 2, "HUB_REQUIRE_SECOND_FACTOR": True, "TIME_SOURCES": [],
}  # fmt: skip


def ids(check: Check) -> list[str]:
    """What a check finds; every finding has a sentence and a remedy."""
    found = list(check())
    assert all(str(one.msg).endswith(".") or ":" in str(one.msg) for one in found)
    assert all(one.hint for one in found)
    return [str(one.id) for one in found]


@pytest.mark.parametrize(
    ("check", "name", "value", "expected"),
    [
        (configuration.secret_key, "SECRET_KEY", "k3y" * 10, ["hub.E001"]),
        (configuration.secret_key, "SECRET_KEY", "a" * 80, ["hub.E001"]),
        (configuration.secret_key, "SECRET_KEY", "demo-only-" + SOUND["SECRET_KEY"], ["hub.E002"]),
        (configuration.debug, "DEBUG", True, ["hub.E003"]),
        (configuration.hosts, "ALLOWED_HOSTS", ["*"], ["hub.E004"]),
        (configuration.hosts, "ALLOWED_HOSTS", [".example"], ["hub.E004"]),
        (configuration.hosts, "ALLOWED_HOSTS", [], ["hub.E004"]),
        (configuration.transport, "BEHIND_PROXY", None, ["hub.E005"]),
        (configuration.transport, "SESSION_COOKIE_SECURE", False, ["hub.E006"]),
        (configuration.transport, "SECURE_HSTS_SECONDS", 0, ["hub.E006"]),
        (configuration.transport, "CSRF_TRUSTED_ORIGINS", ["http://hub.example"], ["hub.E007"]),
        (configuration.second_factor, "HUB_REQUIRE_SECOND_FACTOR", False, ["hub.E008"]),
        (configuration.shared_state, "REDIS_URL", "", ["hub.E009"]),
        (configuration.object_store, "STORAGES", {"default": PLAIN}, ["hub.W010"]),
    ],
)
def test_an_unsafe_setting_is_found(
    settings: Any, check: Check, name: str, value: Any, expected: list[str]
) -> None:
    for key, sound in SOUND.items():
        setattr(settings, key, sound)
    assert ids(check) == []
    setattr(settings, name, value)
    assert ids(check) == expected


def test_one_process_without_redis_is_a_warning(settings: Any) -> None:
    settings.REDIS_URL, settings.WEB_PROCESSES = "", 1
    assert ids(configuration.shared_state) == ["hub.W009"]


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A good signing key, looked at anew."""
    path = tmp_path / "key"
    path.write_text(base64.b64encode(os.urandom(32)).decode())
    path.chmod(0o600)
    settings.HUB_SIGNING_KEY_FILE, settings.DEMO = path, False
    signing.private_key.cache_clear()
    yield path
    signing.private_key.cache_clear()


def test_the_signing_key_is_there_and_nobody_elses(key_file: Path) -> None:
    assert key_file.stat().st_mode & 0o077 == 0
    assert ids(surroundings.signing_key) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.unlink(),
        lambda p: p.chmod(0o644),
        lambda p: p.chmod(0o620),
        lambda p: p.write_text("short"),
    ],
)
def test_a_signing_key_that_is_missing_open_or_broken(key_file: Path, spoil: Callable[[Path], Any]) -> None:
    spoil(key_file)
    assert ids(surroundings.signing_key) == ["hub.E030"]


def test_storage_is_written_and_read_back(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "storage"
    assert ids(surroundings.storage) == []
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "file"
    assert ids(surroundings.storage) == ["hub.E031"]


def test_a_redis_that_is_away(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": settings.REDIS_URL}}
    assert ids(surroundings.redis) == ["hub.W032"]


@pytest.mark.django_db
def test_on_sqlite_the_engine_alone_is_refused_and_on_postgres_nothing() -> None:
    on_postgres = connection.vendor == "postgresql"
    assert ids(database.engine) == ([] if on_postgres else ["hub.E020"])
    assert ids(check_wall) == []
    assert ids(database.clock) == ids(database.migrations) == ids(database.reachable) == []


@pytest.mark.services
@pytest.mark.django_db
def test_the_server_does_not_start_as_a_role_above_the_wall(settings: Any) -> None:
    settings.DEMO = False
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        with pytest.raises(ImproperlyConfigured, match=r"hub\.E060: The database role hub is above"):
            require_safe()


@pytest.mark.django_db
def test_a_change_that_was_not_applied() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL ROLE NONE")  # The hub's own role only reads the list.
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger'")
    assert ids(database.migrations) == ["hub.E023"]


class Clock(BaseHTTPRequestHandler):
    """A server that is an hour late."""

    def do_HEAD(self) -> None:
        """Answer with its own Date."""
        self.send_response_only(204)
        self.send_header("Date", format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True))
        self.end_headers()


def test_the_clock_against_a_web_server(settings: Any) -> None:
    server = HTTPServer(("127.0.0.1", 0), Clock)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TIME_SOURCES = [f"http://127.0.0.1:{server.server_port}/"]
    assert ids(surroundings.time_sources) == ["hub.E034"]
    server.shutdown()
    settings.TIME_SOURCES = ["http://127.0.0.1:1/", "gopher://127.0.0.1"]
    assert ids(surroundings.time_sources) == ["hub.W033", "hub.W033"]


@pytest.mark.parametrize(("late", "expected"), [(0.0, []), (9.0, ["hub.E034"]), (-9.0, ["hub.E034"])])
def test_the_clock_against_a_time_server(settings: Any, late: float, expected: list[str]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        threading.Thread(target=answer, args=(server, late), daemon=True).start()
        settings.TIME_SOURCES = [f"ntp://127.0.0.1:{server.getsockname()[1]}"]
        assert ids(surroundings.time_sources) == expected


def answer(server: socket.socket, late: float) -> None:
    """Tell the time once, as RFC 4330 says."""
    _, asker = server.recvfrom(512)
    now = time.time() + late + surroundings.SECONDS_1900_TO_1970
    server.sendto(40 * b"\0" + struct.pack("!II", int(now), int(now % 1 * 2**32)), asker)
