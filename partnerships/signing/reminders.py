"""A side that does not answer: its signers are reminded after a week; after two, those who answer for it
are told."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import in_batches
from outbox.queueing import EmailDraft, queue_all
from partnerships.lifecycle.models import NOT_ENDED, Partnership
from partnerships.sides import Side
from partnerships.signing import emails
from partnerships.signing.models import SignOff
from partnerships.signing.signers import SidePeople, people_of

WEEK: Final = timedelta(days=7)
BATCH: Final = 200
#: After so many weeks; 1: remind, 2: tell.
STEPS: Final = (1, 2)


def remind_signers(now: datetime) -> int:
    """Returns how many mails are new. Each step is taken once for a sign-off: it stands on its row."""
    waiting = SignOff.objects.waiting().filter(NOT_ENDED, partnership__state=Partnership.State.BINDING)
    late = [Q(reminders__lt=step, submitted_at__lte=now - step * WEEK) for step in STEPS]
    return in_batches(
        gettext_noop("Reminders of signatures"),
        waiting.filter(late[0] | late[1]).order_by("submitted_at", "pk"),
        BATCH,
        lambda ids: sum(_step(waiting.filter(late[step - 1], pk__in=ids), step, now) for step in STEPS),
    )


def _step(due: "QuerySet[SignOff]", step: int, now: datetime) -> int:
    """Take these to this step (1: remind, 2: tell)."""
    parties = ("submitted_by", "partnership__customer", "partnership__supplier")
    rows = locked(due).select_related(*parties).prefetch_related("signatures")
    batch = list(rows)
    new = queue_all(_letters(batch, step, now))
    SignOff.objects.filter(pk__in=[sign_off.pk for sign_off in batch]).move(reminders=step)
    return new


def _letters(batch: list[SignOff], step: int, now: datetime) -> Iterator[EmailDraft]:
    people = people_of({sign_off.partnership_id for sign_off in batch})
    for sign_off in batch:
        signed = {signature.side for signature in sign_off.signatures.all()}
        days = (now - sign_off.submitted_at).days
        for side in Side:
            if side not in signed:
                yield from _to(sign_off, side, people[sign_off.partnership_id, side], step, days)


def _to(sign_off: SignOff, side: Side, people: SidePeople, step: int, days: int) -> Iterator[EmailDraft]:
    if step == 1:
        yield from (emails.reminder(sign_off, person, side, days) for person in people.asked)
    else:
        yield from (emails.silent(sign_off, person, side, days) for person in people.answerable)
