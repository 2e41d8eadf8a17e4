"""A report on its way: one officer writes, a second one clears, the matrix shows it."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.base.errors import Conflict, Forbidden, Invalid, Problem, Unseen
from hub.conferences.actions.assessing import assess
from hub.conferences.actions.cycles import generate, open_cycle, run_cycles
from hub.conferences.actions.reporting import clear, give_back, save_report, submit
from hub.conferences.models import ReportingDue, StatusReport
from hub.conferences.queries_followup import duties, waiting
from hub.conferences.queries_matrix import ORDER, by_country, by_theme, matrix, of_conference, whole
from hub.notifications.models import Notification
from hub.publishing.vocabulary import THEMES
from tests.cast import Cast
from tests.conferences.reporting import REPORT, Followed, followed, fresh, today, unsaved


@pytest.fixture
def stage(cast: Cast) -> Followed:
    """The follow-up of one edition."""
    return followed(cast)


def status(stage: Followed, country: str, n: int = 0) -> str:
    """What everybody reads in one cell of the matrix."""
    found = matrix(None, of_conference(None, stage.edition.conference.pk), stage.cycle, today())
    return next(cell.status for cell in found.lines[n].cells if cell.country == country)


def code(refused: pytest.ExceptionInfo[Problem]) -> str:
    """The slug of a refusal."""
    return refused.value.code


def test_two_officers_make_a_report(stage: Followed) -> None:
    report = stage.submitted()
    assert status(stage, "PK") == "not_reported"
    assert [one.pk for one in waiting(stage.cast.sender.approver.acting)] == [report.pk]
    assert waiting(stage.cast.sender.officer.acting) == []
    clear(stage.cast.sender.approver.acting, report, today())
    report = fresh(report)
    assert (report.state, report.current, report.cleared_by_id) == (
        "published",
        True,
        stage.cast.sender.approver.id,
    )
    assert (status(stage, "PK"), status(stage, "NP")) == ("in_progress", "not_reported")


def test_nobody_clears_the_own_text(stage: Followed) -> None:
    approver = stage.cast.sender.approver.acting
    report = save_report(approver, stage.edition.recommendations[0], stage.cycle, REPORT, today())
    submit(approver, report, today())
    with pytest.raises(Forbidden) as refused:
        clear(approver, report, today())
    assert code(refused) == "four_eyes"


def test_an_approver_who_changed_a_draft_is_an_author(stage: Followed) -> None:
    stage.drafted()
    approver = stage.cast.sender.approver.acting
    report = save_report(approver, stage.edition.recommendations[0], stage.cycle, REPORT, today())
    submit(stage.cast.sender.officer.acting, report, today())
    with pytest.raises(Forbidden) as refused:
        clear(approver, report, today())
    assert code(refused) == "four_eyes"


def test_an_officer_does_not_clear(stage: Followed) -> None:
    report = stage.submitted()
    with pytest.raises(Forbidden) as refused:
        clear(stage.cast.sender.leaver.acting, report, today())  # type: ignore[union-attr]
    assert code(refused) == "not_an_approver"


@pytest.mark.parametrize("side", ["recipient", "stranger", "secretariat"])
def test_others_neither_clear_nor_return(stage: Followed, side: str) -> None:
    report, by = stage.submitted(), getattr(stage.cast, side).approver.acting
    with pytest.raises(Unseen):
        clear(by, report, today())
    with pytest.raises(Unseen):
        give_back(by, report, "No.", today())


def test_a_secretariat_does_not_report(stage: Followed) -> None:
    with pytest.raises(Forbidden) as refused:
        stage.drafted(stage.cast.secretariat)
    assert code(refused) == "not_a_country"


def test_who_does_not_owe_does_not_report(stage: Followed) -> None:
    with pytest.raises(Unseen):
        stage.drafted(stage.cast.stranger)


def test_what_was_cleared_is_never_changed(stage: Followed) -> None:
    first = stage.cleared()
    second = stage.drafted(status="fully_implemented")
    assert (second.number, second.pk != first.pk) == (2, True)
    assert status(stage, "PK") == "in_progress"
    submit(stage.cast.sender.officer.acting, second, today())
    clear(stage.cast.sender.approver.acting, second, today())
    assert status(stage, "PK") == "fully_implemented"
    assert fresh(first).narrative == REPORT["narrative"]
    assert not fresh(first).current


def test_a_newer_version_for_the_own_country_only_takes_the_old_one_away(stage: Followed) -> None:
    stage.cleared()
    stage.cleared(visibility="owner")
    assert status(stage, "PK") == "not_reported"


def test_a_text_that_changed_while_it_was_read_is_not_cleared(stage: Followed) -> None:
    report = stage.submitted()
    with pytest.raises(Conflict):
        clear(stage.cast.sender.approver.acting, report, today(), seen=datetime(2020, 1, 1, tzinfo=UTC))


def test_returning_needs_a_reason_and_tells_the_authors(stage: Followed) -> None:
    report, approver = stage.submitted(), stage.cast.sender.approver.acting
    with pytest.raises(Invalid):
        give_back(approver, report, " ", today())
    give_back(approver, report, "Name the law.", today())
    assert (fresh(report).state, fresh(report).returned_for) == ("returned", "Name the law.")
    told = Notification.objects.filter(officer_id=stage.cast.sender.officer.id, kind="followup.returned")
    assert [row.target for row in told] == [str(report.recommendation_id)]
    assert stage.drafted().pk == report.pk


def test_a_report_without_words_is_not_submitted(stage: Followed) -> None:
    report = stage.drafted(narrative="")
    with pytest.raises(Invalid) as refused:
        submit(stage.cast.sender.officer.acting, report, today())
    assert refused.value.extra["field"] == "narrative"


def test_a_closed_cycle_takes_nothing(cast: Cast) -> None:
    now = today()
    stage = followed(cast, due=now - timedelta(days=5), closes=now - timedelta(days=1))
    with pytest.raises(Forbidden) as refused:
        stage.drafted()
    assert code(refused) == "closed"


def test_assessed_stands_beside_claimed(stage: Followed) -> None:
    report, secretariat = stage.cleared(status="fully_implemented"), stage.cast.secretariat.officer.acting
    assess(secretariat, report, "differs", "The law is not in force yet.")
    found = matrix(None, of_conference(None, stage.edition.conference.pk), stage.cycle, today())
    cell = next(one for one in found.lines[0].cells if one.country == "PK")
    assert (cell.status, cell.verdict) == ("fully_implemented", "differs")
    assert fresh(report).status == "fully_implemented"


def test_only_a_secretariat_assesses_and_only_what_it_sees(stage: Followed) -> None:
    report = stage.cleared()
    with pytest.raises(Forbidden):
        assess(stage.cast.recipient.officer.acting, report, "agrees", "")
    hidden = stage.cleared(stage.cast.recipient, visibility="owner")
    with pytest.raises(Unseen):
        assess(stage.cast.secretariat.officer.acting, hidden, "agrees", "")
    with pytest.raises(Invalid):
        assess(stage.cast.secretariat.officer.acting, report, "differs", " ")


def test_a_cycle_owes_one_report_a_recommendation_and_country(stage: Followed) -> None:
    assert stage.cycle.dues.count() == 4
    assert generate(stage.cycle, today()) == 0
    with pytest.raises(Forbidden):
        open_cycle(stage.cast.sender.officer.acting, unsaved(stage.edition), today())
    wrong = unsaved(stage.edition, due=today() - timedelta(days=20))
    with pytest.raises(Invalid):
        open_cycle(stage.cast.secretariat.officer.acting, wrong, today())


def test_named_addressees_alone_owe(cast: Cast) -> None:
    stage = followed(cast)
    first = stage.edition.recommendations[0]
    type(first).objects.filter(pk=first.pk).update(addressees=["NP"])
    cycle = open_cycle(cast.secretariat.officer.acting, unsaved(stage.edition, name="2027"), today())
    assert list(cycle.dues.filter(recommendation=first).values_list("country", flat=True)) == ["NP"]


def test_reminders_come_once_each_and_overdue_is_said(cast: Cast) -> None:
    stage = followed(cast)
    stage.cleared(n=0)
    stage.cleared(n=1)

    def at(days: int) -> int:
        day = stage.cycle.due + timedelta(days=days)
        return run_cycles(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    # Pakistan has reported on everything: only Nepal hears.
    assert [at(-40), at(-30), at(-29), at(-7), at(-1), at(1), at(2)] == [0, 1, 0, 1, 0, 1, 0]
    assert set(ReportingDue.objects.filter(country="NP").values_list("state", flat=True)) == {"overdue"}
    kinds = Notification.objects.filter(officer_id=cast.recipient.officer.id).order_by("pk")
    assert [row.kind for row in kinds] == ["followup.due_soon", "followup.due_soon", "followup.overdue"]
    assert not Notification.objects.filter(
        officer_id=cast.sender.officer.id, kind="followup.overdue"
    ).exists()


def test_the_list_of_dues_says_where_each_stands(stage: Followed) -> None:
    by = stage.cast.sender.officer.acting
    assert [one.state for one in duties(by, today())] == ["due", "due"]
    stage.submitted()
    assert sorted(one.state for one in duties(by, today())) == ["due", "submitted"]
    assert [one.state for one in duties(by, stage.cycle.due + timedelta(days=1))].count("overdue") == 1


def test_shares_add_up_and_not_reported_counts_as_itself(stage: Followed) -> None:
    stage.cleared()
    found = matrix(None, of_conference(None, stage.edition.conference.pk), stage.cycle, today())
    shares = by_country(found)
    assert whole(found).total == 4 == sum(share.total for share in shares)
    assert whole(found).counts[ORDER.index("not_reported")] == 3
    assert whole(found).counts[ORDER.index("not_started")] == 0
    assert found.reporting == 1
    assert all(share.total for share in by_theme(found, dict(THEMES)))


def test_the_matrix_costs_the_same_for_one_and_many(
    stage: Followed, django_assert_num_queries: object
) -> None:
    rows = of_conference(None, stage.edition.conference.pk)
    stage.cleared()
    with django_assert_num_queries(5):  # type: ignore[operator]
        matrix(None, rows[:1], stage.cycle, today())
    stage.cleared(stage.cast.recipient, n=1)
    stage.position(n=1)
    with django_assert_num_queries(5):  # type: ignore[operator]
        matrix(None, rows, stage.cycle, today())
    assert StatusReport.objects.count() == 2
