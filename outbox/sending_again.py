from django.db import transaction
from django.db.models import F
from django.utils import timezone

from outbox.models import AT_REST, Message
from outbox.queueing import wake


@transaction.atomic
def send_again(*, message: Message, version: int) -> bool:
    """Put a mail that was sent, or that failed for good, back to waiting, with the same Message-ID. False
    when somebody (or a second click) was there first."""
    asked = Message.objects.filter(
        pk=message.pk, state__in=AT_REST, version=version, overtaken_at=None
    ).update(
        state=Message.State.WAITING,
        attempts=0,
        next_attempt_at=timezone.now(),
        claimed_until=None,
        trouble="",
        last_error="",
        version=F("version") + 1,
    )
    if asked:
        transaction.on_commit(lambda: wake([message.pk]))
    return bool(asked)
