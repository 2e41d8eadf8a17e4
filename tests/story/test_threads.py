"""Conversations between three command lines of three countries: from the first word to the last."""

from __future__ import annotations

import json
import re
from pathlib import Path

import icalendar
import pytest

from tests.story.world import Desk, Three, World

pytestmark = pytest.mark.story


def done(desk: Desk, *words: str) -> str:
    """A command that must succeed; what it printed."""
    ran = desk.here(*words)
    assert ran.returncode == 0, (words, ran.stderr)
    return ran.stdout


def refused(desk: Desk, *words: str) -> str:
    """A command that a rule must stop, in one line; what it said."""
    ran = desk.here(*words)
    assert ran.returncode == 3, (words, ran.returncode, ran.stderr)
    assert len(ran.stderr.strip().splitlines()) == 1
    return ran.stderr


def begun(desk: Desk, *words: str) -> str:
    """A new conversation; its id."""
    out = done(desk, "threads", "open", *words)
    found = re.search(r"^Conversation ([0-9a-f-]{36})$", out, re.MULTILINE)
    assert found, out
    return found[1]


def test_a_newcomer_reads_exactly_what_was_chosen(three: Three, tmp_path: Path) -> None:
    pakistan, nepal, egypt = three
    photo = tmp_path / "hull.jpg"
    photo.write_bytes(b"\xff\xd8" + b"hull" * 50_000)
    thread = begun(pakistan, "NP", "--subject", "Al Bahr 2", "-m", "What do you know of this ship?")
    assert "Al Bahr 2" in done(nepal, "threads", "list", "--unread")
    done(nepal, "post", thread, "-m", "She left on **Monday**.", "--reply", "1", "--attach", str(photo))
    done(pakistan, "post", thread, "-m", "Which port?", "--mention", "NP", "--urgent")
    done(nepal, "post", thread, "-m", "Karachi, berth 3.")
    done(nepal, "threads", "correct", thread, "4", "-m", "Karachi, berth 4.")
    done(pakistan, "post", thread, "-m", "Sent in error.")
    done(pakistan, "threads", "withdraw", thread, "6", "-m", "Wrong conversation.")
    shown = done(pakistan, "threads", "show", thread[:8])
    for text in ("**Monday**", "Karachi, berth 4.", "| Karachi, berth 3.", "withdrawn by its", "hull.jpg"):
        assert text in shown
    assert egypt.here("threads", "show", thread).returncode == 6
    done(pakistan, "threads", "admit", thread, "EG", "--share", "2", "--share", "4")
    read = done(egypt, "threads", "show", thread, "--all")
    for text in ("Al Bahr 2", "She left on **Monday**.", "Karachi, berth 4."):
        assert text in read
    assert not [text for text in ("What do you know", "Which port?", "Sent in error") if text in read]
    done(egypt, "threads", "fetch", thread, "--to", str(tmp_path / "eg"))
    assert (tmp_path / "eg" / "2-hull.jpg").read_bytes() == photo.read_bytes()
    done(egypt, "post", thread, "-m", "We saw her in Suez.")
    assert "We saw her in Suez." in done(nepal, "threads", "show", thread)
    assert "Karachi, berth 4." in done(egypt, "threads", "search", "KARACHI")
    assert egypt.here("threads", "search", "Which port").returncode == 6


def test_every_country_agrees_before_anybody_is_admitted(world: World, three: Three) -> None:
    pakistan, nepal, egypt = three
    thread = begun(pakistan, "NP", "--subject", "Hearing", "--policy", "every", "-m", "Shall we ask Egypt?")
    assert "Propose it first" in refused(pakistan, "threads", "admit", thread, "EG")
    done(pakistan, "threads", "propose", thread, "EG", "--share", "1", "-m", "They hold the ship.")
    assert "Not every country" in refused(pakistan, "threads", "admit", thread, "EG")
    done(nepal, "threads", "agree", thread, "EG", "yes")
    done(pakistan, "threads", "admit", thread, "EG")
    read = done(egypt, "threads", "show", thread, "--all")
    assert "Shall we ask Egypt?" in read
    assert "They hold the ship." not in read
    done(egypt, "threads", "leave", thread, "-m", "Not ours.")
    done(nepal, "post", thread, "-m", "Between us again.")
    assert "Between us again." not in done(egypt, "threads", "show", thread, "--all")
    assert "left" in refused(egypt, "post", thread, "-m", "One more thing.")
    request = world.send_request("threads-link")
    done(pakistan, "threads", "link", thread, request)
    done(pakistan, "threads", "close", thread)
    assert "closed" in refused(nepal, "post", thread, "-m", "Late.")
    done(nepal, "threads", "reopen", thread)
    assert f"linked request {request}" in done(nepal, "threads", "show", thread)
    assert thread[:8] in done(nepal, "threads", "list", "--about", request)


def test_tasks_and_dates_end_as_a_calendar_file(three: Three, tmp_path: Path) -> None:
    pakistan, nepal, _ = three
    thread = begun(pakistan, "NP", "--subject", "Video hearing")
    done(pakistan, "threads", "task", thread, "NP", "-m", "Book the room.", "--due", "2026-12-01")
    assert "task for NP, due 2026-12-01" in done(nepal, "threads", "show", thread)
    done(nepal, "threads", "task-done", thread, "2")
    dates = ("--date", "2026-12-07T10:00/90", "--date", "2026-12-08T09:30/60", "--zone", "Asia/Kathmandu")
    done(
        nepal,
        "threads",
        "poll",
        thread,
        *dates,
        "--show-zone",
        "Asia/Karachi",
        "-m",
        "Hearing of the witness",
    )
    shown = done(pakistan, "threads", "show", thread)
    assert "a) 2026-12-07 04:15 UTC, 07 Dec 10:00 Asia/Kathmandu, 07 Dec 09:15 Asia/Karachi (90 min)" in shown
    assert pakistan.here("threads", "vote", thread, "4", "z=yes").returncode == 2
    done(pakistan, "threads", "vote", thread, "4", "a=no", "b=yes")
    assert pakistan.here("threads", "decide", thread, "4", "b").returncode == 3
    done(nepal, "threads", "decide", thread, "4", "b")
    done(pakistan, "threads", "ics", thread, "4", str(tmp_path / "hearing.ics"))
    [event] = icalendar.Calendar.from_ical((tmp_path / "hearing.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-12-08T03:45:00+00:00"
    assert (event.decoded("dtend") - event.decoded("dtstart")).seconds == 3600
    assert str(event["summary"]) == "Video hearing"


def marked(desk: Desk, paper: Path) -> tuple[str, str]:
    """Nepal tells Pakistan something marked H2; and a conversation of Pakistan with Egypt."""
    thread = begun(desk, "NP", "--subject", "Informant")
    other = begun(desk, "EG", "--subject", "With Egypt")
    paper.write_text("Name of the source")
    return thread, other


def test_what_is_marked_h2_goes_no_further_without_its_owners_consent(three: Three, tmp_path: Path) -> None:
    pakistan, nepal, egypt = three
    paper = tmp_path / "note.txt"
    thread, other = marked(pakistan, paper)
    done(nepal, "post", thread, "-m", "Our source says: Torkham.", "--handling", "H2", "--attach", str(paper))
    forward = ("post", other, "--forward", f"{thread}/2")
    for words in (("threads", "admit", thread, "EG", "--share", "2"), forward):
        assert "marked H2" in refused(pakistan, *words)
    done(pakistan, "threads", "ask-consent", thread, "2", "--way", "share", "--to", "EG", "-m", "May Egypt?")
    assert "UNTOC 18(5), 18(19)" in refused(pakistan, *forward)
    done(nepal, "threads", "consent", thread, "3", "given", "-m", "Egypt only.")
    done(pakistan, *forward)
    read = done(egypt, "threads", "show", other)
    assert "Our source says: Torkham." in read
    assert f"passed on from conversation {thread[:8]}, H2" in read
    done(egypt, "threads", "fetch", other, "--to", str(tmp_path / "got"))
    assert (tmp_path / "got" / "2-note.txt").read_text() == "Name of the source"
    third = begun(egypt, "NP", "--subject", "Onward")
    assert "marked H2" in refused(egypt, "post", third, "--forward", f"{other}/2")


def test_each_code_binds_the_uses_that_it_names(three: Three) -> None:
    pakistan, nepal, _ = three
    thread = begun(pakistan, "NP", "--subject", "Codes")
    done(nepal, "post", thread, "-m", "Not for the court.", "--handling", "H1")
    done(pakistan, "threads", "may", thread, "2", "lead")
    assert "marked H1" in refused(pakistan, "threads", "may", thread, "2", "evidence")
    done(pakistan, "threads", "admit", thread, "EG", "--share", "2")


def test_an_own_copy_is_no_way_around_the_owner(three: Three) -> None:
    """What was passed on with consent is judged by where it came from, also when it is passed on again."""
    pakistan, nepal, egypt = three
    source = begun(nepal, "PK", "--subject", "Source")
    done(nepal, "post", source, "-m", "Sealed words.", "--handling", "H2")
    done(pakistan, "threads", "ask-consent", source, "2", "--way", "share", "--to", "EG")
    done(nepal, "threads", "consent", source, "3", "given")
    copy, again = begun(pakistan, "EG", "--subject", "Copy"), begun(pakistan, "EG", "--subject", "Again")
    done(pakistan, "post", copy, "--forward", f"{source}/2")
    done(pakistan, "post", again, "--forward", f"{copy}/2")
    assert "Sealed words." in done(egypt, "threads", "show", again)
    done(nepal, "threads", "withdraw", source, "2")
    assert "withdrawn" in refused(pakistan, "post", again, "--forward", f"{copy}/2")


def test_a_template_and_a_translation_beside_the_words(three: Three) -> None:
    pakistan, nepal, _ = three
    thread = begun(pakistan, "NP", "--subject", "Nationality")
    blanks = ("--blank", "name=Sita Rai", "--evaluation", "B2")
    done(pakistan, "post", thread, "--template", "nationality", *blanks)
    done(nepal, "post", thread, "-m", "She is ours.", "--translation", "ne=उनी हाम्री हुन्।", "--reply", "2")
    shown = done(pakistan, "threads", "show", thread)
    for text in (
        "Full name: Sita Rai",
        "evaluation: B2",
        "unofficial (ne)",
        "उनी हाम्री हुन्।",
        "in reply to #2",
    ):
        assert text in shown


def test_an_export_proves_itself_without_the_hub(three: Three, tmp_path: Path) -> None:
    pakistan, nepal, _ = three
    thread = begun(pakistan, "NP", "--subject", "Export", "-m", "one")
    done(nepal, "post", thread, "-m", "two")
    done(pakistan, "post", thread, "-m", "three")
    folder, nobody = tmp_path / "out", Desk("nobody", tmp_path / "nobody")
    done(pakistan, "export", "thread", thread, str(folder))
    rows = json.loads((folder / "messages.json").read_text())["acts"]
    assert [row["text"] for row in rows] == ["one", "two", "three"]
    assert "three" in (folder / "conversation.txt").read_text()
    nobody.folder.mkdir()
    assert "Proven: who signed each act" in done(nobody, "verify", str(folder / "bundle.json"))
    bundle = json.loads((folder / "bundle.json").read_text())
    del bundle["events"][1]
    (folder / "bundle.json").write_text(json.dumps(bundle))
    assert nobody.here("verify", str(folder / "bundle.json")).returncode == 4
