"""What was erased stays erased, and the look at what is stored knows it from what was lost."""

import io

import pytest
from django.core.management import CommandError, call_command

from hub.ledger.models import Event, Part, Wrap
from hub.operations.integrity import walk
from tests.cast import Cast
from tests.ledger.erasing import erase, what
from tests.mla_requests.story import TO_TRANSMISSION, Story


@pytest.fixture
def story(cast: Cast) -> Story:
    """Sent, and erased by both sides."""
    found = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    found.kept = {  # type: ignore[attr-defined]
        "wraps": list(Wrap.objects.filter(event__stream=found.id)),
        "parts": list(Part.objects.filter(event__stream=found.id, inline__isnull=False)),
    }
    for side in (cast.sender, cast.recipient):
        assert erase(found, side, what(0)).status_code == 201
    return found


@pytest.mark.usefixtures("story")
def test_what_was_erased_is_in_order() -> None:
    assert walk().findings == []


def test_a_key_that_vanished_without_an_act_is_named(story: Story) -> None:
    draft = Event.objects.get(stream=story.file, seq=0)
    Wrap.objects.filter(event=draft).update(wrap="")
    found = [str(one) for one in walk().findings]
    assert any(str(draft.pk) in one and "no signed act" in one for one in found), found


def test_what_an_old_copy_brought_back_is_named_and_erased_again(story: Story) -> None:
    kept = story.kept  # type: ignore[attr-defined]
    for row in kept["wraps"]:
        Wrap.objects.filter(pk=row.pk).update(wrap=row.wrap)
    for row in kept["parts"]:
        Part.objects.filter(pk=row.pk).update(inline=row.inline)
    with pytest.raises(CommandError):
        call_command("scrub", stdout=io.StringIO())
    names = [one.why for one in walk().findings]
    assert len(names) == 2 + len(kept["parts"])
    assert all("erase_again" in one for one in names)
    said = io.StringIO()
    call_command("erase_again", stdout=said)
    assert "2 acts" in said.getvalue()
    assert walk().findings == []


def test_the_list_beside_the_backups_names_streams_and_places_only(story: Story) -> None:
    said = io.StringIO()
    call_command("erase_again", "--list", stdout=said)
    lines = said.getvalue().splitlines()
    assert len(lines) == 2
    assert all(str(story.id) in one and "court" in one for one in lines)
