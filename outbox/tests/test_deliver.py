import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from outbox.delivery import deliver, deliver_due
from outbox.models import Message
from outbox.queueing import EmailDraft, queue, queue_all
from outbox.refusals import judge
from outbox.sending_again import send_again
from outbox.smtp import Unanswered
from outbox.tests.mail_server import MailServer
from tests.story import Story

pytestmark = pytest.mark.django_db
State, Trouble = Message.State, Message.Trouble
Written = Callable[..., EmailDraft]


def deliver_all(**later: float) -> int:
    return deliver_due(timezone.now() + timedelta(**later))


def test_a_mail_leaves_once_with_text_html_and_attachment(letter: Written, mail_server: MailServer) -> None:
    path = default_storage.save("reports/1.pdf", ContentFile(b"%PDF-1.7 report"))
    queue(letter(attachments=[("Rapport å.pdf", "application/pdf", path)], language="en"))
    message = Message.objects.get()
    assert deliver([message.pk]) == 1
    assert deliver([message.pk]) == 0
    assert deliver_all(days=9) == 0
    [mail] = mail_server.mails
    assert mail["Message-ID"] == message.message_id
    assert mail["To"] == "asa@fyrstad.example"
    assert mail["Subject"] == "Notice for Åsa"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert mail["Date"]
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "application/pdf"]
    [attached] = list(mail.iter_attachments())  # type: ignore[attr-defined]
    assert attached.get_filename() == "Rapport å.pdf"
    assert attached.get_content() == b"%PDF-1.7 report"
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.SENT, 1, "")
    assert message.sent_at is not None


def test_one_connection_serves_many(letter: Written, mail_server: MailServer) -> None:
    queue_all(letter(f"notice/{number}") for number in range(20))
    assert deliver_all() == 20
    assert mail_server.connections == 1


def test_a_server_that_says_later_gets_it_later(letter: Written, mail_server: MailServer) -> None:
    queue(letter())
    mail_server.answer = lambda address: "451 4.7.1 greylisted"
    assert deliver_all() == 0
    message = Message.objects.get()
    assert (message.state, message.trouble, message.attempts) == (State.WAITING, Trouble.LATER, 1)
    assert "greylisted" in message.last_error
    mail_server.answer = lambda address: ""
    assert deliver_all() == 0, "it waits a minute"
    assert deliver_all(seconds=61) == 1
    message.refresh_from_db()
    assert (message.state, message.trouble, message.last_error) == (State.SENT, "", "")
    assert mail_server.mails[0]["Message-ID"] == message.message_id


def test_a_refused_address_fails_for_good_and_stops_no_other(
    letter: Written, mail_server: MailServer
) -> None:
    queue_all([letter("1", to="gone@fyrstad.example"), letter("2"), letter("3")])
    mail_server.answer = lambda address: "550 5.1.1 no such user" if address.startswith("gone") else ""
    assert deliver_all() == 2
    gone = Message.objects.get(to="gone@fyrstad.example")
    assert (gone.state, gone.trouble, gone.attempts) == (State.FAILED, Trouble.REFUSED, 1)
    assert deliver_all(days=9) == 0


def test_it_is_given_up_after_the_last_wait(letter: Written, mail_server: MailServer, settings: Any) -> None:
    settings.OUTBOX_BACK_OFF_SECONDS = [60, 300]
    queue(letter())
    mail_server.answer = lambda address: "451 not now"
    for days in range(5):
        deliver_all(days=days)
    message = Message.objects.get()
    assert (message.state, message.attempts, message.trouble) == (State.FAILED, 3, Trouble.LATER)


def test_without_a_server_one_mail_notes_it_and_the_others_wait(
    letter: Written, mail_server: MailServer
) -> None:
    mail_server.stop()
    queue_all(letter(f"notice/{number}") for number in range(5))
    assert deliver_all() == 0
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}, "it uses up no attempt"
    assert Message.objects.filter(trouble=Trouble.UNREACHABLE).count() == 1
    mail_server.start()
    assert deliver_all(minutes=2) == 5


def test_what_a_dead_worker_left_is_taken_up_when_its_lease_has_run_out(
    letter: Written, mail_server: MailServer
) -> None:
    queue(letter())
    left = Message.objects.all()
    left.update(state=State.SENDING, claimed_until=timezone.now() + timedelta(seconds=60), attempts=1)
    # a sweep as of next year must not take a mail from a worker that is at it now
    assert deliver_all(days=365) == 0
    left.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert deliver_all() == 1
    assert left.get().attempts == 2


def test_a_mail_that_kills_every_worker_is_given_up(
    letter: Written, mail_server: MailServer, settings: Any
) -> None:
    queue(letter())
    attempts = len(settings.OUTBOX_BACK_OFF_SECONDS) + 1
    Message.objects.update(
        state=State.SENDING, claimed_until=timezone.now() - timedelta(seconds=1), attempts=attempts
    )
    assert deliver_all() == 0
    message = Message.objects.get()
    assert (message.state, message.trouble) == (State.FAILED, Trouble.UNFINISHED)


def test_who_outstayed_the_lease_changes_nothing(
    letter: Written, mail_server: MailServer, monkeypatch: Any
) -> None:
    queue(letter())

    taken = timezone.now() + timedelta(seconds=99)

    def slow(email: Any) -> int:
        Message.objects.update(claimed_until=taken)
        raise TimeoutError("slow")

    monkeypatch.setattr("outbox.mail.EmailMultiAlternatives.send", slow)
    deliver_all()
    message = Message.objects.get()
    assert (message.state, message.claimed_until) == (State.SENDING, taken)


def test_an_attachment_that_is_gone_is_told_and_tried_again(letter: Written, mail_server: MailServer) -> None:
    queue(letter(attachments=[("report.pdf", "application/pdf", "reports/none.pdf")]))
    assert deliver_all() == 0
    message = Message.objects.get()
    assert (message.state, message.trouble) == (State.WAITING, Trouble.ATTACHMENT)
    default_storage.save("reports/none.pdf", ContentFile(b"%PDF"))
    assert deliver_all(minutes=2) == 1


def test_a_line_break_in_an_address_never_becomes_a_header(letter: Written, mail_server: MailServer) -> None:
    queue(letter(to="asa@fyrstad.example\nBcc: all@elsewhere.example"))
    assert deliver_all() == 0
    message = Message.objects.get()
    assert (message.state, message.trouble) == (State.FAILED, Trouble.ADDRESS)


def test_send_again_sends_once_however_often_it_is_asked(
    story: Story, letter: Written, mail_server: MailServer
) -> None:
    queue(letter(organisation_id=story.customer.pk))
    deliver_all()
    message = Message.objects.get()
    for other in (story.lead, story.supplier_administrator, story.stranger):
        with pytest.raises(PermissionDenied):
            send_again(by=other, message=message, version=0)
    assert send_again(by=story.administrator, message=message, version=0)
    assert deliver_all() == 1
    assert not send_again(by=story.administrator, message=message, version=0), "the second click"
    assert deliver_all() == 0
    assert list(mail_server.by_message_id().values()) == [2]


def refused(code: int, reply: bytes) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"a@b.example": (code, reply)})


@pytest.mark.parametrize(
    ("error", "trouble", "is_for_good"),
    [
        (refused(550, b"5.1.1 no such user"), Trouble.REFUSED, True),
        (refused(550, b"no"), Trouble.REJECTED, True),
        (refused(451, b"later"), Trouble.LATER, False),
        (refused(550, b"5.7.1 your address is listed"), Trouble.BLOCKED, False),
        (refused(554, b"Relay access denied"), Trouble.BLOCKED, False),
        (refused(553, b"sorry, not one of my hosts (#5.7.1)"), Trouble.BLOCKED, False),
        (refused(553, b"5.1.8 sender's domain does not exist"), Trouble.BLOCKED, False),
        (refused(550, b"10.5.7.1 has no such user"), Trouble.REJECTED, True),
        (refused(552, b"5.2.2 over quota"), Trouble.FULL, False),
        (refused(452, b"4.2.2 over quota"), Trouble.FULL, False),
        (refused(421, b"4.3.2 closing"), Trouble.UNREACHABLE, False),
        (smtplib.SMTPDataError(554, b"5.7.1 blocked"), Trouble.BLOCKED, False),
        (smtplib.SMTPDataError(552, b"5.3.4 too big"), Trouble.TOO_LARGE, True),
        (smtplib.SMTPSenderRefused(552, b"5.3.4 too big", "x@y.example"), Trouble.TOO_LARGE, True),
        (smtplib.SMTPSenderRefused(451, b"later", "x@y.example"), Trouble.LATER, False),
        (Unanswered("gone"), Trouble.UNANSWERED, False),
        (smtplib.SMTPDataError(554, b"spam"), Trouble.REJECTED, True),
        (smtplib.SMTPDataError(452, b"full"), Trouble.LATER, False),
        (smtplib.SMTPSenderRefused(550, b"who?", "x@y.example"), Trouble.SIGN_IN, False),
        (smtplib.SMTPAuthenticationError(535, b"no"), Trouble.SIGN_IN, False),
        (smtplib.SMTPServerDisconnected("gone"), Trouble.UNREACHABLE, False),
        (ConnectionRefusedError("no"), Trouble.UNREACHABLE, False),
        (RuntimeError("?"), Trouble.OTHER, False),
    ],
)
def test_what_a_failure_means(error: Exception, trouble: str, is_for_good: bool) -> None:
    refusal = judge(error)
    assert (refusal.trouble, refusal.is_for_good) == (trouble, is_for_good)
