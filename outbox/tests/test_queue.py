import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from outbox import tasks
from outbox.delivery import deliver
from outbox.models import Attachment, Message
from outbox.queueing import EmailDraft, queue, queue_all

# the module, which the function of its name hides
queue_module = sys.modules["outbox.queueing"]
Written = Callable[..., EmailDraft]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    calls: list[list[int]] = []
    monkeypatch.setattr(tasks, "deliver_many", calls.append)
    return calls


@pytest.mark.django_db
def test_a_key_is_queued_once_and_wakes_the_worker_once(
    letter: Written, woken: list[list[int]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert queue(letter())
        assert not queue(letter(to="somebody.else@fyrstad.example"))
        assert queue_all([letter(), letter("notice/2"), letter("notice/2")]) == 1
    assert [m.to for m in Message.objects.order_by("pk")] == ["asa@fyrstad.example"] * 2
    assert sorted(pk for ids in woken for pk in ids) == sorted(Message.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_transaction_rolls_back_never_leaves(
    letter: Written, woken: list[list[int]], mail_server: Any
) -> None:
    with transaction.atomic():
        queue(letter())
        transaction.set_rollback(True)
    queue(letter("notice/2"))
    assert Message.objects.get().key == "notice/2"
    assert woken == [[Message.objects.get().pk]]
    deliver(woken[0])
    assert len(mail_server.mails) == 1


@pytest.mark.django_db
def test_who_comes_second_with_a_key_adds_no_attachment(letter: Written, monkeypatch: Any) -> None:
    report = ("report.pdf", "application/pdf", "reports/1.pdf")
    written: Callable[[EmailDraft], Message] = queue_module._written

    def overtaken(late: EmailDraft) -> Message:
        """Between the look and the insert another process queues the same key."""
        other = Message.objects.create(key=late.key, message_id="<other@partnering.example>", to=late.to)
        Attachment.objects.create(message=other, name="report.pdf", content_type="a/b", stored_as="1.pdf")
        return written(late)

    monkeypatch.setattr(queue_module, "_written", overtaken)
    assert not queue(letter(attachments=[report]))
    assert Attachment.objects.count() == 1


@pytest.mark.django_db
def test_a_subject_cannot_grow_headers_and_is_not_written_in_html(letter: Written) -> None:
    queue(letter(name="Möller & Søn\r\nBcc: all@elsewhere.example\x07\u2028<x>"))
    message = Message.objects.get()
    assert message.subject == "Notice for Möller & Søn Bcc: all@elsewhere.example <x>"
    assert "Möller & Søn" in message.text
    assert "Möller &amp; Søn" in message.html
    assert "<x>" not in message.html
    queue(letter("notice/long", name="å" * 400))
    assert len(Message.objects.get(key="notice/long").subject) == 255


@pytest.mark.django_db
def test_a_thousand_letters_are_as_many_queries_as_the_database_needs(
    letter: Written, django_assert_max_num_queries: Any
) -> None:
    # SQLite takes some forty rows an INSERT; what must not happen is one query a letter
    with django_assert_max_num_queries(40):
        assert queue_all(letter(f"notice/{number}") for number in range(1000)) == 1000


@pytest.mark.django_db
def test_a_broker_that_is_away_stops_nobody(letter: Written, monkeypatch: Any) -> None:
    asked: list[list[int]] = []

    def refuse(ids: list[int]) -> None:
        asked.append(ids)
        raise ConnectionError("nobody there")

    monkeypatch.setattr(tasks.deliver_chunk, "delay", refuse)
    monkeypatch.setattr(tasks, "_no_wake_before", 0.0)
    tasks.deliver_many(list(range(4000)))
    tasks.deliver_many([4000])
    assert len(asked) == 1, "nobody waits for it twice in a row"
    monkeypatch.setattr(tasks, "_no_wake_before", 0.0)
    tasks.deliver_many([4001])
    assert len(asked) == 2


@pytest.mark.django_db
def test_four_thousand_mails_wake_in_eighty_tasks(monkeypatch: Any) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(tasks.deliver_chunk, "delay", asked.append)
    monkeypatch.setattr(tasks, "_no_wake_before", 0.0)
    tasks.deliver_many(list(range(4000)))
    assert len(asked) == 80
    assert [pk for ids in asked for pk in ids] == list(range(4000))
