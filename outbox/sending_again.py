from django.db import transaction
from django.db.models import F

from common.locks import locked
from outbox import clock
from outbox.models import AT_REST, NOT_DELIVERED, Message, MessageQuerySet
from outbox.queueing import wake


@transaction.atomic
def send_again(*, message: Message, version: int) -> bool:
    """Put a mail that came to rest back to waiting, with the same Message-ID. False when somebody (or a
    second click) was there first."""
    own = Message.objects.filter(pk=message.pk, state__in=AT_REST, version=version)
    return _ask_again(own, [message.pk]) == 1


@transaction.atomic
def send_all_again(*, mails: MessageQuerySet) -> int:
    """The same for all of them that were not delivered, or not for certain. Returns how many there are; a
    second click finds none."""
    missed = mails.filter(state__in=NOT_DELIVERED)
    return _ask_again(missed, list(locked(missed).values_list("pk", flat=True)))


def _ask_again(mails: MessageQuerySet, ids: list[int]) -> int:
    asked = mails.filter(overtaken_at=None, text_removed_at=None).update(
        state=Message.State.WAITING,
        attempts=0,
        unanswered=0,
        next_attempt_at=clock.now(),
        claimed_until=None,
        trouble="",
        last_error="",
        version=F("version") + 1,
    )
    if asked:
        transaction.on_commit(lambda: wake(ids), robust=True)
    return asked
