"""E-mails from the queue, sent to a real mail server: when, to whom, how often, and what they say."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from focal_points.models import Officer, Seat
from hub.notifications.actions import mark_read, tell
from hub.notifications.actions_delivering import LEASE, LONGEST, Done, deliver, take_up, try_again
from hub.notifications.actions_settings import Wish, choose
from hub.notifications.kinds import FAMILIES
from hub.notifications.models import Delivery, Notification, State
from hub.notifications.queries import standing
from hub.web.management.commands.deliver_notices import reach
from tests.cast import Cast
from tests.factories.people import Person
from tests.notifications.conftest import ADDRESS
from tests.notifications.mailserver import MailServer

# 17:00 in Karachi.
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KARACHI = "Asia/Karachi"
NIGHT = (time(22), time(7))


def run(at: datetime = NOON) -> Done:
    return deliver(lambda: at, reach)


def wish(email: str = "each", **given: object) -> Wish:
    made = {"digest_hour": 8, "quiet": None, "time_zone": KARACHI, "urgent_breaks": True} | given
    return Wish(email=email, **made)  # type: ignore[arg-type]


def subjects(server: MailServer) -> list[str]:
    return [str(one.parsed["subject"]) for one in server.mails]


def text_of(server: MailServer) -> str:
    return str(server.mails[0].parsed.get_content()).replace("\r\n", "\n")


@pytest.fixture
def officer(cast: Cast) -> Person:
    """Who is told; what the cast was told while it was made is behind us."""
    Notification.objects.all().update(queued=True)
    return cast.sender.officer


def test_an_email_holds_the_word_of_the_family_and_the_address(
    officer: Person, mailserver: MailServer
) -> None:
    case = uuid4()
    tell([officer.id], "mla.submit", case)
    assert run() == Done(sent=1)
    mail = mailserver.mails[0]
    assert (mail.sender, mail.to) == ("hub@hub.example", [officer.email])
    said = mail.parsed
    assert said.get_content().split() == ["New", "on", "a", "request", ADDRESS]
    assert set(said.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date",
        "Message-ID", "Auto-Submitted",
    }  # fmt: skip
    assert (said["From"], said["To"], said["Subject"]) == (
        "hub@hub.example",
        officer.email,
        "New on a request",
    )
    for secret in (str(case), str(officer.id), officer.name, "Pakistan", "submit", "PK"):
        assert secret.encode() not in mail.data.replace(officer.email.encode(), b"")
    assert run(NOON + HOUR) == Done()


@pytest.mark.parametrize(
    "kind", ["thread.say", "quick.ask", "info.share", "pair.propose", "clock.overdue", "x.y"]
)
def test_every_family_has_its_word_in_the_officers_language(
    kind: str, officer: Person, mailserver: MailServer
) -> None:
    Officer.objects.filter(pk=officer.id).update(language="ar")
    tell([officer.id], kind, "target")
    run()
    body = text_of(mailserver)
    assert body.endswith(f"\n\n{ADDRESS}\n")
    assert "target" not in body
    assert "." not in subjects(mailserver)[0]


def test_what_was_read_before_is_not_sent(officer: Person, mailserver: MailServer) -> None:
    tell([officer.id], "mla.note", "early")
    mark_read(officer.id, "early")
    tell([officer.id], "mla.note", "late")
    take_up(NOON)
    mark_read(officer.id, "late")
    assert run() == Done(not_needed=1)
    assert mailserver.mails == []


def test_removed_officers_get_nothing_also_of_what_was_queued(cast: Cast, mailserver: MailServer) -> None:
    Notification.objects.all().update(queued=True)
    gone, unseated, stays = cast.sender.officer.id, cast.sender.approver.id, cast.recipient.officer.id
    tell([gone, unseated, stays], "mla.note", "case")
    take_up(NOON)
    Officer.objects.filter(pk=gone).update(is_active=False)
    Seat.objects.filter(officer=unseated).update(to_seq=99)
    assert run() == Done(sent=1, not_needed=2)
    assert [one.to for one in mailserver.mails] == [[cast.recipient.officer.email]]


def test_one_unread_row_for_each_single_kind_and_target(officer: Person) -> None:
    for target in ("a", "a", "b"):
        tell([officer.id], "thread.say", target, single=True)
    tell([officer.id], "thread.mention", "a")
    rows = Notification.objects.filter(officer=officer.id, queued=False)
    assert rows.count() == 3
    mark_read(officer.id, "a")
    tell([officer.id], "thread.say", "a", single=True)
    assert rows.filter(target="a", read_at__isnull=True).count() == 1
    assert rows.count() == 4


def test_never_means_never(officer: Person, mailserver: MailServer) -> None:
    choose(officer.id, wish("never"), NOON)
    tell([officer.id], "thread.urgent", "t")
    assert run() == Done()
    assert not Delivery.objects.exists()
    assert mailserver.mails == []


def test_a_digest_counts_once_a_day(officer: Person, mailserver: MailServer) -> None:
    choose(officer.id, wish("digest"), NOON)
    for kind in ("mla.note", "mla.ask", "thread.say", "mla.answer"):
        tell([officer.id], kind, kind)
    assert run() == Done()
    mark_read(officer.id, "mla.answer")
    morning = datetime(2026, 11, 23, 3, tzinfo=UTC)
    assert run(morning - timedelta(seconds=1)) == Done()
    assert run(morning) == Done(sent=1)
    said = mailserver.mails[0].parsed
    assert said["Subject"] == "What is new on the hub"
    assert text_of(mailserver) == f"Conversations: 1\nRequests: 2\n\n{ADDRESS}\n"
    assert run(morning + 24 * HOUR) == Done()


def test_quiet_hours_hold_back_all_but_what_is_urgent(officer: Person, mailserver: MailServer) -> None:
    choose(officer.id, wish(quiet=NIGHT), NOON)
    night = datetime(2026, 11, 22, 18, tzinfo=UTC)
    tell([officer.id], "thread.say", "t")
    tell([officer.id], "thread.urgent", "t")
    assert run(night) == Done(sent=1)
    assert subjects(mailserver) == ["New in a conversation"]
    assert Delivery.objects.get(state=State.WAITING).due == datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert run(datetime(2026, 11, 23, 2, tzinfo=UTC)) == Done(sent=1)


def test_urgent_waits_too_where_the_officer_wants_that(officer: Person, mailserver: MailServer) -> None:
    choose(officer.id, wish(quiet=NIGHT, urgent_breaks=False), NOON)
    tell([officer.id], "thread.urgent", "t")
    assert run(datetime(2026, 11, 22, 18, tzinfo=UTC)) == Done()
    assert run(datetime(2026, 11, 23, 2, tzinfo=UTC)) == Done(sent=1)
    assert len(mailserver.mails) == 1


def test_quiet_hours_are_asked_again_before_a_message_goes(officer: Person, mailserver: MailServer) -> None:
    tell([officer.id], "thread.say", "t")
    take_up(NOON)
    choose(officer.id, wish(quiet=NIGHT), NOON)
    assert run(datetime(2026, 11, 22, 18, tzinfo=UTC)) == Done()
    assert mailserver.mails == []


def test_what_waits_follows_a_new_choice(officer: Person, mailserver: MailServer) -> None:
    choose(officer.id, wish("digest"), NOON)
    tell([officer.id], "mla.note", "case")
    take_up(NOON)
    choose(officer.id, wish("each"), NOON)
    assert run() == Done(sent=1)
    tell([officer.id], "mla.note", "other")
    take_up(NOON)
    choose(officer.id, wish("never"), NOON)
    assert run(NOON + 48 * HOUR) == Done()
    assert len(mailserver.mails) == 1


def test_a_refusal_for_now_is_tried_again_later_and_given_up_after_three_days(
    officer: Person, mailserver: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    mailserver.to = lambda _address: "450 try later"
    tell([officer.id], "mla.note", "case")
    assert run() == Done(later=1)
    one = Delivery.objects.get()
    assert timedelta(minutes=1) <= one.due - NOON <= timedelta(minutes=1.1)
    assert run(NOON + timedelta(seconds=59)) == Done()
    assert run(NOON + timedelta(minutes=2)) == Done(later=1)
    assert run(NOON + LONGEST) == Done(given_up=1)
    assert standing(NOON + LONGEST) == {"waiting": 0, "late": 0, "dead": 1, "oldest": None}
    assert officer.email not in caplog.text
    mailserver.to = lambda _address: "250 taken"
    assert try_again(NOON + LONGEST) == 1
    assert run(NOON + LONGEST) == Done(sent=1)


def test_a_refusal_for_good_is_given_up_at_once_and_holds_up_nobody(
    cast: Cast, mailserver: MailServer
) -> None:
    Notification.objects.all().update(queued=True)
    wrong = cast.sender.officer.email
    mailserver.to = lambda address: "550 nobody here" if address == wrong else "250 taken"
    tell([cast.sender.officer.id, cast.recipient.officer.id], "mla.note", "case")
    assert run() == Done(sent=1, given_up=1)
    assert Delivery.objects.get(state=State.DEAD).problem == "refused"


def test_without_a_mail_server_everything_waits(cast: Cast, mailserver: MailServer, settings: object) -> None:
    Notification.objects.all().update(queued=True)
    reachable = mailserver.port
    settings.EMAIL_PORT = 9  # type: ignore[attr-defined]
    tell([cast.sender.officer.id, cast.recipient.officer.id], "mla.note", "case")
    assert run() == Done(later=1)
    assert standing(NOON)["waiting"] == 2
    settings.EMAIL_PORT = reachable  # type: ignore[attr-defined]
    assert run(NOON + HOUR) == Done(sent=2)


def test_sent_again_after_a_death_is_the_same_message(officer: Person, mailserver: MailServer) -> None:
    """The worker dies after the server took the message and before that is written down."""
    tell([officer.id], "mla.note", "case")

    class Dead(BaseException):
        """A worker that is gone."""

    def clock() -> datetime:
        if mailserver.mails:
            raise Dead
        return NOON

    with pytest.raises(Dead):
        deliver(clock, reach)
    assert run(NOON + LEASE - timedelta(seconds=1)) == Done()
    assert run(NOON + LEASE) == Done(sent=1)
    first, second = mailserver.mails
    assert first.parsed["Message-ID"] == second.parsed["Message-ID"]
    assert Notification.objects.filter(officer=officer.id, queued=True, target="case").count() == 1


def test_the_families_have_words_for_one_and_for_many() -> None:
    words = [str(word) for pair in FAMILIES.values() for word in pair]
    assert len(words) == len(set(words))
    assert all(words)
