"""A real harvester at the real door: over a socket, with its own reading of heads and of bytes."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer
from sickle import Sickle
from sickle.oaiexceptions import IdDoesNotExist, NoRecordsMatch

from hub.library.oai import records
from tests.cast import Cast
from tests.library.shelf import Shelf, told_to

CANARY = "Zuwara-5561"


@pytest.mark.django_db(transaction=True)
def test_a_harvester_takes_what_is_open_over_the_line(
    live_server: LiveServer, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE", 2)
    shelves = [Shelf(cast, title=f"مدرسة <b>& {n}").published() for n in range(5)]
    hidden = Shelf(cast, told_to("NP"), title=CANARY).published()
    shelves[0].act("retire", reason="Outdated.")
    harvester = Sickle(f"{live_server.url}/oai/")
    assert harvester.Identify().deletedRecord == "persistent"
    found = {one.header.identifier: one for one in harvester.ListRecords(metadataPrefix="oai_dc")}
    assert set(found) == {records.identifier(one.row.number) for one in shelves}
    assert [one.header.deleted for one in found.values()].count(True) == 1
    kept = found[records.identifier(shelves[4].row.number)]
    assert kept.metadata["title"] == ["مدرسة <b>& 4"]
    assert CANARY not in "".join(one.raw for one in found.values())
    with pytest.raises(IdDoesNotExist):
        harvester.GetRecord(metadataPrefix="oai_dc", identifier=records.identifier(hidden.row.number))
    with pytest.raises(NoRecordsMatch):
        harvester.ListIdentifiers(metadataPrefix="oai_dc", set="type:law")
