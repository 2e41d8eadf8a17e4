"""What is published below /.well-known/: the signed list of files, and whom to tell of a weakness."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from hub.assets.files import content
from hub.assets.listing import files
from hub.encryption.assets import check_assets
from hub.encryption.errors import BadSignature
from hub.ledger.signing import public_key

LIST = "/.well-known/asset-manifest"
SECURITY = "/.well-known/security.txt"


def test_every_script_style_and_template_is_on_the_signed_list() -> None:
    answer = Client().get(LIST)
    said = check_assets(json.loads(answer.content), public_key())
    assert (said["hub"], said["base"]) == (settings.HUB_ID, "/static/")
    assert said["files"]["hub/js/frame.js"] == sha256(content("hub/js/frame.js")).hexdigest()
    assert {"hub/css/hub.css", "forms/procedure.json", "messaging/js/thread.js"} <= {*said["files"]}
    assert {"hub/base.html", "messaging/thread.html", "publishing/public.html"} <= {*said["templates"]}
    assert len(said["files"]) > 150


def test_another_key_does_not_sign_it() -> None:
    with pytest.raises(BadSignature):
        check_assets(json.loads(Client().get(LIST).content), b"\x05" * 31 + b"\x01")


def test_everybody_gets_the_same_bytes_and_asks_again_soon() -> None:
    first = Client().get(LIST)
    assert first["Cache-Control"] == "public, max-age=60"
    again = Client().get(LIST, HTTP_IF_NONE_MATCH=first["ETag"], HTTP_COOKIE="sessionid=x")
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(LIST).content == first.content
    assert Client().post(LIST).status_code == 405


def test_the_list_of_a_release_says_the_same_without_a_hub(tmp_path: Path) -> None:
    place = tmp_path / "release.json"
    call_command("sign_assets", "--release", "--output", str(place))
    made = json.loads(place.read_bytes())
    assert (made["hub"], made["files"]) == ("", files())


def test_whom_to_tell_of_a_weakness() -> None:
    """The fields of RFC 9116, section 2.5."""
    answer = Client().get(SECURITY)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    named = dict(fields)
    assert [name for name, _ in fields].count("Expires") == 1
    assert re.match(r"(mailto|https|tel):", named["Contact"])
    until = datetime.fromisoformat(named["Expires"])
    assert timedelta(0) < until - datetime.now(UTC) <= timedelta(366)
    assert named["Canonical"] == f"{settings.HUB_ADDRESS.rstrip('/')}{SECURITY}"


def test_without_a_contact_there_is_no_such_page() -> None:
    with override_settings(HUB_SECURITY_CONTACT=[]):
        assert Client().get(SECURITY).status_code == 404
