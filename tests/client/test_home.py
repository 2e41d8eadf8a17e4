"""What the client keeps on the machine, and who can read it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hub.client.errors import Stop, Usage
from hub.client.home import Account, Home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_the_owners_only(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.write("chains/NP.json", [1])
    assert mode(tmp_path / "home") == 0o700
    assert mode(tmp_path / "home" / "chains") == 0o700
    assert mode(tmp_path / "home" / "chains" / "NP.json") == 0o600
    assert home.read("chains/NP.json") == [1]


def test_a_write_leaves_no_draft_behind(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write("trust.json", {"a": 1})
    home.write("trust.json", {"a": 2})
    assert [one.name for one in tmp_path.iterdir()] == ["trust.json"]


def test_the_workroom_is_gone_afterwards_whatever_happens(tmp_path: Path) -> None:
    rooms: list[Path] = []

    def break_down(home: Home) -> None:
        with home.workroom() as room:
            rooms.append(room)
            (room / "plain.txt").write_text("secret")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_down(Home(tmp_path))
    assert not rooms[0].exists()


def test_home_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_HOME", str(tmp_path / "there"))
    assert Home().folder == tmp_path / "there"


def test_the_account_is_kept(tmp_path: Path) -> None:
    home, account = Home(tmp_path), Account("https://hub.example.org", "hub", "o", "a@b.example", "PK")
    with pytest.raises(Usage, match="hub init"):
        home.account()
    home.keep_account(account)
    assert home.account() == account


def test_a_damaged_file_is_said_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "trust.json").write_text("{")
    with pytest.raises(Stop, match="cannot be read"):
        Home(tmp_path).read("trust.json")
