"""A full disk: nothing is left half written, what was stored is said to be, and readers go on reading."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from governance.risks.importing.models import RiskImport
from governance.warnings.models import EarlyWarning
from tests.story import Story

#: No file may grow beyond 64 kB in this process: the real error of the real system, in the middle of writing.
WRITE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
import django
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1] + "/files", EMAIL_FILE_PATH=sys.argv[1] + "/mail")
django.setup()
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from common.storage import WholeFileStorage
from outbox.folder import EmlFolderBackend
for write in (
    lambda: WholeFileStorage().save("files/ab/abc", ContentFile(b"x" * 300_000)),
    lambda: EmlFolderBackend().send_messages([EmailMessage("S", "x " * 200_000, to=["c@d.example"])]),
):
    try:
        write()
    except OSError as error:
        print(error.errno)
print(WholeFileStorage().save("files/ab/abc", ContentFile(b"short")))
"""


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_was_written_half_is_removed_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path)], capture_output=True, text=True, timeout=120
    )
    assert done.stdout.split() == [str(errno.EFBIG)] * 2 + ["files/ab/abc"], done.stderr
    assert files_in(tmp_path) == ["abc"]


class Bursting(ContentFile[bytes]):
    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_upload_that_does_not_fit_leaves_nothing(db: None, settings: Any) -> None:
    with pytest.raises(OSError, match="No space"):
        default_storage.save("files/ab/abc", Bursting(b""))
    assert files_in(Path(settings.MEDIA_ROOT)) == []


@pytest.mark.django_db(transaction=True)
def test_what_was_stored_is_said_to_be_stored(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails afterwards: the queue is a folder on the same disk."""

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("partnerships.importing.services._wake", full)
    monkeypatch.setattr("outbox.queueing._wake", full)
    client = Client()
    client.force_login(story.lead)
    file = SimpleUploadedFile("risks.csv", b"Event\nToo late")
    answer = client.post("/p/school/risks/import/", {"file": file})
    assert answer.status_code == 302
    run = RiskImport.objects.get()
    assert default_storage.exists(run.files[0]["stored_as"]), "and nothing of it was thrown away"
    answer = client.post("/p/school/warnings/", {"text": "The test server is slow"})
    assert (answer.status_code, EarlyWarning.objects.count()) == (302, 1)


def test_readers_go_on_reading(client: Client, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of use of a session is due to be stored, and the database takes no writes."""
    client.force_login(story.lead)
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        for page in ("/", "/p/school/", "/profile/"):
            assert client.get(page).status_code == 200
