"""The pages of conversations as the server draws them: who acted when, never a word of what was said."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories.people import Person
from tests.messaging.talking import HIDDEN, Talking

SUBJECT = "Names of three vessels"


@pytest.fixture
def chat(cast: Cast) -> Talking:
    """A conversation of Pakistan and Nepal with a message of Pakistan."""
    body = {"subject": SUBJECT, "reference": "", "text": HIDDEN, "fields": {}}
    made = Talking(cast.sender, cast.recipient).open(body=body)
    made.say(cast.sender)
    return made


def shown(person: Person, path: str, status: int = 200) -> str:
    """A page as text."""
    answer = person.browser().get(path)
    assert answer.status_code == status, answer.content
    return str(answer.content.decode())


def test_members_see_who_acted_and_no_word(cast: Cast, chat: Talking) -> None:
    text = shown(cast.recipient.officer, f"/threads/{chat.id}/")
    assert "Message written" in text
    assert "Conversation begun" in text
    for hidden in (SUBJECT, HIDDEN):
        assert hidden not in text


def test_what_is_unread_stands_before_the_rest(cast: Cast, chat: Talking) -> None:
    older = str(chat.id)
    newer = Talking(cast.sender, cast.recipient).open()
    client = cast.recipient.officer.api()
    assert client.post(f"/api/v1/threads/{newer.id}/read/", {"seq": 0}).status_code == 204
    text = shown(cast.recipient.officer, "/threads/")
    assert 0 < text.index(older) < text.index(str(newer.id))
    assert text.count(f'href="/threads/{older}/"') == 1


def test_filters_are_in_the_address(cast: Cast, chat: Talking) -> None:
    row = f'href="/threads/{chat.id}/"'
    assert row in shown(cast.sender.officer, "/threads/?box=all")
    assert row not in shown(cast.sender.officer, "/threads/?box=closed")
    assert row not in shown(cast.sender.officer, "/threads/?box=open&unread=yes")
    chat.do("thread.close", by=cast.sender)
    assert row in shown(cast.sender.officer, "/threads/?box=closed")


@pytest.mark.usefixtures("chat")
@pytest.mark.parametrize("query", ["box=nothing", "unread=perhaps", "about=x", "cursor=!", "cursor=e30"])
def test_a_choice_that_does_not_exist_breaks_nothing(cast: Cast, query: str) -> None:
    assert "Conversations" in shown(cast.sender.officer, f"/threads/?{query}")


def test_an_empty_list_teaches(cast: Cast) -> None:
    text = shown(cast.sender.officer, "/threads/")
    assert "No conversations yet" in text
    assert "/threads/new/" in text


@pytest.mark.parametrize("who", ["stranger", "secretariat"])
def test_outsiders_see_nothing(cast: Cast, chat: Talking, who: str) -> None:
    person = getattr(cast, who).officer
    shown(person, f"/threads/{chat.id}/", 404)
    assert str(chat.id) not in shown(person, "/threads/")
    assert shown(person, f"/threads/{uuid4()}/", 404).count(str(chat.id)) == 0


def test_an_observer_reads_dates_and_begins_nothing(cast: Cast, chat: Talking) -> None:
    assert cast.sender.observer
    text = shown(cast.sender.observer, f"/threads/{chat.id}/")
    assert "Your seat holds no key" in text
    assert "/threads/new/" not in shown(cast.sender.observer, "/threads/")
    shown(cast.sender.observer, "/threads/new/", 403)
    shown(cast.secretariat.officer, "/threads/new/", 403)


def test_a_leaver_hears_of_nobody_later(cast: Cast, chat: Talking) -> None:
    chat.do("thread.leave", by=cast.recipient)
    chat.admit(cast.stranger, by=cast.sender)
    text = shown(cast.recipient.officer, f"/threads/{chat.id}/")
    assert str(cast.stranger.post.id) not in text
    assert "New member admitted" not in text
    assert str(chat.id) in shown(cast.recipient.officer, "/threads/?box=left")


def test_a_new_conversation_is_offered_to_posts_with_keys(cast: Cast) -> None:
    text = shown(cast.sender.officer, "/threads/new/")
    assert str(cast.recipient.post.id) in text
    assert f'value="{cast.sender.post.id}"' not in text
    assert f'value="{cast.secretariat.post.id}"' not in text


@pytest.mark.parametrize("about", ["x", "7f0c2a1e-0d3b-4c55-9a67-2f4f5b1c9d10"])
def test_a_request_that_is_not_seen_is_not_there(cast: Cast, about: str) -> None:
    shown(cast.sender.officer, f"/threads/new/?about={about}", 404)


@pytest.mark.usefixtures("chat")
def test_the_rail_counts_what_is_new(cast: Cast) -> None:
    assert "1 with something new" in shown(cast.recipient.officer, "/directory/")
    assert "with something new" not in shown(cast.sender.officer, "/directory/")


@pytest.mark.usefixtures("chat")
def test_a_longer_list_asks_the_database_no_more(cast: Cast) -> None:
    client = cast.recipient.officer.browser()
    client.get("/threads/")
    with CaptureQueriesContext(connection) as few:
        client.get("/threads/")
    for _ in range(4):
        Talking(cast.sender, cast.recipient).open()
    with CaptureQueriesContext(connection) as many:
        client.get("/threads/")
    assert len(many) == len(few)
