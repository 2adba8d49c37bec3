"""What mails said is about people, and is not kept for ever."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import in_batches
from outbox import folder
from outbox.models import Attachment, Message, MessageQuerySet

#: So many mails in one transaction.
BATCH = 1000


def remove_old_texts(now: datetime) -> int:
    """Empty the mails that came to rest OUTBOX_KEEP_DAYS ago, and delete their files. The rows stay: that a
    mail went, to whom, and when. Returns how many mails and files it was."""
    if not settings.OUTBOX_KEEP_DAYS:
        return 0
    before = now - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    moving = (Message.State.WAITING, Message.State.SENDING)
    old = Message.objects.filter(text_removed_at=None, next_attempt_at__lt=before).exclude(state__in=moving)
    # a mail that is sent again may be put together anew
    whole = Message.objects.filter(pk=OuterRef("within"), text_removed_at=None)
    old = old.filter(~Exists(whole))
    emptied = in_batches(
        gettext_noop("Old emails whose text was removed"),
        old.order_by("pk"),
        BATCH,
        lambda ids: _empty(old, ids, now),
    )
    return emptied + folder.remove_old(before)


def _empty(old: MessageQuerySet, ids: Sequence[int], now: datetime) -> int:
    ids = list(locked(old.filter(pk__in=ids), only_free=True).values_list("pk", flat=True))
    # one that was asked for again at this moment leaves whole
    emptied = old.filter(pk__in=ids).update(
        text="",
        html="",
        calendar="",
        calendar_name="",
        private_links=[],
        line={},
        last_error="",
        text_removed_at=now,
    )
    Attachment.objects.filter(message__in=ids, message__text_removed_at=now).delete()
    return emptied
