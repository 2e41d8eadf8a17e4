"""Whether this process can do its work: each part is tried, and named when it fails. No reasons are told."""

import logging
import time
from collections.abc import Callable
from uuid import uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hub.base.standby import configured, standby
from hub.ledger import signing

logger = logging.getLogger(__name__)
LEFT_OUT = "left out"
KEPT = 5.0
"""Seconds for which an answer is given again: anybody may ask, and asking writes."""


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    name = f"health:{uuid4().hex}"
    cache.set(name, 1, 10)
    return bool(cache.get(name) == 1)


def _storage() -> bool:
    word = uuid4().hex.encode()
    name = default_storage.save(f"health/{word.decode()}", ContentFile(word))
    try:
        with default_storage.open(name) as file:
            return bool(file.read() == word)
    finally:
        default_storage.delete(name)


def _signing_key() -> bool:
    return len(signing.public_key()) == 32


PARTS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
    "signing_key": _signing_key,
}


class Ready:
    """The last answer, for as long as it is kept."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}
        self._until = 0.0

    def parts(self) -> dict[str, str]:
        """`ok` or `failed` by part; of a standby `ok` or `left out`, which hinders nothing."""
        if time.monotonic() >= self._until:
            self._parts = {name: _tried(name, part) for name, part in PARTS.items()} | _replica()
            self._until = time.monotonic() + KEPT
        return self._parts

    def forget(self) -> None:
        """Ask anew at the next call."""
        self._until = 0.0


def _tried(name: str, part: Callable[[], bool]) -> str:
    try:
        well = part()
    except Exception:
        logger.exception("%s is not well", name)
        well = False
    return "ok" if well else "failed"


def _replica() -> dict[str, str]:
    """Pages come without it, so a process is ready without it."""
    return {"replica": "ok" if standby.usable() else LEFT_OUT} if configured() else {}


ready = Ready()
