"""Where a request stands by signed acts and signed statements of the hub, and which of them cannot be."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.client.errors import Forged
from hub.client.lapses import Lapse, lapses
from hub.client.position import check_summary, position, waited_for
from hub.client.streams import Stream
from hub.encryption.lapse import make_lapse
from hub.procedure import Side, Standing, to_plain

ID, HUB = str(uuid.uuid4()), Ed25519PrivateKey.generate()
ASKING, ASKED = str(uuid.uuid4()), str(uuid.uuid4())
OFFICER, SECOND = str(uuid.uuid4()), str(uuid.uuid4())
START = datetime(2026, 11, 2, 8, tzinfo=UTC)
CONTENT: dict[str, Any] = {
    "measures": [{"label": "m1", "code": "18.3.f"}], "legal_basis": "untoc", "offence": "tip",
    "urgent": False, "wanted_by": None, "commitment": "c" * 64,
}  # fmt: skip


def act(minutes: int, kind: str, by: str = ASKING, officer: str = OFFICER, **facts: Any) -> Any:
    """A verified act, as much of it as the position reads."""
    sender = SimpleNamespace(officer=officer, focal_point=by)
    both = [SimpleNamespace(focal_point=one) for one in (ASKING, ASKED)]
    manifest = SimpleNamespace(
        kind=kind, facts={"request": ID, **facts}, event=str(uuid.uuid4()), sender=sender, recipients=both
    )
    return SimpleNamespace(manifest=manifest, at=START + timedelta(minutes=minutes), receipts=[])


def streams() -> tuple[Stream, Stream]:
    """A national file and a shared request, up to the transmission."""
    links: dict[str, Any] = {"case": None, "links": [], "conducting": None, "number": 1}
    draft = act(0, "mla.draft", **CONTENT, **links, **{"from": ASKING, "to": ASKED})
    version: dict[str, Any] = {"version": draft.manifest.event}
    approval = act(2, "mla.approve", officer=SECOND, **version, commitment="c" * 64)
    file = Stream(str(uuid.uuid4()), {}, [draft, act(1, "mla.submit", **version), approval])
    channel: dict[str, Any] = {"channel": "formal", "outside": "", "agreement": None, "supplements": None}
    return file, Stream(ID, {}, [act(3, "mla.transmit", **CONTENT, **channel)])


def statement(kind: str, minutes: int, **changes: Any) -> dict[str, Any]:
    """A row of a summary with the hub's signed statement in it."""
    at = (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    values = {
        "hub": "hub.test", "request": ID, "kind": kind, "clock": "delivery", "ref": "", "side": "requested",
        "due": "2026-11-02T08:30:00Z", "at": at, **changes,
    }  # fmt: skip
    return {"envelope": make_lapse(HUB, **values)}


def read(*rows: dict[str, Any], request: str = ID) -> list[Lapse]:
    """The statements as the client takes them."""
    session: Any = SimpleNamespace(
        hub="hub.test", trust=SimpleNamespace(hub_key=HUB.public_key().public_bytes_raw())
    )
    return lapses(session, {"id": request, "lapses": list(rows)})


def summary(found: Standing, side: Side) -> dict[str, Any]:
    """What an honest hub says."""
    told = found.shared if side == Side.REQUESTED else found.status.value
    ball = found.shared_ball if side == Side.REQUESTED else found.ball
    measures = [{"label": k, "code": m.code, "status": m.status.value} for k, m in found.measures.items()]
    clocks = [{"code": c.code, "ref": c.ref, "side": c.side.value} for c in waited_for(found)]
    return {"status": told, "ball": ball.value, "measures": measures, "urgent": False, "wanted_by": None,
            "clocks": clocks, "duties": to_plain(found.duties)}  # fmt: skip


def test_both_sides_come_to_the_same_from_what_each_can_see() -> None:
    file, shared = streams()
    shared.events.append(act(10, "mla.acknowledge", ASKED, decision_expected=None))
    asking, asked = position(Side.REQUESTING, file, shared), position(Side.REQUESTED, None, shared)
    assert (asking.status, asked.shared) == ("acknowledged", "acknowledged")
    assert asking.measures == asked.measures
    assert [c.code for c in waited_for(asking)] == [c.code for c in waited_for(asked)] == ["decision"]
    for side, found in ((Side.REQUESTING, asking), (Side.REQUESTED, asked)):
        check_summary(summary(found, side), found, side)


def test_while_the_other_side_redrafts_a_returned_request_stays_returned() -> None:
    file, shared = streams()
    shared.events.append(act(10, "mla.return", ASKED, deficiencies={"f1": "language"}))
    links: dict[str, Any] = {"case": None, "links": [], "conducting": None, "number": 2}
    changed = {**CONTENT, "urgent": True}
    file.events.append(act(20, "mla.draft", **changed, **links, **{"from": ASKING, "to": ASKED}))
    assert position(Side.REQUESTING, file, shared).status == "draft"
    asked = position(Side.REQUESTED, None, shared)
    assert (asked.shared, asked.urgent) == ("returned", False)


def test_a_request_that_was_never_opened_is_undelivered() -> None:
    file, shared = streams()
    said = read(statement("sys.undelivered", 40))
    assert position(Side.REQUESTING, file, shared, said).status == "undelivered"
    assert position(Side.REQUESTED, None, shared, said).shared == "undelivered"


def test_a_clock_that_ran_out_is_marked_and_nothing_else_happens() -> None:
    file, shared = streams()
    said = read(statement("sys.lapsed", 40, clock="ack"))
    found = position(Side.REQUESTING, file, shared, said)
    assert found.status == "transmitted"
    assert [c.code for c in found.clocks if c.lapsed] == ["ack"]


def test_the_hub_cannot_lapse_what_nobody_waited_for() -> None:
    file, shared = streams()
    with pytest.raises(Forged, match="that nobody had set"):
        position(Side.REQUESTING, file, shared, read(statement("sys.closed", 40, clock="closing")))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (statement("sys.undelivered", 10), "ran out before it did"),
        (statement("sys.undelivered", 40, request=str(uuid.uuid4())), "another request"),
        (statement("sys.undelivered", 40, hub="hub.other"), "another request"),
    ],
)
def test_statements_that_cannot_be_are_refused(row: dict[str, Any], said: str) -> None:
    with pytest.raises(Forged, match=said):
        read(row)


def test_a_statement_by_another_key_is_refused() -> None:
    row = statement("sys.undelivered", 40)
    row["envelope"]["signatures"][0]["sig"] = statement("sys.lapsed", 40)["envelope"]["signatures"][0]["sig"]
    with pytest.raises(Forged, match="does not verify"):
        read(row)


def test_acts_that_do_not_follow_from_one_another_are_refused() -> None:
    _, shared = streams()
    shared.events.append(act(10, "mla.duty_done", ASKED, duties=["d1"]))
    with pytest.raises(Forged, match="out of place"):
        position(Side.REQUESTED, None, shared)


def test_facts_no_officer_can_sign_are_refused() -> None:
    _, shared = streams()
    shared.events.append(act(10, "mla.ask", ASKED, questions={"q1": "weather"}))
    with pytest.raises(Forged, match=r"mla\.ask"):
        position(Side.REQUESTED, None, shared)


@pytest.mark.parametrize(
    "lie",
    [
        {"status": "closed"}, {"ball": "nobody"}, {"clocks": []}, {"urgent": True},
        {"wanted_by": date(2026, 12, 1).isoformat()}, {"duties": {"d1": {"state": "open"}}},
        {"measures": [{"label": "m1", "code": "18.3.f", "status": "refused"}]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("side", [Side.REQUESTING, Side.REQUESTED])
def test_every_lie_in_a_summary_is_noticed_on_both_sides(lie: dict[str, Any], side: Side) -> None:
    file, shared = streams()
    found = position(side, file if side == Side.REQUESTING else None, shared)
    with pytest.raises(Forged, match="something else than the officers signed"):
        check_summary({**summary(found, side), **lie}, found, side)


def test_the_prosecution_takes_the_hubs_word_for_what_it_may_not_read() -> None:
    file, shared = streams()
    full = position(Side.REQUESTING, file, shared)
    own = position(Side.CONDUCTING, file, None)
    assert own.status == "approved"
    check_summary(summary(full, Side.CONDUCTING), own, Side.CONDUCTING)
