"""hub export thread: a conversation as files."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path

from hub.client.cli import prompts
from hub.client.cli.progress import bar
from hub.client.cli.show import say
from hub.client.cli.threads import show
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.client.threads.exporting import BUNDLE, export
from hub.client.threads.history import History
from hub.client.threads.lists import read_thread
from hub.client.threads.opening import Letter, Opener


def export_thread(typed: str, folder: Path) -> int:
    """Write a conversation into a new folder."""
    session = open_session(Home(), prompts.passphrase())
    history = read_thread(session, typed)
    count = export(session, history, folder, lambda letters: _text(session, history, letters), bar)
    say(f"{folder}: {count} acts, opened and readable to anyone: keep it as you keep paper.")
    say(f"What it proves, without the hub: hub verify {folder / BUNDLE}")
    return 0


def _text(session: Session, history: History, letters: Sequence[Letter]) -> str:
    """The same text as on the terminal."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        show.head(history, Opener(session, history).subject())
        for one in letters:
            say()
            show.letter(session, history, one)
    return out.getvalue()
