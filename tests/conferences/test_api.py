"""The API: what each answers, and that nothing sent to it breaks it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from rest_framework.test import APIClient

from hub.conferences import schemas
from hub.conferences.actions import lineage, meeting, proposing, statements
from hub.conferences.actions.on_sets import SET_ACTS
from hub.conferences.models import RecommendationText
from tests.attacks.junk import BODIES, WILD
from tests.cast import Cast
from tests.conferences.stage import HIDDEN, NOW, TEXT, Stage, make_stage, next_stage
from tests.focal_points.test_schema import check

URL = "/api/v1/conferences/"
FIELDS: dict[str, dict[str, Any]] = {
    "": {
        "series": "GLOACT",
        "title": "x",
        "start": "2026-01-01",
        "end": "2026-01-01",
        "country": "PK",
        "aims": {},
    },
    "series/": {"code": "NEW", "name": {"en": "x"}, "network": None},
    "{conference}/": {"title": {"en": "x"}, "start": "2026-01-01", "end": "2026-01-02", "predecessor": None},
    "{conference}/acts/": {"act": "clone", "start": "2026-01-01", "end": "2026-01-01", "status": "declined"},
    "{conference}/delegations/": {"country": "EG", "source": "list", "role": "observer", "status": "invited"},
    "{conference}/agenda/": {"number": "1", "day": "2021-09-16", "title": "x", "start": "09:00", "end": None},
    "{conference}/groups/": {"theme": "awareness", "chair": None, "name": {}},
    "{conference}/statements/": {"title": "x", "text": "y", "language": "en"},
    "{conference}/sets/": {"title": "x", "language": "fr", "mode": "vote", "preamble": {}},
    "groups/{group}/": {"theme": "awareness", "rapporteur": None},
    "groups/{group}/members/": {"post": "0" * 32, "edits": True, "remove": False},
    "agenda/{item}/": {"number": "2", "day": "2021-09-16", "end": "10:00"},
    "statements/{statement}/": {"title": "x", "clear": False},
    "sets/{set}/": {"title": "x", "mode": "silence"},
    "sets/{set}/acts/": {"act": "reorder", "order": [], "until": "2030-01-01", "quorum": 3, "choice": "yes"},
    "sets/{set}/recommendations/": {
        "body": "x",
        "group": None,
        "themes": [],
        "sdg": ["8.7"],
        "instruments": [],
    },
    "sets/{set}/fates/": {"ancestor": "0" * 32, "fate": "dropped", "reason": "x"},
    "sets/{set}/corrigenda/": {"language": "en", "para_no": 1, "old": "a", "new": "b"},
    "recommendations/{draft}/": {"force": "may", "deadline": None, "addressees": ["all"], "withdrawn": False},
    "recommendations/{draft}/texts/": {"body": "x", "base": 1, "language": "en", "translation": ""},
    "recommendations/{draft}/proposals/": {"kind": "replace", "body": "x", "base": 1, "reason": ""},
    "recommendations/{draft}/ancestors/": {"ancestor": "0" * 32, "kind": "merges", "note": ""},
    "proposals/{proposal}/": {"disposition": "partly", "answer": "x", "body": "y"},
}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """The second edition, with everything in it that has an address."""
    old = make_stage(cast)
    old.draft()
    old.published()
    stage = next_stage(old)
    stage.draft(HIDDEN)
    return stage


def names(stage: Stage) -> dict[str, Any]:
    """The ids in addresses."""
    by = stage.organiser
    item = {"number": "1", "day": "2021-09-16", "title": "Opening"}
    told = {"title": "x", "text": "y"}
    row = stage.made[0]
    return {
        "conference": stage.conference.pk,
        "set": stage.set.pk,
        "draft": row.pk,
        "group": stage.group.pk,
        "item": meeting.add_item(stage.conference.pk, item, by=by, now=NOW).pk,
        "statement": statements.add_statement(stage.conference.pk, told, by=stage.chair, now=NOW).pk,
        "proposal": proposing.propose(row.pk, {"kind": "delete"}, by=stage.delegate, now=NOW).pk,
    }


def test_answers_have_the_described_fields(stage: Stage) -> None:
    found, api = names(stage), stage.cast.sender.officer.api()
    carried = {"ancestor": str(stage.conference.predecessor.sets.get().recommendations.get().pk)}  # type: ignore[union-attr]
    lineage.carry_over(stage.set.pk, carried, by=stage.organiser, now=NOW)
    said = {
        f"{found['conference']}/": schemas.CONFERENCE_WHOLE,
        f"{found['conference']}/lineage/": schemas.ACCOUNTS,
        f"sets/{found['set']}/": schemas.SET_WHOLE,
        f"recommendations/{found['draft']}/": schemas.RECOMMENDATION_WHOLE,
    }
    for path, shape in said.items():
        check(api.get(f"{URL}{path}").json(), shape, path)
    rows = api.get(f"{URL}?series=GLOACT&year=2021").json()["conferences"]
    assert [row["id"] for row in rows] == [str(found["conference"])]
    assert (
        api.get(f"{URL}recommendations/{found['draft']}/texts/en/").json()["revisions"][0]["body"] == HIDDEN
    )


def test_changes_between_revisions(stage: Stage) -> None:
    api, path = stage.cast.sender.officer.api(), f"{URL}recommendations/{stage.made[0].pk}/texts/"
    saved = api.post(path, {"base": 1, "body": HIDDEN.replace("should", "shall")}, format="json")
    assert (saved.status_code, saved.json()["revision"]) == (201, 2)
    ops = api.get(f"{path}en/changes/?old=1&new=2").json()["ops"]
    assert [op for op in ops if op[0] != "equal"] == [["delete", "should "], ["insert", "shall "]]
    assert api.get(f"{path}en/changes/?old=1&new=9").status_code == 404
    assert api.get(f"{path}en/changes/?old=x&new=2").status_code == 400
    assert api.get(f"{path}zz/").json()["revisions"] == []


def test_a_stranger_gets_404_from_every_address_of_a_draft(stage: Stage) -> None:
    found, api = names(stage), stage.cast.stranger.officer.api()
    for path, data in FIELDS.items():
        if "{" in path and not path.startswith("{conference}"):
            answer = api.post(f"{URL}{path.format(**found)}", data, format="json")
            assert answer.status_code in (404, 405), (path, answer.status_code)
            changed = api.patch(f"{URL}{path.format(**found)}", data, format="json")
            assert changed.status_code in (403, 404, 405), (path, changed.status_code)
    for path in ("sets/{set}/", "recommendations/{draft}/", "recommendations/{draft}/texts/en/"):
        assert api.get(f"{URL}{path.format(**found)}").status_code == 404
        assert api.get(f"{URL}{path.format(**dict.fromkeys(found, uuid4()))}").status_code == 404
    shown = api.get(f"{URL}{found['conference']}/")
    assert shown.status_code == 200
    assert HIDDEN not in shown.content.decode()
    assert shown.json()["groups"] == shown.json()["statements"] == []


def test_the_whole_way_over_http(cast: Cast) -> None:
    organiser, chair = cast.secretariat.officer.api(), cast.sender.officer.api()
    series = {"code": "CASC", "name": "Central Asia"}
    assert organiser.post(f"{URL}series/", series, format="json").status_code == 201
    days = {"start": "2022-03-17", "end": "2022-03-18", "visibility": "public"}
    pk = organiser.post(URL, {"series": "CASC", "title": "Tbilisi", **days}, format="json").json()["id"]
    listed = {"country": "PK", "source": "list", "status": "attended"}
    organiser.post(f"{URL}{pk}/delegations/", listed, format="json")
    group = {"theme": "operational", "chair": str(cast.sender.post.id)}
    group_id = organiser.post(f"{URL}{pk}/groups/", group, format="json").json()["id"]
    organiser.post(f"{URL}{pk}/acts/", {"act": "start_drafting"}, format="json")
    one = organiser.get(f"{URL}{pk}/sets/").json()["sets"][0]["id"]
    data: dict[str, Any] = {"body": TEXT, "group": group_id, "instruments": ["A/RES/64/293"], "sdg": ["8.7"]}
    assert chair.post(f"{URL}sets/{one}/recommendations/", data, format="json").status_code == 201
    acts = f"{URL}sets/{one}/acts/"
    assert (
        organiser.post(acts, {"act": "consolidate"}, format="json").json()["symbol"] == "CASC/2022/L.1/Rev.1"
    )
    adopted = organiser.post(acts, {"act": "adopt_by_consensus", "meeting_no": 4}, format="json").json()
    assert adopted["symbol"] == "CASC/2022/REC/1"
    assert organiser.post(acts, {"act": "publish"}, format="json").json()["hash"] == adopted["hash"]
    done = organiser.post(acts, {"act": "publish", "confirmed": adopted["hash"]}, format="json").json()
    assert (done["state"], done["recommendations"][0]["symbol"]) == ("published", "CASC/2022/REC/1/1")
    reader = cast.stranger.officer.api().get(f"{URL}sets/{one}/").json()
    assert reader["recommendations"][0]["text"]["body"] == TEXT


def sent(api: APIClient, path: str, body: bytes) -> Iterator[int]:
    """Both verbs, without consequences."""
    for verb in ("POST", "PATCH"):
        cache.clear()
        with transaction.atomic():
            answer: Any = api.generic(verb, f"{URL}{path}", data=body, content_type="application/json")  # type: ignore[arg-type]
            transaction.set_rollback(True)
        yield answer.status_code


def test_nothing_sent_breaks_it(stage: Stage) -> None:
    found, chance = names(stage), random.Random(5)  # noqa: S311 - repeatable junk
    people = [stage.cast.secretariat.officer.api(), stage.cast.sender.officer.api()]
    people += [stage.cast.recipient.officer.api()]
    for path, good in FIELDS.items():
        for name in good:
            for value in chance.sample(WILD, 8):
                body = json.dumps(good | {name: value}).encode()
                for status in sent(chance.choice(people), path.format(**found), body):
                    assert status < 500, (path, name, value)


def test_acts_on_a_set_take_no_junk_either(stage: Stage) -> None:
    chance = random.Random(6)  # noqa: S311 - repeatable junk
    api, path = stage.cast.secretariat.officer.api(), f"sets/{stage.set.pk}/acts/"
    needs = ("until", "reason", "meeting_no", "quorum", "choice", "confirmed", "order")
    stage.consolidated()
    acts: list[Any] = [*SET_ACTS, "nothing", None, [], 5]
    for act in acts:
        for value in chance.sample(WILD, 12):
            body = json.dumps({"act": act} | dict.fromkeys(needs, value)).encode()
            assert all(status < 500 for status in sent(api, path, body)), (act, value)
    for body in BODIES:
        assert all(400 <= status < 500 for status in sent(api, path, body)), body


def test_filters_and_cursors_take_no_junk(stage: Stage) -> None:
    api = stage.cast.sender.officer.api()
    for name in ("series", "state", "kind", "year", "cursor"):
        for value in ("%00", "x" * 3000, "٢٠١٩", "0000", "W10=", "[]", "-1", "é"):
            assert api.get(f"{URL}?{name}={value}").status_code in (200, 400), (name, value)
    assert not RecommendationText.objects.filter(body="").exists()
