"""The search index of a home: sealed, grows, forgets, and says when it was changed."""

from pathlib import Path

import pytest

from hub.client.errors import Forged
from hub.client.home import Home
from hub.client.keyring import Keyring
from hub.client.threads.index import MANY, Entry, Index
from hub.encryption.keys import OfficerKeys


def ring() -> Keyring:
    return Keyring("00000000-0000-4000-8000-000000000001", "PK", OfficerKeys.generate(), None)


def entry(event: str, text: str, *, seq: int = 1, subject: str = "") -> Entry:
    return Entry("thread-1", event, seq, f"2026-11-22T03:10:{seq:02d}Z", "NP", subject, text)


def test_what_was_opened_is_found_again_newest_first(tmp_path: Path) -> None:
    keys = ring()
    index = Index(Home(tmp_path), keys, "hub.test")
    index.add([entry("a", "Buses through Torkham", seq=1), entry("b", "من طورخم ليلا", seq=2)])
    index.add([entry("c", "Torkham again", seq=3)])
    again = Index(Home(tmp_path), keys, "hub.test")
    assert [one.event for one in again.search("TORKHAM")] == ["c", "a"]
    assert [one.event for one in again.search("ليلا")] == ["b"]
    assert again.search("Karachi") == []


def test_the_subject_is_searched_too(tmp_path: Path) -> None:
    index = Index(Home(tmp_path), ring(), "hub.test")
    index.add([entry("a", "See the file.", subject="Route of the buses")])
    assert [one.event for one in index.search("route file")] == ["a"]


def test_a_corrected_message_reads_anew_and_a_withdrawn_one_is_forgotten(tmp_path: Path) -> None:
    index = Index(Home(tmp_path), ring(), "hub.test")
    index.add([entry("a", "Monday"), entry("b", "Friday")])
    index.add([entry("a", "Tuesday"), entry("b", "")])
    assert (index.search("monday"), index.search("friday")) == ([], [])
    assert [one.text for one in index.search("tuesday")] == ["Tuesday"]
    index.join()
    assert list(index.entries()) == ["a"]


def test_nothing_readable_lies_in_the_home_and_a_changed_file_is_noticed(tmp_path: Path) -> None:
    index = Index(Home(tmp_path), ring(), "hub.test")
    index.add([entry("a", "Torkham")])
    for path in (tmp_path / "search").iterdir():
        data = path.read_bytes()
        assert not [word for word in (b"Torkham", b"torkham", b"thread-1") if word in data]
        assert path.stat().st_mode & 0o077 == 0
    [path] = (tmp_path / "search").glob("*.words")
    path.write_bytes(data[:20] + bytes([data[20] ^ 1]) + data[21:])
    with pytest.raises(Forged, match="was changed"):
        index.search("torkham")


def test_files_cannot_change_places(tmp_path: Path) -> None:
    index = Index(Home(tmp_path), ring(), "hub.test")
    index.add([entry("a", "Torkham")])
    [path] = (tmp_path / "search").glob("*.words")
    path.rename(path.with_name("00000000000000000001-abcdef.words"))
    with pytest.raises(Forged):
        index.search("torkham")


def test_other_keys_begin_a_new_index(tmp_path: Path) -> None:
    Index(Home(tmp_path), ring(), "hub.test").add([entry("a", "Torkham")])
    assert Index(Home(tmp_path), ring(), "hub.test").search("torkham") == []


def test_many_small_files_become_one(tmp_path: Path) -> None:
    index = Index(Home(tmp_path), ring(), "hub.test")
    for number in range(MANY + 1):
        index.add([entry(f"e{number}", f"word{number}")])
    assert len(list((tmp_path / "search").glob("*.words"))) == 1
    assert len(index.entries()) == MANY + 1
