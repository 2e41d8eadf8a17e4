"""Two clients compare through a real hub: agreed, registered, hit, checked; and a hub that swaps things."""

from __future__ import annotations

import pytest

from hub.client import deconfliction
from hub.client.errors import Forged, Usage
from hub.client.sending import Outbox
from tests.story.world import World

UNTIL = "2027-06-30"


def test_two_clients_learn_that_they_hold_the_same_number(world: World) -> None:
    ours, theirs = world.desk("pk-approver").open(), world.desk("np-approver").open()
    np = world.desk("np-officer").open().focal_point
    sent = Outbox(ours).send(deconfliction.open_pair(ours, np))
    Outbox(theirs).send(
        deconfliction.change(deconfliction.read_pair(theirs, sent.stream), deconfliction.AGREE)
    )
    pair = deconfliction.read_pair(ours, sent.stream)
    with pytest.raises(Usage, match="calling code"):
        deconfliction.register(ours, pair, "phone", "0300 1234567", "", UNTIL)
    Outbox(ours).send(deconfliction.register(ours, pair, "phone", "+92 300 1234567", "FIR 7", UNTIL))
    assert list(deconfliction.rows(theirs, "hits")) == []
    mine = deconfliction.read_pair(theirs, sent.stream)
    Outbox(theirs).send(deconfliction.register(theirs, mine, "phone", "0092-300-1234567", "KTM 3", UNTIL))
    (hit,) = deconfliction.rows(ours, "hits")
    _row, body = deconfliction.check_hit(ours, str(hit["id"]))
    assert (body["subject"], body["reference"]) == ("+923001234567", "FIR 7")
    listed = world.desk("pk-approver").run("deconflict", "hits")
    assert "+923001234567" in listed.stdout, listed.stderr
    assert "KTM 3" not in listed.stdout
    done = Outbox(ours).send(deconfliction.withdraw(ours, str(hit["own"]["id"])))
    assert done.seq == 1


def test_a_swapped_key_or_a_made_up_hit_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub answers with another pair's first act, or with a hit whose other side is not that post's."""
    ours = world.desk("pk-approver").open()
    (row,) = deconfliction.rows(ours, "pairs")
    pair = deconfliction.read_pair(ours, str(row["id"]))
    asked = ours.connection.get
    monkeypatch.setattr(ours.connection, "get", lambda path, **words: lied(path, asked(path, **words)))
    (hit,) = deconfliction.rows(ours, "hits")
    with pytest.raises(Forged):
        deconfliction.check_hit(ours, str(hit["id"]))
    with pytest.raises(Forged):
        deconfliction.read_pair(ours, pair.id)


def lied(path: str, answer: dict[str, object]) -> dict[str, object]:
    """What a lying hub says: an open pair as ended, the own registration as the other side's."""
    if path.startswith("deconfliction/pairs/") and "status" in answer:
        return answer | {"status": "ended"}
    if path.startswith("deconfliction/hits/") and "theirs" in answer:
        return answer | {"theirs": answer["own"]}
    return answer
