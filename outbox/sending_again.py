from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from common.locks import locked
from outbox import clock
from outbox.models import AT_REST, NOT_DELIVERED, Message, MessageQuerySet
from outbox.queueing import wake_on_commit
from outbox.reading import administered_by


def mails_of(administrator: Any) -> MessageQuerySet:
    """Those of the organisations that the person administers."""
    own = administered_by(administrator).values_list("organisation_id", flat=True)
    return Message.objects.of_organisations(list(own))


@transaction.atomic
def send_again(*, by: Any, message: Message, version: int) -> bool:
    """By an administrator of the organisation whose mail it is: put what came to rest back to waiting, with
    the same Message-ID. False when somebody (or a second click) was there first."""
    own = mails_of(by).filter(pk=message.pk)
    if not own.exists():
        raise PermissionDenied
    own = own.filter(state__in=AT_REST, version=version)
    return _ask_again(own, [message.pk]) == 1


@transaction.atomic
def send_all_again(*, by: Any, mails: MessageQuerySet) -> int:
    """The same for all of them that were not delivered, or not for certain. Returns how many there are; a
    second click finds none."""
    missed = mails.filter(pk__in=mails_of(by).order_by().values("pk"), state__in=NOT_DELIVERED)
    return _ask_again(missed, list(locked(missed, only_free=True).values_list("pk", flat=True)))


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
        wake_on_commit(ids)
    return asked
