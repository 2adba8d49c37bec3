import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from outbox.delivery import deliver_due
from outbox.models import Attachment, Message
from outbox.queueing import EmailDraft, queue, queue_all
from outbox.retention import remove_old_texts
from outbox.sending_again import send_again, send_all_again
from tests.story import Story

Written = Callable[..., EmailDraft]


def test_old_mails_lose_their_text_and_stay_a_fact(
    story: Story, letter: Written, settings: Any, client: Client
) -> None:
    link = "https://partnering.example/answer/Zm9vYmFyYmF6cXV4MTIz"
    path = default_storage.save("reports/1.pdf", ContentFile(b"%PDF"))
    own = {"organisation_id": story.customer.pk, "attachments": [("r.pdf", "application/pdf", path)]}
    queue(letter("old", private_links=[link], calendar=("REQUEST", "BEGIN:VCALENDAR"), **own))
    assert deliver_due(timezone.now()) > 0
    queue(letter("waiting"))
    then = timezone.now() + timedelta(days=401)
    old = Message.objects.filter(key="old")
    assert remove_old_texts(then - timedelta(days=2)) == 0
    settings.OUTBOX_KEEP_DAYS = 0
    assert remove_old_texts(then) == 0, "0 is for ever"
    settings.OUTBOX_KEEP_DAYS = 400
    assert remove_old_texts(then) > 0
    assert remove_old_texts(then) == 0
    mail = old.get()
    assert (mail.text, mail.html, mail.calendar, mail.private_links) == ("", "", "", [])
    assert (mail.to, mail.state, mail.sent_at is not None) == ("asa@fyrstad.example", "sent", True)
    assert not Attachment.objects.filter(message=mail).exists()
    assert default_storage.exists(path), "the file is not the outbox's"
    assert Message.objects.get(key="waiting").text
    assert not send_again(by=story.administrator, message=mail, version=mail.version)
    old.update(state=Message.State.FAILED)
    assert send_all_again(by=story.administrator, mails=Message.objects.filter(key="old")) == 0
    client.force_login(story.administrator)
    page = client.get(f"/outbox/{mail.pk}/").content.decode()
    assert "the text of this one was deleted on" in page
    assert "Send again" not in page
    assert client.get(f"/outbox/{mail.pk}/html/").status_code == 404


@pytest.mark.django_db
def test_old_files_go_as_well(letter: Written, settings: Any) -> None:
    settings.EMAIL_BACKEND = "outbox.folder.EmlFolderBackend"
    assert remove_old_texts(timezone.now()) == 0, "there is no folder yet"
    queue_all([letter("1"), letter("2")])
    assert deliver_due(timezone.now()) == 2
    folder = Path(settings.EMAIL_FILE_PATH)
    (folder / "notes.txt").write_text("not a mail")
    for file in (next(folder.glob("*.eml")), folder / "notes.txt"):
        os.utime(file, (0, 0))
    assert remove_old_texts(timezone.now()) == 1
    assert len(list(folder.glob("*.eml"))) == 1
    assert (folder / "notes.txt").exists()
