"""Two administrators must sign, with the `hub` command; and a hub that lies about what waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from hub.client import cosigning, joining
from hub.client.errors import Forged
from hub.encryption import dsse
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.keys import OfficerKeys
from tests.story.world import Desk, Ran, World

pytestmark = pytest.mark.story


@pytest.fixture(scope="module")
def ghana(world: World) -> World:
    """Ghana, where two administrators and an officer sit; two must sign from now on."""
    world.found("GH", "gh-first", ["admin", "officer"], {"gh-second": "admin", "gh-officer": "officer"})
    raised = world.desk("gh-first").here("country", "policy", "2")
    assert raised.returncode == 0, raised.stderr
    return world


def post_of(desk: Desk) -> str:
    return str(desk.home.account().focal_point)


def number(ran: Ran) -> str:
    """The number of what waits, as the command said it."""
    assert ran.returncode == 7, ran
    return ran.stderr.split("hub country cosign ")[1].split()[0]


def sign(desk: Desk, ran: Ran) -> None:
    done = desk.here("country", "cosign", number(ran), "--yes")
    assert done.returncode == 0, done.stderr


def test_a_newcomer_is_added_and_seated_by_two(ghana: World, tmp_path: Path) -> None:
    first, second = ghana.desk("gh-first"), ghana.desk("gh-second")
    link = joining.invite(first.open(), post_of(first), "officer", "Kofi", "kofi@gh.example")
    new = Desk("kofi", tmp_path / "kofi")
    new.join(link.text, "Kofi", "kofi@gh.example")
    added = first.here("officers", "admit")
    assert "hub officers admit" in added.stderr
    assert "Kofi becomes an officer" in second.here("country", "waiting").stdout
    sign(second, added)
    seated = first.here("officers", "admit")
    assert "Kofi is seated" in second.here("country", "waiting").stdout
    sign(second, seated)
    assert set(new.sign_in().ring.posts) == {post_of(first)}
    assert first.here("officers", "admit").returncode == 0


def test_a_key_turns_with_the_second_signature_only(ghana: World) -> None:
    first, second = ghana.desk("gh-first"), ghana.desk("gh-second")
    before = set(first.open().ring.posts[post_of(first)])
    turned = first.here("keys", "rotate")
    assert set(first.open().ring.posts[post_of(first)]) == before
    sign(second, turned)
    for desk in (first, second, ghana.desk("gh-officer")):
        assert set(desk.open().ring.posts[post_of(first)]) == before | {max(before) + 1}


def test_a_kit_is_written_and_waits(ghana: World, tmp_path: Path) -> None:
    first, second = ghana.desk("gh-first"), ghana.desk("gh-second")
    made = first.here("keys", "kit", "make", str(tmp_path / "kit.age"), "--shares")
    assert ("  1-" in made.stdout, "hub keys rotate" in made.stderr) == (True, True)
    sign(second, made)
    sign(second, first.here("keys", "rotate"))
    assert second.open().own_chain(refresh=True).recovery is not None


def test_declining_withdrawing_and_the_own_statement(ghana: World) -> None:
    first, second = ghana.desk("gh-first"), ghana.desk("gh-second")
    name = number(first.here("keys", "rotate"))
    own = first.here("country", "cosign", name, "--yes")
    assert (own.returncode, "another administrator" in own.stderr) == (2, True)
    unsure = second.here("country", "cosign", name)
    assert (unsure.returncode, "Nothing was signed" in unsure.stderr) == (2, True)
    assert second.here("country", "withdraw", name).returncode == 3
    assert second.here("country", "decline", name).returncode == 0
    assert second.here("country", "cosign", name, "--yes").returncode == 6
    name = number(first.here("keys", "rotate"))
    assert first.here("country", "decline", name).returncode == 3
    assert first.here("country", "withdraw", name).returncode == 0
    assert "Nothing waits" in second.here("country", "waiting").stdout
    assert second.here("country", "cosign", "abc", "--yes").returncode == 2
    assert ghana.desk("gh-officer").here("country", "waiting").returncode == 3


def ghost_officer(row: Json) -> None:
    row["statement"]["wraps"][0]["officer"] = str(uuid4())


def no_box(row: Json) -> None:
    row["statement"]["boxes"] = []


def ghost_signer(row: Json) -> None:
    kind, payload = dsse.peek(row["statement"]["envelope"])
    ghost = OfficerKeys.generate()
    row["statement"]["envelope"] = dsse.sign(kind, payload, [(ghost.public.keyid, ghost.sig)])


def other_words(row: Json) -> None:
    envelope = row["statement"]["envelope"]
    payload = unb64(envelope["payload"]).replace(b'"generation":', b'"generation":1')
    row["statement"]["envelope"] = {**envelope, "payload": b64(payload)}


@pytest.mark.parametrize("lie", [ghost_officer, no_box, ghost_signer, other_words])
def test_what_the_hub_shows_is_checked_before_it_is_signed(ghana: World, lie: Callable[[Json], None]) -> None:
    first, second = ghana.desk("gh-first"), ghana.desk("gh-second")
    name = number(first.here("keys", "rotate"))
    session = second.open()
    asked = session.connection.get

    def lying(path: str, **query: Any) -> Any:
        said = asked(path, **query)
        if path.endswith("waiting/"):
            lie(said["waiting"][0])
        return said

    session.connection.get = lying  # type: ignore[method-assign]
    with pytest.raises(Forged):
        cosigning.find(session, name)
    assert first.here("country", "withdraw", name).returncode == 0


def test_one_signs_again_after_two_said_so(ghana: World) -> None:
    first, second = ghana.desk("gh-first"), ghana.desk("gh-second")
    held = first.here("country", "policy", "2")
    assert (held.returncode, "already signs so" in held.stderr) == (3, True)
    sign(first, second.here("country", "policy", "1"))
    assert first.here("keys", "rotate").returncode == 0
