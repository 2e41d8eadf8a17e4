"""What is not cleared is seen by nobody else: pages, matrix, counts, files, API, feeds, e-mails.

Every test has something to leak: CANARY stands in a draft, a submitted and an owner-only text.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from focal_points.acting import Acting
from hub.conferences.actions.cycles import run_cycles
from hub.conferences.models import Commitment, NationalPosition, StatusReport
from hub.conferences.queries_matrix import matrix, of_conference, whole
from hub.notifications.kinds import family
from hub.notifications.mailing import Reader, one
from hub.notifications.models import Notification
from hub.publishing.models import Stamp
from tests.cast import Cast
from tests.conferences.reporting import Followed, followed, today
from tests.publishing.alliance import Alliance

CANARY = "Zuwara-7731"
HIDDEN: dict[str, Any] = {
    "narrative": CANARY,
    "obstacles": CANARY,
    "needs": CANARY,
    "status": "fully_implemented",
    "evidence": [{"title": CANARY, "url": f"https://{CANARY}.example/"}],
}


@pytest.fixture
def stage(cast: Cast) -> Followed:
    """The follow-up of one edition."""
    return followed(cast)


def hide(stage: Followed, way: str) -> StatusReport:
    """A report of Pakistan that others must not see, in one of the ways there are."""
    if way == "draft":
        return stage.drafted(**HIDDEN)
    if way == "submitted":
        return stage.submitted(**HIDDEN)
    if way == "owner":
        return stage.cleared(**HIDDEN, visibility="owner")
    stage.cleared(status="planned")
    return stage.submitted(**HIDDEN)


WAYS = ("draft", "submitted", "owner", "newer")


def places(stage: Followed) -> list[str]:
    """Every address that could show a report to somebody."""
    conference, first = stage.edition.conference, stage.edition.recommendations[0]
    public = f"/public/en/conferences/GLOACT/{conference.number}/"
    return [
        "/conferences/follow-up/",
        f"/conferences/follow-up/{first.pk}/",
        f"/conferences/follow-up/{first.pk}/in/PK/",
        f"/conferences/{conference.pk}/matrix/",
        f"/conferences/{conference.pk}/matrix.csv",
        f"/conferences/{conference.pk}/list.csv",
        public,
        f"{public}matrix/",
        f"{public}matrix.csv",
        f"{public}recommendations.json",
        f"{public}recommendations.csv",
        f"{public}recommendations.atom",
        "/public/en/conferences/feed.atom",
        "/public/en/conferences/calendar.ics",
        f"/public/en/recommendations/{first.symbol}/",
        f"/api/v1/conferences/{conference.pk}/matrix/",
        "/api/v1/conferences/dues/",
        "/api/v1/notices/",
    ]


def bodies(client: Client, stage: Followed) -> dict[str, bytes]:
    """What each address answers, without what differs from call to call."""
    found = {path: client.get(path).content for path in places(stage)}
    return {
        path: re.sub(rb'csrf\w*" value="\w+"|/commitment/[0-9a-f-]{36}/', b"", body)
        for path, body in found.items()
    }


def readers(stage: Followed, alliance: Alliance) -> dict[str, Client]:
    """Everybody who is not of the country."""
    cast = stage.cast
    others = {
        name: getattr(cast, name).officer.browser() for name in ("recipient", "stranger", "secretariat")
    }
    return {**others, "organisation": alliance.browser(), "anonymous": Client()}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_cleared_changes_no_byte_for_others(
    stage: Followed, alliance: Alliance, way: str
) -> None:
    clients = readers(stage, alliance)
    if way == "newer":
        stage.cleared(status="planned")
    before = {who: bodies(client, stage) for who, client in clients.items()}
    stamp = list(Stamp.objects.values_list("value", flat=True))
    stage.submitted(**HIDDEN) if way == "newer" else hide(stage, way)
    for who, client in clients.items():
        after = bodies(client, stage)
        assert [path for path in after if before[who][path] != after[path]] == [], who
        assert not [path for path in after if CANARY.encode() in after[path]], who
    # A page made anew would tell that something happened.
    assert list(Stamp.objects.values_list("value", flat=True)) == stamp


def test_the_owner_sees_its_own(stage: Followed) -> None:
    hide(stage, "submitted")
    first = stage.edition.recommendations[0]
    page = stage.cast.sender.approver.browser().get(f"/conferences/follow-up/{first.pk}/")
    assert CANARY.encode() in page.content


@pytest.mark.parametrize("who", ["recipient", "secretariat"])
def test_a_hidden_report_is_absent_not_forbidden(stage: Followed, who: str) -> None:
    report, api = hide(stage, "submitted"), getattr(stage.cast, who).approver.api()
    address = f"/api/v1/conferences/reports/{report.pk}/"
    absent = api.get(f"/api/v1/conferences/reports/{stage.cycle.pk}/")
    assert (api.get(address).status_code, api.get(address).content) == (404, absent.content)
    for act in ("submit", "return", "clear", "assess"):
        answer = api.post(f"{address}acts/", {"act": act, "reason": "x", "verdict": "agrees"})
        assert answer.status_code == 404
    browser = getattr(stage.cast, who).approver.browser()
    for path in (f"texts/report/{report.pk}/act", f"reports/{report.pk}/assess"):
        assert browser.post(f"/conferences/follow-up/{path}/", {"act": "clear"}).status_code == 404


def test_counts_of_the_matrix_stay_as_they_were(stage: Followed) -> None:
    rows = of_conference(None, stage.edition.conference.pk)
    before = whole(matrix(None, rows, stage.cycle, today())).counts
    for n, way in enumerate(("submitted", "owner")):
        stage.cleared(n=n, **HIDDEN, visibility="owner") if way == "owner" else stage.submitted(n=n, **HIDDEN)
    assert whole(matrix(None, rows, stage.cycle, today())).counts == before


def test_network_texts_are_for_the_network(cast: Cast, alliance: Alliance) -> None:
    stage = followed(cast)
    type(stage.edition.conference.series).objects.update(network=alliance.glo_act)
    report = stage.cleared(cast.recipient, **HIDDEN, visibility="network")

    def sees(reader: Acting | None) -> bool:
        return bool(StatusReport.objects.visible_to(reader).filter(pk=report.pk).exists())

    # Pakistan is a member, Nepal the owner; Egypt and organisations are outside.
    assert [sees(one.officer.acting) for one in (cast.sender, cast.recipient, cast.secretariat)] == [True] * 3
    assert [sees(one) for one in (cast.stranger.officer.acting, alliance.acting, None)] == [False] * 3


def test_positions_and_commitments_follow_the_same_rule(stage: Followed) -> None:
    stage.position(reservation=CANARY, visibility="owner")
    for reader in (None, stage.cast.secretariat.officer.acting, stage.cast.recipient.officer.acting):
        assert not NationalPosition.objects.visible_to(reader).exists()
        assert not Commitment.objects.visible_to(reader).exists()
    assert NationalPosition.objects.visible_to(stage.cast.sender.officer.acting).exists()


def test_members_only_conferences_show_no_report_outside(stage: Followed) -> None:
    report = stage.cleared()
    type(stage.edition.conference).objects.update(visibility="members")
    assert not StatusReport.objects.visible_to(None).filter(pk=report.pk).exists()
    assert not StatusReport.objects.visible_to(stage.cast.stranger.officer.acting).exists()
    page = stage.cast.stranger.officer.browser().get(f"/conferences/{stage.edition.conference.pk}/matrix/")
    assert page.status_code == 404


def test_e_mails_say_a_family_and_the_hub_and_nothing_else(stage: Followed, settings: object) -> None:
    settings.HUB_ADDRESS = "https://hub.example"  # type: ignore[attr-defined]
    stage.submitted(**HIDDEN)
    day = stage.cycle.due + timedelta(days=1)
    run_cycles(datetime(day.year, day.month, day.day, tzinfo=UTC))
    rows = list(Notification.objects.filter(kind__startswith="followup."))
    assert {row.kind for row in rows} == {"followup.submitted", "followup.overdue"}
    for row in rows:
        assert family(row.kind) == "followup"
        message = one(Reader("officer@pk.example", "en"), row.kind, str(row.pk))
        assert message.subject == "New in the follow-up of recommendations"
        assert message.body.split() == [*message.subject.split(), "https://hub.example"]


def test_reminders_go_to_the_country_alone(stage: Followed, alliance: Alliance) -> None:
    day = stage.cycle.due + timedelta(days=1)
    run_cycles(datetime(day.year, day.month, day.day, tzinfo=UTC))
    told = set(Notification.objects.filter(kind="followup.overdue").values_list("officer_id", flat=True))
    cast = stage.cast
    assert cast.sender.officer.id in told
    assert not told & {cast.stranger.officer.id, cast.secretariat.officer.id, alliance.made.officer.pk}
    assert cast.sender.observer is not None
    assert cast.sender.observer.id not in told


def test_a_spreadsheet_takes_nothing_for_a_formula(stage: Followed) -> None:
    stage.drafted(narrative="=HYPERLINK(1)", status="in_progress")
    address = f"/conferences/{stage.edition.conference.pk}/list.csv"
    body = stage.cast.sender.officer.browser().get(address).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row]
    assert "in_progress: =HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_file_between_dry_run_and_import_is_for_who_brought_it(cast: Cast) -> None:
    file = io.BytesIO(b"year,to,from,decision,text\n2010,Nepal,Japan,support,1.2. Act (Japan);\n")
    file.name = "upr.csv"
    brought = cast.secretariat.officer.browser().post("/conferences/outside/import/", {"file": file})
    assert brought.status_code == 302
    path = brought["Location"]
    assert cast.secretariat.approver.browser().get(path).status_code == 404
    assert cast.stranger.officer.browser().get(path).status_code == 404
    assert cast.secretariat.officer.browser().get(path).status_code == 200


def test_the_public_page_of_a_recommendation_says_what_was_published(stage: Followed) -> None:
    address = f"/public/en/recommendations/{stage.edition.recommendations[0].symbol}/"
    before = Client().get(address).content.decode()
    assert before.count("s-not_reported") == 2
    stage.cleared(status="partially_implemented")
    after = Client().get(address).content.decode()
    assert (after.count("s-not_reported"), after.count("s-partially_implemented")) == (1, 1)
    assert "A law is before parliament." not in after
