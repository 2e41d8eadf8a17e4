"""Who may not: other countries, other groups, other mechanisms, and everybody after the end."""

import pytest

from hub.base.errors import Conflict, Forbidden, Invalid, Unseen
from hub.conferences.actions import adopting, drafting, editions, meeting, proposing, statements
from hub.conferences.models import Conference, Recommendation, RecommendationSet, Statement
from hub.conferences.queries import newest, seen_accounts
from hub.conferences.queries_lineage import accounts
from hub.publishing.links import resolve
from tests.cast import Cast
from tests.conferences.stage import HIDDEN, NOW, TEXT, Stage, edition, in_mechanism, make_stage, next_stage

EDIT = {"base": 1, "body": "Other words."}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A public conference with one draft of Pakistan's group."""
    made = make_stage(cast)
    made.draft(HIDDEN)
    return made


def test_a_delegation_proposes_and_does_not_edit(stage: Stage) -> None:
    row = stage.made[0]
    for by in (stage.delegate, stage.cast.recipient.approver.acting):
        with pytest.raises(Forbidden, match="not_editor"):
            drafting.save_text(row.pk, EDIT, by=by, now=NOW)
    made = proposing.propose(row.pk, {"kind": "replace", "body": TEXT}, by=stage.delegate, now=NOW)
    assert (made.country_id, made.base, made.disposition) == ("NP", 1, "open")
    with pytest.raises(Forbidden):
        proposing.dispose(made.pk, {"disposition": "accepted"}, by=stage.delegate, now=NOW)
    with pytest.raises(Forbidden, match="other_country"):
        proposing.withdraw(made.pk, by=stage.chair, now=NOW)
    proposing.dispose(made.pk, {"disposition": "accepted"}, by=stage.chair, now=NOW)
    text = newest(row)
    assert text is not None
    assert text.body == TEXT


def test_drafts_do_not_exist_for_a_stranger(stage: Stage) -> None:
    row, by = stage.made[0], stage.stranger
    assert Conference.objects.visible_to(by).exists()
    assert not RecommendationSet.objects.visible_to(by).exists()
    assert not Recommendation.objects.visible_to(by).exists()
    assert not Recommendation.objects.visible_to(None).exists()
    assert resolve("conferences.recommendation", [row.pk], by) == {}
    with pytest.raises(Unseen):
        drafting.save_text(row.pk, EDIT, by=by, now=NOW)
    with pytest.raises(Unseen):
        proposing.propose(row.pk, {"kind": "delete"}, by=by, now=NOW)
    with pytest.raises(Unseen):
        drafting.add(stage.set.pk, {"body": "x"}, by=by, now=NOW)


def test_a_conference_for_members_does_not_exist_for_others(cast: Cast) -> None:
    stage = make_stage(cast, public=False)
    row = stage.draft()
    stage.published()
    for reader in (stage.stranger, None):
        assert not Conference.objects.visible_to(reader).exists()
        assert not Recommendation.objects.visible_to(reader).exists()
        assert resolve("conferences.recommendation", [row.pk], reader) == {}
    assert not Recommendation.objects.published().exists()
    assert not RecommendationSet.objects.published().exists()


def test_the_chair_of_another_group_does_not_edit(stage: Stage) -> None:
    chair = {"theme": "awareness", "chair": str(stage.cast.stranger.post.id)}
    group = meeting.add_group(stage.conference.pk, chair, by=stage.organiser, now=NOW)
    row = stage.made[0]
    with pytest.raises(Forbidden, match="not_editor"):
        drafting.save_text(row.pk, EDIT, by=stage.stranger, now=NOW)
    with pytest.raises(Forbidden, match="not_editor"):
        drafting.describe(row.pk, {"force": "may"}, by=stage.stranger, now=NOW)
    with pytest.raises(Forbidden, match="not_editor"):
        meeting.seat(stage.group.pk, str(stage.cast.stranger.post.id), True, by=stage.stranger, now=NOW)
    own = drafting.add(stage.set.pk, {"body": "Own.", "group": str(group.pk)}, by=stage.stranger, now=NOW)
    assert own.themes == ["awareness"]
    with pytest.raises(Forbidden, match="not_editor"):
        drafting.save_text(own.pk, EDIT, by=stage.chair, now=NOW)


def test_the_pen_is_given_and_taken_away(stage: Stage) -> None:
    row, post = stage.made[0], str(stage.cast.recipient.post.id)
    meeting.seat(stage.group.pk, post, True, by=stage.chair, now=NOW)
    assert drafting.save_text(row.pk, EDIT, by=stage.delegate, now=NOW).text.revision == 2
    meeting.unseat(stage.group.pk, post, by=stage.chair, now=NOW)
    with pytest.raises(Forbidden, match="not_editor"):
        drafting.save_text(row.pk, EDIT | {"base": 2}, by=stage.delegate, now=NOW)


def test_an_observer_of_the_chairs_post_only_reads(stage: Stage) -> None:
    observer = stage.cast.sender.observer
    assert observer is not None
    assert Recommendation.objects.visible_to(observer.acting).exists()
    for refused in (
        lambda: drafting.save_text(stage.made[0].pk, EDIT, by=observer.acting, now=NOW),
        lambda: proposing.propose(stage.made[0].pk, {"kind": "delete"}, by=observer.acting, now=NOW),
        lambda: meeting.answer_invitation(stage.conference.pk, "declined", by=observer.acting, now=NOW),
    ):
        with pytest.raises(Forbidden):
            refused()


def test_the_organiser_of_another_mechanism_organises_nothing_here(cast: Cast) -> None:
    organiser, other = in_mechanism()
    hub = cast.secretariat.officer.acting
    data = {"code": "COMMIT", "name": "COMMIT process", "network": "commit"}
    with pytest.raises(Forbidden, match="not_organiser"):
        editions.add_series(data, by=other, now=NOW)
    series = editions.add_series(data, by=organiser, now=NOW)
    with pytest.raises(Forbidden, match="not_organiser"):
        edition(series, other, 2019)
    shown = edition(series, organiser, 2019)
    hidden = edition(series, organiser, 2020, public=False)
    with pytest.raises(Forbidden, match="not_organiser"):
        editions.move(shown.pk, "start_drafting", by=other, now=NOW)
    with pytest.raises(Unseen):
        editions.move(hidden.pk, "start_drafting", by=other, now=NOW)
    assert editions.move(hidden.pk, "start_drafting", by=organiser, now=NOW).state == "drafting"
    member = cast.recipient.officer.acting
    assert RecommendationSet.objects.visible_to(member).get().conference_id == hidden.pk
    assert not RecommendationSet.objects.visible_to(other).exists()
    assert RecommendationSet.objects.visible_to(hub).exists()
    with pytest.raises(Forbidden, match="not_organiser"):
        editions.add_series(data | {"code": "MINE"}, by=member, now=NOW)


def test_confidential_paragraphs_are_in_nothing_public(cast: Cast) -> None:
    stage = make_stage(cast)
    stage.draft()
    secret = stage.draft(HIDDEN, confidential=True)
    stage.published()
    assert Recommendation.objects.published().count() == 1
    for reader in (None, stage.stranger):
        assert Recommendation.objects.visible_to(reader).count() == 1
        assert resolve("conferences.recommendation", [secret.pk], reader) == {}
    assert Recommendation.objects.visible_to(stage.delegate).count() == 2
    later = next_stage(stage)
    assert [one.ancestor.pk for one in seen_accounts(None, accounts(later.conference))] != []
    assert secret.pk not in {one.ancestor.pk for one in seen_accounts(None, accounts(later.conference))}


def test_what_drafts_say_of_ancestors_is_not_told_outside(cast: Cast) -> None:
    from hub.conferences.actions.lineage import carry_over, record_fate

    stage = make_stage(cast)
    first, second = stage.draft(), stage.draft("States should train together.")
    stage.published()
    later = next_stage(stage)
    fate = {"ancestor": str(first.pk), "fate": "dropped", "reason": HIDDEN}
    record_fate(later.set.pk, fate, by=stage.organiser, now=NOW)
    carried = {"ancestor": str(second.pk), "group": str(later.group.pk)}
    carry_over(later.set.pk, carried, by=stage.chair, now=NOW)
    found = accounts(later.conference)
    assert [one.fate for one in seen_accounts(stage.delegate, found)] == ["dropped", "continued"]
    outside = seen_accounts(stage.stranger, found)
    assert [(one.fate, one.reason, one.links) for one in outside] == [("", "", ())] * 2


def test_a_statement_is_the_countrys_own_until_a_second_officer_clears_it(stage: Stage) -> None:
    data = {"title": "Railway police", "text": HIDDEN}
    made = statements.add_statement(stage.conference.pk, data, by=stage.delegate, now=NOW)
    for reader in (stage.chair, stage.organiser, stage.stranger, None):
        assert not Statement.objects.visible_to(reader).exists()
    with pytest.raises(Unseen):
        statements.clear_statement(made.pk, by=stage.organiser, now=NOW)
    with pytest.raises(Forbidden, match="not_an_approver"):
        statements.clear_statement(made.pk, by=stage.delegate, now=NOW)
    approver = stage.cast.recipient.approver.acting
    statements.change_statement(made.pk, {"title": "Railways"}, by=approver, now=NOW)
    with pytest.raises(Forbidden, match="four_eyes"):
        statements.clear_statement(made.pk, by=approver, now=NOW)
    statements.change_statement(made.pk, {"title": "Railways"}, by=stage.delegate, now=NOW)
    statements.clear_statement(made.pk, by=approver, now=NOW)
    assert Statement.objects.visible_to(None).get().title == "Railways"
    with pytest.raises(Conflict, match="cleared"):
        statements.change_statement(made.pk, data, by=stage.delegate, now=NOW)
    with pytest.raises(Forbidden, match="not_invited"):
        statements.add_statement(stage.conference.pk, data, by=stage.stranger, now=NOW)


def test_sources_that_disagree_are_both_kept(stage: Stage) -> None:
    pk, by = stage.conference.pk, stage.organiser
    press = {"country": "NP", "source": "press article", "status": "declined"}
    meeting.list_delegation(pk, press, by=by, now=NOW)
    meeting.list_delegation(pk, press | {"status": "invited"}, by=by, now=NOW)
    rows = stage.conference.delegations.filter(country="NP").order_by("source")
    assert [(row.source, row.status) for row in rows] == [
        ("press article", "invited"),
        ("registration list", "attended"),
    ]
    with pytest.raises(Invalid):
        meeting.list_delegation(pk, {"country": "NP"}, by=by, now=NOW)
    with pytest.raises(Forbidden):
        meeting.list_delegation(pk, press, by=stage.chair, now=NOW)


def test_nothing_changes_once_it_is_over(stage: Stage) -> None:
    editions.move(stage.conference.pk, "cancel", by=stage.organiser, now=NOW)
    with pytest.raises(Forbidden, match="over"):
        drafting.save_text(stage.made[0].pk, EDIT, by=stage.chair, now=NOW)
    with pytest.raises(Forbidden, match="over"):
        adopting.consolidate(stage.set.pk, by=stage.organiser, now=NOW)
    with pytest.raises(Forbidden, match="over"):
        meeting.add_group(stage.conference.pk, {"theme": "referral"}, by=stage.organiser, now=NOW)
