"""Entries come in signed and sealed to the own post; bad ones are refused with their field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hub.ledger.models import Event, Part, Stream
from hub.statistics.models import Figure
from tests.cast import Cast
from tests.register.papers import FACTS, Paper


def test_an_entry_is_kept_as_it_was_signed(cast: Cast) -> None:
    paper = Paper(cast.sender.officer).kept()
    row = paper.row
    assert {name: getattr(row, name) for name in ("partner", "measures", "rounds", "counts")} == {
        name: FACTS[name] for name in ("partner", "measures", "rounds", "counts")
    }
    assert (row.sent_on, row.ended_on, row.version) == (date(2026, 1, 10), date(2026, 4, 1), 1)
    assert Stream.objects.get(pk=paper.id).kind == Stream.Kind.REGISTER


def test_a_new_version_replaces_the_facts_and_keeps_the_old_act(cast: Cast) -> None:
    paper = Paper(cast.sender.officer).kept(outcome="", ended_on=None)
    answer = paper.send("paper.update", outcome="refused", ground="18.9", ended_on="2026-05-01")
    assert answer.status_code == 201, answer.content
    row = paper.row
    assert (row.version, row.outcome, row.ground) == (2, "refused", "18.9")
    assert Event.objects.filter(stream=paper.id).count() == 2


def test_what_is_sealed_stays_out_of_every_table(cast: Cast) -> None:
    paper = Paper(cast.sender.officer).kept()
    event = Event.objects.get(stream=paper.id)
    stored = str(event.envelope) + str(event.facts) + str(type(paper.row).objects.values().get())
    parts = b"".join(bytes(part.inline or b"") for part in Part.objects.filter(event=event))
    for secret in ("Letter of 10 January", "R-7", "%PDF"):
        assert secret not in stored
        assert secret.encode() not in parts


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("partner", {"partner": "np"}, "shape"),
    ("partner", {"partner": "NPL"}, "shape"),
    ("direction", {"direction": "both"}, "shape"),
    ("measures", {"measures": []}, "shape"),
    ("measures", {"measures": ["18.3.z"]}, "shape"),
    ("sent_on", {"sent_on": None}, "shape"),
    ("sent_on", {"sent_on": "2026-02-30"}, "shape"),
    ("received_on", {"received_on": "2026-01-09"}, "order"),
    ("ended_on", {"ended_on": "2099-01-01"}, "future"),
    ("ended_on", {"ended_on": None}, "lone"),
    ("outcome", {"outcome": ""}, "lone"),
    ("ground", {"ground": "18.9"}, "lone"),
    ("rounds", {"rounds": -1}, "shape"),
    ("rounds", {"rounds": True}, "shape"),
    ("counts", {"counts": {"ships": 1}}, "shape"),
    ("extra", {"extra": 1}, "shape"),
]


@pytest.mark.parametrize(("field", "change", "why"), BAD)
def test_a_bad_entry_is_refused_with_its_field(
    cast: Cast, field: str, change: dict[str, Any], why: str
) -> None:
    answer = Paper(cast.sender.officer).send(**change)
    found = answer.json()
    assert (answer.status_code, found["code"], found["field"], found["reason"]) == (
        400,
        "bad_facts",
        field,
        why,
    )
    assert not Stream.objects.filter(kind=Stream.Kind.REGISTER).exists()


@pytest.mark.parametrize("partner", ["PK", "XH", "ZZ"])
def test_the_other_state_is_another_one_that_exists(cast: Cast, partner: str) -> None:
    answer = Paper(cast.sender.officer).send(partner=partner)
    assert (answer.status_code, answer.json()["code"]) == (403, "partner")


def test_an_entry_is_sealed_to_the_own_post_only(cast: Cast) -> None:
    answer = Paper(cast.sender.officer).send(to=cast.recipient.post)
    assert answer.status_code == 400


def test_administrators_and_the_secretariat_keep_no_register(cast: Cast) -> None:
    assert Paper(cast.sender.admin).send().json()["code"] == "role"
    assert Paper(cast.secretariat.officer).send().json()["code"] == "not_central"


def test_nobody_else_sees_or_changes_an_entry(cast: Cast) -> None:
    paper = Paper(cast.sender.officer).kept()
    for other in (cast.recipient.officer, cast.stranger.officer, cast.secretariat.officer):
        api = other.api()
        assert api.get(f"/api/v1/register/{paper.id}/").status_code == 404
        assert api.get("/api/v1/register/").json()["entries"] == []
        assert api.get(f"/api/v1/streams/{paper.id}/").status_code == 404
        assert other.browser().get(f"/register/{paper.id}/").status_code == 404
        if other is not cast.secretariat.officer:
            for kind in ("paper.update", "paper.record"):
                assert Paper(other, paper.id).send(kind, partner="ML").status_code == 404
    assert paper.row.version == 1


def test_colleagues_read_it(cast: Cast) -> None:
    paper = Paper(cast.sender.officer).kept()
    assert cast.sender.observer
    found = cast.sender.observer.api().get(f"/api/v1/register/{paper.id}/").json()
    assert found["sent_on"] == "2026-01-10"
    assert found["head"]["stream"] == str(paper.id)


def test_the_same_act_again_is_the_same_receipt(cast: Cast) -> None:
    paper = Paper(cast.sender.officer)
    sealed = paper.make()
    from hub.encryption.canonical import b64

    parts = [{"n": p.n, "data": b64(p.source)} for p in sealed.parts if isinstance(p.source, bytes)]
    act = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
    answers = [cast.sender.officer.api().post(f"/api/v1/streams/{paper.id}/events/", act) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["receipt"] == answers[1].json()["receipt"]


def test_an_entry_is_counted_for_its_own_country_alone(cast: Cast) -> None:
    paper = Paper(cast.sender.officer).kept()
    found = Figure.objects.get(pk=paper.id)
    assert (found.source, found.owner, found.sender, found.receiver) == ("paper", "PK", "NP", "PK")
    assert (found.deliver, found.acknowledge, found.total) == (10 * 86400, 3 * 86400, 81 * 86400)
    assert (found.in_time, found.outcome, found.persons_heard) == (True, "executed", 2)
    assert found.measures == "|18.3.f:executed:|18.3.a:executed:|"


def test_the_list_is_narrowed_and_continued(cast: Cast) -> None:
    for n in range(1, 29):
        Paper(cast.sender.officer).kept(sent_on=f"2026-01-{n:02}", received_on=None, acknowledged_on=None)
    Paper(cast.sender.officer).kept(direction="out", partner="EG", outcome="", ended_on=None)
    api = cast.sender.officer.api()
    assert len(api.get("/api/v1/register/").json()["entries"]) == 29
    assert len(api.get("/api/v1/register/?direction=out").json()["entries"]) == 1
    assert len(api.get("/api/v1/register/?state=pending&q_country=eg").json()["entries"]) == 1
    assert api.get("/api/v1/register/?state=x").status_code == 400
    assert api.get("/api/v1/register/?cursor=x").status_code == 400


def test_the_file_has_every_entry_and_no_sealed_word(cast: Cast) -> None:
    Paper(cast.sender.officer).kept()
    text = cast.sender.officer.browser().get("/register/csv/").content.decode()
    assert text.splitlines()[1].split(",")[1:6] == ["in", "NP", "untoc", "tip", "no"]
    assert "Letter" not in text
