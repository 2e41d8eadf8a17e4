"""A backup goes into an empty system and is proved there; a bitten or lying one is refused by name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from focal_points.models import AccessToken
from hub.encryption.blocks import BLOCK
from hub.encryption.canonical import b64, unb64
from hub.ledger.models import UploadBlock
from hub.operations.backup import manifest
from hub.operations.backup.manifest import Bad
from tests.cast import Cast
from tests.ledger.acts import Thread
from tests.ledger.test_parts_api import sent
from tests.operations.test_scrub import flipped
from tests.services.fresh import database_url

# What opens a door without a password: nothing of it is left after a restore.
COUNT = """
from focal_points.models import AccessToken, OfficerSession
from hub.tenancy.context import system
with system():
    print(AccessToken.objects.count() + OfficerSession.objects.count())
"""
ROOT = Path(__file__).resolve().parent.parent.parent


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hub(cast: Cast, tmp_path: Path, settings: Any) -> Path:
    """A hub with two events, one of them with a large file, and the folder of its backup."""
    settings.MEDIA_ROOT = tmp_path / "media"
    found = Thread([cast.sender.post, cast.recipient.post])
    sent(found, cast.sender.officer, os.urandom(BLOCK + 99))
    found.say(cast.recipient.officer)
    call_command("backup", str(tmp_path / "copy"), verbosity=0)
    return tmp_path / "copy"


def elsewhere(command: str, where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a system of its own: another database and storage, the same signing key."""
    from django.conf import settings

    where.mkdir(exist_ok=True)
    url = where / "url"
    if not url.exists():
        url.write_text(database_url(where))
    state = {
        "HUB_STATE_DIR": str(where),
        "HUB_DATABASE_URL": url.read_text(),
        "HUB_SIGNING_KEY_FILE": str(settings.HUB_SIGNING_KEY_FILE),
        "HUB_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
    }
    line = [sys.executable, "manage.py", command, *words]
    return subprocess.run(
        line, cwd=ROOT, env={**os.environ, **state}, capture_output=True, text=True, check=False
    )


def test_a_backup_is_restored_and_proved_byte_for_byte(hub: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = elsewhere("restore", new, str(hub))
    assert done.returncode == 0, done.stderr
    assert "4 chains and 2 events, every file, all proved" in done.stdout
    assert AccessToken.objects.exists()
    counted = elsewhere("shell", new, "-c", COUNT)
    assert counted.stdout.split()[-1] == "0", counted.stderr
    for block in UploadBlock.objects.all():
        with default_storage.open(block.file) as file:
            assert (new / "storage" / block.file).read_bytes() == file.read()
    again = elsewhere("restore", new, str(hub))
    assert again.returncode == 1
    assert "The database is not empty" in again.stderr
    stored = next((new / "storage" / "blocks").rglob("*/*"))
    stored.write_bytes(flipped(stored.read_bytes()))
    found = elsewhere("scrub", new)
    assert found.returncode == 1
    assert f"blocks/{stored.parent.name}/{stored.name} has other bytes" in found.stdout


def in_the_database(copy: Path) -> str:
    path = copy / "database"
    path.write_bytes(flipped(path.read_bytes()))
    return "database: its bytes are not the ones that were signed"


def in_a_file(copy: Path) -> str:
    path = next((copy / "storage").rglob("*/*/*"))
    path.write_bytes(flipped(path.read_bytes()))
    return f"{path.relative_to(copy)}: its bytes"


def a_file_less(copy: Path) -> str:
    path = next((copy / "storage").rglob("*/*/*"))
    path.unlink()
    return f"{path.relative_to(copy)}: missing"


def a_file_more(copy: Path) -> str:
    (copy / "storage" / "more").write_bytes(b"x")
    return "storage/more: nobody signed"


def in_the_list(copy: Path) -> str:
    path = copy / manifest.FILES
    path.write_text(path.read_text().splitlines(keepends=True)[0])
    return "files.txt"


def in_the_manifest(copy: Path) -> str:
    path = copy / manifest.MANIFEST
    envelope = orjson.loads(path.read_bytes())
    envelope["payload"] = b64(unb64(envelope["payload"]).replace(b'"events":2', b'"events":1'))
    path.write_bytes(orjson.dumps(envelope))
    return "manifest.json"


BITES = [in_the_database, in_a_file, a_file_less, a_file_more, in_the_list, in_the_manifest]


def test_a_bitten_backup_is_refused_and_the_bite_named(hub: Path, tmp_path: Path) -> None:
    for bite in BITES:
        copy = tmp_path / bite.__name__
        shutil.copytree(hub, copy)
        name = bite(copy)
        assert name in "\n".join(refusal(copy)), bite.__name__


def refusal(copy: Path) -> list[str]:
    """What restoring would refuse, before anything is written."""
    try:
        return manifest.broken(copy, manifest.read(copy)[1])
    except Bad as bad:
        return list(bad.lines)


def test_a_full_system_is_not_overwritten_and_a_lost_file_is_named(hub: Path, tmp_path: Path) -> None:
    assert refusal(hub) == []
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(hub), verbosity=0)
    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", str(hub), verbosity=0)
    lost = UploadBlock.objects.get(index=0).file
    default_storage.delete(lost)
    with pytest.raises(CommandError, match=lost):
        call_command("backup", str(tmp_path / "second"), verbosity=0)
    assert not (tmp_path / "second" / manifest.MANIFEST).exists()
