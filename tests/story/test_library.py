"""A lesson is sent in, cleared and read by the client; what is told to one country reaches no other."""

from __future__ import annotations

import json
from pathlib import Path

from hub.client import library
from hub.client.session import connect
from tests.story.world import Three

PIECE = {
    "type": "lesson",
    "facts": {"licence": "CC-BY-4.0", "audience": {"kind": "countries", "names": ["NP"]}},
    "detail": {"problem": "Posters were seen.", "intervention": "Forty talks."},
    "texts": {"en": {"title": "Posters alone", "body": "Ask first."}, "ur": {"title": "صرف پوسٹر"}},
    "files": {"en": ["notes.txt"]},
}


def test_a_lesson_is_sent_in_cleared_and_read(three: Three, tmp_path: Path) -> None:
    pakistan, nepal, egypt = three
    (tmp_path / "notes.txt").write_text("Plain notes of forty talks.\n")
    (tmp_path / "piece.json").write_text(json.dumps(PIECE), "utf-8")
    sent = pakistan.here("library", "submit", str(tmp_path / "piece.json"), "--yes")
    assert sent.returncode == 0, sent.stderr
    number = sent.stdout.split()[0]
    assert nepal.here("library", "show", number).returncode == 6
    _account, line, _trust = connect(pakistan.copy(tmp_path / "x", pakistan.home.account().url).home)
    approver = pakistan.folder.parent / "pk-approver"
    _account, second, _trust = connect(type(pakistan.home)(approver))
    library.act(second, library.find(second, number), "clear")
    library.act(line, library.find(line, number), "publish")
    shown = nepal.here("library", "show", number, "--language", "ur")
    assert "صرف پوسٹر" in shown.stdout, shown.stderr
    assert "Posters alone" in nepal.here("library", "search", "posters").stdout
    assert nepal.here("library", "get", number, "--to", str(tmp_path / "x")).returncode == 0
    assert (tmp_path / "x" / "notes.txt").read_text() == "Plain notes of forty talks.\n"
    for words in (("show", number), ("search", "posters"), ("get", number), ("cite", number)):
        assert egypt.here("library", *words).returncode == 6
