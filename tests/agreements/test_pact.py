"""Two countries agree on rules: both sign, both see the same, and one agreement holds at a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from agreements.models import Agreement
from agreements.queries import in_force, most_channel, present, rebuild, rules_between, rules_of
from agreements.states import Status
from focal_points.models import DirectoryEntry
from hub.base.clock import now
from hub.ledger.models import Event, Stream
from hub.notifications.models import Notification
from tests.agreements.pact import RULES, Pact
from tests.cast import Cast

LIST = "/api/v1/agreements/"


@pytest.fixture
def pact(cast: Cast) -> Pact:
    return Pact(cast.sender, cast.recipient)


def test_accepted_rules_hold_for_both(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    row = pact.row
    assert row.status == Status.IN_FORCE
    assert row.rules == RULES
    assert in_force("NP", "PK", now()) == row == present("PK", "NP")
    assert Stream.objects.get(pk=pact.id).kind == Stream.Kind.PAIR
    assert Event.objects.filter(stream=pact.id).values_list("focal_point_id", flat=True)[1] == (
        pact.recipient.post.id
    )
    ack = rules_of(row.pk, "tip").clock("ack")
    assert ack is not None
    assert (ack.days, ack.working) == (3, True)
    assert rules_between("PK", "NP", "tip", now()).languages["NP"] == ("en", "ne")


def test_a_proposal_binds_nobody(pact: Pact) -> None:
    pact.do("pair.propose")
    assert in_force("PK", "NP", now()) is None
    ack = rules_between("PK", "NP", "untoc", now()).clock("ack")
    assert ack is not None
    assert ack.days == 7


def test_the_other_side_is_told(pact: Pact) -> None:
    pact.do("pair.propose")
    told = set(Notification.objects.filter(target=str(pact.id)).values_list("officer_id", flat=True))
    assert pact.recipient.approver.id in told
    assert pact.sender.officer.id not in told


@pytest.mark.parametrize(
    ("last", "status"), [("pair.decline", Status.DECLINED), ("pair.end", Status.WITHDRAWN)]
)
def test_a_proposal_can_be_declined_or_withdrawn(pact: Pact, last: str, status: Status) -> None:
    pact.run("pair.propose", last)
    assert pact.row.status == status
    assert in_force("PK", "NP", now()) is None
    assert pact.send("pair.accept").json()["code"] == "wrong_status"


def test_either_side_ends_what_is_in_force(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    pact.do("pair.end", by=pact.recipient.approver)
    row = pact.row
    assert row.status == Status.ENDED
    assert row.since is not None
    assert present("PK", "NP") is None
    # A request that was sent under it keeps its rules.
    assert rules_of(row.pk, "tip").channel == "formal"


def test_history_is_answered_for_any_moment(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    past = now() - timedelta(days=30)
    Agreement.objects.filter(pk=pact.id).update(since=past, ended=past + timedelta(days=5), status="ended")
    assert in_force("PK", "NP", past + timedelta(days=1)) == pact.row
    assert in_force("PK", "NP", past - timedelta(seconds=1)) is None
    assert in_force("PK", "NP", past + timedelta(days=5)) is None


def test_new_rules_replace_the_old_ones_when_accepted(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    newer = Pact(pact.recipient, pact.sender, rules=RULES | {"channel": "track"}, replaces=pact.id)
    newer.do("pair.propose")
    assert present("PK", "NP") == pact.row
    newer.do("pair.accept")
    assert present("PK", "NP") == newer.row
    assert pact.row.status == Status.ENDED
    assert pact.row.ended == newer.row.since


def test_stored_rows_follow_from_the_events(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    newer = Pact(pact.recipient, pact.sender, replaces=pact.id).run("pair.propose", "pair.accept")
    third = Pact(pact.sender, pact.recipient, replaces=newer.id).run("pair.propose", "pair.decline")
    for one in (pact, newer, third):
        assert rebuild(one.row) == one.row.standing()


def test_list_and_page_of_one(pact: Pact) -> None:
    pact.do("pair.propose")
    listed = pact.recipient.officer.api().get(LIST).json()["agreements"]
    assert [(row["id"], row["waits_for_us"], row["country"]) for row in listed] == [
        (str(pact.id), True, "PK")
    ]
    one = pact.recipient.approver.api().get(f"{LIST}{pact.id}/").json()
    allowed = {act["kind"]: act["allowed"] for act in one["acts"]}
    assert allowed == {"pair.accept": True, "pair.decline": True, "pair.end": False}
    assert one["timeline"][0]["kind"] == "pair.propose"
    mine = pact.sender.approver.api().get(f"{LIST}{pact.id}/").json()
    refused = {act["kind"]: act["code"] for act in mine["acts"] if not act["allowed"]}
    assert refused == {"pair.accept": "own_proposal", "pair.decline": "own_proposal"}


def test_rules_by_basis_and_authority(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    api = pact.sender.officer.api()
    found = api.get("/api/v1/rules/tip/", {"focal_point": str(pact.recipient.post.id)}).json()
    assert found["agreement"] == str(pact.id)
    assert (found["channel"], found["channel_source"]) == ("formal", "agreement")
    limits = {clock["code"]: clock for clock in found["clocks"]}
    assert limits["ack"]["limit"]["source"] == "agreement"
    assert limits["safe_conduct"]["limit"]["law"] is True
    plain = api.get("/api/v1/rules/tip/").json()
    assert plain["agreement"] is None
    assert api.get("/api/v1/rules/custom/").status_code == 404
    assert api.get("/api/v1/rules/tip/", {"focal_point": "x"}).status_code == 400
    assert api.get("/api/v1/rules/tip/", {"focal_point": str(uuid4())}).status_code == 404


def test_without_agreement_the_directory_says_what_counts(cast: Cast) -> None:
    asking, asked = cast.sender.post.row, cast.recipient.post.row
    for stated, channel in (("draft", "track"), ("advance", "advance"), ("formal", "formal")):
        DirectoryEntry.objects.filter(focal_point=asked).update(hub_use=stated)
        found = most_channel(asking, asked, now())
        assert (found.channel, found.source) == (channel, "directory")
    DirectoryEntry.objects.filter(focal_point=asked).update(hub_use="unknown")
    assert most_channel(asking, asked, now()).source == ""


def test_the_migrations_are_complete(cast: Cast) -> None:
    del cast
    call_command("makemigrations", "agreements", "--check", "--dry-run")
