"""The officers' pages of conferences, as plain forms without a script."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from hub.conferences.models import Conference, RecommendationSet
from tests.cast import Cast
from tests.conferences.stage import HIDDEN, Stage, make_stage
from tests.publishing.alliance import ally

pytestmark = pytest.mark.django_db
TABS = ("", "delegations/", "programme/", "groups/", "drafts/", "lineage/", "adoption/")


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A conference in drafting."""
    return make_stage(cast)


def read(client: Client, path: str, status: int = 200) -> str:
    """A page."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def do(client: Client, thing: str, pk: object, act: str, /, **data: object) -> str:
    """An act by its page: it is shown first, then sent; where it leads."""
    path = f"/conferences/do/{thing}/{pk}/{act}/"
    read(client, path)
    answer = client.post(path, data)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def prepared(organiser: Client, chair: object) -> Conference:
    """A new edition with a delegation, a programme and a group, in drafting."""
    data = {
        "series": "GLOACT", "title_en": "Second conference", "title_ar": "المؤتمر الثاني",
        "start": "2026-10-05", "end": "2026-10-06", "city": "Casablanca", "country": "MA",
        "kind": "conference", "visibility": "public",
    }  # fmt: skip
    made = organiser.post("/conferences/new/", data)
    assert made.status_code == 302, made.content.decode()
    one = Conference.objects.get(city="Casablanca")
    do(organiser, "edition", one.pk, "list_delegation", country="NP", role="delegate",
       status="registered", source="Organiser")  # fmt: skip
    do(organiser, "edition", one.pk, "add_item", number="1", day="2026-10-05", start="09:00",
       title_en="Opening")  # fmt: skip
    do(organiser, "edition", one.pk, "add_group", theme="operational", name_en="Borders", chair=chair)
    do(organiser, "edition", one.pk, "start_drafting")
    return one


@pytest.mark.usefixtures("stage")
def test_an_organiser_goes_from_a_new_edition_to_published_pages(cast: Cast) -> None:
    organiser, drafter = cast.secretariat.officer.browser(), cast.sender.officer.browser()
    one, words = prepared(organiser, cast.sender.post.id), "States should meet twice a year."
    found = RecommendationSet.objects.get(conference=one)
    draft = do(drafter, "set", found.pk, "add", group=one.groups.get().pk, body=words)
    do(organiser, "set", found.pk, "consolidate")
    for tab in TABS:
        read(organiser, f"/conferences/{one.pk}/{tab}")
    do(organiser, "set", found.pk, "adopt_by_consensus", meeting_no="3")
    page = read(organiser, f"/conferences/sets/{found.pk}/publish/")
    confirmed = re.search(r'name="confirmed" value="(\w+)"', page)
    assert confirmed is not None
    assert words in page
    do(organiser, "set", found.pk, "publish", confirmed=confirmed.group(1))
    public = read(Client(), "/public/ar/conferences/GLOACT/2/")
    assert words in public
    assert "المؤتمر الثاني" in public
    assert words in read(Client(), "/public/en/recommendations/GLOACT/2026/REC/1/1/")
    assert "The public page" in read(drafter, draft)


def test_a_refusal_keeps_what_was_written(cast: Cast, stage: Stage) -> None:
    organiser = cast.secretariat.officer.browser()
    path = f"/conferences/do/edition/{stage.conference.pk}/add_item/"
    answer = organiser.post(path, {"number": "1", "day": "2018-01-01", "title_en": "Too early"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Too early" in page
    assert 'href="#id_day"' in page


def test_an_edition_is_not_adopted_before_its_ancestors_are_accounted_for(cast: Cast, stage: Stage) -> None:
    stage.draft()
    stage.published()
    organiser = cast.secretariat.officer.browser()
    data = {"title_en": "Next", "start": "2021-09-16", "end": "2021-09-17", "visibility": "public",
            "kind": "conference", "city": "Islamabad"}  # fmt: skip
    do(organiser, "edition", stage.conference.pk, "clone", **data)
    later = Conference.objects.get(predecessor=stage.conference)
    do(organiser, "edition", later.pk, "start_drafting")
    found = later.sets.get()
    do(organiser, "set", found.pk, "add", body="States should do something new.")
    do(organiser, "set", found.pk, "consolidate")
    path = f"/conferences/do/set/{found.pk}/adopt_by_consensus/"
    refused = organiser.post(path, {"meeting_no": "1"})
    ancestor = stage.made[0]
    ancestor.refresh_from_db()
    assert refused.status_code == 409
    assert ancestor.symbol in refused.content.decode()
    assert "Not accounted for yet" in read(organiser, f"/conferences/{later.pk}/lineage/")
    do(organiser, "set", found.pk, "record_fate", ancestor=ancestor.pk, fate="dropped", reason="Done by law.")
    do(organiser, "set", found.pk, "adopt_by_consensus", meeting_no="1")


def test_a_draft_is_written_without_a_script_and_nothing_is_lost(cast: Cast, stage: Stage) -> None:
    one = stage.draft("States should share routes and dates in time.")
    path = f"/conferences/drafts/{one.pk}/"
    first, second = cast.sender.officer.browser(), cast.sender.approver.browser()
    assert 'name="base" value="1"' in read(first, path)
    first.post(path, {"base": "1", "body": "States should share all routes and dates in time."})
    merged = second.post(
        path, {"base": "1", "body": "States should share routes and dates in good time."}, follow=True
    )
    assert "together with what others wrote" in merged.content.decode()
    assert "share all routes and dates in good time." in read(first, path)
    clash = second.post(
        path, {"base": "1", "body": "States must share routes and dates in time."}, follow=True
    )
    third = first.post(
        path, {"base": "1", "body": "States could share routes and dates in time."}, follow=True
    )
    assert "Both are kept, in brackets" in third.content.decode() or "Both are kept" in clash.content.decode()
    assert "<mark" in read(first, path)
    assert "<ins>" in read(first, f"/conferences/drafts/{one.pk}/changes/en/1/2/")


def test_a_delegation_proposes_and_the_chair_answers(cast: Cast, stage: Stage) -> None:
    one = stage.draft()
    delegate, chair = cast.recipient.officer.browser(), cast.sender.officer.browser()
    assert "Only chair, rapporteur" in read(delegate, f"/conferences/drafts/{one.pk}/")
    do(
        delegate,
        "draft",
        one.pk,
        "propose",
        kind="replace",
        body="States shall share.",
        reason="Stronger.",
        base=1,
    )
    proposal = one.proposals.get()
    assert "Answer the proposal" in read(chair, f"/conferences/drafts/{one.pk}/")
    assert "Answer the proposal" not in read(delegate, f"/conferences/drafts/{one.pk}/")
    do(chair, "proposal", proposal.pk, "dispose", disposition="accepted")
    assert "States shall share." in read(delegate, f"/conferences/drafts/{one.pk}/")


def test_who_has_no_part_sees_no_draft(cast: Cast, stage: Stage) -> None:
    one = stage.draft(HIDDEN)
    outsiders = [cast.stranger.officer.browser(), ally().browser()]
    for outsider in outsiders:
        for tab in ("", "delegations/", "programme/", "drafts/", "lineage/"):
            assert "Zuwara" not in read(outsider, f"/conferences/{stage.conference.pk}/{tab}")
        for path in (
            f"{stage.conference.pk}/groups/", f"{stage.conference.pk}/adoption/", f"drafts/{one.pk}/",
                     f"drafts/{one.pk}/changes/en/0/1/", f"sets/{stage.set.pk}/publish/",
                     f"do/draft/{one.pk}/propose/", f"do/set/{stage.set.pk}/object/",
                     f"do/group/{stage.group.pk}/seat/",
        ):  # fmt: skip
            read(outsider, f"/conferences/{path}", 404)
        assert "Zuwara" not in read(outsider, "/conferences/")


def test_what_is_not_there_is_404(cast: Cast, stage: Stage) -> None:
    client = cast.secretariat.officer.browser()
    own = stage.conference.pk
    for path in (
        f"{uuid4()}/", f"{own}/secrets/", f"do/conference/{own}/fly/", f"do/kite/{own}/fly/",
        f"do/proposal/{uuid4()}/dispose/",
    ):  # fmt: skip
        read(client, f"/conferences/{path}", 404)
