"""An edition does not close, and its text is not adopted, while an ancestor is unaccounted for."""

import pytest

from hub.base.errors import Conflict, Forbidden, Invalid
from hub.conferences.actions import adopting, editions, lineage
from hub.conferences.models import Recommendation
from hub.conferences.queries import newest
from hub.conferences.queries_lineage import accounts, unaccounted
from tests.cast import Cast
from tests.conferences.stage import NOW, TEXT, Stage, make_stage, next_stage


@pytest.fixture
def old(cast: Cast) -> Stage:
    """An edition of 2019 with three published recommendations."""
    made = make_stage(cast)
    for body in (TEXT, "States should train together.", "States should warn travellers."):
        made.draft(body)
    made.published()
    return made


@pytest.fixture
def new(old: Stage) -> Stage:
    """The next edition, which continues the first of them."""
    made = next_stage(old)
    data = {"ancestor": str(old.made[0].pk), "group": str(made.group.pk), "kind": "updates"}
    lineage.carry_over(made.set.pk, data, by=made.chair, now=NOW)
    return made


def test_adoption_names_every_unaccounted_ancestor(old: Stage, new: Stage) -> None:
    assert [row.para_no for row in unaccounted(new.conference)] == [2, 3]
    new.consolidated()
    with pytest.raises(Conflict) as refused:
        adopting.declare_consensus(new.set.pk, "4", by=new.organiser, now=NOW)
    assert refused.value.code == "unaccounted"
    assert [one["symbol"] for one in refused.value.extra["ancestors"]] == [
        "GLOACT/2019/REC/1/2",
        "GLOACT/2019/REC/1/3",
    ]
    assert new.set.state == "consolidated"
    assert old.set.state == "published"


def test_each_ancestor_gets_a_fate_and_then_the_edition_closes(old: Stage, new: Stage) -> None:
    of, by = new.set.pk, new.organiser
    with pytest.raises(Invalid) as refused:
        lineage.record_fate(of, {"ancestor": str(old.made[1].pk), "fate": "dropped"}, by=by, now=NOW)
    assert refused.value.extra["field"] == "reason"
    dropped = {"ancestor": str(old.made[1].pk), "fate": "dropped", "reason": "Done by others."}
    lineage.record_fate(of, dropped, by=by, now=NOW)
    lineage.record_fate(of, {"ancestor": str(old.made[2].pk), "fate": "implemented"}, by=by, now=NOW)
    assert [one.fate for one in accounts(new.conference)] == ["updated", "dropped", "implemented"]
    new.published()
    assert editions.move(new.conference.pk, "close", by=by, now=NOW).state == "closed"


def test_closing_over_http_answers_409_with_the_list(old: Stage, new: Stage) -> None:
    for ancestor in old.made[1:]:
        data = {"ancestor": str(ancestor.pk), "fate": "implemented"}
        lineage.record_fate(new.set.pk, data, by=new.organiser, now=NOW)
    new.published()
    new.set.fates.filter(ancestor=old.made[2]).delete()
    client = old.cast.secretariat.officer.api()
    url = f"/api/v1/conferences/{new.conference.pk}/"
    answer = client.post(f"{url}acts/", {"act": "close"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "unaccounted")
    assert [one["id"] for one in answer.json()["ancestors"]] == [str(old.made[2].pk)]
    said = client.get(f"{url}lineage/").json()
    assert (said["unaccounted"], [one["fate"] for one in said["accounts"]]) == (
        1,
        ["updated", "implemented", ""],
    )


def test_carrying_over_keeps_words_and_details(old: Stage, new: Stage) -> None:
    row = Recommendation.objects.get(set=new.set)
    text = newest(row)
    assert text is not None
    assert (text.body, row.themes) == (TEXT, ["operational"])
    assert row.ancestors.get().end_id == old.made[0].pk


def test_an_ancestor_is_adopted_earlier_and_seen(old: Stage, new: Stage) -> None:
    row = Recommendation.objects.get(set=new.set)
    other = new.draft("States should plan.")
    for wrong in (other.pk, row.pk):
        with pytest.raises(Invalid):
            lineage.add_link(row.pk, {"ancestor": str(wrong), "kind": "merges"}, by=new.chair, now=NOW)
    with pytest.raises(Invalid):
        lineage.add_link(row.pk, {"ancestor": str(old.made[1].pk), "kind": "drops"}, by=new.chair, now=NOW)
    with pytest.raises(Forbidden):
        lineage.add_link(
            row.pk, {"ancestor": str(old.made[1].pk), "kind": "merges"}, by=new.delegate, now=NOW
        )
    merged = {"ancestor": str(old.made[1].pk), "kind": "merges"}
    link = lineage.add_link(row.pk, merged, by=new.chair, now=NOW)
    assert [one.fate for one in accounts(new.conference)] == ["updated", "merged", ""]
    lineage.remove_link(link.pk, by=new.chair, now=NOW)
    assert [one.fate for one in accounts(new.conference)] == ["updated", "", ""]


def test_a_withdrawn_draft_accounts_for_nothing(new: Stage) -> None:
    from hub.conferences.actions import drafting

    row = Recommendation.objects.get(set=new.set)
    drafting.withdraw(row.pk, True, by=new.chair, now=NOW)
    assert len(unaccounted(new.conference)) == 3


def test_a_clone_takes_groups_and_programme_but_no_attendance(old: Stage) -> None:
    from hub.conferences.actions import meeting

    item = {"number": "1", "day": "2019-09-17", "title": {"en": "Opening"}, "start": "09:30"}
    meeting.add_item(old.conference.pk, item, by=old.organiser, now=NOW)
    data = {"start": "2027-03-01", "end": "2027-03-02"}
    made = editions.clone(old.conference.pk, data, by=old.organiser, now=NOW)
    assert (made.number, made.predecessor_id, made.title) == (2, old.conference.pk, {"en": "Conference 2019"})
    assert [(one.day.isoformat(), str(one)) for one in made.agenda.all()] == [("2027-03-02", "1 Opening")]
    assert [(one.theme, one.chair_id) for one in made.groups.all()] == [("operational", None)]
    assert not made.delegations.exists()
    assert len(unaccounted(made)) == 3


def test_a_conference_does_not_follow_itself(old: Stage, new: Stage) -> None:
    with pytest.raises(Invalid):
        editions.change(new.conference.pk, {"predecessor": str(new.conference.pk)}, by=new.organiser, now=NOW)
    with pytest.raises(Invalid):
        editions.change(old.conference.pk, {"predecessor": str(new.conference.pk)}, by=new.organiser, now=NOW)
