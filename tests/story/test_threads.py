"""Conversations between three command lines of three countries: from the first word to the last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.story.test_two_clients import done
from tests.story.world import Desk, World

pytestmark = pytest.mark.story


@pytest.fixture(scope="session")
def three(world: World) -> tuple[Desk, Desk, Desk]:
    """Officers of Pakistan, Nepal and Egypt."""
    if "eg-officer" not in world.desks:
        world.found("EG", "eg-officer", ["admin", "officer"], {})
    return world.desk("pk-officer"), world.desk("np-officer"), world.desk("eg-officer")


def begun(desk: Desk, *words: str) -> str:
    """A new conversation; its id."""
    out = done(desk, "threads", "open", *words)
    found = re.search(r"^Conversation ([0-9a-f-]{36})$", out, re.MULTILINE)
    assert found, out
    return found[1]


def test_words_files_corrections_and_a_newcomer_who_reads_exactly_what_was_chosen(
    three: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    pakistan, nepal, egypt = three
    photo = tmp_path / "hull.jpg"
    photo.write_bytes(b"\xff\xd8" + b"hull" * 50_000)
    thread = begun(pakistan, "NP", "--subject", "Al Bahr 2", "-m", "What do you know of this ship?")
    short = thread[:8]
    assert "Al Bahr 2" in done(nepal, "threads", "list", "--unread")
    done(nepal, "post", short, "-m", "She left on **Monday**.", "--reply", "1", "--attach", str(photo))
    done(pakistan, "post", short, "-m", "Which port?", "--mention", "NP", "--urgent")
    done(nepal, "post", short, "-m", "Karachi, berth 3.")
    done(nepal, "threads", "correct", short, "4", "-m", "Karachi, berth 4.")
    done(pakistan, "post", short, "-m", "Sent in error.")
    done(pakistan, "threads", "withdraw", short, "6", "-m", "Wrong conversation.")
    shown = done(pakistan, "threads", "show", short)
    for text in ("**Monday**", "Karachi, berth 4.", "| Karachi, berth 3.", "withdrawn by its sender", "hull.jpg"):
        assert text in shown
    done(pakistan, "threads", "fetch", short, "--to", str(tmp_path / "got"))
    assert (tmp_path / "got" / "2-hull.jpg").read_bytes() == photo.read_bytes()
    assert egypt.run("threads", "show", thread).returncode == 6
    done(pakistan, "threads", "admit", short, "EG", "--share", "2", "--share", "4")
    read = done(egypt, "threads", "show", thread, "--all")
    assert "Al Bahr 2" in read
    assert "She left on **Monday**." in read
    assert "Karachi, berth 4." in read
    assert not [text for text in ("What do you know", "Which port?", "Sent in error") if text in read]
    done(egypt, "threads", "fetch", short, "--to", str(tmp_path / "eg"))
    assert (tmp_path / "eg" / "2-hull.jpg").read_bytes() == photo.read_bytes()
    done(egypt, "post", short, "-m", "We saw her in Suez.")
    assert "We saw her in Suez." in done(nepal, "threads", "show", short)
