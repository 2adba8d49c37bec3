"""When no mail leaves at all: the server is away, or refuses whatever we send.

That is nobody's address and no mail's fault, so it uses up no attempts. All workers wait, by one row that
each of them looks at; when its time has come one mail each is tried, and the first that leaves ends it.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest

from outbox import clock
from outbox.models import Message, Standstill
from outbox.refusals import Refusal

log = logging.getLogger(__name__)
State, Trouble = Message.State, Message.Trouble
#: So many mails that end the same way, one after the other, say something about the server.
IN_A_ROW = 3
#: A server that is back is noticed after so long at the latest.
LONGEST_WAIT_SECONDS = 600
_ONLY = 1


def is_on() -> bool:
    return Standstill.objects.exists()


def end() -> None:
    Standstill.objects.all().delete()


def note(message: Message, refusal: Refusal, *, was_on: bool, at_once: bool) -> bool:
    """After a failed attempt: True if no mail leaves. ``was_on`` says that the mail was tried during a
    standstill, ``at_once`` that no other mail need be asked."""
    if not refusal.may_be_everybodys:
        return False  # and a standstill goes on: only a mail that leaves ends it
    alike = [message.pk] if was_on or at_once or refusal.trouble == Trouble.SIGN_IN else _in_a_row(refusal)
    if not alike:
        return False
    standstill = _go_on(refusal)
    tried = Message.objects.filter(
        pk__in=alike, state__in=(State.WAITING, State.FAILED), trouble=refusal.trouble
    )
    tried.update(
        state=State.WAITING,
        attempts=Greatest(F("attempts") - 1, 0),
        next_attempt_at=standstill.retry_at,
    )
    return True


def give_up() -> None:
    """What has waited for OUTBOX_PATIENCE_DAYS would say nothing new any more, unless somebody asked for it
    by hand."""
    standstill = Standstill.objects.first()
    if standstill is None:
        return
    waiting = Message.objects.filter(state=State.WAITING)
    long_ago = clock.now() - timedelta(days=settings.OUTBOX_PATIENCE_DAYS)
    if standstill.since < long_ago:
        waiting.filter(created_at__lt=long_ago, version=0).update(
            state=State.FAILED, trouble=standstill.trouble, last_error=standstill.last_error
        )
    if not Message.objects.filter(state__in=(State.WAITING, State.SENDING)).exists():
        end()  # there is nothing that could leave


def _in_a_row(refusal: Refusal) -> list[int]:
    """The last mails that were tried, by whichever worker, if all of them ended like this one."""
    tried = Message.objects.filter(tried_at__isnull=False).exclude(state=State.SENDING)
    last = list(tried.order_by("-tried_at").values_list("pk", "trouble")[:IN_A_ROW])
    is_alike = len(last) == IN_A_ROW and all(trouble == refusal.trouble for _pk, trouble in last)
    return [pk for pk, _trouble in last] if is_alike else []


def _go_on(refusal: Refusal) -> Standstill:
    """Begin it, or wait for another while. Of several workers that find the same, one counts."""
    waits: list[int] = settings.OUTBOX_BACK_OFF_SECONDS
    now = clock.now()
    told = {"trouble": refusal.trouble, "last_error": refusal.words}
    first = {**told, "since": now, "retry_at": now + _at_most(waits[0])}
    standstill, is_new = Standstill.objects.get_or_create(pk=_ONLY, defaults=first)
    if is_new:
        log.error("no mail leaves: %s", refusal.words)
        return standstill
    wait = _at_most(waits[min(standstill.probes + 1, len(waits) - 1)])
    mine = Standstill.objects.filter(pk=_ONLY, probes=standstill.probes)
    if mine.update(**told, probes=F("probes") + 1, retry_at=now + wait):
        log.warning("no mail has left since %s: %s", standstill.since, refusal.words)
    standstill.retry_at = now + wait
    return standstill


def _at_most(seconds: int) -> timedelta:
    return timedelta(seconds=min(seconds, LONGEST_WAIT_SECONDS))
