"""Twelve cases from practice, each through the client against a served hub, with what both sides then see."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pytest

from hub.client import acts, exchanges, papers, requests
from hub.client.errors import RefusedByHub
from hub.client.letter import write_docx
from hub.client.requests import Request
from hub.client.streams import open_act
from hub.procedure import MeasureStatus, Status
from hub.web.demo import accounts
from hub.web.demo.cast import POSTS, Person, Post
from hub.web.demo.stage import Stage, in_days
from hub.web.demo.stories import decisions, persons, records
from hub.web.demo.stories import exchanges as short
from tests.story.hub_process import ROOT, HubProcess

pytestmark = pytest.mark.story
COUNTRIES = ("PK", "NP", "BD", "IQ", "EG", "MA")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub of its own: these stories count what happened."""
    made = HubProcess.prepare(tmp_path_factory.mktemp("cases"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def stage(hub: HubProcess) -> Stage:
    """The cast of the demo, of the six countries that act here."""
    desks = accounts.Desks(hub.folder / "homes")

    def invite(post: Post, person: Person) -> str:
        words = ("--email", person.email, "--officer", person.name, "--name", post.name, "--type", post.type)
        return hub.manage("found_country", post.country, *words, "--origin", hub.url).split()[-1]

    accounts.make(desks, invite, [one for one in POSTS if one.country in COUNTRIES])
    return Stage(desks.open)


def clocks(found: Request) -> set[tuple[str, str, str]]:
    """What runs, as signed acts say and the hub's summary repeats: {(code, label, side)}."""
    return {(one.code, one.ref, one.side.value) for one in found.standing.clocks if one.runs}


def states(found: Request) -> dict[str, str]:
    """The state of each measure."""
    return {label: one.status.value for label, one in found.standing.measures.items()}


def denied(code: str, act: Callable[[], None]) -> None:
    """An act that a rule of the hub refuses."""
    with pytest.raises(RefusedByHub) as stop:
        act()
    assert stop.value.code == code, stop.value.message


def test_1_bank_records_for_a_trafficking_ring(stage: Stage, tmp_path: Path) -> None:
    request = records.bank_records(stage)
    found = stage.see("np-officer", request)
    assert (found.standing.shared, states(found)) == (
        "in_execution",
        {"m1": "in_execution", "m2": "in_execution"},
    )
    assert {("execution", "m1", "requested"), ("requested_date", "", "requested")} <= clocks(found)
    assert found.standing.rounds == 1
    prosecutor = stage.see("pk-prosecutor", request)
    assert (prosecutor.side, prosecutor.summary["status"]) == ("conducting", "in_execution")
    assert prosecutor.shared is None, "the prosecution reads its own file, not what the two States write"
    records.bank_records_results(stage, request)
    found = stage.see("pk-drafter", request)
    assert (found.standing.status, found.standing.ball) == ("results_transmitted", "requesting")
    assert ("receipt", "", "requesting") in clocks(found)
    records.bank_records_end(stage, request)
    found = stage.see("pk-drafter", request)
    assert (found.standing.status, found.standing.outcome, found.standing.used_in) == (
        "closed", "partly", ("indictment",),
    )  # fmt: skip
    assert dict(found.standing.counts) == {"accounts": 2}
    assert not clocks(found)
    letter = papers.letter(stage.sessions["np-officer"], stage.see("np-officer", request))
    write_docx(letter, tmp_path / "letter.docx")
    said = "\n".join(one.text for one in docx.Document(str(tmp_path / "letter.docx")).paragraphs)
    for expected in ("PK-MLA-2026-0204", "AG-MLA-083/340", "0170-4471-208", "کامران بھٹی", "Ayesha Siddiqui"):
        assert expected in said
    assert "Bilal Soomro" not in said, "who drafted is the own file's, not the letter's"


def test_2_video_testimony_of_a_child_victim(stage: Stage) -> None:
    request = persons.child_video(stage)
    session, found = stage.sessions["eg-officer"], stage.see("eg-officer", request)
    content = requests.content(session, open_act(session, found.last("mla.transmit")))
    assert content is not None
    assert "Nour" not in str(content)
    assert "enfant 1" in str(content)
    named = papers.letter(session, found, identities=True)
    assert "Nour El Shazly" in str(named.body)
    assert "Nour" not in str(papers.letter(session, found).body)
    persons.child_video_heard(stage, request)
    found = stage.see("ma-officer", request)
    assert found.standing.counts["victims_heard"] == 1
    assert {label: one.limit for label, one in found.standing.items.items()} == {"i1": "18.19", "i2": "text"}
    stage.do("ma-officer", request, acts.receive)
    assert stage.see("ma-officer", request).standing.open_items == ()


def test_3_a_vessel_at_sea_is_confirmed_within_two_hours(stage: Stage) -> None:
    exchange = short.vessel(stage)
    found = exchanges.read(stage.sessions["eg-officer"], exchange)
    [clock] = found.summary["clocks"]
    sent = found.stream.events[0].at
    assert datetime.fromisoformat(clock["due"]) - sent <= timedelta(hours=2)
    assert (clock["side"], clock["overdue"]) == ("receiver", False)
    short.vessel_answered(stage, exchange)
    found = exchanges.read(stage.sessions["ma-officer"], exchange)
    assert (found.status, found.stream.events[-1].manifest.facts["answer"]) == ("answered", "yes")
    letter = open_act(stage.sessions["ma-officer"], found.stream.events[-1])
    assert letter.body["fields"]["owner"] == "شركة بحر النور"


def test_4_a_prisoner_is_lent_and_returned(stage: Stage) -> None:
    request = persons.custody(stage)
    found = stage.see("iq", request)
    assert (found.standing.channel, found.standing.outside) == ("advance", "diplomatic")
    [duty] = found.standing.duties.values()
    assert (duty.kind, duty.side, duty.state, str(duty.due)) == (
        "custody_return", "requesting", "open", in_days(27),
    )  # fmt: skip
    persons.custody_returned(stage, request)
    found = stage.see("pk-drafter", request)
    assert found.standing.status == Status.CLOSED
    assert found.standing.duties["d1"].state == "confirmed"
    assert clocks(found) == {("safe_conduct", "m1", "requesting")}
    [safe] = [one for one in found.standing.clocks if one.runs]
    assert str(safe.by) == in_days(15), "fifteen days after he was told, article 18(27)"


def test_5_no_dual_criminality_is_refused_only_after_consultation(stage: Stage) -> None:
    request = decisions.dual_criminality(stage)
    early = lambda: stage.do(  # noqa: E731 - said once
        "pk-approver", request, lambda found: acts.refuse(found, {"m1": "18.9"}, "Too early.")
    )
    denied("reply_awaited", early)
    found = stage.see("np-officer", request)
    assert (found.standing.status, found.standing.ball) == ("consultation", "requesting")
    assert ("decision", "", "requested") in clocks(found)
    [decision] = [one for one in found.standing.clocks if one.code == "decision"]
    assert decision.paused_since is not None, "the time of the consultation is not the decider's"
    decisions.dual_criminality_refused(stage, request)
    found = stage.see("np-officer", request)
    assert (found.standing.status, found.standing.outcome) == ("closed", "refused")
    assert found.standing.measures["m1"].ground == "18.9"


def test_6_partial_execution_with_two_limits_on_use(stage: Stage) -> None:
    request = decisions.partial(stage)
    found = stage.see("ma-officer", request)
    assert states(found) == {"m1": "executed", "m2": "partial", "m3": "not_possible"}
    assert found.standing.items["i2"].limit == "text"
    letter = open_act(stage.sessions["ma-officer"], found.last("mla.results"))
    assert letter.body["fields"]["limits"] == {"i2": "Ne pas transmettre à un État tiers."}
    assert found.standing.duties["d1"].kind == "return_original"
    decisions.partial_used(stage, request)
    found = stage.see("eg-officer", request)
    assert found.standing.uses["u1"].answer == "conditions"
    assert found.last("mla.exculpatory").manifest.facts["items"] == ["i1"]
    assert found.standing.shared == "results_received", "none of this moves the request"


def test_7_an_oral_request_at_night_is_confirmed_in_writing(stage: Stage) -> None:
    request = persons.oral_night(stage)
    seen = stage.see("np-officer", request)
    assert (seen.standing.shared, seen.standing.oral is not None) == ("oral_pending", True)
    assert ("oral", "", "requesting") in clocks(stage.see("pk-drafter", request))
    assert seen.file is None
    persons.oral_night_written(stage, request)
    found = stage.see("np-officer", request)
    assert (found.standing.shared, found.standing.urgent) == ("acknowledged", True)
    assert not [one for one in clocks(found) if one[0] == "oral"]
    assert found.standing.oral is not None
    assert found.standing.oral.confirmed is True


def test_8_a_misdirected_request_reaches_the_right_state(stage: Stage) -> None:
    request = persons.misdirected(stage)
    found = stage.see("pk-drafter", request)
    assert (found.standing.status, str(found.standing.redirected_to)) == ("redirected", stage.post("bd"))
    assert not clocks(found)
    again = persons.redirected(stage, request)
    assert stage.see("pk-drafter", request).standing.outcome == "redirected"
    found = stage.see("bd", again)
    assert found.standing.shared == "under_assessment"
    assert found.summary["links"] == [], "the other State does not learn where it was sent before"
    [link] = stage.see("pk-drafter", again).standing.links
    assert (str(link.request), link.kind) == (request, "redirected")


def test_9_one_case_goes_to_three_states(stage: Stage) -> None:
    sent = records.three_states(stage)
    records.three_states_replies(stage, sent)
    mine = [stage.see("pk-drafter", one) for one in sent.values()]
    assert len({one.standing.case for one in mine}) == 1
    assert [len(one.standing.links) for one in mine] == [0, 1, 2]
    assert [one.standing.status for one in mine] == ["in_execution", "acknowledged", "acknowledged"]
    assert mine[2].standing.original_on is not None
    listed = requests.rows(stage.sessions["pk-drafter"], box="out", case=str(mine[0].standing.case))
    assert {str(row["id"]) for row in listed} == set(sent.values())
    others = {str(row["id"]) for row in requests.rows(stage.sessions["bd"], box="all")}
    assert others & set(sent.values()) == {sent["bangladesh"]}, "each State sees its own request only"


def test_10_information_becomes_a_request(stage: Stage) -> None:
    exchange = short.information(stage)
    request = short.information_used(stage, exchange)
    found = exchanges.read(stage.sessions["np-officer"], exchange)
    assert found.status == "converted"
    assert found.facts["restrictions"] == ["no_evidence"]
    [link] = stage.see("pk-drafter", request).standing.links
    assert (str(link.request), link.kind) == (exchange, "information")
    assert stage.see("np-officer", request).standing.shared == "transmitted"


RUN_LATER = """
import sys, django; django.setup()
from datetime import datetime
from mla_requests.actions.lapses import run_clocks
print(run_clocks(datetime.fromisoformat(sys.argv[1])))
"""


def test_12_an_order_of_confiscation(stage: Stage) -> None:
    request = decisions.confiscation(stage)
    found = stage.see("ma-officer", request)
    assert states(found) == {"m1": "cost_consult", "m2": "executed"}
    assert found.standing.consultation is not None
    assert (found.standing.consultation.topic, found.standing.ball) == ("costs", "requesting")
    decisions.confiscation_done(stage, request)
    found = stage.see("eg-officer", request)
    assert (found.standing.status, found.standing.useful) == ("closed", "useful")
    assert dict(found.standing.counts) == {"assets_frozen": 1, "assets_confiscated": 1}
    assert found.standing.used_in == ("asset_recovery",)


def test_11_preserved_data_expire(stage: Stage, hub: HubProcess) -> None:
    """Last in this file: for it, the hub's clock runs ahead by days."""
    request = records.preservation(stage, days=1)
    found = stage.see("pk-drafter", request)
    assert ("preservation", "m1", "requesting") in clocks(found)
    later = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    done = subprocess.run(
        [sys.executable, "-c", RUN_LATER, later],
        env=hub.environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = stage.see("pk-drafter", request)
    [clock] = [one for one in found.standing.clocks if one.code == "preservation"]
    assert clock.lapsed is not None
    assert found.standing.measures["m1"].status == MeasureStatus.IN_EXECUTION, "time decides nothing"
    [lapse] = [one for one in found.summary["lapses"] if one["clock"] == "preservation"]
    assert lapse["kind"] == "sys.lapsed"
