"""Where files lie: each content once, under its digest, however often it was uploaded."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import IO, Final

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import in_batches
from partnerships.files.models import StoredContent

CHUNK: Final = 1024 * 1024
#: What nobody refers to any more is kept so long: an upload may just be on its way to referring to it.
KEPT_FOR: Final = timedelta(days=1)
AT_ONCE: Final = 200


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of what the file holds, a chunk in memory at a time."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def path_of(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256}"


def keep(file: IO[bytes], sha256: str, size: int) -> StoredContent:
    """The content with this digest, put into the store unless it lies there already."""
    content, _ = StoredContent.objects.update_or_create(
        sha256=sha256, defaults={"size": size, "kept_at": timezone.now()}
    )
    if content.stored_as and default_storage.exists(content.stored_as):
        return content
    before = content.stored_as
    file.seek(0)
    stored_as = default_storage.save(path_of(sha256), File(file))
    if not StoredContent.objects.filter(pk=sha256, stored_as=before).update(stored_as=stored_as):
        content.refresh_from_db()
        if content.stored_as != stored_as:  # the same was uploaded twice at once, and the other is kept
            default_storage.delete(stored_as)
        return content
    content.stored_as = stored_as
    return content


def sweep_contents(now: datetime) -> int:
    """Delete what no attachment refers to any more. Returns how many."""
    orphans = StoredContent.objects.orphaned(now - KEPT_FOR).order_by("pk")

    def sweep(ids: Sequence[str]) -> int:
        batch = list(locked(orphans.filter(pk__in=ids), to_delete=True))
        for content in batch:
            # deleted while the rows are held, so that nobody comes to refer to what is going
            default_storage.delete(content.stored_as or path_of(content.sha256))
        StoredContent.objects.filter(pk__in=[content.pk for content in batch]).delete()
        return len(batch)

    return in_batches(gettext_noop("Files deleted that nothing refers to"), orphans, AT_ONCE, sweep)
