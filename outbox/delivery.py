"""Sending what is due, each mail once, whoever else is at work.

A worker takes a mail by one UPDATE that only one of many can win, and writes into it until when the mail
is its own: the lease. It sends outside of any transaction, and notes the end by an UPDATE that finds the
row only while the lease it wrote is still there. A worker that is killed leaves a lease that runs out;
the next ``deliver_due`` takes the mail up again.

The lease covers what a patient server may take: a few exchanges, the mail itself, and ten minutes for the
answer to the final dot (outbox/smtp.py). It is compared with the database's clock (outbox/clock.py).
A server killed between "accepted" and our noting it costs one mail that comes twice, with the
same Message-ID: mails are taken one by one, so it is one for each process that dies. Where the server never
answers at all a mail is tried once more, and then rests as perhaps sent.
"""

import contextlib
import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from outbox import clock, several, standstill
from outbox.mail import as_email
from outbox.models import Message
from outbox.refusals import Refusal, judge, judge_call

log = logging.getLogger(__name__)
State = Message.State
#: A worker hands over to the next sweep rather than being busy for hours.
SECONDS = 25
#: A mail that the server took without an answer may have been sent: it is tried once more, and then rests.
COPIES_AT_MOST = 2


def deliver(ids: Sequence[int], ripe_at: datetime | None = None) -> int:
    """Send those of ``ids`` that are due and nobody else's. Returns how many left. One connection serves
    them all; what is not done after SECONDS waits for the next sweep, as does all where no mail leaves."""
    if not clock.is_right():
        return 0
    due = set(Message.objects.due(ripe_at).filter(pk__in=ids).values_list("pk", flat=True))
    was_on = bool(due) and standstill.is_on()
    stop_at = time.monotonic() + SECONDS
    sent = 0
    with contextlib.ExitStack() as at_the_end:
        connection = get_connection()
        at_the_end.callback(_hang_up, connection)
        for pk in (pk for pk in ids if pk in due):
            if time.monotonic() > stop_at:
                break
            unreachable = _call(connection)
            message = _claim(pk, ripe_at)
            if message is None or _withheld(message):
                continue
            refusal = unreachable or _send(message, connection)
            if refusal is None:
                sent += 1
                if was_on:
                    standstill.end()
                    was_on = False
                continue
            _note_failure(message, refusal)
            _hang_up(connection)  # it may be in the middle of a sentence
            if standstill.note(message, refusal, was_on=was_on, at_once=unreachable is not None):
                break
    return sent


def deliver_due(now: datetime, limit: int = 500) -> int:
    """Take up what nobody was woken for, what is to be tried again, and what a dead worker left."""
    if not clock.is_right():
        return 0
    _give_up_unfinished()
    standstill.give_up()
    ids = list(
        Message.objects.due(now).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:limit]
    )
    return deliver(ids, ripe_at=now)


def _claim(pk: int, ripe_at: datetime | None) -> Message | None:
    now = clock.now()
    lease = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    # durable: called inside a transaction, others would not see the claim while the mail leaves
    with transaction.atomic(durable=True):
        won = (
            Message.objects.due(ripe_at)
            .filter(pk=pk)
            .update(state=State.SENDING, claimed_until=lease, tried_at=now, attempts=F("attempts") + 1)
        )
    return Message.objects.prefetch_related("attachments").get(pk=pk) if won else None


def _withheld(message: Message) -> bool:
    """Whether its reader has left since it was written: then it rests. Asked at each attempt. What says
    several things does not say those that the reader has left any more."""
    left = several.left_to_say(message)
    if left is not None:
        if left:
            _note(message, **left)
        return False
    _note(message, state=State.WITHHELD, claimed_until=None, trouble="", last_error="")
    return True


def _send(message: Message, connection: BaseEmailBackend) -> Refusal | None:
    try:
        as_email(message, connection).send()
    except Exception as error:  # whatever a backend or a file store raises, the others must go on
        return judge(error)
    _note(message, state=State.SENT, sent_at=timezone.now(), claimed_until=None, trouble="", last_error="")
    return None


def _note_failure(message: Message, refusal: Refusal) -> None:
    waits: list[int] = settings.OUTBOX_BACK_OFF_SECONDS
    unanswered = message.unanswered + (refusal.trouble == Message.Trouble.UNANSWERED)
    is_over = refusal.is_for_good or message.attempts > len(waits) or unanswered >= COPIES_AT_MOST
    log.log(
        logging.ERROR if is_over else logging.WARNING,
        "mail %s (%s) did not leave, attempt %d: %s",
        message.pk,
        message.key,
        message.attempts,
        refusal.words,
    )
    ended = State.PERHAPS if unanswered else State.FAILED
    _note(
        message,
        wait=0 if is_over else waits[message.attempts - 1],
        # a later mail of its series may have been written while this one was on its way
        state=Case(
            When(overtaken_at__isnull=False, then=Value(State.OVERTAKEN)),
            default=Value(ended if is_over else State.WAITING),
        ),
        claimed_until=None,
        unanswered=unanswered,
        trouble=refusal.trouble,
        last_error=refusal.words,
    )


def _note(message: Message, *, wait: int | None = None, **changes: object) -> None:
    """Write down how it went, if the mail is still ours. It has left (or not) whatever the database says:
    one that is away for a moment must not make us send again."""
    ours = Message.objects.filter(pk=message.pk, state=State.SENDING, claimed_until=message.claimed_until)
    for pause in (1, 3, None):
        try:
            if wait is not None:
                changes["next_attempt_at"] = clock.now() + timedelta(seconds=wait)
            if not ours.update(**changes):
                log.warning("mail %s took longer than its lease", message.pk)
            return
        except (OperationalError, InterfaceError):
            if pause is None:
                raise
            time.sleep(pause)
            close_old_connections()


def _give_up_unfinished() -> None:
    """A mail that takes its worker down with it is not tried for ever; nor is one that was overtaken."""
    most = len(settings.OUTBOX_BACK_OFF_SECONDS)
    left = Message.objects.filter(state=State.SENDING, claimed_until__lt=clock.now())
    left.filter(attempts__gt=most).update(
        state=State.FAILED, claimed_until=None, trouble=Message.Trouble.UNFINISHED
    )
    left.filter(overtaken_at__isnull=False).update(state=State.OVERTAKEN, claimed_until=None)


def _call(connection: BaseEmailBackend) -> Refusal | None:
    try:
        connection.open()
    except Exception as error:  # what a backend raises depends on the backend
        return judge_call(error)
    return None


def _hang_up(connection: BaseEmailBackend) -> None:
    with contextlib.suppress(Exception):  # a server that has gone takes no leave
        connection.close()
