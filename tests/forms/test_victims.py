"""Identities are kept apart, and come together again for the drafter only."""

import json
from copy import deepcopy
from typing import Any

from hub.forms import completeness, schema, victims
from tests.vectors.drafts import PERSONS, draft, modules

SECRETS = ("Sita", "सीता", "2011", "shelter", "N-77", "Lane 4")


def whole() -> dict[str, Any]:
    """A draft about a suspect and a child who is a victim."""
    content = draft(modules()[0])
    content["persons"] = deepcopy(PERSONS)
    content["persons"][1] |= {"documents": "Passport N-77", "address": "Lane 4, Kathmandu"}
    return content


def test_nothing_of_a_victims_identity_stays_in_the_request() -> None:
    request, apart = victims.split(whole())
    assert apart is not None
    assert not [secret for secret in SECRETS if secret in json.dumps(request, ensure_ascii=False)]
    assert [secret for secret in SECRETS if secret not in json.dumps(apart, ensure_ascii=False)] == []
    assert request["persons"][1]["pseudonym"] == "victim 1"
    assert request["persons"][0]["name_latin"] == "Ram Bahadur"


def test_the_drafter_gets_the_whole_again() -> None:
    request, apart = victims.split(whole())
    assert victims.merge(request, apart) == whole()
    assert victims.merge(request, None)["persons"][1]["label"] == "p2"


def test_split_request_asks_for_no_name() -> None:
    request, _ = victims.split(whole())
    assert completeness.blocks(schema.load("mla_request"), request) == []


def test_anybody_can_be_kept_apart() -> None:
    content = whole()
    content["persons"][0] |= {"apart": True, "pseudonym": "witness A"}
    request, apart = victims.split(content)
    assert apart is not None
    assert [one["label"] for one in apart["persons"]] == ["p1", "p2"]
    assert "name_latin" not in request["persons"][0]


def test_requests_without_victims_and_of_version_1_stay_whole() -> None:
    content = whole()
    assert victims.split(content | {"v": 1}) == (content | {"v": 1}, None)
    content["persons"] = content["persons"][:1]
    assert victims.split(content) == (content, None)
    assert victims.split({"v": 2}) == ({"v": 2}, None)
