"""Quick requests and information between two command lines: asked, answered, restricted, consented to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hub.client import exchanges
from hub.client.errors import Forged, Incomplete, Usage
from hub.client.exchanges import Words
from tests.story.proxy import Exchange, Proxy
from tests.story.test_two_clients import done
from tests.story.world import Desk, World

pytestmark = pytest.mark.story
FLAG = ("--field", "vessel=Al Bahr 2", "--field", "position=24.52 N 66.20 E", "--field",
        "seen_at=2026-11-22T03:10:00Z", "--field", "intended=Board and search")  # fmt: skip


def asked(desk: Desk, *more: str) -> str:
    """A flag confirmation asked of Nepal; its id."""
    out = done(desk, "quick", "send", "flag_confirm", "--to", "NP", "--handling", "H1", *FLAG, *more)
    found = re.search(r"^Exchange ([0-9a-f-]{36})$", out, re.MULTILINE)
    assert found, out
    return found[1]


def test_flag_is_confirmed_between_two_terminals(world: World, tmp_path: Path) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    photo = tmp_path / "hull.jpg"
    photo.write_bytes(b"\xff\xd8 hull")
    number = asked(pakistan, "--attach", str(photo), "-m", "Two hundred persons on deck.")
    listed = done(nepal, "quick", "list", "--waiting")
    assert "Al Bahr 2" in listed
    assert "you" in next(line for line in listed.splitlines() if line.startswith(number[:8]))
    done(nepal, "quick", "ack", number[:8], "--reference", "NP-OAG-7")
    done(
        nepal, "quick", "answer", number[:8], "yes", "--reason", "records", "--field", "register_entry=KTM 12"
    )
    shown = done(pakistan, "quick", "show", number[:8])
    for text in ("status: Answered", "NP-OAG-7", "register_entry: KTM 12", "Two hundred persons", "hull.jpg"):
        assert text in shown
    done(pakistan, "quick", "close", number)
    assert "status: Closed" in done(nepal, "quick", "show", number)


def test_refusals_say_what_to_do(world: World) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    number = asked(pakistan)
    early = nepal.run("quick", "answer", number, "yes", "--reason", "records")
    assert (early.returncode, "acknowledged first" in early.stderr) == (3, True)
    lacking = pakistan.run("quick", "send", "flag_confirm", "--to", "NP", "--handling", "H1")
    assert (lacking.returncode, "Name of the vessel" in lacking.stderr) == (3, True)
    wrong = pakistan.run(
        "quick", "send", "flag_confirm", "--to", "NP", "--handling", "H1", *FLAG, "--due", "noon"
    )
    assert wrong.returncode == 2
    assert pakistan.run("quick", "show", "ffffffff").returncode == 6


def test_information_binds_its_reader_until_consent(world: World) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    told = done(
        pakistan, "info", "send", "--to", "NP", "--handling", "H0", "--restriction", "no_evidence",
        "--evaluation", "B2", "--field", "headline=Route through Torkham",
        "--field", "information=Buses at night.",
    )  # fmt: skip
    number = told.split()[-1]
    done(nepal, "info", "ack", number)
    used = ("info", "use", number, "used", "--way", "evidence")
    refused = nepal.run(*used)
    assert (refused.returncode, "consent" in refused.stderr) == (3, True)
    assert "needs the sender's consent: evidence" in done(nepal, "info", "show", number)
    done(nepal, "info", "ask-consent", number, "--way", "evidence", "-m", "For the trial in March.")
    done(pakistan, "info", "consent", number, "granted")
    done(nepal, *used)
    done(nepal, "info", "exculpatory", number, "before", "-m", "The defence must see it.")
    done(pakistan, "info", "consult", number, "-m", "Please leave out the second paragraph.")
    done(nepal, "info", "consult", number, "-m", "Agreed.")
    done(nepal, "info", "close", number)
    assert "status: Closed" in done(pakistan, "info", "show", number)


def test_hub_that_lifts_a_restriction_is_caught(world: World, tmp_path: Path) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    number = asked(pakistan)
    assert exchanges.read(nepal.open(), number).status == "sent"

    def lie(exchange: Exchange) -> None:
        if exchange.path.startswith("/api/v1/exchanges/"):
            exchange.answer({**exchange.json(), "handling": "H0"})

    with Proxy(world.hub.url, lie) as proxy:
        deceived = nepal.copy(tmp_path / "deceived", proxy.url)
        with pytest.raises(Forged, match="handling"):
            exchanges.read(deceived.open(), number)


def test_library_refuses_what_does_not_exist(world: World) -> None:
    session = world.desk("pk-officer").open()
    plain = {"type": "nat_verify", "urgent": False, "handling": "H1", "due": None}
    with pytest.raises(Incomplete):
        exchanges.send(session, "NP", plain, Words({"name_latin": "Sita"}))
    with pytest.raises(Usage):
        exchanges.send(session, "NP", plain, Words({"name_latin": "Sita", "claimed": "NP", "vessel": "x"}))
    with pytest.raises(Usage):
        exchanges.send(
            session, "NP", {**plain, "handling": "H9"}, Words({"name_latin": "S", "claimed": "NP"})
        )
