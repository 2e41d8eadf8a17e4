"""The directory over the API: for members, edited by the own country, with a visible age."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from focal_points.models import DirectoryEntry
from hub.audit.models import AuditRecord, Kind
from hub.base import clock
from tests.cast import Cast
from tests.factories.joining import found, new_person
from tests.focal_points.queries import queries_of

LIST = "/api/v1/focal-points/"


def ids(cast: Cast, **filters: str) -> list[str]:
    rows = cast.recipient.officer.api().get(LIST, filters).json()["focal_points"]
    return [row["country"] for row in rows]


def test_members_see_every_post_with_its_key(cast: Cast) -> None:
    rows = cast.recipient.officer.api().get(LIST).json()["focal_points"]
    assert [row["country"] for row in rows] == ["EG", "NP", "PK", "XH"]
    keys = {row["id"]: row["kem"] for row in rows}
    from hub.encryption.canonical import b64

    assert keys[str(cast.sender.post.id)] == b64(cast.sender.post.key().kem_public)


def test_the_secretariat_and_observers_are_members(cast: Cast) -> None:
    assert cast.secretariat.officer.api().get(LIST).status_code == 200
    assert cast.sender.observer is not None
    assert cast.sender.observer.api().get(LIST).status_code == 200


@pytest.mark.usefixtures("cast")
def test_without_seat_or_account_there_is_no_directory() -> None:
    founder = new_person("Founder", "founder@af.example")
    found("AF", founder)
    assert founder.api().get(LIST).status_code == 404
    assert founder.browser().get(LIST).status_code == 404
    assert APIClient().get(LIST).status_code == 401


def test_filters(cast: Cast) -> None:
    assert ids(cast, country="PK") == ["PK"]
    assert ids(cast, type="secretariat") == ["XH"]
    assert ids(cast, q="attorney") == ["NP"]
    assert ids(cast, q="%") == []
    assert ids(cast, country="ZZ") == []


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 101,
        "cursor=x",
        "cursor=W10=",
        "cursor=bnVsbA==",
        "cursor=WyJQSyIsIkEiLCJ4Il0=",
        "type=%0a",
    ],
)
def test_a_strange_query_is_400_or_finds_nothing(cast: Cast, query: str) -> None:
    answer = cast.recipient.officer.api().get(f"{LIST}?{query}")
    assert answer.status_code == (200 if query == "type=%0a" else 400)


def test_the_directory_comes_in_pages_without_gaps(cast: Cast) -> None:
    for number in range(55):
        cast.sender.chancery.add_post(f"Post {number % 7}", "police")
    client, seen, cursor = cast.recipient.officer.api(), [], None
    while cursor != "":
        page = client.get(LIST, {"cursor": cursor} if cursor else {}).json()
        seen += [row["id"] for row in page["focal_points"]]
        cursor = page["next"] or ""
    assert len(seen) == len(set(seen)) == 59


def test_as_many_queries_for_one_post_as_for_three(cast: Cast) -> None:
    client = cast.recipient.officer.api()
    one = queries_of(lambda: client.get(LIST, {"country": "PK"}))
    for name in ("Second", "Third"):
        cast.sender.chancery.add_post(name, "police")
    assert queries_of(lambda: client.get(LIST, {"country": "PK"})) == one


def test_an_administrator_edits_and_confirms_the_own_entry(cast: Cast) -> None:
    path, client = f"{LIST}{cast.sender.post.id}/", cast.sender.admin.api()
    entry = client.get(path).json()["entry"]
    assert (entry["stale"], entry["days_since_confirmed"]) == (True, None)
    edited = client.patch(path, {"languages": "en, ur", "hub_use": "formal", "designated_on": "2010-01-13"})
    assert edited.json()["entry"]["languages"] == "en, ur"
    confirmed = client.post(f"{path}confirm/").json()["entry"]
    assert (confirmed["stale"], confirmed["days_since_confirmed"]) == (False, 0)
    assert confirmed["confirmed_by"] == cast.sender.admin.name
    assert AuditRecord.objects.filter(kind=Kind.DIRECTORY_CHANGED, what=cast.sender.post.id).count() == 2


@pytest.mark.parametrize(("days", "stale"), [(90, False), (91, True)])
def test_an_entry_is_stale_after_ninety_days(cast: Cast, days: int, stale: bool) -> None:
    DirectoryEntry.objects.update(confirmed_on=clock.now().date() - timedelta(days=days))
    row = cast.recipient.officer.api().get(f"{LIST}{cast.sender.post.id}/").json()
    assert (row["entry"]["stale"], row["entry"]["days_since_confirmed"]) == (stale, days)


@pytest.mark.parametrize("rest", ["", "confirm/"])
def test_others_are_refused_with_a_reason(cast: Cast, rest: str) -> None:
    path = f"{LIST}{cast.sender.post.id}/{rest}"
    for person, code in ((cast.stranger.admin, "other_country"), (cast.sender.drafter, "not_administrator")):
        client = person.api()
        answer = client.post(path) if rest else client.patch(path, {"languages": "xx"})
        assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert DirectoryEntry.objects.get(focal_point=cast.sender.post.id).languages == ""


@pytest.mark.parametrize(
    "change",
    [
        {"hub_use": "always"},
        {"email": "no"},
        {"designated_on": "2010-13-01"},
        {"designated_on": 5},
        {"costs": "x" * 4001},
        {"focal_point": "other"},
        {"confirmed_on": "2026-01-01"},
        {"territory": None},
        {"languages": ["en"]},
    ],
)
def test_a_bad_change_is_400_and_names_the_field(cast: Cast, change: dict[str, object]) -> None:
    answer = cast.sender.admin.api().patch(f"{LIST}{cast.sender.post.id}/", change)
    assert answer.status_code == 400
    assert set(change) <= set(answer.json()["fields"])


def test_an_unknown_post_is_404(cast: Cast) -> None:
    path = f"{LIST}00000000-0000-4000-8000-000000000000/"
    client = cast.sender.admin.api()
    assert client.get(path).status_code == client.patch(path, {}).status_code == 404
    assert client.post(f"{path}confirm/").status_code == 404


def test_treaties_keep_the_precision_of_their_source(cast: Cast) -> None:
    said = cast.recipient.officer.api().get("/api/v1/countries/NP/treaties/").json()
    rows = {row["instrument"]: row for row in said["treaties"]}
    assert (rows["TIP"]["bound"], rows["TIP"]["as_of"]) == ("2020", "2022-02")
    assert said["unknown"] == ["SOM"]
    pakistan = cast.recipient.officer.api().get("/api/v1/countries/PK/treaties/").json()
    tip = next(row for row in pakistan["treaties"] if row["instrument"] == "TIP")
    assert (tip["signed"], tip["bound"]) == (None, None)
    assert "date unknown" in tip["source"]
