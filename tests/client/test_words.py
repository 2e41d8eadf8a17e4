"""Small pieces that people see: links, names, progress, files from others."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

import pytest

from hub.client.cli.progress import bar, left, size, text
from hub.client.cli.show import plain
from hub.client.downloads import free_target, safe_name
from hub.client.errors import Usage
from hub.client.joining import Link, read_link
from hub.encryption.codes import INVITATION, human, new_code


def test_an_invitation_link_survives_its_way() -> None:
    link = Link("https://hub.example.org", str(uuid.uuid4()), new_code(), "a" * 64)
    assert read_link(link.text) == link
    assert read_link(f"  {link.text}\n") == link
    founding = Link(link.url, link.id, link.code, None)
    assert read_link(founding.text.partition("#")[2], link.url) == founding


@pytest.mark.parametrize("damage", ["", "https://hub.example.org/join/", "x.y", "https://h/join/#a.b.c.d"])
def test_other_links_are_refused(damage: str) -> None:
    with pytest.raises(Usage):
        read_link(damage)


def test_a_typing_mistake_in_the_code_is_named() -> None:
    link = Link("https://hub.example.org", str(uuid.uuid4()), new_code(), None)
    code = human(link.code, INVITATION)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(Usage, match="cannot be read"):
        read_link(link.text.replace(code, wrong))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("report.pdf", "report.pdf"), ("../../.bashrc", "bashrc"), ("C:\\x\\evil.exe", "evil.exe"),
        ("\x1b[2Ja.txt", "[2Ja.txt"), ("...", "file-3"), ("a/b/", "file-3"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
    ],
)  # fmt: skip
def test_names_from_letters_cannot_leave_the_folder(sent: str, kept: str) -> None:
    assert safe_name(sent, 3) == kept


def test_a_file_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(Usage, match="already there"):
        free_target(tmp_path, "a", replace=False)
    assert free_target(tmp_path, "a", replace=True) == tmp_path / "a"


def test_words_of_others_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b]0;title\x07b\u202ec") == "a?]0;title?b?c"
    assert plain("می‌خواهم\nनेपाल") == "می‌خواهم\nनेपाल"


def test_progress_tells_bytes_and_time() -> None:
    assert size(999) == "999 B"
    assert size(104_857_600) == "104.9 MB"
    assert left(75) == "1 min 15 s"
    line = text("Sending", 25_000_000, 100_000_000, 5.0)
    assert line == "Sending [######                  ]  25% 25.0 MB of 100.0 MB, 15 s left"


def test_progress_is_silent_without_a_terminal() -> None:
    out = io.StringIO()
    bar(100, "Sending", out)(100)
    assert out.getvalue() == ""


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_progress_ends_its_line() -> None:
    out = Terminal()
    bar(100, "Sending", out)(100)
    assert out.getvalue().endswith("100% 100 B of 100 B, 0 s left\n")
