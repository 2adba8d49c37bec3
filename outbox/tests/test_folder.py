from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from outbox.delivery import deliver_due
from outbox.models import Message
from outbox.queueing import EmailDraft, queue_all


@pytest.mark.django_db
def test_without_a_mail_server_each_mail_is_a_file(letter: Callable[..., EmailDraft], settings: Any) -> None:
    settings.EMAIL_BACKEND = "outbox.folder.EmlFolderBackend"
    queue_all([letter("1", name="Åsa / ../../etc"), letter("2", name="Åsa / ../../etc")])
    assert deliver_due(timezone.now()) == 2
    files = sorted(Path(settings.EMAIL_FILE_PATH).iterdir())
    assert len(files) == 2
    assert all("notice-for-asa-etc" in file.name and file.suffix == ".eml" for file in files)
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    assert {mail["Message-ID"] for mail in mails} == set(Message.objects.values_list("message_id", flat=True))
    assert mails[0]["Subject"] == "Notice for Åsa / ../../etc"
