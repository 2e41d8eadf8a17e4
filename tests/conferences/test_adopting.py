"""From drafts to an adopted text: silence, consensus, vote; what stands in the way; publication."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from hub.base.errors import Conflict, Forbidden, Invalid, Unseen
from hub.conferences.actions import adopting, drafting, proposing, publishing
from hub.conferences.actions.lineage import record_fate
from hub.conferences.models import Recommendation, RecommendationSet
from hub.conferences.queries import corrected, newest, tally
from hub.conferences.states import SetState
from tests.cast import Cast
from tests.conferences.stage import HIDDEN, LATER, NOW, TEXT, Stage, make_stage, next_stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A conference in drafting with one draft."""
    made = make_stage(cast)
    made.draft()
    return made


def test_silence_passes_into_adoption(stage: Stage) -> None:
    one = stage.consolidated()
    assert one.symbol == "GLOACT/2019/L.1/Rev.1"
    adopting.start_silence(one.pk, LATER.isoformat(), by=stage.organiser, now=NOW)
    assert adopting.pass_silences(LATER) == 0
    assert adopting.pass_silences(LATER + timedelta(seconds=1)) == 1
    assert adopting.pass_silences(LATER + timedelta(days=1)) == 0
    one = stage.set
    assert (one.state, one.mode, one.symbol) == ("adopted", "silence", "GLOACT/2019/REC/1")
    assert one.draft_symbol == "GLOACT/2019/L.1/Rev.1"
    assert one.conference.state == "adopted"
    row = one.recommendations.get()
    assert (row.para_no, row.symbol) == (1, "GLOACT/2019/REC/1/1")


def test_the_command_passes_silences(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.start_silence(one.pk, LATER.isoformat(), by=stage.organiser, now=NOW)
    call_command("run_conferences")
    assert stage.set.state == "adopted"


def test_an_objection_breaks_the_silence_and_bars_adoption_until_lifted(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.start_silence(one.pk, LATER, by=stage.organiser, now=NOW)
    with pytest.raises(Invalid):
        adopting.object_to(one.pk, "  ", by=stage.delegate, now=NOW)
    made = adopting.object_to(one.pk, "Our law has no such term.", by=stage.delegate, now=LATER)
    assert stage.set.state == "consolidated"
    assert adopting.pass_silences(LATER + timedelta(days=1)) == 0
    with pytest.raises(Conflict) as refused:
        adopting.declare_consensus(one.pk, "4", by=stage.organiser, now=LATER)
    assert (refused.value.code, refused.value.extra["countries"]) == ("objections_open", ["NP"])
    with pytest.raises(Conflict):
        adopting.start_silence(one.pk, LATER + timedelta(days=9), by=stage.organiser, now=LATER)
    with pytest.raises(Forbidden):
        adopting.lift(made.pk, by=stage.chair, now=LATER)
    adopting.lift(made.pk, by=stage.delegate, now=LATER)
    assert adopting.declare_consensus(one.pk, "4", by=stage.organiser, now=LATER).state == "adopted"


def test_an_objection_after_the_deadline_is_refused(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.start_silence(one.pk, LATER, by=stage.organiser, now=NOW)
    with pytest.raises(Conflict, match="too_late"):
        adopting.object_to(one.pk, "Too late.", by=stage.delegate, now=LATER + timedelta(seconds=1))
    assert not one.objections.exists()
    adopting.pass_silences(LATER + timedelta(seconds=1))
    with pytest.raises(Conflict, match="wrong_state"):
        adopting.object_to(one.pk, "Later still.", by=stage.delegate, now=LATER + timedelta(days=1))


def test_a_stranger_neither_objects_nor_votes(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.start_silence(one.pk, LATER, by=stage.organiser, now=NOW)
    with pytest.raises(Unseen):
        adopting.object_to(one.pk, "No.", by=stage.stranger, now=NOW)
    with pytest.raises(Unseen):
        adopting.vote(one.pk, "no", by=stage.stranger, now=NOW)
    with pytest.raises(Forbidden):
        adopting.object_to(one.pk, "No.", by=stage.organiser, now=NOW)


def test_a_vote_needs_a_quorum_and_a_majority(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.open_vote(one.pk, {}, by=stage.organiser, now=NOW)
    adopting.vote(one.pk, "yes", by=stage.chair, now=NOW)
    assert tally(stage.set, NOW).quorate is False
    assert adopting.close_vote(one.pk, "4", by=stage.organiser, now=NOW).state == "consolidated"
    adopting.open_vote(one.pk, {"quorum": 40, "majority": "two_thirds"}, by=stage.organiser, now=NOW)
    adopting.vote(one.pk, "yes", by=stage.chair, now=NOW)
    adopting.vote(one.pk, "no", by=stage.delegate, now=NOW)
    assert tally(stage.set, NOW).carried is False
    with pytest.raises(Conflict, match="voted"):
        adopting.vote(one.pk, "yes", by=stage.delegate, now=NOW)
    assert adopting.close_vote(one.pk, "4", by=stage.organiser, now=NOW).state == "consolidated"
    adopting.open_vote(one.pk, {}, by=stage.organiser, now=NOW)
    adopting.vote(one.pk, "yes", by=stage.chair, now=NOW)
    adopting.vote(one.pk, "abstain", by=stage.delegate, now=NOW)
    assert adopting.close_vote(one.pk, "5", by=stage.organiser, now=NOW).symbol == "GLOACT/2019/REC/1"


def test_brackets_and_open_proposals_stand_in_the_way(stage: Stage) -> None:
    row = stage.made[0]
    drafting.save_text(row.pk, {"base": 1, "body": "States [shall] act."}, by=stage.chair, now=NOW)
    stage.consolidated()
    with pytest.raises(Conflict) as refused:
        adopting.declare_consensus(stage.set.pk, "4", by=stage.organiser, now=NOW)
    assert refused.value.extra["contested"] == [{"id": str(row.pk), "contested": ["shall"]}]
    drafting.save_text(row.pk, {"base": 2, "body": TEXT}, by=stage.chair, now=NOW)
    made = proposing.propose(row.pk, {"kind": "delete"}, by=stage.delegate, now=NOW)
    with pytest.raises(Conflict, match="proposals_open"):
        adopting.declare_consensus(stage.set.pk, "4", by=stage.organiser, now=NOW)
    proposing.withdraw(made.pk, by=stage.delegate, now=NOW)
    assert adopting.declare_consensus(stage.set.pk, "4", by=stage.organiser, now=NOW).state == "adopted"


def test_publication_is_confirmed_by_the_hash_of_what_was_seen(stage: Stage) -> None:
    one = stage.adopted()
    for wrong in ("", "0" * 64, True, None):
        with pytest.raises(Conflict, match="not_confirmed"):
            publishing.publish(one.pk, by=stage.organiser, confirmed=wrong, now=NOW)
    done = publishing.publish(one.pk, by=stage.organiser, confirmed=one.hash, now=NOW)
    assert (done.state, done.published_at, done.conference.state) == ("published", NOW, "published")
    assert Recommendation.objects.published().get().symbol == "GLOACT/2019/REC/1/1"


def test_nothing_is_edited_after_adoption(stage: Stage) -> None:
    row = stage.made[0]
    stage.adopted()
    for by in (stage.chair, stage.organiser):
        with pytest.raises(Forbidden, match="frozen"):
            drafting.save_text(row.pk, {"base": 1, "body": "Other."}, by=by, now=NOW)
        with pytest.raises(Forbidden, match="frozen"):
            drafting.describe(row.pk, {"confidential": True}, by=by, now=NOW)
        with pytest.raises(Forbidden, match="frozen"):
            drafting.withdraw(row.pk, True, by=by, now=NOW)
    with pytest.raises(Forbidden, match="frozen"):
        stage.draft("One more.")
    with pytest.raises(Forbidden, match="frozen"):
        proposing.propose(row.pk, {"kind": "delete"}, by=stage.delegate, now=NOW)
    text = newest(row)
    assert text is not None
    assert (text.revision, text.body) == (1, TEXT)


def test_a_translation_comes_later_and_only_once(stage: Stage) -> None:
    row = stage.made[0]
    one = stage.published()
    french = {"language": "fr", "base": 0, "body": "Les États devraient agir.", "translation": "official"}
    saved = drafting.save_text(row.pk, french, by=stage.organiser, now=NOW)
    assert (saved.text.based_on, saved.text.authoritative) == (1, False)
    with pytest.raises(Forbidden, match="frozen"):
        drafting.save_text(row.pk, french | {"base": 1, "body": "X"}, by=stage.organiser, now=NOW)
    with pytest.raises(Forbidden):
        drafting.save_text(row.pk, french | {"language": "ar"}, by=stage.chair, now=NOW)
    assert RecommendationSet.objects.get(pk=one.pk).hash == one.hash


def test_a_corrigendum_leaves_the_published_text_as_it_was(stage: Stage) -> None:
    row = stage.made[0]
    one = stage.published()
    words = {"language": "en", "para_no": 1, "old": "in good time", "new": "without delay"}
    made = publishing.correct(one.pk, words, by=stage.organiser, now=NOW)
    assert made.symbol == "GLOACT/2019/REC/1/Corr.1"
    with pytest.raises(Invalid):
        publishing.correct(one.pk, words, by=stage.organiser, now=NOW)
    again = words | {"old": "without delay", "new": "at once"}
    assert publishing.correct(one.pk, again, by=stage.organiser, now=NOW).symbol.endswith("/Corr.2")
    text = newest(row)
    assert text is not None
    assert text.body == TEXT
    assert "at once" in corrected(text, list(one.corrigenda.all()))
    with pytest.raises(Forbidden):
        publishing.correct(one.pk, words, by=stage.chair, now=NOW)


def test_numbers_are_never_given_twice(stage: Stage) -> None:
    stage.published()
    later = next_stage(stage, 2019 + 1)
    later.draft()
    record_fate(
        later.set.pk,
        {"ancestor": str(stage.made[0].pk), "fate": "implemented"},
        by=stage.organiser,
        now=NOW,
    )
    assert later.adopted().symbol == "GLOACT/2020/REC/1"
    assert stage.set.symbol == "GLOACT/2019/REC/1"
    assert later.set.state == SetState.ADOPTED


def test_the_hash_says_nothing_of_what_is_confidential(stage: Stage) -> None:
    from hub.conferences.hashing import hash_of

    stage.draft(HIDDEN, confidential=True)
    one = stage.adopted()
    text = newest(stage.made[0])
    assert text is not None
    open_row = one.recommendations.get(confidential=False)
    assert one.hash == hash_of(one.symbol, [open_row], {open_row.pk: text})
