"""A country reserves on several recommendations at once, and a second officer clears them at once."""

from __future__ import annotations

import pytest

from hub.base.errors import Forbidden, Invalid, Unseen
from hub.conferences.actions.positions import clear_positions, take_positions
from hub.conferences.models import NationalPosition
from tests.cast import Cast
from tests.conferences.published import edition
from tests.conferences.reporting import Followed, followed, today

pytestmark = pytest.mark.django_db
SAID = {
    "support": "in_part",
    "reservation": "Article 4 of our law stands against it.",
    "visibility": "public",
}


@pytest.fixture
def stage(cast: Cast) -> Followed:
    """Two recommendations, of two themes."""
    return followed(cast)


def states() -> list[str]:
    """Where Pakistan's positions stand."""
    return sorted(NationalPosition.objects.filter(country="PK").values_list("state", flat=True))


def test_a_chapter_is_reserved_on_and_cleared_on_the_page(stage: Followed) -> None:
    path = f"/conferences/{stage.edition.conference.pk}/positions/"
    writer, approver = (one.browser() for one in (stage.cast.sender.officer, stage.cast.sender.approver))
    assert writer.post(path, {"themes": "operational", **SAID}).status_code == 302
    assert states() == ["submitted"]
    assert SAID["reservation"] not in stage.cast.recipient.officer.browser().get(path).content.decode()
    page = approver.get(path).content.decode()
    first = stage.edition.recommendations[0]
    assert "These wait for your clearance" in page
    assert approver.post(path, {"recommendations": str(first.pk), "then": "clear"}).status_code == 302
    assert states() == ["published"]
    assert writer.post(path, SAID).status_code == 400


def test_over_http_all_or_none(stage: Followed) -> None:
    path = f"/api/v1/conferences/{stage.edition.conference.pk}/positions/"
    ids = [str(one.pk) for one in stage.edition.recommendations]
    api, other = stage.cast.sender.officer.api(), stage.cast.recipient.officer.api()
    foreign = str(edition(8, 2028).recommendations[0].pk)
    refused = api.post(path, {"recommendations": [*ids, foreign], **SAID}, format="json")
    assert (refused.status_code, states()) == (404, [])
    answer = api.post(path, {"recommendations": ids, **SAID}, format="json")
    assert [one["state"] for one in answer.json()["positions"]] == ["submitted"] * 2
    assert other.get(path).json() == {"positions": []}
    cleared = {"act": "clear", "recommendations": ids}
    assert api.post(path, cleared, format="json").status_code == 403
    done = stage.cast.sender.approver.api().post(path, cleared, format="json")
    assert {one["state"] for one in done.json()["positions"]} == {"published"}
    assert len(other.get(path).json()["positions"]) == 2


def test_who_may_not_and_what_cannot_be(stage: Followed) -> None:
    meeting, ids = stage.edition.conference.pk, [one.pk for one in stage.edition.recommendations]
    sender = stage.cast.sender
    for by in (stage.cast.secretariat.officer.acting, sender.observer.acting if sender.observer else None):
        assert by is not None
        with pytest.raises(Forbidden):
            take_positions(by, meeting, ids, SAID, today())
    with pytest.raises(Invalid, match="none"):
        take_positions(sender.officer.acting, meeting, [], SAID, today())
    take_positions(sender.officer.acting, meeting, ids[:1], SAID, today())
    with pytest.raises(Invalid, match="not_waiting"):
        clear_positions(sender.approver.acting, meeting, ids, today())
    with pytest.raises(Forbidden, match="not_an_approver"):
        clear_positions(sender.officer.acting, meeting, ids[:1], today())
    take_positions(sender.approver.acting, meeting, ids[1:], SAID, today())
    with pytest.raises(Forbidden, match="four_eyes"):
        clear_positions(sender.approver.acting, meeting, ids[1:], today())
    with pytest.raises(Unseen):
        clear_positions(sender.approver.acting, edition(9, 2029).conference.pk, ids, today())
    assert states() == ["submitted"] * 2
