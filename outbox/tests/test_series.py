"""Of letters that say the same anew, the latest leaves; a calendar goes along as mail programs expect it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from outbox.delivery import deliver, deliver_due
from outbox.models import Message
from outbox.queueing import EmailDraft, queue, queue_all
from outbox.sending_again import send_again
from tests.story import Story

Written = Callable[..., EmailDraft]


@pytest.mark.django_db
def test_a_later_letter_takes_the_place_of_what_has_not_left(story: Story, letter: Written) -> None:
    queue_all(
        [letter("1", series="a", organisation_id=story.customer.pk), letter("2", series="b"), letter("3")]
    )
    queue(letter("4", series="a"))
    queue(letter("4", series="a"))
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"1": "overtaken", "2": "waiting", "3": "waiting", "4": "waiting"}
    overtaken = Message.objects.get(key="1")
    assert not overtaken.may_be_sent_again
    assert not send_again(by=story.administrator, message=overtaken, version=overtaken.version)


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_on_its_way_is_not_tried_after_a_later_one(letter: Written, settings: Any) -> None:
    queue(letter("1", series="a"))
    first = Message.objects.get()

    class Failing:
        """A server that goes away while the next letter is written."""

        def __init__(self, **_kwargs: Any) -> None: ...
        def open(self) -> None: ...
        def close(self) -> None: ...
        def send_messages(self, _mails: Any) -> int:
            queue(letter("2", series="a"))
            raise ConnectionError

    settings.EMAIL_BACKEND = f"{__name__}.failing"
    globals()["failing"] = Failing
    assert deliver([first.pk]) == 0
    first.refresh_from_db()
    assert first.state == "overtaken"
    assert Message.objects.get(key="2").state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_one_that_a_dead_worker_held_is_not_taken_up_after_a_later_one(letter: Written) -> None:
    queue(letter("1", series="a"))
    past = timezone.now() - timedelta(hours=1)
    Message.objects.update(state="sending", claimed_until=past, attempts=1)
    queue(letter("2", series="a"))
    assert deliver_due(timezone.now()) == 1
    assert dict(Message.objects.values_list("key", "state")) == {"1": "overtaken", "2": "sent"}


@pytest.mark.django_db(transaction=True)
def test_a_calendar_is_another_form_of_the_mail_and_a_file(letter: Written, mail_server: Any) -> None:
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nSUMMARY:Å\r\nEND:VCALENDAR\r\n"
    queue(letter("1", calendar=("REQUEST", calendar)))
    assert deliver_due(timezone.now()) == 1
    (mail,) = mail_server.mails
    kinds = {part.get_content_type(): part for part in mail.walk()}
    assert kinds["text/calendar"].get_param("method") == "REQUEST"
    assert kinds["text/calendar"].get_content().splitlines() == calendar.splitlines()
    assert kinds["application/ics"].get_content() == calendar.encode()
