"""The door for harvesters, asked the way a harvester asks, and in every wrong way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from sickle.response import OAIResponse

from hub.base import clock
from hub.library.models import HarvestRecord
from hub.library.oai import records
from tests.cast import Cast
from tests.library.shelf import Shelf, told_to

OAI = "{http://www.openarchives.org/OAI/2.0/}"


class Direct(Sickle):  # type: ignore[misc]
    """The harvester's own reading of requests and answers, with the test's client as its wire."""

    def harvest(self, **kwargs: str) -> Any:
        """Ask once."""
        answer = Client().get("/oai/", kwargs)
        assert answer.status_code == 200
        return OAIResponse(Wire(answer.content), kwargs)


class Wire:
    """What the harvester reads of an answer."""

    def __init__(self, content: bytes) -> None:
        self.content, self.text, self.status_code = content, content.decode(), 200
        self.encoding = "utf-8"


@pytest.fixture
def harvester() -> Sickle:
    """A harvester at the door."""
    return Direct("http://localhost/oai/")


pytestmark = pytest.mark.django_db


def error_of(**asked: str) -> str:
    """The code of the error that a request gets."""
    answer = Client().get("/oai/", asked)
    assert answer.status_code == 200
    found = fromstring(answer.content).find(f"{OAI}error")  # noqa: S314 - our own answer
    return "" if found is None else found.get("code", "")


def test_a_harvester_learns_who_answers(harvester: Sickle, cast: Cast) -> None:
    Shelf(cast).published()
    about = harvester.Identify()
    assert about.protocolVersion == "2.0"
    assert about.deletedRecord == "persistent"
    assert about.granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert [one.metadataPrefix for one in harvester.ListMetadataFormats()] == ["oai_dc"]
    assert "type:good_practice" in {one.setSpec for one in harvester.ListSets()}


def test_a_harvester_gets_records_in_their_languages(harvester: Sickle, cast: Cast) -> None:
    shelf = Shelf(cast, title="مدرسة <b>&", countries=["IR"]).published()
    (record,) = harvester.ListRecords(metadataPrefix="oai_dc")
    assert record.header.identifier == records.identifier(shelf.row.number)
    assert record.metadata["title"] == ["مدرسة <b>&"]
    assert record.metadata["creator"] == ["Pakistan"]
    assert record.metadata["coverage"] == ["IR"]
    assert shelf.newest.identifier in record.metadata["identifier"]
    again = harvester.GetRecord(metadataPrefix="oai_dc", identifier=record.header.identifier)
    assert again.metadata == record.metadata


def test_a_long_list_is_harvested_in_parts(
    harvester: Sickle, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE", 2)
    shelves = [Shelf(cast, title=f"Number {n}").published() for n in range(5)]
    found = [one.identifier for one in harvester.ListIdentifiers(metadataPrefix="oai_dc")]
    assert found == [records.identifier(shelf.row.number) for shelf in shelves]
    dated = harvester.ListRecords(metadataPrefix="oai_dc", set="type:good_practice", **{"from": "2020-01-01"})
    assert len(list(dated)) == 5
    with pytest.raises(NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc", set="type:law")


def test_what_was_open_is_deleted_when_it_is_retired_or_narrowed(harvester: Sickle, cast: Cast) -> None:
    retired, narrowed = Shelf(cast).published(), Shelf(cast).published()
    retired.act("retire", reason="Outdated.")
    narrowed.revised(audience=told_to("NP")).rewritten("Only for Nepal").published()
    found = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert [one.header.deleted for one in found] == [True, True]
    assert "Only for Nepal" not in "".join(one.raw for one in found)


def test_what_was_never_open_leaves_no_trace(cast: Cast) -> None:
    Shelf(cast).cleared()
    Shelf(cast, told_to("NP")).published()
    later = (clock.now().date() + timedelta(days=9)).isoformat()
    embargoed = Shelf(cast, embargo_until=later).published()
    assert error_of(verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    name = records.identifier(embargoed.row.number)
    assert error_of(verb="GetRecord", metadataPrefix="oai_dc", identifier=name) == "idDoesNotExist"
    assert error_of(verb="ListMetadataFormats", identifier=name) == "idDoesNotExist"
    embargoed.act("retire", reason="Never mind.")
    assert not HarvestRecord.objects.exists()


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
GET = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}
WRONG = [
    ("badVerb", {}),
    ("badVerb", {"verb": "Nothing"}),
    ("badArgument", {"verb": "Identify", "extra": "1"}),
    ("badArgument", {"verb": "ListRecords"}),
    ("badArgument", {**LIST, "from": "yesterday"}),
    ("badArgument", {**LIST, "from": "2026-13-01"}),
    ("badArgument", {**LIST, "from": "2026-02-01", "until": "2026-01-01"}),
    ("badArgument", {**LIST, "from": "2026-01-01", "until": "2026-02-01T00:00:00Z"}),
    ("badArgument", {**LIST, "resumptionToken": "x"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "bnVsbA"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "WzEsMiwzLDQsNSw2XQ"}),
    ("badResumptionToken", {"verb": "Identify", "resumptionToken": "x"}),
    ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc21"}),
    ("noRecordsMatch", {**LIST, "set": "nothing"}),
    ("noRecordsMatch", {**LIST, "until": "9999-12-31"}),
    ("idDoesNotExist", {**GET, "identifier": "oai:x:library/1"}),
    ("idDoesNotExist", {**GET, "identifier": "٣"}),
]


@pytest.mark.parametrize(("code", "asked"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_request_gets_the_error_of_the_protocol(code: str, asked: dict[str, str]) -> None:
    assert error_of(**asked) == code


def test_an_argument_given_twice_is_refused_and_post_is_read() -> None:
    client = Client(enforce_csrf_checks=True)
    assert b"badArgument" in client.get("/oai/?verb=Identify&x=1&x=2").content
    assert b"<oai:protocolVersion>2.0" in client.post("/oai/", {"verb": "Identify"}).content
    assert client.put("/oai/").status_code == 405
    assert "Set-Cookie" not in client.get("/oai/?verb=Identify").headers
