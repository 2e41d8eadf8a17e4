"""Who sees what: drafts of others, embargoes, named audiences, older versions, guessed ids."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hub.base import clock
from hub.base.errors import Forbidden, Unseen
from hub.library import actions, queries
from hub.library.models import LibraryItem
from hub.notifications.models import Notification
from tests.cast import Cast
from tests.library.shelf import FACTS, PRACTICE, PUBLIC, Shelf, told_to
from tests.publishing.alliance import ally


def sees(person: Any, shelf: Shelf) -> bool:
    """Whether somebody (None: nobody signed in) finds the item, in the list as by its id."""
    reader = person.acting if person else None
    listed = shelf.id in {row.pk for row in queries.page(reader, queries.Filters()).rows}
    found = queries.visible_to(reader).filter(pk=shelf.id).exists()
    assert listed == found
    return found


def viewers(cast: Cast, shelf: Shelf) -> set[str]:
    """Who of the cast sees it."""
    people = {
        "owner": cast.sender.observer,
        "recipient": cast.recipient.officer,
        "stranger": cast.stranger.officer,
        "secretariat": cast.secretariat.officer,
        "anonymous": None,
    }
    return {name for name, person in people.items() if sees(person, shelf)}


EVERYBODY = {"owner", "recipient", "stranger", "secretariat", "anonymous"}


def test_drafts_are_seen_by_their_country_alone(cast: Cast) -> None:
    shelf = Shelf(cast)
    assert viewers(cast, shelf) == {"owner"}
    shelf.act("submit")
    assert viewers(cast, shelf) == {"owner"}
    shelf.act("clear")
    assert viewers(cast, shelf) == {"owner", "secretariat"}
    shelf.act("review_pass")
    assert viewers(cast, shelf) == {"owner"}
    shelf.act("publish")
    assert viewers(cast, shelf) == EVERYBODY


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        ({"kind": "owner"}, {"owner"}),
        (told_to("NP"), {"owner", "recipient"}),
        ({"kind": "types", "names": ["secretariat"]}, {"owner", "secretariat"}),
        ({"kind": "types", "names": ["tip"]}, {"owner"}),
        (PUBLIC, EVERYBODY),
    ],
)
def test_audiences(cast: Cast, audience: dict[str, Any], seen: set[str]) -> None:
    assert viewers(cast, Shelf(cast, audience).published()) == seen


def test_an_embargo_hides_from_everybody_but_the_owner(cast: Cast) -> None:
    day = clock.now().date() + timedelta(days=3)
    shelf = Shelf(cast, embargo_until=day.isoformat()).published()
    assert viewers(cast, shelf) == {"owner"}
    rows = LibraryItem.objects.filter(pk=shelf.id)
    assert not rows.visible_to(None, day - timedelta(days=1)).exists()
    assert rows.visible_to(None, day).exists()


def test_a_network_reads_and_its_secretariat_reviews(cast: Cast) -> None:
    network = ally().glo_act
    network.secretariat = cast.stranger.post.row
    network.save()
    shelf = Shelf(cast, {"kind": "network", "names": ["glo-act"]}).cleared()
    assert viewers(cast, shelf) == {"owner", "stranger", "secretariat"}
    shelf.act("review_pass", cast.stranger.officer)
    shelf.act("publish")
    # An observer of the network does not read what it keeps to its members.
    assert viewers(cast, shelf) == {"owner", "stranger"}


def test_an_organisation_writes_and_the_secretariat_is_its_second_person(cast: Cast) -> None:
    desk, now = ally().acting, clock.now()
    text = {"title": "A shelter's practice"}
    given = {"type": "lesson", "facts": FACTS, "detail": PRACTICE, "text": text, "language": "en"}
    item = actions.begin(desk, given, now)
    assert actions.act(item.pk, desk, {"act": "submit"}, now).state == "review"
    with pytest.raises(Forbidden):
        actions.act(item.pk, desk, {"act": "review_pass"}, now)
    actions.act(item.pk, cast.secretariat.officer.acting, {"act": "review_pass"}, now)
    assert actions.act(item.pk, desk, {"act": "publish"}, now).state == "published"
    assert not LibraryItem.objects.visible_to(cast.stranger.officer.acting).exists()


def test_an_older_version_keeps_its_own_audience(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP"), title="For Nepal alone").published()
    shelf.revised(audience=PUBLIC).rewritten("For everybody")
    for code in ("submit", "clear", "review_pass", "publish"):
        shelf.act(code)
    for reader, numbers in (
        (None, [2]),
        (cast.stranger.officer.acting, [2]),
        (cast.recipient.officer.acting, [1, 2]),
    ):
        item = queries.one(reader, shelf.id)
        assert [row.number for row in queries.versions_for(item, reader)] == numbers
    with pytest.raises(Unseen):
        queries.version_for(queries.one(None, shelf.id), None, 1)


def test_a_narrowed_audience_closes_the_older_version_too(cast: Cast) -> None:
    shelf = Shelf(cast, PUBLIC).published()
    shelf.revised(audience=told_to("NP")).cleared().act("publish")
    assert viewers(cast, shelf) == {"owner", "recipient"}


def test_an_audience_being_drafted_opens_nothing(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP")).published()
    shelf.revised(audience=PUBLIC)
    assert viewers(cast, shelf) == {"owner", "recipient"}
    shelf.cleared()
    assert viewers(cast, shelf) == {"owner", "recipient", "secretariat"}


def test_a_new_version_is_not_seen_before_it_is_published(cast: Cast) -> None:
    shelf = Shelf(cast).published()
    reader = cast.recipient.officer.acting
    before = queries.row_json(queries.one(reader, shelf.id), reader)
    shelf.revised().rewritten("Secret second title")
    item = queries.one(reader, shelf.id)
    assert queries.row_json(item, reader) == before
    told = queries.detail_json(item, reader)
    assert "Secret second title" not in str(told)
    assert told["state"] == "published"
    assert not queries.page(reader, queries.Filters(q="Secret second")).rows


def test_readers_do_not_learn_who_else_reads_nor_what_was_decided(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP", "EG")).published()
    reader = cast.recipient.officer.acting
    told = queries.detail_json(queries.one(reader, shelf.id), reader)
    assert "EG" not in str(told["version"]["facts"])
    assert told["decisions"] == []
    assert told["acts"] == []


def test_comments_on_a_draft_stay_with_the_owner(cast: Cast) -> None:
    shelf = Shelf(cast)
    by = cast.sender.officer.acting
    actions.comment(shelf.id, by, {"text": "The minister does not know yet."}, shelf.now)
    shelf.published()
    actions.comment(shelf.id, by, {"text": "Between us.", "internal": True}, shelf.now)
    actions.comment(shelf.id, cast.recipient.officer.acting, {"text": "Thank you."}, shelf.now)
    item = shelf.row
    texts = [row.text for row in queries.comments_for(item, cast.stranger.officer.acting)]
    assert texts == ["Thank you."]
    assert queries.comments_for(item, None) == []
    assert len(queries.comments_for(item, by)) == 3


def test_comments_of_a_closed_circle_stay_there(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP")).published()
    actions.comment(shelf.id, cast.recipient.officer.acting, {"text": "Among two."}, shelf.now)
    shelf.revised(audience=PUBLIC).cleared()
    shelf.act("review_pass")
    shelf.act("publish")
    assert queries.comments_for(shelf.row, cast.stranger.officer.acting) == []


def test_a_replication_is_shown_after_a_second_person_cleared_it(cast: Cast) -> None:
    shelf = Shelf(cast).published()
    np, now = cast.recipient, shelf.now
    row = actions.replicate(shelf.id, np.officer.acting, {"note": "In Kakarbhitta"}, now)
    assert queries.replications_for(shelf.row, cast.sender.officer.acting) == []
    with pytest.raises(Unseen):
        actions.clear_replication(shelf.id, cast.sender.approver.acting, row.pk, now)
    actions.clear_replication(shelf.id, np.approver.acting, row.pk, now)
    assert [one.note for one in queries.replications_for(shelf.row, None)] == ["In Kakarbhitta"]


def test_followers_who_lost_sight_are_not_told(cast: Cast) -> None:
    shelf = Shelf(cast).published()
    actions.follow(shelf.id, cast.stranger.officer.acting, shelf.now)
    shelf.revised(audience=told_to("NP")).cleared().act("publish")
    told = Notification.objects.filter(target=str(shelf.id), officer=cast.stranger.officer.id)
    assert not told.exists()


def test_links_show_at_either_end_only_what_the_reader_sees(cast: Cast) -> None:
    open_one, closed = Shelf(cast).published(), Shelf(cast, title="Closed")
    given = {"relation": "derived_from", "kind": "library.item", "id": str(open_one.id)}
    actions.link_item(closed.id, cast.sender.officer.acting, given, closed.now)
    own, other = cast.sender.officer.acting, cast.recipient.officer.acting
    assert len(queries.detail_json(queries.one(own, open_one.id), own)["back_links"]) == 1
    assert queries.detail_json(queries.one(other, open_one.id), other)["back_links"] == []


@pytest.mark.parametrize("verb", ["get", "patch", "post", "put", "delete"])
def test_unseen_and_absent_answer_alike(cast: Cast, verb: str) -> None:
    shelf = Shelf(cast)
    file = shelf.with_file()
    api = cast.stranger.officer.api()
    tails = ["", "acts/", "comments/", "texts/en/", "links/", "follow/", "replications/", f"files/{file}/"]
    for tail in tails:
        there, absent = (
            getattr(api, verb)(f"/api/v1/library/items/{pk}/{tail}", {}, format="json")
            for pk in (shelf.id, uuid4())
        )
        assert there.status_code == absent.status_code
        assert there.status_code in (404, 405)
        assert there.content == absent.content


def test_files_are_downloaded_by_readers_alone(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP"))
    file = shelf.with_file()
    address = f"/api/v1/library/files/{file}/"
    assert cast.recipient.officer.api().get(address).status_code == 404
    shelf.published()
    answer = cast.recipient.officer.api().get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert cast.stranger.officer.api().get(address).status_code == 404
    assert Client().get(address).status_code == 401
    shelf.act("retire", reason="Withdrawn.")
    assert cast.recipient.officer.api().get(address).status_code == 404


def test_a_reviewer_of_a_new_version_does_not_get_an_older_one_back(cast: Cast) -> None:
    shelf = Shelf(cast, {"kind": "types", "names": ["secretariat"]}).published()
    shelf.revised(audience={"kind": "owner", "names": []}).cleared().act("publish")
    shelf.revised(audience=PUBLIC).cleared()
    reader = cast.secretariat.officer.acting
    item = queries.one(reader, shelf.id)
    assert [row.number for row in queries.versions_for(item, reader)] == [3]
    assert queries.row_json(item, reader)["identifier"].endswith(".v3")


def test_use_is_counted_for_the_owner_without_names(cast: Cast) -> None:
    shelf = Shelf(cast)
    file = shelf.with_file()
    shelf.published()
    for _ in range(2):
        cast.recipient.officer.api().get(f"/api/v1/library/files/{file}/")
    own, other = cast.sender.officer.acting, cast.recipient.officer.acting
    assert queries.detail_json(shelf.row, own)["used"] == 2
    assert queries.detail_json(shelf.row, other)["used"] is None
