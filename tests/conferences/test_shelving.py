"""A statement becomes a library draft in one act, keeps its source, and stays the country's own."""

from __future__ import annotations

import pytest

from hub.base.errors import Conflict, Forbidden, Unseen
from hub.conferences.actions import drafting
from hub.conferences.actions.statements import add_statement, clear_statement, shelve_statement
from hub.library import actions as library
from hub.library.models import LibraryItem
from tests.cast import Cast
from tests.conferences.stage import NOW, Stage, make_stage
from tests.library.shelf import FACTS, PRACTICE, PUBLIC

pytestmark = pytest.mark.django_db
SAID = {"title": "Railway police and trafficking", "text": "Zuwara-3110: what we did.", "language": "en"}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A conference at which Pakistan speaks."""
    return make_stage(cast)


def test_title_text_and_source_go_along(stage: Stage) -> None:
    one = add_statement(stage.conference.pk, SAID, by=stage.chair, now=NOW)
    made = stage.cast.sender.approver.api().post(f"/api/v1/conferences/statements/{one.pk}/library/").json()
    item = stage.cast.sender.officer.api().get(f"/api/v1/library/items/{made['item']}/").json()
    assert (item["title"], item["state"], item["country"]) == (SAID["title"], "draft", "PK")
    assert item["version"]["renditions"][0]["body"] == SAID["text"]
    assert {(tie["relation"], tie["kind"]) for tie in item["links"]} == {
        ("derived_from", "conferences.statement"), ("provenance", "conferences.conference"),
    }  # fmt: skip
    for person in (stage.cast.recipient.officer, stage.cast.secretariat.officer):
        assert person.api().get(f"/api/v1/library/items/{made['item']}/").status_code == 404


def test_neither_who_wrote_the_statement_nor_who_made_the_draft_clears_it(stage: Stage) -> None:
    one = add_statement(stage.conference.pk, SAID, by=stage.chair, now=NOW)
    made = shelve_statement(one.pk, {}, by=stage.cast.sender.approver.acting, now=NOW)
    approver = stage.cast.sender.approver.acting
    library.edit(made, approver, {"facts": FACTS | {"audience": PUBLIC}, "detail": PRACTICE}, NOW)
    library.act(made, approver, {"act": "submit"}, NOW)
    for by in (approver, stage.chair):
        with pytest.raises(Forbidden):
            library.act(made, by, {"act": "clear"}, NOW)


def test_a_page_does_it_once_and_only_for_the_own_country(stage: Stage) -> None:
    one = add_statement(stage.conference.pk, SAID, by=stage.chair, now=NOW)
    path = f"/conferences/do/statement/{one.pk}/shelve/"
    other = stage.cast.recipient.officer
    assert other.browser().post(path).status_code == 404
    with pytest.raises(Unseen):
        shelve_statement(one.pk, {}, by=other.acting, now=NOW)
    clear_statement(one.pk, by=stage.cast.sender.approver.acting, now=NOW)
    with pytest.raises(Forbidden, match="other_country"):
        shelve_statement(one.pk, {}, by=other.acting, now=NOW)
    answer = stage.cast.sender.officer.browser().post(path)
    assert answer["Location"] == f"/library/{LibraryItem.objects.get().pk}/"
    with pytest.raises(Conflict, match="shelved"):
        shelve_statement(one.pk, {}, by=stage.chair, now=NOW)


def test_other_fields_and_taking_out_go_in_one_call(stage: Stage) -> None:
    row, api = stage.draft(), stage.cast.sender.officer.api()
    path = f"/api/v1/conferences/recommendations/{row.pk}/"
    api.patch(path, {"withdrawn": True, "force": "may"}, format="json")
    row.refresh_from_db()
    assert (row.withdrawn, row.force) == (True, "may")
    api.patch(path, {"withdrawn": False, "force": "should"}, format="json")
    row.refresh_from_db()
    assert (row.withdrawn, row.force) == (False, "should")
    assert api.patch(path, {"withdrawn": "perhaps", "force": "may"}, format="json").status_code == 400
    row.refresh_from_db()
    assert row.force == "should"
    assert drafting.alter(row.pk, {"withdrawn": True}, by=stage.chair, now=NOW).withdrawn
