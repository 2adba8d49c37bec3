"""A server that is slow, silent, away, or against us: no mail comes more than twice, and none is lost."""

import smtplib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from outbox import clock, delivery, tasks
from outbox.delivery import deliver, deliver_due
from outbox.models import Message, Standstill
from outbox.queueing import EmailDraft, queue, queue_all
from outbox.tests.mail_server import MailServer

pytestmark = pytest.mark.django_db
State, Trouble = Message.State, Message.Trouble
Written = Callable[..., EmailDraft]


def deliver_all(**later: float) -> int:
    return deliver_due(timezone.now() + timedelta(**later))


def states() -> set[str]:
    return set(Message.objects.values_list("state", flat=True))


def pass_days(days: float) -> None:
    """What happened so far happened so much earlier."""
    ago = timedelta(days=days)
    for message in Message.objects.all():
        message.created_at -= ago
        message.next_attempt_at -= ago
        message.save()
    for standstill in Standstill.objects.all():
        standstill.since -= ago
        standstill.retry_at -= ago
        standstill.save()


def test_a_server_that_looks_for_viruses_gets_a_mail_once(
    letter: Written, mail_server: MailServer, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    mail_server.on_mail = lambda number: time.sleep(1)
    queue(letter())
    assert deliver_all() == 1
    assert list(mail_server.by_message_id().values()) == [1]
    mail_server.stop()  # after the dot the usual patience is back
    queue(letter("notice/2"))
    assert deliver_all() == 0


def test_the_lease_covers_what_a_server_may_take(settings: Any) -> None:
    assert settings.EMAIL_FINAL_TIMEOUT >= 600
    assert settings.OUTBOX_LEASE_SECONDS > settings.EMAIL_FINAL_TIMEOUT + 180 + 5 * settings.EMAIL_TIMEOUT


def test_a_server_that_never_answers_gets_a_mail_twice_at_most(
    letter: Written, mail_server: MailServer
) -> None:
    mail_server.final_answer = ""
    queue_all(letter(f"notice/{number}") for number in range(5))
    for days in range(12):
        assert deliver_all(days=days) == 0
    assert states() == {State.PERHAPS}
    assert set(Message.objects.values_list("trouble", flat=True)) == {Trouble.UNANSWERED}
    assert set(mail_server.by_message_id().values()) == {2}


def test_a_server_that_never_answers_is_left_alone_after_three(
    letter: Written, mail_server: MailServer
) -> None:
    mail_server.final_answer = ""
    queue_all(letter(f"notice/{number}") for number in range(9))
    deliver_all()
    deliver_all()
    assert len(mail_server.mails) == 3
    mail_server.final_answer = "250 OK"
    assert deliver_all(minutes=2) == 9
    assert not Standstill.objects.exists()


@pytest.mark.parametrize(
    "refusal", ["554 5.7.1 your network is blocked", "550 relaying denied", "554 transaction failed"]
)
def test_a_server_that_is_against_us_fails_no_mail(
    letter: Written, mail_server: MailServer, refusal: str, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    def refuse(address: str) -> str:
        asked.append(address)
        return refusal

    mail_server.answer = refuse
    queue_all(letter(f"notice/{number}") for number in range(20))
    pks = list(Message.objects.order_by("pk").values_list("pk", flat=True))
    for pk in pks:  # each by a task of its own, as people's clicks send them
        deliver([pk])
    deliver_all()
    assert len(asked) == 3
    assert states() == {State.WAITING}
    assert "no mail leaves" in caplog.text
    deliver_all(minutes=2)
    assert len(asked) == 4, "one of them is tried"
    assert states() == {State.WAITING}
    mail_server.answer = lambda address: ""
    assert deliver_all(hours=1) == 20
    assert not Standstill.objects.exists()


def test_three_wrong_addresses_stop_no_other_mail(letter: Written, mail_server: MailServer) -> None:
    mail_server.answer = lambda address: "550 5.1.1 no such user" if address.startswith("gone") else ""
    queue_all([letter(str(n), to=f"gone{n}@fyrstad.example") for n in range(4)])
    queue(letter("5"))
    assert deliver_all() == 1
    assert Message.objects.filter(state=State.FAILED, trouble=Trouble.REFUSED).count() == 4


def test_one_reader_whose_server_blocks_us_stops_no_other_mail(
    letter: Written, mail_server: MailServer, settings: Any
) -> None:
    mail_server.answer = lambda address: "550 5.7.1 not from outside" if address.startswith("shy") else ""
    queue_all([letter("1", to="shy@fyrstad.example"), letter("2"), letter("3")])
    assert deliver_all() == 2
    shy = Message.objects.get(key="1")
    assert (shy.state, shy.trouble, shy.attempts) == (State.WAITING, Trouble.BLOCKED, 1)


def test_a_full_mailbox_is_tried_again_for_days(letter: Written, mail_server: MailServer) -> None:
    mail_server.answer = lambda address: "552 5.2.2 mailbox full"
    queue(letter())
    for days in range(5):
        deliver_all(days=days)
    assert Message.objects.get().state == State.WAITING
    mail_server.answer = lambda address: ""
    assert deliver_all(days=6) == 1


def test_a_long_weekend_without_a_server_costs_no_mail(letter: Written, mail_server: MailServer) -> None:
    mail_server.stop()
    queue(letter())
    began = timezone.now()
    for hour in range(0, 4 * 24, 3):
        deliver_all(hours=hour)
    pass_days(4)
    standstill = Standstill.objects.get()
    assert abs(standstill.since + timedelta(days=4) - began) < timedelta(minutes=1)
    mail_server.start()
    assert deliver_all(minutes=11) == 1


def test_after_a_week_what_waits_is_given_up_unless_asked_for_by_hand(
    letter: Written, mail_server: MailServer
) -> None:
    mail_server.stop()
    queue_all([letter("old"), letter("asked")])
    deliver_all()
    Message.objects.filter(key="asked").update(version=1)
    pass_days(7.1)
    queue(letter("new"))
    deliver_all()
    found = dict(Message.objects.values_list("key", "state"))
    assert found == {"old": State.FAILED, "asked": State.WAITING, "new": State.WAITING}
    assert Message.objects.get(key="old").trouble == Trouble.UNREACHABLE


def test_a_server_that_does_not_let_us_in_blames_no_mail(
    letter: Written, mail_server: MailServer, settings: Any
) -> None:
    settings.EMAIL_USE_TLS = True  # which this server does not know
    queue_all([letter("1"), letter("2")])
    deliver_all()
    assert states() == {State.WAITING}
    assert Standstill.objects.get().trouble == Trouble.SIGN_IN


def test_a_worker_whose_clock_is_wrong_takes_nothing_and_says_so(
    letter: Written, mail_server: MailServer, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    now = timezone.now()
    queue(letter())
    monkeypatch.setattr(clock, "now", lambda: now)
    with time_machine.travel(now + timedelta(minutes=10)):
        assert deliver_all() == 0
        tasks.deliver_due()
        tasks.deliver(Message.objects.get().pk)
    assert "clock is +600 s off" in caplog.text
    assert Message.objects.get().attempts == 0
    assert deliver_all() == 1


def test_the_clock_of_all_decides_whose_a_mail_is(
    letter: Written, mail_server: MailServer, monkeypatch: Any
) -> None:
    """Of two workers thirty seconds apart none takes what the other holds, nor waits longer than it must."""
    now = timezone.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    queue(letter())
    assert Message.objects.get().next_attempt_at == now
    held = Message.objects.all()
    with time_machine.travel(now + timedelta(seconds=30)):
        held.update(state=State.SENDING, claimed_until=now + timedelta(seconds=20))
        assert deliver_due(now) == 0
    with time_machine.travel(now - timedelta(seconds=30)):
        held.update(claimed_until=now - timedelta(seconds=20))
        assert deliver_due(now) == 1


def test_a_chunk_is_bounded_in_time(letter: Written, mail_server: MailServer, monkeypatch: Any) -> None:
    monkeypatch.setattr(delivery, "SECONDS", 0.2)
    mail_server.on_mail = lambda number: time.sleep(0.3)
    queue_all(letter(f"notice/{number}") for number in range(3))
    tasks.deliver_chunk(list(Message.objects.values_list("pk", flat=True)))
    assert len(mail_server.mails) == 1
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_a_hang_up_before_the_dot_is_no_perhaps(
    letter: Written, mail_server: MailServer, monkeypatch: Any
) -> None:
    def cut(*_arguments: object) -> None:
        raise smtplib.SMTPServerDisconnected("cut")

    monkeypatch.setattr(smtplib.SMTP, "mail", cut)
    queue(letter())
    deliver_all()
    message = Message.objects.get()
    assert (message.state, message.trouble, message.unanswered) == (State.WAITING, Trouble.UNREACHABLE, 0)
