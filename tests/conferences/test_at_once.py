"""Several people act in the same moment: no words are lost, nobody votes twice, one adoption wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from focal_points.acting import Acting
from hub.base.errors import Problem
from hub.conferences.actions import adopting, drafting, publishing
from hub.conferences.models import Objection, RecommendationText, Vote
from hub.conferences.queries import newest
from tests.cast import Cast
from tests.conferences.stage import LATER, NOW, TEXT, Stage, make_stage
from tests.machine_threads import answers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A conference with one draft."""
    made = make_stage(cast)
    made.draft()
    return made


def said(act: Callable[[], Any]) -> Callable[[], str]:
    """What an act answers: "done" or the code of the refusal."""

    def run() -> str:
        try:
            act()
        except Problem as problem:
            return problem.code
        return "done"

    return run


def saving(stage: Stage, by: Acting, body: str) -> Callable[[], str]:
    """One save on top of the first revision."""
    row = stage.made[0]
    return said(lambda: drafting.save_text(row.pk, {"base": 1, "body": body}, by=by, now=NOW))


def test_two_edits_of_different_words_both_stay(stage: Stage) -> None:
    mine, theirs = TEXT.replace("should", "shall"), TEXT.replace("in good time", "without delay")
    found = answers([saving(stage, stage.chair, mine), saving(stage, stage.organiser, theirs)])
    assert found == ["done", "done"]
    text = newest(stage.made[0])
    assert text is not None
    assert text.body == "States shall share information on routes with each other without delay."
    assert (text.revision, text.outcome) == (3, "merged")


def test_five_edits_of_the_same_word_all_stay_readable(stage: Stage) -> None:
    verbs = ("shall", "must", "may", "will", "could")
    made = [saving(stage, stage.chair, TEXT.replace("should", verb)) for verb in verbs]
    assert Counter(answers(made)) == {"done": 5}
    rows = RecommendationText.objects.filter(recommendation=stage.made[0])
    assert sorted(rows.values_list("revision", flat=True)) == [1, 2, 3, 4, 5, 6]
    text = newest(stage.made[0])
    assert text is not None
    assert text.outcome == "conflict"
    for verb in verbs:
        assert verb in text.body


def test_a_country_votes_once(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.open_vote(one.pk, {}, by=stage.organiser, now=NOW)
    people = (stage.cast.recipient.officer.acting, stage.cast.recipient.approver.acting)
    votes = [
        said(partial(adopting.vote, one.pk, choice, by=by, now=NOW))
        for by, choice in zip(people, ("yes", "no"), strict=True)
    ]
    assert Counter(answers(votes)) == {"done": 1, "voted": 1}
    assert Vote.objects.filter(set=one).count() == 1


def test_an_edit_during_adoption_comes_before_it_or_not_at_all(stage: Stage) -> None:
    one = stage.consolidated()
    adopt = said(lambda: adopting.declare_consensus(one.pk, "4", by=stage.organiser, now=NOW))
    edit = saving(stage, stage.chair, "States should plan together.")
    found = answers([adopt, edit])
    assert found[0] == "done"
    text = newest(stage.made[0])
    assert text is not None
    assert text.revision == (2 if found[1] == "done" else 1)
    done = publishing.publish(one.pk, by=stage.organiser, confirmed=stage.set.hash, now=NOW)
    assert done.state == "published"


def test_silences_end_once_however_many_passes_run(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.start_silence(one.pk, LATER, by=stage.organiser, now=NOW)
    late = LATER.replace(hour=23)
    counts = answers([lambda: adopting.pass_silences(late)] * 3)
    assert sorted(counts) == [0, 0, 1]
    assert stage.set.symbol == "GLOACT/2019/REC/1"


def test_of_two_objections_one_breaks_the_silence(stage: Stage) -> None:
    one = stage.consolidated()
    adopting.start_silence(one.pk, LATER, by=stage.organiser, now=NOW)
    objections = [
        said(partial(adopting.object_to, one.pk, "Not yet.", by=by, now=NOW))
        for by in (stage.chair, stage.delegate)
    ]
    assert sorted(answers(objections)) == ["done", "wrong_state"]
    assert Objection.objects.filter(set=one).count() == 1
