"""What mails said is about people, and is not kept for ever."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from common.locks import locked
from outbox import folder
from outbox.models import Attachment, Message

#: So many mails in one transaction.
BATCH = 1000


def remove_old_texts(now: datetime) -> int:
    """Empty the mails that came to rest OUTBOX_KEEP_DAYS ago, and delete their files. The rows stay: that a
    mail went, to whom, and when. Returns how many mails and files it was."""
    if not settings.OUTBOX_KEEP_DAYS:
        return 0
    before = now - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    removed = folder.remove_old(before)
    while emptied := _empty(before, now):
        removed += emptied
    return removed


@transaction.atomic
def _empty(before: datetime, now: datetime) -> int:
    moving = (Message.State.WAITING, Message.State.SENDING)
    old = Message.objects.filter(text_removed_at=None, next_attempt_at__lt=before).exclude(state__in=moving)
    ids = list(locked(old, only_free=True).values_list("pk", flat=True)[:BATCH])
    # one that was asked for again at this moment leaves whole
    emptied = old.filter(pk__in=ids).update(
        text="", html="", calendar="", private_links=[], last_error="", text_removed_at=now
    )
    Attachment.objects.filter(message__in=ids, message__text_removed_at=now).delete()
    return emptied
