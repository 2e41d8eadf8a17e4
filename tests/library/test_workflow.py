"""From a draft to a published version and on: who may do what, and that two persons are always needed."""

from __future__ import annotations

import pytest

from hub.audit.models import AuditRecord
from hub.base.errors import Conflict, Forbidden, Invalid, Problem, Unseen
from hub.library import actions, queries
from hub.library.models import ItemFile, LibraryItem, Rendition
from hub.notifications.models import Notification
from hub.web.sentences import TABLE
from hub.web.told import told
from tests.cast import Cast
from tests.library.shelf import PUBLIC, Shelf, told_to


def test_the_way_of_an_item(cast: Cast) -> None:
    shelf = Shelf(cast)
    assert shelf.row.state == "draft"
    states = [shelf.act(code).state for code in ("submit", "clear", "review_pass", "publish")]
    assert states == ["submitted", "review", "clearance", "published"]
    item = shelf.row
    assert item.current is not None
    assert item.current.identifier == f"HUB-LIB-{item.number:06d}.v1"
    assert LibraryItem.objects.public().filter(pk=shelf.id).exists()


def test_no_review_for_named_countries(cast: Cast) -> None:
    assert Shelf(cast, told_to("NP")).cleared().newest.state == "clearance"


def test_who_wrote_does_not_clear(cast: Cast) -> None:
    shelf = Shelf(cast)
    text = {"title": "By the approver", "body": "x"}
    actions.write_text(shelf.id, cast.sender.approver.acting, "en", text, shelf.now)
    shelf.act("submit")
    with pytest.raises(Forbidden) as refused:
        shelf.act("clear")
    assert refused.value.code == "four_eyes"


def test_an_officer_does_not_clear(cast: Cast) -> None:
    shelf = Shelf(cast)
    shelf.act("submit")
    with pytest.raises(Forbidden) as refused:
        shelf.act("clear", cast.sender.officer)
    assert refused.value.code == "not_an_approver"


@pytest.mark.parametrize("code", ["save", "submit", "clear", "return", "review_pass", "publish", "retire"])
def test_another_country_sees_nothing_to_act_on(cast: Cast, code: str) -> None:
    shelf = Shelf(cast)
    given = {"act": code, "reason": "x"}
    with pytest.raises(Problem) as refused:
        actions.act(shelf.id, cast.recipient.approver.acting, given, shelf.now)
    assert refused.value.status in (400, 404)
    assert shelf.row.state == "draft"


@pytest.mark.parametrize("code", ["revise", "retire"])
def test_readers_of_another_country_cannot_act(cast: Cast, code: str) -> None:
    shelf = Shelf(cast).published()
    with pytest.raises(Forbidden) as refused:
        shelf.act(code, cast.recipient.approver, reason="x")
    assert refused.value.code == "other_owner"


def test_the_secretariat_neither_clears_nor_reviews_what_was_not_cleared(cast: Cast) -> None:
    shelf = Shelf(cast)
    shelf.act("submit")
    for code in ("clear", "review_pass"):
        with pytest.raises(Unseen):
            shelf.act(code, cast.secretariat.approver)


def test_a_return_needs_a_reason_and_opens_the_draft(cast: Cast) -> None:
    shelf = Shelf(cast).cleared()
    with pytest.raises(Invalid):
        shelf.act("return", cast.secretariat.officer)
    shelf.act("return", cast.secretariat.officer, reason="Name the source.")
    assert shelf.newest.state == "draft"
    assert shelf.newest.hash == ""
    with pytest.raises(Unseen):
        queries.one(cast.secretariat.officer.acting, shelf.id)


def test_what_is_submitted_cannot_be_changed(cast: Cast) -> None:
    shelf = Shelf(cast)
    file = shelf.with_file()
    shelf.act("submit")
    by, now = cast.sender.officer.acting, shelf.now
    with pytest.raises(Forbidden):
        actions.edit(shelf.id, by, {"facts": {"audience": PUBLIC}}, now)
    with pytest.raises(Forbidden):
        shelf.rewritten("Another title")
    with pytest.raises(Forbidden):
        actions.drop_file(shelf.id, by, file, now)


def test_a_published_version_never_changes(cast: Cast) -> None:
    shelf = Shelf(cast)
    shelf.with_file()
    before = shelf.published().newest
    shelf.revised().rewritten("A second title")
    shelf.with_file("guide.pdf", b"%PDF-another")
    old = Rendition.objects.get(version=before)
    assert old.title == "A joint desk for identification"
    assert (
        ItemFile.objects.get(rendition=old).size != ItemFile.objects.get(rendition__version=shelf.newest).size
    )
    assert shelf.row.versions.get(number=1).hash == before.hash
    assert shelf.row.current_id == before.pk


def test_publication_checks_that_it_is_what_was_cleared(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP")).cleared()
    Rendition.objects.filter(version=shelf.newest).update(body="Slipped in past the actions.")
    with pytest.raises(Conflict):
        shelf.act("publish")
    assert shelf.row.current_id is None


def test_a_decision_on_another_text_than_the_one_seen_is_refused(cast: Cast) -> None:
    shelf = Shelf(cast)
    shelf.act("submit")
    with pytest.raises(Conflict):
        shelf.act("clear", hash="0" * 64)
    assert shelf.act("clear", hash=shelf.newest.hash).state == "review"


def test_two_people_saving_one_draft_lose_nothing(cast: Cast) -> None:
    shelf = Shelf(cast)
    seen = shelf.newest.revision
    by = cast.sender.officer.acting
    actions.write_text(shelf.id, by, "en", {"title": "First", "revision": seen}, shelf.now)
    with pytest.raises(Conflict) as refused:
        actions.write_text(shelf.id, by, "en", {"title": "Second", "revision": seen}, shelf.now)
    assert refused.value.extra["revision"] == seen + 1


def test_incomplete_items_name_what_is_missing(cast: Cast) -> None:
    by, now = cast.sender.officer.acting, Shelf(cast).now
    item = actions.begin(by, {"type": "helpline"}, now)
    with pytest.raises(Invalid) as refused:
        actions.act(item.pk, by, {"act": "submit"}, now)
    assert refused.value.extra["fields"] == ["title", "telephone", "verified_on", "licence"]


def test_observers_only_read(cast: Cast) -> None:
    observer = cast.sender.observer
    assert observer is not None
    with pytest.raises(Forbidden):
        actions.begin(observer.acting, {"type": "law"}, Shelf(cast).now)


def test_a_translation_falls_behind_its_source(cast: Cast) -> None:
    shelf = Shelf(cast).rewritten("مكتب مشترك", "ar")
    assert not shelf.newest.renditions.get(language="ar").behind
    shelf.rewritten("A joint desk, revised")
    assert shelf.newest.renditions.get(language="ar").behind


def test_retired_items_leave_a_tombstone(cast: Cast) -> None:
    shelf = Shelf(cast).published()
    shelf.act("retire", reason="Replaced by another one.")
    item = queries.one(None, shelf.id)
    shown = queries.detail_json(item, None)
    assert shown["state"] == "retired"
    assert shown["reason"] == "Replaced by another one."
    assert "version" not in shown
    assert queries.newest_for(item, cast.recipient.officer.acting) is None
    assert not queries.page(None, queries.Filters()).rows


def test_every_act_is_recorded_and_told(cast: Cast) -> None:
    shelf = Shelf(cast)
    actions.follow(shelf.id, cast.sender.officer.acting, shelf.now)
    shelf.published()
    acts = [row.what.split()[0] for row in AuditRecord.objects.filter(kind="library:acted").order_by("pk")]
    assert acts == ["begin", "submit", "clear", "review_pass", "publish"]
    heard = set(Notification.objects.filter(target=str(shelf.id)).values_list("officer__email", "kind"))
    assert ("approver@pk.example", "library.submitted") in heard
    assert ("officer@xh.example", "library.review") in heard
    assert ("officer@pk.example", "library.clear") in heard


def test_what_is_told_has_words_and_a_way_to_the_item(cast: Cast) -> None:
    shelf = Shelf(cast).published()
    rows = list(Notification.objects.filter(target=str(shelf.id)))
    found = told(rows, cast.sender.officer.officer)
    assert {one.address for one in found} == {f"/library/{shelf.id}/"}
    assert {row.kind for row in rows} <= set(TABLE)
