"""Where there is no mail server: every mail becomes a file that any mail program opens."""

import os
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.text import slugify


class EmlFolderBackend(BaseEmailBackend):
    """One ``.eml`` a mail, named by time and subject. A file appears whole, or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for email in email_messages:
            _write(folder, email)
        return len(email_messages)


def remove_old(before: datetime) -> int:
    """Delete the files of mails written before that moment, and what was left unfinished."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = [*folder.glob("*.eml"), *folder.glob(".*.part")] if folder.is_dir() else []
    removed, failed = 0, []
    for file in files:
        try:
            if file.stat().st_mtime < before.timestamp():
                file.unlink(missing_ok=True)
                removed += 1
        except FileNotFoundError:
            continue  # another sweep was here
        except OSError as error:
            failed.append(error)
    if failed:
        raise failed[0]  # once the others are gone
    return removed


def _write(folder: Path, email: EmailMessage) -> None:
    content = email.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own has it
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    subject = re.sub(r"-+", "-", slugify(str(email.subject)))[:60].strip("-") or "mail"
    part = uuid.uuid4().hex[:8]  # two mails of one second and subject are two files
    unfinished = folder / f".{part}.part"
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, folder / f"{at}-{subject}-{part}.eml")
    except OSError:  # the disk is full
        unfinished.unlink(missing_ok=True)
        raise
