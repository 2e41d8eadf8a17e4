"""The whole story between two command lines: 100 MB of evidence, a line that breaks, proof at the end."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from hub.client import joining
from tests.story.proxy import Cut, Exchange, Proxy
from tests.story.world import Desk, World

pytestmark = pytest.mark.story
BIG = 100 * 1000 * 1000
MEBIBYTE = 1 << 20


def done(desk: Desk, *words: str) -> str:
    """Run a command that must succeed; what it printed."""
    ran = desk.run(*words)
    assert ran.returncode == 0, (words, ran.stderr)
    return ran.stdout


def make_file(path: Path, size: int) -> Path:
    """A file whose every MiB is different."""
    with path.open("wb") as file:
        seed, left = os.urandom(MEBIBYTE), size
        while left:
            piece = (left.to_bytes(8, "big") + seed)[: min(MEBIBYTE, left)]
            file.write(piece)
            left -= len(piece)
    return path


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Breaks:
    """A line that lets a number of blocks through and then breaks at every block until it is mended."""

    def __init__(self, blocks: int) -> None:
        self.left = blocks
        self.mended = False
        self.blocks: list[str] = []

    def __call__(self, exchange: Exchange) -> None:
        if "/blocks/" not in exchange.path:
            return
        if not self.mended and self.left == 0:
            raise Cut
        self.left -= 1
        self.blocks.append(exchange.path)


@pytest.fixture(scope="module")
def request_id(world: World, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A request, drafted with a photograph of 3 MB, reviewed, approved and sent by command."""
    photograph = make_file(tmp_path_factory.mktemp("files") / "photograph.jpg", 3 * MEBIBYTE)
    drafter, approver = world.desk("pk-officer"), world.desk("pk-approver")
    said = done(drafter, "draft", str(world.case("story", photograph)))
    found = re.search(r"Request ([0-9a-f-]{36})", said)
    assert found
    done(drafter, "submit", found[1])
    done(approver, "return", found[1], "-m", "Please name the period.")
    done(drafter, "draft", str(world.case("story", photograph, facts="In May 2026.")), "--request", found[1])
    done(drafter, "submit", found[1])
    done(approver, "approve", found[1])
    done(drafter, "send", found[1])
    return found[1]


def test_the_drafter_cannot_approve_and_nothing_is_sent_twice(world: World, request_id: str) -> None:
    again = world.desk("pk-officer").run("send", request_id)
    assert again.returncode == 3
    assert not list((world.desk("pk-officer").folder / "sending").glob("*"))


def test_the_receiver_reads_and_answers(world: World, request_id: str, tmp_path: Path) -> None:
    officer, drafter = world.desk("np-officer"), world.desk("pk-officer")
    assert "Subject of story" in done(officer, "inbox")
    assert "In May 2026." not in done(officer, "inbox")
    done(officer, "ack", request_id[:8], "--reference", "NP-77")
    done(officer, "act", request_id, "assess")
    done(officer, "act", request_id, "ask", "-q", "Which bank?")
    assert "Which bank?" in done(drafter, "show", request_id)
    done(drafter, "act", request_id, "answer", "-a", "q1=The one in Nepalgunj.")
    done(officer, "act", request_id, "accept")
    done(officer, "act", request_id, "execute")
    done(officer, "fetch", request_id, "--act", "1", "--to", str(tmp_path))
    assert (tmp_path / "1-photograph.jpg").stat().st_size == 3 * MEBIBYTE


def test_results_of_100_mb_arrive_though_the_line_is_cut(
    world: World, request_id: str, tmp_path: Path
) -> None:
    evidence = make_file(tmp_path / "evidence.mp4", BIG)
    words = ("act", request_id, "results", "--outcome", "m1=executed", "--item", f"m1={evidence}")
    line = Breaks(40)
    with Proxy(world.hub.url, before=line) as proxy:
        desk = world.desk("np-officer").copy(tmp_path / "np-officer", proxy.url)
        cut = desk.run(*words, HUB_PATIENCE="0")
        assert (cut.returncode, "cannot be reached" in cut.stderr) == (5, True), cut.stderr
        [waiting] = (desk.folder / "sending").iterdir()
        sealed = {one.name: digest(one) for one in waiting.glob("*.part")}
        line.mended = True
        resumed = desk.run(*words)
    assert resumed.returncode == 0, resumed.stderr
    assert "Going on with the act sealed before the line was cut" in resumed.stderr
    assert len(line.blocks) == len(set(line.blocks)), "no block is sent twice"
    assert len(line.blocks) >= BIG // MEBIBYTE
    assert sealed
    assert not waiting.exists()
    done(world.desk("pk-officer"), "fetch", request_id, "--to", str(tmp_path / "got"))
    [got] = (tmp_path / "got").glob("*evidence.mp4")
    assert digest(got) == digest(evidence)


def test_a_cut_download_goes_on_where_it_was(world: World, request_id: str, tmp_path: Path) -> None:
    """The first answer ends after 1 MiB; the client asks for the rest by Range."""
    ranges: list[str] = []

    def shorten(exchange: Exchange) -> None:
        if re.search(r"/parts/2/$", exchange.path) and exchange.status == 200:
            exchange.body = exchange.body[:MEBIBYTE]
        if exchange.status == 206:
            ranges.append(dict(exchange.headers).get("content-range", ""))

    with Proxy(world.hub.url, shorten) as proxy:
        desk = world.desk("np-officer").copy(tmp_path / "desk", proxy.url)
        done(desk, "fetch", request_id, "--act", "1", "--to", str(tmp_path / "got"))
    assert [one.split("-")[0] for one in ranges] == [f"bytes {MEBIBYTE}"]
    assert (tmp_path / "got" / "1-photograph.jpg").stat().st_size == 3 * MEBIBYTE


def test_receipt_closing_and_proof(world: World, request_id: str, tmp_path: Path) -> None:
    drafter, bundle = world.desk("pk-officer"), tmp_path / "bundle.json"
    done(drafter, "act", request_id, "receive")
    done(drafter, "act", request_id, "close", "--outcome", "assisted")
    done(drafter, "verify", request_id, "--save", str(bundle))
    world.hub.stop()
    try:
        said = done(Desk("nobody", tmp_path / "nobody"), "verify", str(bundle))
    finally:
        world.hub.start()
    assert "Proven: who signed each act" in said
    assert "retrieved" in said
    forged = json.loads(bundle.read_text())
    forged["events"][1], forged["events"][2] = forged["events"][2], forged["events"][1]
    bundle.write_text(json.dumps(forged))
    refused = drafter.run("verify", str(bundle))
    assert (refused.returncode, "does not prove what it says" in refused.stderr) == (4, True)


def test_two_officers_act_at_once_and_the_second_signs_again(world: World) -> None:
    """Both read the same head; the loser is told who was first and, asked to, signs after that one."""
    request = world.send_request("race")
    done(world.desk("np-officer"), "show", request)
    raced: list[int] = []

    def first_another(exchange: Exchange) -> None:
        if exchange.method == "POST" and exchange.path.endswith(f"/streams/{request}/events/") and not raced:
            raced.append(world.desk("pk-officer").run("act", request, "note", "-m", "By the way.").returncode)

    with Proxy(world.hub.url, before=first_another) as proxy:
        desk = world.desk("np-officer").copy(world.folder / "np-racing", proxy.url)
        ran = desk.run("ack", request, "--reference", "NP-78", "--yes")
    assert (raced, ran.returncode) == ([0], 0), ran.stderr
    assert "Somebody acted first: note, PK" in ran.stderr
    assert "NP-78" in done(world.desk("pk-officer"), "show", request)


def test_after_a_removal_the_key_turns_and_the_sender_seals_to_the_new_one(world: World) -> None:
    """The sender has sealed to the old key when an officer is removed: 409, re-wrapped, accepted."""
    admin = world.desk("np-approver").open()
    request = world.send_request("removal")
    removed: list[int] = []
    link = joining.invite(admin, admin.focal_point, "officer", "leaver", "leaver@np.example")
    world.desk("leaver").join(link.text, "leaver", "leaver@np.example")
    joining.admit_answered(admin)
    done(world.desk("leaver"), "login")
    assert "Subject of removal" in done(world.desk("leaver"), "inbox")

    def remove_first(exchange: Exchange) -> None:
        if (
            exchange.method == "POST"
            and exchange.path.endswith(f"/streams/{request}/events/")
            and not removed
        ):
            removed.append(world.desk("np-approver").run("officers", "remove", "leaver", "--yes").returncode)

    with Proxy(world.hub.url, before=remove_first) as proxy:
        desk = world.desk("pk-officer").copy(world.folder / "pk-rewrap", proxy.url)
        ran = desk.run("act", request, "note", "-m", "Only for those who are still there.")
    assert (removed, ran.returncode) == ([0], 0), ran.stderr
    assert "Only for those who are still there." in done(world.desk("np-officer"), "show", request)
    assert world.desk("leaver").run("inbox").returncode == 3
