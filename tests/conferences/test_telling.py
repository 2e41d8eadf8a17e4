"""Who is told, and that neither inbox, e-mail, rings nor the audit log hold a word of the text."""

import pytest
from django.core import mail
from django.core.management import call_command

from focal_points.acting import Acting
from focal_points.models import FocalPoint, Officer
from hub.audit.models import AuditRecord
from hub.base.errors import Conflict
from hub.conferences.actions import adopting, editions, proposing
from hub.conferences.actions.telling import readers
from hub.conferences.models import Recommendation, SymbolCounter
from hub.notifications.models import Notification
from hub.publishing.queries import stamp
from tests.cast import Cast
from tests.conferences.stage import HIDDEN, LATER, NOW, Stage, make_stage

WORDS = ("Zuwara", "Tobruk")


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A conference for members whose texts hold words that nobody else may see."""
    made = make_stage(cast, public=False)
    made.draft(HIDDEN)
    return made


def test_inbox_mail_and_log_hold_kinds_and_ids_only(stage: Stage) -> None:
    row, one = stage.made[0], stage.set
    data = {"kind": "replace", "body": "Tobruk", "reason": "Tobruk"}
    proposal = proposing.propose(row.pk, data, by=stage.delegate, now=NOW)
    answer = {"disposition": "rejected", "answer": "Not Tobruk."}
    proposing.dispose(proposal.pk, answer, by=stage.chair, now=NOW)
    adopting.consolidate(one.pk, by=stage.organiser, now=NOW)
    adopting.start_silence(one.pk, LATER, by=stage.organiser, now=NOW)
    adopting.object_to(one.pk, "Zuwara is ours.", by=stage.delegate, now=NOW)
    call_command("deliver_notices")
    said = [f"{one.kind} {one.target}" for one in Notification.objects.all()]
    said += [f"{one.kind} {one.what}" for one in AuditRecord.objects.all()]
    said += [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    assert {"draft.proposed", "draft.disposed", "conference.object"} <= {one.split()[0] for one in said}
    assert not [one for one in said if any(word in one for word in WORDS)]


def test_strangers_are_told_nothing(stage: Stage) -> None:
    stage.published()
    officers = set(Notification.objects.values_list("officer__country", flat=True))
    assert officers == {"PK", "NP", "XH"}


def test_rings_of_a_draft_reach_those_inside_only(stage: Stage) -> None:
    officers, cast = set(readers(stage.conference, NOW.date())), stage.cast
    assert {cast.sender.officer.id, cast.recipient.officer.id, cast.secretariat.officer.id} <= officers
    assert not officers & {person.id for person in (cast.stranger.officer, cast.stranger.approver)}
    for officer in Officer.objects.filter(pk__in=officers):
        post = FocalPoint.objects.get(seats__officer=officer, seats__to_seq__isnull=True)
        found = Recommendation.objects.visible_to(Acting(officer, post, frozenset()))
        assert found.filter(pk=stage.made[0].pk).exists()


def test_public_pages_are_made_anew_only_for_what_is_public(cast: Cast) -> None:
    stage = make_stage(cast)
    before = stamp()
    stage.draft(HIDDEN)
    stage.consolidated()
    assert stamp() == before
    adopting.declare_consensus(stage.set.pk, "4", by=stage.organiser, now=NOW)
    assert stamp() > before


def test_what_was_published_to_everybody_is_not_hidden_again(cast: Cast) -> None:
    stage = make_stage(cast)
    stage.draft()
    stage.published()
    with pytest.raises(Conflict):
        editions.change(stage.conference.pk, {"visibility": "members"}, by=stage.organiser, now=NOW)
    assert SymbolCounter.objects.get(name="GLOACT/2019/REC").last == 1
